"""Sessions: nothing lost, nothing twice, nobody waits for a call, and a bounded memory, on any platform."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import Moderator
from moderation.bots.alerts import AlertLimit
from moderation.bots.base import Place
from moderation.bots.fake import FakePlatform, shuffled
from moderation.bots.session import Session
from moderation.bots.settings import Settings
from moderation.errors import StoreError
from moderation.message import Chat
from moderation.state import open_store

AD = "刷单返利找我"


async def until(condition):
    """Wait for what the session does in tasks and in a thread of its own."""
    async with asyncio.timeout(60):  # for what would never come
        while not condition():  # noqa: ASYNC110 - see above
            await asyncio.sleep(0.001)


def run(moderator, story, platform=None, **settings):
    """Run a session while a story goes on; return the platform."""

    async def go():
        opened = platform() if platform else FakePlatform()
        async with Session(moderator, opened, Settings(**settings)) as session:
            await story(session, opened)
            await session.settled()
        return opened

    return asyncio.run(go())


def test_events_that_come_twice_and_out_of_order_are_acted_on_once(moderator, said):
    messages = [said(AD, str(place), f"m{place}", after=60 * place) for place in range(20)]

    async def story(session, _):
        for message in shuffled(messages, twice=0.5, reach=4):
            await session.feed(message)

    calls = run(moderator, story).calls
    assert sorted(call.message for call in calls if call.name == "delete") == sorted(message.id for message in messages)
    assert sum(call.name == "say" for call in calls) == 20


def test_a_second_process_over_the_same_store_does_nothing_again(program, said):
    store = open_store("memory://")

    async def story(session, _):
        await session.feed(said(AD))

    assert [len(run(Moderator(program, store=store), story).calls) for _ in range(2)] == [2, 0]


def test_calls_wait_for_a_broken_platform_and_are_then_made_once_in_order(moderator, said):
    async def story(session, platform):
        platform.broken = True
        await session.feed(said(AD))
        await until(lambda: session.open)
        assert platform.calls == []
        platform.broken = False

    assert [call.name for call in run(moderator, story).calls] == ["delete", "say"]


def test_a_platform_that_stays_away_is_entered_as_such(moderator, said):
    async def story(session, platform):
        platform.broken = True
        await session.feed(said(AD))

    assert run(moderator, story, hold_s=0.05).calls == []
    applied = [record for record in moderator.store.records() if record.kind == "applied"]
    assert "unreachable" in applied[0].body


@pytest.mark.parametrize("error", [RuntimeError("x"), OSError(5, "y"), KeyError("群")])
def test_whatever_a_platform_raises_is_a_refused_call(moderator, said, error):
    class Broken(FakePlatform):
        async def act(self, call):
            self.calls.append(call)
            raise error

    async def story(session, _):
        await session.feed(said(AD))

    assert [call.name for call in run(moderator, story, Broken).calls] == ["delete", "say"]
    assert any("refused" in record.body for record in moderator.store.records() if record.kind == "applied")


def test_an_event_that_breaks_the_reader_ends_nothing(moderator, said):
    class Picky(FakePlatform):
        def read(self, event):
            return super().read(event["message"])

    async def story(session, _):
        for event in ("nonsense", {}, {"message": said(AD)}):
            await session.feed(event)

    assert [call.name for call in run(moderator, story, Picky).calls] == ["delete", "say"]


def test_feeding_waits_while_too_much_waits_to_be_judged(moderator, said):
    async def go():
        session = Session(moderator, FakePlatform(), Settings(most_waiting=2))
        for place in range(2):
            await session.feed(said("早", id=str(place)))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await session.feed(said("早", id="3"))
        return session.waiting

    assert asyncio.run(go()) == 2


def test_more_than_can_be_under_way_is_entered_and_not_done(moderator, said):
    async def story(session, platform):
        platform.hangs = lambda _: True
        for place in range(4):
            await session.feed(said(AD, str(place), f"m{place}", after=60 * place))
        await until(lambda: sum(record.kind == "applied" for record in moderator.store.records()) == 2)
        platform.resume()

    run(moderator, story, most_open=2)
    assert sum("overloaded" in record.body for record in moderator.store.records()) == 2


def test_a_recall_that_came_before_its_message_still_counts_for_its_author(moderator, said):
    async def story(session, _):
        await session.feed(said("", id="m1", kind="recall", after=5))
        await session.feed(said(AD, id="m1"))

    run(moderator, story)
    assert [record.kind for record in moderator.store.records()][:2] == ["offence", "taken_back"]


def test_quiet_mode_does_nothing_and_the_ledger_says_so(moderator, said):
    async def story(session, _):
        await session.feed(said(AD))

    calls = run(moderator, story, quiet=True, staff_chat=Place(id="s")).calls
    assert [(call.name, call.place.id) for call in calls] == [("alert", "s")]
    assert any('"problem":"quiet"' in record.body and '"done":null' in record.body for record in moderator.store.records())


def test_staff_hear_at_the_end_of_the_alerts_that_were_held_back(moderator, said):
    async def story(session, _):
        for place in range(5):
            await session.feed(said("傻逼", str(place), f"m{place}", after=60 * place))

    calls = run(moderator, story, staff_chat=Place(id="s"), alerts_a_minute=2).calls
    assert [(call.name, call.place.id) for call in calls] == [("alert", "s"), ("alert", "s"), ("say", "s")]
    assert "另有 3 条提醒没有逐条发出" in calls[-1].text


def test_the_end_does_not_wait_for_a_platform_that_is_gone_to_say_so(moderator, said, monkeypatch):
    monkeypatch.setattr("moderation.bots.carrying._LAST_WORD_S", 0.01)

    async def go():
        platform = FakePlatform()
        async with Session(moderator, platform, Settings(staff_chat=Place(id="s"), alerts_a_minute=1)) as session:
            for place in range(3):
                await session.feed(said("傻逼", str(place), f"m{place}", after=60 * place))
            await session.settled()
            platform.broken = True
        return [call.name for call in platform.calls]

    assert asyncio.run(go()) == ["alert"]


def test_only_the_groups_that_were_named_are_moderated_and_private_chats_never(moderator, said):
    async def story(session, _):
        await session.feed(said(AD, id="1", chat="other"))
        await session.feed(replace(said(AD, id="2"), chat=Chat(id="1", kind="private")))

    assert run(moderator, story, chats=frozenset({"g"})).calls == []
    assert list(moderator.store.records()) == []


def test_what_is_fed_before_the_end_is_finished_and_stopping_twice_is_once(moderator, said):
    async def go():
        platform = FakePlatform()
        session = Session(moderator, platform)
        async with session:
            await session.feed(said(AD))
            await session.stop()
        return [call.name for call in platform.calls]

    assert asyncio.run(go()) == ["delete", "say"]


def test_a_store_that_is_away_is_no_reason_to_punish(moderator, said):
    moderator.store.close()

    class Away:
        def __getattr__(self, name):
            def refuse(*_, **__):
                raise StoreError("连不上")

            return refuse

    away = Moderator(moderator.program, store=Away())

    async def story(session, _):
        for place in range(3):
            await session.feed(said(AD, id=f"m{place}", after=60 * place))

    calls = run(away, story, staff_chat=Place(id="s")).calls
    assert {call.name for call in calls} == {"delete", "alert"}


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 5))
def test_no_minute_holds_more_alerts_than_were_asked_for_and_none_is_forgotten(pauses, most):
    now, sent, told = 0.0, [], 0
    limit = AlertLimit(most, now_s=lambda: now)
    for pause in pauses:
        now += pause
        text = limit.passed("x")
        if text:
            sent.append(now)
            told += 1 + (int(text.split("另有 ")[1].split()[0]) if "另有" in text else 0)
    assert all(sum(start <= at < start + 60 for at in sent) <= most for start in sent)
    assert told + limit.held == len(pauses)
