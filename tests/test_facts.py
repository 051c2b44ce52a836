"""The facts that conditions compare: what they read, and that the docs list all of them."""

import runpy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from moderation.facts import FACTS
from moderation.message import Author, Chat, Message

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


def member_since(**ago):
    return Message("好", at=NOW, author=Author(joined=NOW - timedelta(**ago)))


@pytest.mark.parametrize(
    ("name", "message", "value"),
    [
        ("user.id", Message("好", author=Author(id="u1")), "u1"),
        ("user.id", Message("好"), None),
        ("user.role", Message("好", author=Author(role="admin")), "admin"),
        ("user.new", member_since(days=6, hours=23), True),
        ("user.new", member_since(days=7), False),
        ("user.new", Message("好", at=NOW), None),
        ("user.new", Message("好", author=Author(joined=NOW)), None),
        ("user.joined_within", member_since(minutes=2), 120),
        ("user.joined_within", member_since(minutes=-2), 0),
        ("user.trusted", Message("好", author=Author(trusted=True)), True),
        ("chat.id", Message("好", chat=Chat(id="g1")), "g1"),
        ("chat.kind", Message("好"), "group"),
        ("chat.hour", member_since(days=1), 23),
        ("chat.hour", Message("好"), None),
        ("message.kind", Message("", kind="image"), "image"),
        ("message.chars", Message("甲😀\ud800"), 3),
        ("message.lines", Message("甲\n乙\n"), 3),
        ("message.quoted", Message("好", quote="甲"), True),
        ("disguised", Message("百 家 乐"), None),
    ],
)
def test_a_fact_reads_the_message(name, message, value):
    assert FACTS[name].read(message) == value


def test_times_that_cannot_be_compared_are_unknown():
    naive = datetime(2026, 11, 20)  # noqa: DTZ001 - the naive time is the point
    assert FACTS["user.new"].read(Message("好", at=NOW, author=Author(joined=naive))) is None


def test_the_page_lists_the_table():
    tool = runpy.run_path(str(ROOT / "tools" / "facts_docs.py"))
    assert (ROOT / "docs" / "facts.md").read_text(encoding="utf-8") == tool["page"](), "run tools/facts_docs.py"
