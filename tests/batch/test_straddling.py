"""What vectors say of terms that straddle two words is what segmentation says of one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch.alphabet import Alphabet
from moderation.batch.joined import views_of
from moderation.batch.straddling import STANDS, STRADDLES, UNTOLD, Placed, Straddling, straddling
from moderation.match.natural import WINDOW
from moderation.match.spec import Matching, TermSpec
from moderation.match.terms import build
from moderation.text.segmentation import fit

LETTERS = "前面路口交通拥堵的赌博我们去不去看看电影院刷单加微信奴隶国男队"


def letters_of(texts):
    return views_of(texts, Alphabet(LETTERS, speaks=False), 8).letters


def told(text, first, last, *, whole=False):
    placed = Placed(np.asarray([first]), np.asarray([last]), np.asarray([whole]))
    return int(straddling(letters_of([text]), placed)[0])


@pytest.mark.parametrize(
    ("text", "first", "last", "whole", "expected"),
    [
        ("前面路口交通拥堵", 3, 4, False, STRADDLES),
        ("他们口交", 2, 3, False, STANDS),
        ("路口，交通", 1, 1, False, STANDS),  # a clause ends between them
        ("赌博", 0, 1, False, STANDS),
        ("奴隶社会", 0, 0, True, STRADDLES),
        ("死奴", 1, 1, True, STANDS),
        ("路口a交通", 1, 1, False, STANDS),
    ],
)
def test_a_term_straddles_where_words_take_it_apart(text, first, last, whole, expected):
    assert told(text, first, last, whole=whole) == expected


@given(st.text(alphabet=LETTERS + "a，", min_size=2, max_size=16), st.data())
def test_every_answer_is_that_of_segmentation(text, data):
    letters = text.replace("，", "")
    first = data.draw(st.integers(0, max(len(letters) - 1, 0)))
    last = data.draw(st.integers(first, max(min(first + 3, len(letters) - 1), first)))
    places = [place for place, letter in enumerate(text) if letter != "，"]
    if not letters or "a" in letters[first : last + 1] or places[last] - places[first] != last - first:
        return
    before, after = text[: places[first]].replace("，", "a").split("a")[-1], text[places[last] + 1 :].replace("，", "a").split("a")[0]
    before, after = before[-WINDOW:], after[:WINDOW]
    standing = fit(before + letters[first : last + 1] + after, len(before), len(before) + last - first + 1)
    for whole in (False, True):
        drops = standing == "straddles" or (standing == "inside" and whole)
        answer = told(text, first, last, whole=whole)
        assert answer == UNTOLD or (answer == STRADDLES) == drops


@pytest.mark.parametrize(
    ("term", "matching", "expected"),
    [
        ("口交", Matching(), STRADDLES),
        ("口交", Matching(boundary="none"), STANDS),
        ("交", Matching(), STANDS),
        ("交", Matching(boundary="word"), STRADDLES),
        ("口交a", Matching(), UNTOLD),
        ("口·交", Matching(), UNTOLD),
    ],
)
def test_what_is_asked_depends_on_the_term(term, matching, expected):
    table = build([TermSpec(text=term, signal="s", weight=1, matching=matching)])
    text = "前面路口交通拥堵"
    first = text.index(term[0] if len(term) > 1 else term)
    last = first + len(term.strip("a·").replace("·", "")) - 1
    answers = Straddling(table).told(letters_of([text]), np.asarray([0]), np.asarray([first]), np.asarray([last]))
    assert answers.tolist() == [expected]
