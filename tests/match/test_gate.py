"""The gate shuts out no pattern that would match, however many patterns there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.match.gate import Gate
from moderation.match.patterns import build_matcher
from moderation.match.spec import ContactSpec, RegexSpec, RepeatSpec
from moderation.text.fold import plain

SPECS = (
    RegexSpec(regex=r"日入\d{3,}", literals=("日入",)),
    RegexSpec(regex=r"(?:日入|月入)[^\n]{0,4}万", literals=("日入", "月入")),
    RegexSpec(regex=r"\d{5}"),
    RepeatSpec(at_least=4),
    ContactSpec(),
)


def gate_of(specs):
    matchers = [build_matcher(spec, "") for spec in specs]
    return Gate(list(zip(specs, matchers, strict=True))), matchers


@pytest.mark.parametrize(
    ("text", "open_to"),
    [("", [2]), ("今天开会", [2]), ("日入800", [0, 1, 2]), ("月入三万", [1, 2]), ("哈哈哈哈", [2, 3]), ("\ud800月入😀", [1, 2])],
)
def test_only_patterns_whose_literals_are_there_pass(text, open_to):
    gate, _ = gate_of(SPECS)
    assert [place for place in gate.candidates(plain(text)) if place < 4] == open_to


@given(st.text(alphabet="日月入三万8哈 加微信a\ud800") | st.text())
def test_no_pattern_that_matches_is_shut_out(text):
    gate, matchers = gate_of(SPECS)
    view = plain(text)
    matching = {place for place, matcher in enumerate(matchers) if matcher.find(text, view)}
    assert matching <= set(gate.candidates(view))


@pytest.mark.parametrize("specs", [(), (RegexSpec(regex="a+", literals=("a",)),), (RepeatSpec(),)])
def test_a_gate_without_literals_or_patterns_works(specs):
    gate, _ = gate_of(specs)
    assert gate.candidates("好") == []


def test_a_long_text_passes_the_same_patterns():
    gate, _ = gate_of(SPECS)
    filler = "今天下午开会，" * 400
    assert gate.candidates(filler + "月入三万") == [1, 2]
    assert gate.candidates("月入三万" * 100_000) == [1, 2]


@pytest.mark.parametrize("before", range(3_996, 4_004))
def test_a_literal_is_seen_wherever_a_window_ends(before):
    gate, _ = gate_of(SPECS[:3])
    assert gate.candidates("会" * before + "月入三万") == [1, 2]


def test_a_literal_longer_than_a_window_is_seen():
    gate, _ = gate_of((RegexSpec(regex="会{5000}", literals=("会" * 5_000,)),))
    assert gate.candidates("会" * 4_999) == []
    assert gate.candidates("开" * 3_000 + "会" * 5_000) == [0]
