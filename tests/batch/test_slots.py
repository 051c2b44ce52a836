"""A table of slots says of every number what a dictionary would say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch.slots import Slots

NUMBERS = st.integers(1, 2**64 - 1)


@given(st.dictionaries(NUMBERS, st.integers(0, 200), max_size=300), st.lists(NUMBERS, max_size=20))
def test_every_number_has_its_value_and_all_others_have_none(values, others):
    slots = Slots(np.asarray(list(values), np.uint64), np.asarray(list(values.values()), np.uint8), 255)
    asked = [*values, *others]
    assert slots.of(np.asarray(asked, np.uint64)).tolist() == [values.get(number, 255) for number in asked]


def test_numbers_in_a_row_find_a_slot_each():
    numbers = np.arange(1, 200_001, dtype=np.uint32)
    slots = Slots(numbers, (numbers % 251).astype(np.uint8), 255)
    assert (slots.of(numbers) == numbers % 251).all()
    assert (slots.of(numbers + np.uint32(200_000)) == 255).all()
