"""Waiting for the disk: aside, one wait at a time with a pause after each, and nothing is left to wait for at the end."""

import asyncio

import pytest

from moderation.bots import disk
from moderation.bots.disk import Disk
from moderation.errors import StoreError
from moderation.state import open_store


class Deferring:
    """What a store that defers looks like from here."""

    def __init__(self, *, fails=False):
        self.events = []
        self.is_settled = True
        self.fails = fails

    def defer(self, *, on=True):
        self.events.append(f"defer {on}")
        if not on:
            self.settle()

    def settle(self):
        self.events.append("settle")
        self.is_settled = True
        if self.fails:
            raise StoreError("盘满了", "full")


def run(store, entries, pause_s, monkeypatch):
    monkeypatch.setattr(disk, "_PAUSE_S", pause_s)

    async def go():
        aside = Disk(store)
        aside.start()
        for _ in range(entries):
            store.is_settled = False
            aside.settle()
            while pause_s == 0 and not store.is_settled:
                await asyncio.sleep(0)
                aside.settle()
        await aside.stop()

    asyncio.run(go())
    return store.events


def test_the_disk_is_waited_for_once_in_a_pause_and_at_the_end(monkeypatch):
    assert run(Deferring(), 50, 3_600, monkeypatch) == ["defer True", "settle", "defer False", "settle"]


@pytest.mark.parametrize("fails", [True, False])
def test_without_a_pause_each_entry_is_settled_whatever_the_disk_says(monkeypatch, fails):
    if fails:
        monkeypatch.setattr(Deferring, "defer", lambda self, *, on=True: self.events.append(f"defer {on}"))
    events = run(Deferring(fails=fails), 5, 0, monkeypatch)
    assert events.count("settle") >= 5
    assert events[0] == "defer True"


def test_a_store_that_does_not_defer_is_left_alone():
    async def go():
        aside = Disk(open_store("memory://"))
        aside.start()
        aside.settle()
        await aside.stop()

    asyncio.run(go())
