"""A flood of offences does not make the bot flood: notices are limited in a chat, sanctions are not, and staff are told once."""

import asyncio
import json

import pytest

from moderation.bots.base import Capabilities, Incoming, Place
from moderation.bots.fake import ABLE, FakePlatform
from moderation.bots.limits import NoticeLimit
from moderation.bots.session import Session
from moderation.bots.settings import Settings
from tests.bots.conftest import START

AD = "刷单返利找我"
STAFF = Place(id="s")


def calls_of(moderator, messages, *, platform=None, **settings):
    """What a session does about some messages."""

    async def go():
        opened = platform or FakePlatform()
        async with Session(
            moderator, opened, Settings(staff_chat=STAFF, **settings), clock=lambda: int(START.timestamp() * 1000)
        ) as session:
            for message in messages:
                await session.feed(message)
            await session.settled()
        return opened.calls

    return asyncio.run(go())


def advertisers(said, count, *, every_s=1, chat="g", first=0):
    """One advertisement each of so many members."""
    return [
        said(AD, f"{chat}u{first + place}", f"{chat}{first + place}", after=first + place * every_s, chat=chat) for place in range(count)
    ]


def test_many_offences_in_a_minute_are_all_removed_and_few_are_told(moderator, said):
    calls = calls_of(moderator, advertisers(said, 40))
    assert [call.name for call in calls].count("delete") == 40
    assert [call.name for call in calls].count("say") == 10
    (alert,) = [call for call in calls if call.name == "alert"]
    assert alert.place == STAFF
    assert "一分钟里已有 10 条违规通知" in alert.text
    applied = [json.loads(record.body) for record in moderator.store.records() if record.kind == "applied"]
    assert sum(one["problem"] == "say: held" for one in applied) == 30
    assert len(applied) == 40


def test_one_chat_does_not_take_the_notices_of_another_and_a_quiet_minute_gives_them_back(moderator, said):
    calls = calls_of(moderator, [*advertisers(said, 12), *advertisers(said, 3, chat="h"), *advertisers(said, 3, first=90)])
    said_in = [call.place.id for call in calls if call.name == "say"]
    assert (said_in.count("g"), said_in.count("h")) == (13, 3)
    assert sum(call.name == "alert" for call in calls) == 1


def test_measures_are_carried_out_though_nothing_is_said_of_them(moderator, said):
    messages = [said(AD, "7", f"m{place}", after=place) for place in range(2)]
    calls = calls_of(moderator, messages, notices_a_minute=1)
    assert sorted(call.name for call in calls) == ["alert", "delete", "delete", "mute", "say"]
    applied = [json.loads(record.body) for record in moderator.store.records() if record.kind == "applied"]
    assert applied[1]["done"] == {"action": "mute", "duration_s": 600}
    assert applied[1]["problem"] == "say: held"


def test_staff_hear_of_it_though_the_platform_refuses_what_it_came_with(moderator, said):
    refusing = FakePlatform(refuses=lambda call: "not permitted" if call.name == "delete" else "")
    calls = calls_of(moderator, advertisers(said, 5), platform=refusing, notices_a_minute=2, alerts_a_minute=100)
    assert sum(call.name == "say" for call in calls) == 2
    assert sum("一分钟里已有 2 条违规通知" in call.text for call in calls) == 1


@pytest.mark.parametrize("capabilities", [ABLE, Capabilities()])
def test_a_platform_that_can_do_nothing_is_no_reason_to_say_more(moderator, said, capabilities):
    calls = calls_of(moderator, advertisers(said, 30), platform=FakePlatform(capabilities), alerts_a_minute=1_000)
    assert sum(call.name == "say" for call in calls) == 10


def test_a_message_without_a_time_or_out_of_order_counts_too():
    limit = NoticeLimit(2)
    assert [limit.held("g", at_ms) for at_ms in (50_000, 0, 10, 50_001, 109_999, 110_000)] == [0, 0, 1, 2, 3, 0]


def test_staff_who_ask_for_the_day_are_told_how_many_notices_were_not_said(moderator, said):
    asked = Incoming(message=said("统计", "9", "q", role="admin", after=100), words="统计")
    calls_of(moderator, advertisers(said, 12))
    assert calls_of(moderator, [asked])[-1].text.endswith("撤销 0 件。另有 2 条通知因为一分钟里太多没有发出。")
