"""The queue: one ticket a message, first come first taken, overdue by the message's own clock, the same on every reading."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from moderation.errors import UsageError
from moderation.faq.prompts import briefing
from moderation.faq.queue import Queue
from moderation.faq.tickets import subject_of, ticket_id
from moderation.message import Author, Chat, Message
from moderation.state.memory import MemoryStore
from moderation.verdict import Route

PRICE = Route(id="price", title="咨询价格", to="销售", priority="high", due_ms=700_000)
COMPLAINT = Route(id="complaint", title="客诉", to="客服", priority="urgent", due_ms=1_300_000)
PRAISE = Route(id="praise", title="表扬", to="运营", priority="low")


def said(text, number, *, who="小林", role="member", chat="g1", **more):
    at = more.pop("at_s", number * 60)
    author = Author(id=who, nickname=who, role=role)
    kind = more.pop("kind", "group")
    return Message(
        text,
        id=f"m{number}",
        author=author,
        chat=Chat(id=chat, kind=kind),
        at=datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at),
        **more,
    )


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def queue(store):
    return Queue(store, "group")


def test_a_message_opens_one_ticket_however_often_it_comes(queue):
    first = queue.open(said("多少钱", 1), PRICE, entry="F01")
    assert queue.open(said("多少钱", 1), PRICE) == first
    assert queue.tickets() == (first,)
    assert (first.id, first.state, first.to, first.text, first.entry) == (ticket_id("group", "|g1|m1"), "open", "销售", "多少钱", "F01")


def test_the_soonest_due_stands_first_and_without_a_limit_last(queue):
    for number, route in enumerate((PRAISE, COMPLAINT, PRICE), 1):
        queue.open(said("话", number), route)
    assert [ticket.route for ticket in queue.waiting()] == ["price", "complaint", "praise"]


@pytest.mark.parametrize(
    ("at_ms", "routes"), [(700_000, []), (700_001, ["price"]), (1_300_001, ["price", "complaint"]), (1 << 50, ["price", "complaint"])]
)
def test_what_is_not_answered_in_time_is_overdue(queue, at_ms, routes):
    for number, route in enumerate((PRAISE, COMPLAINT, PRICE), 1):
        queue.open(said("话", number), route)
    assert [ticket.route for ticket in queue.overdue(at_ms)] == routes


def test_taken_is_not_answered(queue):
    ticket = queue.open(said("多少钱", 1), PRICE)
    queue.take(ticket.id, "小王", 70_000)
    assert [each.by for each in queue.overdue(800_000)] == ["小王"]
    queue.answer(ticket.id, "小王", 90_000)
    assert queue.overdue(800_000) == ()
    assert queue.get(ticket.id).state == "answered"


def test_whoever_takes_first_has_it(queue, store):
    ticket = queue.open(said("多少钱", 1), PRICE)
    other = Queue(store, "group")
    assert queue.take(ticket.id, "小王", 70_000).by == "小王"
    assert queue.take(ticket.id, "小王", 71_000).changed_ms == 70_000
    with pytest.raises(UsageError, match="小王"):
        other.take(ticket.id, "小李", 72_000)
    assert other.answer(ticket.id, "小李", 73_000).by == "小李"
    with pytest.raises(UsageError, match="处理完"):
        queue.close(ticket.id, "小王", 74_000)


def test_an_unknown_ticket_is_named_with_its_nearest(queue):
    ticket = queue.open(said("多少钱", 1), PRICE)
    with pytest.raises(UsageError, match=ticket.id):
        queue.close(ticket.id[:-1] + "9", "小王", 1)


def test_a_reader_who_comes_later_sees_the_same(queue, store):
    ticket = queue.open(said("多少钱", 1), PRICE)
    queue.hear(said("在吗，急", 2))
    queue.take(ticket.id, "小王", 200_000)
    assert Queue(store).tickets() == queue.tickets()
    assert Queue(store, "other").tickets() == ()


@pytest.mark.parametrize(
    ("staff", "answered"),
    [
        (said("399 一年哦", 9, who="老师", role="admin"), {"m1", "m2"}),
        (said("399 一年哦", 9, who="老师", role="admin", quote="会员多少钱一年"), {"m1"}),
        (said("@小王 已退", 9, who="老师", role="admin"), {"m2"}),
        (said("@别人 已退", 9, who="老师", role="admin"), set()),
        (said("399", 9, who="老师", role="admin", chat="g2"), set()),
        (said("399", 9, who="老师", role="admin", chat="小王", kind="private"), {"m2"}),
        (said("399", 9, who="机器人", role="bot"), set()),
        (said("399", 9, who="路人"), set()),
    ],
    ids=["any", "quoted", "named", "another", "elsewhere", "private", "bot", "passer-by"],
)
def test_staff_answer_what_they_quote_or_whom_they_name_or_the_only_one(queue, staff, answered):
    queue.hear(said("会员多少钱一年", 1), PRICE)
    queue.hear(said("我要投诉", 2, who="小王"), COMPLAINT)
    if answered == {"m1", "m2"}:  # nobody knows which of two is meant; of one everybody does
        assert queue.hear(staff) == ()
        queue.close(ticket_id("group", "|g1|m2"), "老师", 1)
        answered = {"m1"}
    assert {ticket.message.rpartition("|")[2] for ticket in queue.hear(staff)} == answered


def test_what_a_member_adds_is_collected_also_in_private(queue):
    queue.hear(said("我要投诉", 1), COMPLAINT)
    queue.hear(said("上周买的课打不开", 2))
    queue.hear(said("订单 1 号", 3, chat="小林", kind="private"))
    queue.hear(said("别人的话", 4, who="小王"))
    (ticket,) = queue.waiting()
    assert ticket.notes == ("上周买的课打不开", "订单 1 号")
    told = briefing(ticket)
    assert all(words in told for words in ("我要投诉", "上周买的课打不开", "请先道歉", "没有记录"))


def test_a_siege_is_not_collected(queue):
    queue.hear(said("我要投诉", 1), COMPLAINT)
    for number in range(2, 60):
        queue.hear(said("快点", number))
    assert len(queue.waiting()[0].notes) == 20


def test_erasing_a_member_takes_the_words_and_leaves_the_counts(queue, store):
    queue.hear(said("我要投诉", 1), COMPLAINT)
    queue.hear(said("课打不开", 2))
    store.erase(subject_of("group", "小林"))
    (ticket,) = Queue(store).tickets()
    assert (ticket.text, ticket.name, ticket.notes, ticket.route) == ("", "", (), "complaint")


def test_the_history_of_a_member_is_told_without_words(queue, store):
    queue.hear(said("我要投诉", 1), COMPLAINT)
    queue.hear(said("多少钱", 2), PRICE)
    (_, complaint) = queue.waiting()
    told = briefing(complaint, store.history(subject_of("group", "小林")))
    assert "queue.open × 2" in told
    assert "咨询价格" in told


@pytest.mark.parametrize("text", ["\ud800", "\x00\u202e", "好" * 100_000, "🐷\u200b"])
def test_any_text_can_wait(queue, store, text):
    queue.hear(said(text, 1, who="\ud800小"), PRICE)
    assert Queue(store).tickets()[0].text == text


def test_a_message_without_an_id_or_a_time_can_wait_too(queue):
    message = Message("多少钱", author=Author(id="小林"))
    assert queue.open(message, replace(PRICE, due_ms=None)) == queue.open(message, replace(PRICE, due_ms=None))
    assert queue.overdue(1 << 50) == ()
