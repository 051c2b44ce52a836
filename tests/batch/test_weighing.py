"""What is weighed by vectors is weighed as `match.natural` weighs it, one place at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch.alphabet import Alphabet
from moderation.batch.joined import views_of
from moderation.batch.keys import Found
from moderation.batch.proposed import SPOKEN_WEAK, SURE, WEAK, WEIGHED
from moderation.batch.weighing import NOT, OTHERWISE, Weighing
from moderation.match.candidates import at_letters
from moderation.match.natural import SUPPORT, is_more_likely
from moderation.match.pattern import pattern_at
from moderation.match.reading import Reading
from moderation.match.spec import Matching, TermSpec
from moderation.match.terms import build

TERMS = ("赌博", "百家乐", "傻逼", "废物", "性病", "恶臭", "办证")
BENT = ("堵博", "睹搏", "都博", "白加乐", "沙比", "费物", "费勿", "生病", "午休", "办正", "班证", "博赌", "家百乐")
MATCHING = Matching(lookalike=True, homophone=True, pinyin="full", shuffle=True)
TABLE = build([TermSpec(text=text, signal="bad", matching=MATCHING) for text in TERMS])
ALPHABET = Alphabet(TERMS, speaks=False)
WEIGHING = Weighing(TABLE, range(len(TERMS)), ALPHABET)
AROUND = st.text(alphabet="首都博物馆办事处加私我的吗们去了，a 今天下午看病人", max_size=8)


@given(AROUND, st.sampled_from(BENT), AROUND, st.sampled_from(TERMS), st.sampled_from(["sound", "shape", "shuffle"]))
def test_what_is_likely_is_never_weighed_as_nothing_and_what_is_sure_is_what_counts(before, covered, after, term, way):
    if len(term) != len(covered) or term == covered or (way == "shuffle") != (sorted(term) == sorted(covered)):
        return
    text, row = before + covered + after, TABLE.texts.index(term)
    letters = views_of([text], ALPHABET, 8).letters
    reading = Reading(text)
    start = reading.letters.places.index(len(before))
    flag = np.zeros(1, np.bool_)
    found = Found(np.asarray([start]), np.asarray([len(covered)]), np.asarray([row]), flag, flag, ~flag, np.zeros(1, np.int64))
    weighed = int(WEIGHING.weighed(OTHERWISE if way == "shuffle" else way, found, letters, spoken=False)[0])
    candidate = at_letters(reading, pattern_at(TABLE, row), (start, start + len(covered)), term, way)
    alone, beside = is_more_likely(candidate), is_more_likely(candidate, support=SUPPORT)
    if weighed == NOT:
        assert not beside
    elif weighed in (WEAK, SURE | SPOKEN_WEAK):
        assert not alone
    if weighed & SURE and weighed != NOT:
        assert (weighed == SURE, True) == (alone, beside)
    assert weighed in (NOT, WEIGHED, WEAK, SURE, SURE | SPOKEN_WEAK)


@pytest.mark.parametrize(("covered", "expected"), [("du博", WEIGHED), ("赌博", NOT)])
def test_latin_is_asked_about_elsewhere_and_the_term_itself_is_not_bent(covered, expected):
    letters = views_of([covered], ALPHABET, 8).letters
    flag = np.zeros(1, np.bool_)
    found = Found(np.asarray([0]), np.asarray([len(covered)]), np.asarray([0]), flag, flag, ~flag, np.zeros(1, np.int64))
    assert WEIGHING.weighed("sound", found, letters, spoken=False).tolist() == [expected]


@pytest.mark.parametrize("spoken", [False, True])
@pytest.mark.parametrize(
    ("text", "term", "way"), [("猫加𨅬嗿打翻了", "𨅬瘫", "sound"), ("𠮷野佳", "𠮷野家", "sound"), ("家𠮷野", "𠮷野家", OTHERWISE)]
)
def test_a_letter_beyond_the_basic_plane_is_what_it_is(text, term, way, spoken):
    table = build([TermSpec(text=term, signal="bad", matching=MATCHING)])
    alphabet = Alphabet([term], speaks=False)
    letters = views_of([text], alphabet, 8).letters
    start, flag = text.index(min(text, key=lambda letter: -ord(letter))) if way == "sound" else 0, np.zeros(1, np.bool_)
    found = Found(np.asarray([start]), np.asarray([len(term)]), np.asarray([0]), flag, flag, ~flag, np.zeros(1, np.int64))
    assert Weighing(table, [0], alphabet).weighed(way, found, letters, spoken=spoken).tolist() == [WEIGHED]
