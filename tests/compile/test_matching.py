"""The nearest option that was written counts: the term's, then its list's, then what the file says."""

import pytest

from moderation.compile.matching import of_list, of_match, of_term
from moderation.match.spec import EXACT, NORMAL, Matching
from moderation.ruleset.schema import MatchOptions, Term, TermList


@pytest.mark.parametrize(
    ("match", "boundary", "matching"),
    [
        ("normal", None, NORMAL),
        ("exact", None, EXACT),
        ("exact", "word", Matching(variants=False, separators=0, boundary="word")),
        (MatchOptions(), None, NORMAL),
        (MatchOptions(separators=5), None, Matching(separators=5)),
        (MatchOptions(level="exact", separators=1), None, Matching(variants=False, separators=1)),
        (MatchOptions(level="exact", variants=True), "latin", Matching(separators=0, boundary="latin")),
        (MatchOptions(variants=False), None, Matching(variants=False)),
        (MatchOptions(boundary="none"), "word", Matching(boundary="none")),
    ],
)
def test_an_option_that_is_not_written_is_that_of_its_level(match, boundary, matching):
    assert of_match(match, boundary) == matching


@pytest.mark.parametrize(
    ("listed", "matching"),
    [
        (TermList(), Matching(separators=4, boundary="latin")),
        (TermList(boundary="word"), Matching(separators=4, boundary="word")),
        (TermList(match="exact"), Matching(variants=False, separators=0, boundary="latin")),
        (TermList(match=MatchOptions(boundary="none"), boundary="word"), Matching(boundary="word")),
    ],
)
def test_a_list_comes_before_its_file(listed, matching):
    assert of_list(listed, Matching(separators=4, boundary="latin")) == matching


@pytest.mark.parametrize(
    ("term", "matching"),
    [
        (Term(term="傻逼"), Matching(separators=0, boundary="word")),
        (Term(term="sb", boundary="latin"), Matching(separators=0, boundary="latin")),
        (Term(term="sb", match="exact"), Matching(variants=False, separators=0, boundary="word")),
        (Term(term="sb", match=MatchOptions(separators=3), boundary="none"), Matching(separators=3, boundary="none")),
    ],
)
def test_a_term_comes_before_its_list(term, matching):
    assert of_term(term, Matching(separators=0, boundary="word")) == matching
