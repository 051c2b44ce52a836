"""Meanings: near words are near, what is unknown is nothing, and what an entry is about needs no word in common with a question."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.faq.index import build
from moderation.faq.meaning import by_entry, meanings_of, together
from moderation.faq.reading import Word, pieces_of, read
from moderation.faq.vocabulary import vocabulary


def words(*told):
    return [Word(word, word) for word in told]


@pytest.mark.parametrize(
    ("word", "near", "far"), [("更换", "替换", "咳嗽"), ("密码", "加密", "西瓜"), ("便宜", "廉价", "肺炎"), ("孩子", "小孩", "贷款")]
)
def test_near_words_are_nearer_than_others(word, near, far):
    one, other, another = meanings_of(words(word, near, far))
    assert one @ other > 0.6 > one @ another


@pytest.mark.parametrize("word", ["", "🙂", "\ud800", "x" * 99, "\u0600", "①"])
def test_what_is_unknown_means_nothing(word):
    assert not meanings_of(words(word)).any()


def test_a_word_that_is_unknown_means_what_it_stands_for_or_what_its_parts_do():
    stands, itself = meanings_of([Word("咋整", "修改"), Word("修改", "修改")])
    assert np.allclose(stands, itself)
    parts = meanings_of(words("退款密码"))[0]
    assert 0 < np.linalg.norm(parts) < 0.81
    assert parts @ meanings_of(words("密码"))[0] > 0.3


def test_no_words_come_to_nothing():
    assert meanings_of([]).shape[0] == 0
    assert not together(meanings_of([]), np.zeros(0)).any()
    assert by_entry(meanings_of([]), np.zeros(0), np.zeros(0, int), np.zeros(0, int)).shape[0] == 0


def test_every_phrasing_of_an_entry_counts_the_same():
    told = meanings_of(words("密码", "密码", "咳嗽"))
    entry = by_entry(told, np.array([9.0, 9.0, 1.0]), np.array([0, 0, 1]), np.array([0, 0]))[0]
    assert entry @ told[0] == pytest.approx(float(entry @ told[2]), abs=1e-5)


def test_an_entry_is_near_to_what_it_is_about():
    index = build([("怎么找回密码", "口令忘了"), ("小孩咳嗽怎么办", "孩子老咳")], vocabulary())
    about = together(meanings_of(words("加密")), np.ones(1))
    assert index.meanings[0] @ about > index.meanings[1] @ about


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20))
def test_whatever_a_text_holds_its_meaning_is_a_direction_or_nothing(text):
    reading = read(pieces_of(text), vocabulary())
    length = float(np.linalg.norm(together(meanings_of(reading.words), np.ones(len(reading.words)))))
    assert length == pytest.approx(1, abs=1e-3) or length == 0
