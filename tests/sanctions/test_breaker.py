"""A rule that suddenly hits too much is taken as shadow while it does; only numbers of messages are remembered for it."""

import pytest

from moderation.program import Breaker
from moderation.sanctions.breaker import Fuse, hit_key, shadowed
from moderation.state.memory import MemoryStore
from moderation.state.store import Window
from tests.sanctions.conftest import hit

BREAKER = Breaker(hit_rate_permille=30, min_hits=20, window_s=3_600)
FUSE = Fuse("group", BREAKER)


@pytest.mark.parametrize(
    ("messages", "hits", "tripped"),
    [(100, 19, False), (100, 20, True), (666, 20, True), (667, 20, False), (10_000, 300, False), (10_000, 301, True), (20, 20, True)],
)
def test_a_rule_trips_above_its_share_and_not_before_its_least_number(messages, hits, tripped):
    assert FUSE.tripped(["ad"], Window((), messages), [Window((), hits)]) == (("ad",) if tripped else ())


def test_each_rule_trips_by_itself():
    windows = [Window((), count) for count in (30, 3, 25)]
    assert FUSE.tripped(["a", "b", "c"], Window((), 100), windows) == ("a", "c")


def test_hits_of_rules_that_tripped_are_shadow_hits():
    hits = shadowed([hit("a"), hit("b"), hit("c", status="shadow")], {"a"})
    assert [one.status for one in hits] == ["shadow", "enforce", "shadow"]


def run(store, key, at_ms, rules):
    total, *_ = store.observe(key, at_ms, [FUSE.total_mark]).windows
    if not rules:
        return ()
    return FUSE.tripped(rules, total, store.observe(hit_key(key), at_ms, FUSE.hit_marks(rules)).windows)


def test_over_a_store_a_rule_trips_stays_so_and_comes_back_when_its_hits_are_over():
    store = MemoryStore()
    quiet = [run(store, f"q{n}", n * 1_000, ["ad"] if n % 50 == 0 else []) for n in range(500)]
    assert set(quiet) == {()}
    loud = [run(store, f"l{n}", 500_000 + n * 1_000, ["ad"]) for n in range(30)]
    assert loud[0] == ()
    assert loud[-1] == ("ad",)
    later = [run(store, f"z{n}", 8_000_000 + n * 1_000, ["ad"] if n % 50 == 0 else []) for n in range(100)]
    assert set(later) == {()}


def test_a_message_that_comes_again_counts_once():
    store = MemoryStore()
    for _ in range(50):
        assert run(store, "same", 0, ["ad"]) == ()
