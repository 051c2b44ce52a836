"""Definitions state what they are for, and the counts that they state are those of the generated text."""

import pytest

from benchmarks.counting import counts
from benchmarks.definitions import DEFINITIONS, MESSAGES, SIZES, TEXTS
from benchmarks.generate import corpus

CORPUS = corpus(MESSAGES)


def test_every_definition_gives_its_reason_and_searches_a_text_that_exists():
    texts = {text.name for text in TEXTS}
    assert all(definition.why.endswith(("?", ".")) and definition.text in texts for definition in DEFINITIONS)
    assert {definition.text for definition in DEFINITIONS} == texts


def test_names_are_unique():
    assert len({definition.name for definition in DEFINITIONS}) == len(DEFINITIONS)
    assert len({text.name for text in TEXTS}) == len(TEXTS)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_a_text_holds_what_it_states(text):
    lines = text.pick(CORPUS)
    assert (len(lines), sum(bool(line.term) for line in lines)) == (text.messages, text.planted)
    size = SIZES[0]
    assert counts([line.text for line in lines], CORPUS.terms[:size]) == text.expected[size]
