"""At least the newest keys are known, at most four times as many, and none that never came."""

import pytest

from moderation.state.seen import Seen


@pytest.mark.parametrize("least", [1, 10, 1_000, 4_096, 5_000])
def test_the_newest_keys_are_known_and_the_oldest_forgotten(least):
    seen = Seen(least)
    for number in range(least * 9):
        assert seen.add(str(number))
    assert not any(seen.add(str(number)) for number in range(least * 8, least * 9))
    assert sum(not seen.add(f"{number}") for number in range(least * 4)) == 0


def test_memory_is_bounded_and_small():
    seen = Seen(10_000)
    for number in range(100_000):
        seen.add(str(number))
    assert sum(len(table) * table.itemsize for table in seen._tables) <= 10_000 * 64


def test_every_key_is_a_key():
    seen = Seen(100)
    keys = ["", "\x00", "\ud800", "0", "键" * 100_000]
    assert [seen.add(key) for key in keys * 2] == [True] * 5 + [False] * 5
