"""The fast matcher finds what the reference matcher defines, on any text and any dictionary."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.match import reference
from moderation.match.spec import EXACT, NORMAL, ROBUST, Matching, NearSpec, TermSpec
from moderation.match.table import TermTable
from moderation.match.terms import TermMatcher, build

LETTERS = "婊子猪赌博口交通路大麻烦妈的十八禁哈嘻sbfuckv18+"
DISGUISES = "贝者女表🐷⌚子婊堵睹薄动dbosg"
NOISE = " ，。*·😀\u200b\u0336\n️Ⓢ賭⑱\ud800\uffff\u202e"
TERM = st.text(st.sampled_from(LETTERS + " .+"), min_size=1, max_size=5)
EVERYTHING = replace(ROBUST, pinyin="initials", shuffle=True)
MATCHINGS = st.sampled_from(
    [NORMAL, EXACT, ROBUST, EVERYTHING, Matching(separators=0), Matching(separators=5, boundary="none"), Matching(boundary="word")]
)
NEAR = st.none() | st.builds(NearSpec, st.tuples(TERM), st.integers(1, 6))
SPEC = st.builds(
    TermSpec, TERM, st.sampled_from(["a", "b"]), role=st.sampled_from(["term", "term", "allow"]), matching=MATCHINGS, near=NEAR
)
SPECS = st.lists(SPEC, min_size=1, max_size=8)


@st.composite
def text_about(draw, specs):
    """A text that holds some of the terms, broken up, doubled and surrounded."""
    pieces = []
    for _ in range(draw(st.integers(0, 5))):
        pieces.append(draw(st.text(st.sampled_from(LETTERS + NOISE + DISGUISES), max_size=4)))
        term = draw(st.sampled_from(specs)).text
        gap = draw(st.text(st.sampled_from(NOISE), max_size=2))
        pieces.append(gap.join(letter * draw(st.sampled_from([1, 1, 2, 3])) for letter in term))
    return "".join(pieces)


@settings(max_examples=300, deadline=None)
@given(st.data(), SPECS)
def test_the_fast_matcher_agrees_with_the_reference(data, specs):
    text = data.draw(text_about(specs))
    table = build(specs)
    assert TermMatcher(table).find(text) == reference.find(table, text)


@settings(max_examples=200, deadline=None)
@given(SPECS, st.text(st.characters(exclude_categories=())))
def test_they_agree_on_any_text(specs, text):
    table = build(specs)
    matches = TermMatcher(table).find(text)
    assert matches == reference.find(table, text)
    assert all(0 <= match.start < match.end <= len(text) for match in matches)


@given(SPECS)
def test_a_table_survives_being_written_and_read(specs):
    table = build(specs)
    assert TermTable.from_state(*table.to_state()) == table
