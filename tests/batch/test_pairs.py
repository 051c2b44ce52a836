"""Pairs by vectors follow one another as naturally as one pair does."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch.pairs import followed
from moderation.text.bigrams import EDGE, follows, noted

KNOWN = st.sampled_from(sorted(name for name in noted() if len(name) == 1 and name != EDGE))
LETTER = st.one_of(KNOWN, st.sampled_from("我你他的了吗龘a1\0"), st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF))


@given(st.lists(st.tuples(LETTER, LETTER), max_size=60))
def test_a_pair_is_as_natural_as_the_model_says(pairs):
    first, second = (np.asarray([ord(pair[place]) for pair in pairs], np.uint16) for place in range(2))
    expected = [follows(*(EDGE if letter == "\0" else letter for letter in pair)) for pair in pairs]
    assert followed(first, second).tolist() == expected


def test_pairs_may_be_asked_about_in_tables():
    first, second = np.asarray([[ord("黑"), 0]], np.uint16), np.asarray([[ord("人"), ord("人")]], np.uint16)
    assert followed(first, second).tolist() == [[follows("黑", "人"), follows(EDGE, "人")]]
