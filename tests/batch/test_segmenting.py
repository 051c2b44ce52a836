"""Segmentation by vectors costs what segmentation costs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch.segmenting import costs
from moderation.text.segmentation import cost, words

LETTERS = st.text(alphabet="前面路口交通拥堵的赌博我们去不去看看电影院龘a1", max_size=14)


def columns(texts):
    height = max(map(len, texts), default=0)
    return np.asarray([[ord(letter) for letter in text.ljust(height, "\0")] for text in texts], np.uint16).reshape(len(texts), height).T


@given(st.lists(LETTERS, min_size=1, max_size=20))
def test_every_beginning_costs_what_its_most_probable_words_cost(texts):
    symbols = columns(texts)
    found = costs(symbols, np.zeros(symbols.shape, np.bool_)).words
    for column, text in enumerate(texts):
        assert found[: len(text) + 1, column] == pytest.approx([cost(text[:end]) for end in range(len(text) + 1)])


@given(LETTERS.filter(bool), st.data())
def test_a_letter_that_must_stand_alone_costs_more_where_it_is_part_of_a_longer_word(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    symbols = columns([text])
    alone = np.zeros(symbols.shape, np.bool_)
    alone[place] = True
    found = costs(symbols, alone)
    best, apart = found.words[-1, 0], found.apart[-1, 0]
    assert apart == pytest.approx(cost(text[:place]) + cost(text[place]) + cost(text[place + 1 :]))
    if apart > best + 1e-6:
        starts = np.cumsum([0, *map(len, words(text))])
        assert any(len(word) > 1 and start <= place < start + len(word) for start, word in zip(starts, words(text), strict=False))


def test_stretches_of_no_letters_cost_nothing():
    assert costs(columns(["", "赌博"]), np.zeros((2, 2), np.bool_)).words[-1].tolist() == [0.0, cost("赌博")]
    assert costs(columns([]), np.zeros((0, 0), np.bool_)).words.shape == (1, 0)
