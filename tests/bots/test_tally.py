"""What happened today is counted from what came since the last time, right over every store, and never keeps messages waiting."""

import asyncio
import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import Moderator
from moderation.bots.base import Incoming
from moderation.bots.fake import FakePlatform
from moderation.bots.session import Session
from moderation.bots.tally import DAY_MS, Tally
from moderation.state import open_store
from moderation.state.store import Record

MIDNIGHT = 16 * 3_600_000  # in Beijing, of the second of January 1970


def record(key, at_ms, kind="offence", *, who="7", community="study", problem=""):  # noqa: PLR0913 - what a record is made of
    body = {"sanction": {"action": "warn"}} if kind == "offence" else {"problem": problem}
    return Record(key=key, subject=f"{community}|{who}", at_ms=at_ms, kind=kind, body=json.dumps(body))


class Counting:
    """A ledger that remembers how far it was read."""

    def __init__(self, store):
        self.store, self.read = store, 0

    def records(self, after=0):
        for one in self.store.records(after):
            self.read += 1
            yield one


@pytest.mark.parametrize("url", ["memory://", "sqlite:///{}/t.db"])
def test_a_day_is_that_of_beijing_and_of_this_community_alone(url, tmp_path):
    store = open_store(url.format(tmp_path))
    for key, at_ms, more in (
        ("1", MIDNIGHT - 1, {}), ("2", MIDNIGHT, {}), ("3", MIDNIGHT + DAY_MS - 1, {"who": "8"}), ("4", MIDNIGHT + DAY_MS, {}),
        ("5", MIDNIGHT + 5, {"community": "study2"}), ("6", MIDNIGHT + 5, {"kind": "report"}),
        ("7", MIDNIGHT + 6, {"kind": "applied", "problem": "delete: no answer; say: held"}), ("8", MIDNIGHT + 6, {"kind": "applied"}),
    ):  # fmt: skip
        store.append(record(key, at_ms, **more))
    day = Tally("study").day(store, MIDNIGHT + 9)
    assert (day.kinds["offence"], day.kinds["report"], day.members, day.actions["warn"], day.held) == (2, 1, {"study|7", "study|8"}, 2, 1)
    store.close()


def test_what_was_counted_is_not_read_again():
    ledger = Counting(open_store("memory://"))
    tally = Tally("study")
    for place in range(1_000):
        ledger.store.append(record(str(place), MIDNIGHT + place))
    assert tally.day(ledger, MIDNIGHT).kinds["offence"] == 1_000
    ledger.store.append(record("new", MIDNIGHT - 5))
    assert tally.day(ledger, MIDNIGHT - 1).kinds["offence"] == 1
    assert tally.day(ledger, MIDNIGHT).kinds["offence"] == 1_000
    assert ledger.read == 1_001


@given(st.lists(st.tuples(st.integers(0, 5 * DAY_MS), st.booleans()), max_size=40))
def test_however_it_is_asked_in_between_the_count_is_that_of_the_whole_ledger(entries):
    store, tally = open_store("memory://"), Tally("study")
    for place, (at_ms, asks) in enumerate(entries):
        store.append(record(str(place), at_ms))
        if asks:
            assert tally.day(store, at_ms).kinds == Tally("study").day(store, at_ms).kinds


def test_messages_are_judged_while_a_long_ledger_is_being_read(program, said):
    class Long:
        """A store whose ledger is never read to its end until somebody lets it."""

        def __init__(self):
            self.store, self.may_end, self.threads = open_store("memory://"), threading.Event(), []

        def __getattr__(self, name):
            return getattr(self.store, name)

        def records(self, after=0):
            self.threads.append(threading.current_thread().name)
            assert self.may_end.wait(60)
            return self.store.records(after)

    async def go():
        store, platform = Long(), FakePlatform()
        async with Session(Moderator(program, store=store), platform) as session:
            await session.feed(Incoming(message=said("统计", "9", "m0", role="admin"), words="统计"))
            await session.feed(said("刷单返利找我"))
            async with asyncio.timeout(60):
                while len(platform.calls) < 2:  # noqa: ASYNC110 - the session does it in tasks of its own
                    await asyncio.sleep(0.001)
            store.may_end.set()
            await session.settled()
        return [call.name for call in platform.calls], store.threads[0]

    names, thread = asyncio.run(go())
    assert names == ["delete", "say", "reply"]
    assert thread.startswith("moderation-reading")
