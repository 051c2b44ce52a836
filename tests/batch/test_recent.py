"""What is remembered of an archive while it is read is what the memory store remembers, in bounded memory."""

import random

import pytest

from moderation.batch.recent import Recent
from moderation.state.memory import MemoryStore
from moderation.state.store import Mark
from tests.state.contract import StoreContract


class Shop:
    lasting = ""

    def new(self):
        self.store = Recent()
        return self.store

    def again(self):
        return self.store


class TestRecent(StoreContract):
    @pytest.fixture
    def shop(self):
        return Shop()


@pytest.mark.parametrize("late", [0, 3_000, 40_000])
@pytest.mark.parametrize("seed", range(5))
def test_every_message_sees_what_it_sees_in_the_memory_store(seed, late):
    dice, memory, recent = random.Random(seed), MemoryStore(), Recent()
    for number in range(1_500):
        marks = [
            Mark(
                f"b|{dice.randrange(12)}",
                dice.choice((1_000, 9_000)),
                dice.choice("甲乙\ud800"),
                bytes([number % 7]),
                dice.choice((1, 3, 64)),
            )
            for _ in range(dice.randrange(5))
        ]
        marks += [Mark("all", 60_000, keep=0)] * dice.randrange(2)
        key, at_ms = f"qq|群|{number - dice.choice((0, 0, 0, 5))}", 1_000_000 + number * 300 - dice.randrange(late + 1)
        assert recent.observe(key, at_ms, marks) == memory.observe(key, at_ms, marks)


def test_windows_that_were_longest_untouched_go_first_and_what_they_take_is_counted():
    store = Recent(limit_bytes=100_000)
    for number in range(3_000):
        marks = [Mark(f"窗{number}", 1_000, value=b"x" * (number % 900)), Mark("one", 1_000, value=b"y" * (number % 70))]
        assert store.observe(str(number), number // 2 * 7 - number % 3 * 5, marks).windows[0].count == 1
        assert store._size <= 100_000
    assert "窗2999" in store._entries
    assert "窗0" not in store._entries
