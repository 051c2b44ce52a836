"""Quiet mode: whatever people ask of the bot, it only speaks to staff, and does nothing."""

import asyncio
from dataclasses import replace

import pytest

from moderation.bots.base import Incoming, Place
from moderation.bots.fake import FakePlatform
from moderation.bots.session import Session
from moderation.bots.settings import Settings
from moderation.message import Chat

STAFF = Place(id="s")
AD = "刷单返利找我"


@pytest.fixture
def asked(moderator, said, tmp_path):
    """What a quiet bot does about a command, given after an advertisement (`m0`) and a harmless message (`m1`)."""

    def ask(words, *, role="member", chat="g", quoted="", mentions=(), private=False, user="9"):  # noqa: PLR0913 - what a command is
        message = said(words, user, "q", role=role, chat=chat)
        if private:
            message = replace(message, chat=Chat(id=user, kind="private"))
        events = [said(AD, "1", "m0"), said("早", "2", "m1"), Incoming(message=message, words=words, quoted=quoted, mentions=mentions)]

        async def go():
            platform = FakePlatform()
            settings = Settings(staff_chat=STAFF, staff=frozenset({"staff"}), quiet=True, review_file=tmp_path / "r.yaml")
            async with Session(moderator, platform, settings) as session:
                for event in events:
                    platform.calls.clear()
                    await session.feed(event)
                    await session.settled()
            return [(call.name, call.place.id, call.text) for call in platform.calls]

        return asyncio.run(go())

    return ask


@pytest.mark.parametrize(
    ("words", "quoted", "told"),
    [("群规", "", []), ("/统计", "", []), ("举报 骂人", "m1", ["【举报】"]), ("/误判", "m0", []), ("/群规", "", [])],
)
def test_members_are_not_answered_and_what_they_report_reaches_staff(asked, words, quoted, told):
    calls = asked(words, quoted=quoted)
    assert [(name, place) for name, place, _ in calls] == [("alert", "s")] * len(told)
    assert all(text.startswith(beginning) for (_, _, text), beginning in zip(calls, told, strict=True))


def test_who_appeals_is_not_answered_and_staff_are_told(asked):
    calls = asked("申诉 我没有", quoted="m0", user="1")
    assert [(name, place) for name, place, _ in calls] == [("alert", "s")]


@pytest.mark.parametrize("words", ["查", "误判", "统计", "群规", "问答 添加 甲｜乙"])
@pytest.mark.parametrize(("chat", "name"), [("g", "alert"), ("s", "reply")])
def test_staff_are_answered_where_only_staff_read_it(asked, words, chat, name):
    quoted = "m0" if chat == "g" else ""
    calls = asked(words if quoted or words not in ("查", "误判") else "/统计", role="admin", chat=chat, quoted=quoted)
    assert [(call, place) for call, place, _ in calls] == [(name, "s")]


def test_staff_are_answered_in_private(asked):
    assert [(name, place) for name, place, _ in asked("统计", private=True, user="staff")] == [("reply", "staff")]
    assert asked("群规", private=True, user="somebody") == []


def test_nobody_is_unmuted_and_the_answer_says_so(asked):
    ((name, place, text),) = asked("解禁", role="owner", mentions=("1",))
    assert (name, place, text) == ("alert", "s", "没有做成：静默模式，没有执行。")
