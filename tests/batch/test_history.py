"""A table of one chat is judged as a replay judges it, in whatever order it stands."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from moderation.batch import scan_history, verdict_schema
from moderation.compile import load_program
from moderation.errors import UsageError
from moderation.message import Author, Chat, Message
from moderation.moderator import Moderator
from moderation.state import open_store

RULESET = """\
spec: 1
ruleset: {id: ladder, title: 阶梯, version: "1", charter: [第1条 守法]}
terms: {gambling: {title: 赌博用语, weight: 3, terms: [网赌]}}
behaviors: {flooding: {title: 刷屏, count: message, by: [user], window: 10s, at_least: 3}}
rules:
  - {id: gambling, title: 赌博, charter: 第1条, label: gambling, severity: high, status: enforce, when: gambling, verdict: block,
     tests: {match: [来网赌吧], pass: [早]}}
  - {id: flood, title: 刷屏, charter: 第1条, label: flood, severity: low, status: enforce, when: flooding, verdict: review}
"""
START = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def ladder(tmp_path_factory):
    path = tmp_path_factory.mktemp("ladder") / "ladder.yaml"
    path.write_text(RULESET, encoding="utf-8")
    return load_program(path, cache=False)


def messages():
    dice = random.Random(5)
    return [
        Message(
            dice.choice(("早", "来网赌吧", "晚安", "网 赌", "😀")), id=f"m{number}", author=Author(id=dice.choice("ab")), chat=Chat(id="g"),
            at=START + timedelta(seconds=number * 3),
        )
        for number in range(60)
    ]  # fmt: skip


def table(rows):
    return pa.Table.from_pylist(
        [{"id": one.id, "chat": one.chat.id, "user": one.author.id, "at": one.at, "text": one.text} for one in rows],
        pa.schema([(name, pa.string()) for name in ("id", "chat", "user")] + [("at", pa.timestamp("us", "UTC")), ("text", pa.string())]),
    )


def test_verdicts_are_those_of_one_after_the_other_whatever_the_order_of_the_table(ladder):
    moderator = Moderator(ladder, store=open_store("memory://"))
    wanted = {one.id: moderator.check(one) for one in messages()}
    shuffled = random.Random(7).sample(messages(), 60)
    rows = scan_history(ladder, table(shuffled)).to_pylist()
    assert [row["id"] for row in rows] == [one.id for one in shuffled]
    assert [(row["verdict"], row["rules"]) for row in rows] == [
        (wanted[one.id].level.value, [hit.rule for hit in wanted[one.id].hits]) for one in shuffled
    ]
    assert any("flood" in row["rules"] for row in rows)


def entered(verdict):
    """What a verdict enters in the ledger and says."""
    return verdict.sanction and {**verdict.sanction.to_dict(), "reasons": list(verdict.sanction.reasons)}, verdict.notice


def talk():
    """Two chats at the same time, in which the same members advertise."""
    texts = ("早", "加薇❤️信：abc12345 日结兼职", "今天吃什么", "草泥马", "晚安")
    dice = random.Random(8)
    return [
        Message(
            dice.choice(texts), id=f"m{number}", author=Author(id=dice.choice("abc")), chat=Chat(id=dice.choice(("g0", "g1"))),
            at=START + timedelta(seconds=number * 40),
        )
        for number in range(120)
    ]  # fmt: skip


@pytest.mark.parametrize("chats", [("g0",), ("g1",), ("g0", "g1")], ids=["one-chat", "the-other", "the-community"])
def test_the_ledger_is_that_of_a_live_run(chats):
    program = load_program("community")
    rows = [one for one in talk() if one.chat.id in chats]
    live = Moderator(program, store=open_store("memory://"))
    wanted = {one.id: entered(live.check(one)) for one in rows}
    table_of = table(random.Random(3).sample(rows, len(rows)))
    assert {row["id"]: (row["sanction"], row["notice"]) for row in scan_history(program, table_of).to_pylist()} == wanted
    assert max(sanction["strikes"] for sanction, _ in wanted.values() if sanction) > 2
    assert any(notice for _, notice in wanted.values())


def test_a_message_without_a_time_is_judged_by_itself(ladder):
    rows = [replace(one, at=None, text="网赌") for one in messages()]
    assert {tuple(row["rules"]) for row in scan_history(ladder, table(rows)).to_pylist()} == {("gambling",)}


def test_an_empty_chat_is_an_empty_table(ladder):
    assert scan_history(ladder, table([])).schema == verdict_schema()
    assert scan_history(ladder, table([])).num_rows == 0


def test_a_table_needs_texts(ladder):
    with pytest.raises(UsageError):
        scan_history(ladder, pa.table({"id": ["1"]}))
