"""The verbs of the queue: what waits, what is overdue, who takes it."""

import json
from datetime import datetime

import pytest

from moderation.faq.queue import Queue
from moderation.message import BEIJING, Author, Chat, Message
from moderation.state import open_store
from moderation.verdict import Route

AT = datetime(2026, 11, 23, 14, tzinfo=BEIJING)
STORE = "sqlite:///群.db"


@pytest.fixture
def ticket(here):
    store = open_store(STORE)
    message = Message("多少钱\u202e\n一年", id="m1", author=Author(id="1", nickname="小林"), chat=Chat(id="g1"), at=AT)
    route = Route(id="price", title="咨询价格", to="销售", priority="high", due_ms=message.at_ms + 600_000)
    opened = Queue(store, "群").open(message, route)
    store.close()
    assert here
    return opened.id


def test_what_waits_is_listed_and_what_is_overdue_found(run, ticket):
    code, out, err = run("queue", "list", "--store", STORE, "--at", "2026-11-23 14:05")
    assert (code, err) == (0, "")
    assert ticket in out
    assert "等待  优先  咨询价格 → 销售  11-23 14:10 前答复  小林：多少钱<U+202E> 一年" in out
    assert run("queue", "list", "--store", STORE, "--overdue", "--at", "2026-11-23 14:10")[:2] == (0, "没有超时的。\n")
    code, out, _ = run("queue", "list", "--store", STORE, "--overdue", "--at", "2026-11-23 15:15")
    assert code == 1
    assert "已超时 1h5m" in out
    code, out, _ = run("queue", "list", "--store", STORE, "--json", "--at", "2026-11-23 15:15", "--lang", "en")
    assert (json.loads(out)["overdue"], json.loads(out)["to"]) == (True, "销售")


def test_a_ticket_is_taken_and_closed(run, ticket):
    assert run("queue", "take", ticket, "--store", STORE, "--by", "小王", "--at", "2026-11-23 14:06")[:2] == (
        0,
        f"{ticket} 由 小王 接手。\n",
    )
    code, _, err = run("queue", "take", ticket, "--store", STORE, "--by", "小李")
    assert (code, "已由 小王 接手" in err) == (2, True)
    assert run("queue", "close", ticket, "--store", STORE, "--by", "小李", "--answered")[0] == 0
    assert run("queue", "list", "--store", STORE)[:2] == (0, "队列是空的。\n")
    assert "已答复（小李）" in run("queue", "list", "--store", STORE, "--all")[1]
    assert run("queue", "close", ticket, "--store", STORE, "--by", "小李")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["queue", "list", "--store", STORE, "--at", "昨天"], "不是时间"),
        (["queue", "take", "q-nothing", "--store", STORE, "--by", "我"], "没有 q-nothing"),
        (["queue", "list", "--store", "sqlite:///没有.db"], "没有.db"),
        (["queue", "lst"], "是不是想写 queue list"),
        (["queue"], "queue list | queue take"),
        (["queue", "--store", STORE], "queue list | queue take"),
    ],
)
def test_a_mistake_is_one_sentence(run, ticket, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert ticket
