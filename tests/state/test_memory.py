"""The memory store keeps the contract, and its bounds."""

import pytest

from moderation.state.memory import MemoryStore
from moderation.state.store import Mark
from tests.state.contract import StoreContract, counts


class Shop:
    lasting = ""

    def new(self):
        self.store = MemoryStore()
        return self.store

    def again(self):
        return self.store


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def shop(self):
        return Shop()


def mark(name, size=100):
    return Mark(window=name, span_ms=1_000, value=b"x" * size)


def test_when_it_is_full_the_windows_longest_untouched_go_first():
    store = MemoryStore(limit_bytes=100_000)
    store.observe("0", 0, [mark("old"), mark("touched")])
    for number in range(1, 1_000):
        store.observe(str(number), 0, [mark(str(number)), mark("touched", 1)])
    assert counts(store.observe("last", 0, [mark("old"), mark("999"), mark("touched")])) == [1, 2, 64]


@pytest.mark.parametrize("size", [0, 100, 50_000, 1 << 20])
def test_windows_never_take_more_than_the_limit(size):
    store = MemoryStore(limit_bytes=1 << 20)
    for number in range(100):
        store.observe(str(number), number, [mark(str(number), size), mark("one", size)])
        assert sum(map(len, store._windows.values())) <= 1 << 20
    assert store._bytes <= 1 << 20


def test_what_the_windows_take_is_counted_exactly():
    store = MemoryStore(limit_bytes=50_000)
    for number in range(2_000):
        store.observe(str(number), number, [mark(str(number % 300), number % 50), Mark(window="all", span_ms=60, keep=0)])
    assert store._bytes == sum(len(window) + len(name) + 200 for name, window in store._windows.items())


def test_a_message_that_comes_again_after_the_bound_of_seen_keys_counts_as_new():
    store = MemoryStore(seen=1_000)
    for number in range(10_000):
        assert store.observe(str(number), number, []).new
    assert not any(store.observe(str(number), number, []).new for number in range(9_000, 10_000))
    assert store.observe("0", 0, []).new
