"""Segmentation by vectors costs what segmentation costs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch.segmenting import best, joined, without, words
from moderation.text.segmentation import cost, counted_words, crosses
from moderation.text.segmentation import words as words_of

LETTERS = st.text(alphabet="前面路口交通拥堵的赌博我们去不去看看电影院龘a1", max_size=14)


def columns(texts):
    height = max(map(len, texts), default=0)
    return np.asarray([[ord(letter) for letter in text.ljust(height, "\0")] for text in texts], np.uint16).reshape(len(texts), height).T


@given(st.lists(LETTERS, min_size=1, max_size=20))
def test_every_beginning_costs_what_its_most_probable_words_cost(texts):
    found = best(words(columns(texts)))
    for column, text in enumerate(texts):
        assert found[: len(text) + 1, column] == pytest.approx([cost(text[:end]) for end in range(len(text) + 1)])


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=20))
def test_what_stands_behind_a_start_costs_what_it_costs_by_itself(texts):
    found = best(words(columns([before + text for before, text in texts])), np.asarray([len(before) for before, _ in texts]))
    assert found[-1] == pytest.approx([cost(text) for _, text in texts])


@given(LETTERS.filter(bool), st.data())
def test_a_letter_that_must_stand_alone_costs_more_where_it_is_part_of_a_longer_word(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    symbols = columns([text])
    alone = np.zeros(symbols.shape, np.bool_)
    alone[place] = True
    found = words(symbols)
    usual, apart = best(found)[-1, 0], best(without(found, alone))[-1, 0]
    assert apart == pytest.approx(cost(text[:place]) + cost(text[place]) + cost(text[place + 1 :]))
    if apart > usual + 1e-6:
        starts = np.cumsum([0, *map(len, words_of(text))])
        assert any(len(word) > 1 and start <= place < start + len(word) for start, word in zip(starts, words_of(text), strict=False))


def test_stretches_of_no_letters_cost_nothing():
    assert best(words(columns(["", "赌博"])))[-1].tolist() == [0.0, cost("赌博")]
    assert best(words(columns([]))).shape == (1, 0)


@given(LETTERS, LETTERS)
def test_letters_that_no_word_holds_together_are_joined_by_none(left, right):
    if left and right and crosses(left, right):
        assert joined(columns([left[-1]]), columns([right[0]])).all()


def test_the_letters_of_every_word_are_joined_and_most_others_are_not():
    some = [word for word, count in list(counted_words()[0].items())[::97] if count and 2 <= len(word) <= 4 and max(word) <= "\uffff"]
    assert joined(columns([word[0] for word in some]), columns([word[1] for word in some])).all()
    assert joined(columns([word[-1] for word in some]), columns([word[0] for word in reversed(some)])).mean() < 0.3
