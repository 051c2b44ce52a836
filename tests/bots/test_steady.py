"""A process that runs a bot: garbage goes, what is in use stays, and all is as it was when the bot has ended."""

import gc
import sys
import time
import weakref

import pytest

from moderation.bots import steady


class Node:
    def __init__(self):
        self.own = self


@pytest.mark.parametrize("was_enabled", [True, False])
def test_a_process_is_as_it_was_when_the_bot_has_ended(was_enabled):
    before = sys.getswitchinterval()
    (gc.enable if was_enabled else gc.disable)()
    try:
        with steady.steady():
            assert not gc.isenabled()
            assert gc.get_freeze_count() > 0
        assert (gc.isenabled(), gc.get_freeze_count(), sys.getswitchinterval()) == (was_enabled, 0, before)
    finally:
        gc.enable()


@pytest.mark.parametrize("all_every", [1, 1_000_000])
def test_cycles_go_and_what_is_in_use_stays(monkeypatch, all_every):
    monkeypatch.setattr(steady, "_ALL_EVERY", all_every)
    monkeypatch.setattr(steady, "_EVERY_S", 0.0)
    with steady.steady():
        kept, gone = Node(), []
        while all(seen() is not None for seen in gone):  # the sweep comes by within a moment
            gone.append(weakref.ref(Node()))
            time.sleep(0.001)  # gives way to it: a loop that does not, on a busy machine, is in its way for many seconds
        assert kept.own is kept
