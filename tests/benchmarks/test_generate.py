"""The generated chat is the same on every run and holds what it says."""

import hashlib

import pytest

from benchmarks.counting import Counts, CountsDifferError, counts, must_equal
from benchmarks.generate import KINDS, corpus
from benchmarks.lexicon import MOST_TERMS

SMALL = corpus(400)


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def test_the_same_seed_gives_the_same_text_whatever_the_hash_seed():
    assert corpus(400) == SMALL
    assert digest(line.text for line in SMALL.lines) == "6e48a235ab9b9f39"
    assert digest(SMALL.terms) == "8686e159a3c60f32"


def test_another_seed_gives_another_text():
    assert corpus(400, seed=1) != SMALL


def test_every_kind_has_its_share():
    assert {kind: len(SMALL.of(kind)) * 100 // 400 for kind in KINDS} == KINDS


def test_clean_messages_are_distinct():
    clean = [line.text for line in SMALL.lines if not line.term]
    assert len(set(clean)) == len(clean)


def test_terms_are_distinct_and_two_to_six_characters_long():
    assert len(set(SMALL.terms)) == MOST_TERMS
    assert {len(term) for term in SMALL.terms} == {2, 3, 4, 5, 6}
    assert {len(term) for term in SMALL.terms[:1000]} == {2, 3, 4, 5, 6}


def test_no_clean_message_holds_a_term():
    clean = [line.text for line in SMALL.lines if not line.term]
    assert counts(clean, SMALL.terms) == Counts(0, 0)


def test_a_planted_term_stands_at_its_place_and_among_the_first_thousand():
    for line in SMALL.of("hit"):
        assert line.text[line.start : line.end] == line.term
        assert line.term in SMALL.terms[:1000]


def test_a_disguised_term_stands_nowhere_as_it_is_listed():
    for line in SMALL.of("disguised"):
        assert line.term not in line.text
        assert line.end > line.start


@pytest.mark.parametrize(
    ("texts", "terms", "counted"),
    [
        ([], ["赌"], Counts(0, 0)),
        (["赌博赌博"], ["赌博"], Counts(2, 1)),
        (["哈哈哈"], ["哈哈"], Counts(2, 1)),
        (["赌", "博"], ["赌博"], Counts(0, 0)),
        (["😀赌博"], ["赌", "赌博"], Counts(2, 2)),
    ],
)
def test_overlapping_occurrences_count_and_none_reaches_into_the_next_message(texts, terms, counted):
    assert counts(texts, terms) == counted


def test_a_wrong_count_stops_the_run():
    with pytest.raises(CountsDifferError, match="counted 1, expected 2"):
        must_equal("赌博", 1, 2)
