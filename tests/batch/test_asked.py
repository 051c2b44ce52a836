"""The terms of a table cost by vectors what one term costs."""

import numpy as np
import pytest

from moderation.batch.alphabet import Alphabet
from moderation.batch.asked import Terms
from moderation.match.natural import FOLLOWING
from moderation.match.spec import Matching, TermSpec
from moderation.match.terms import build
from moderation.text.bigrams import naturalness
from moderation.text.segmentation import cost

TERMS = ("赌博", "傻逼", "百家乐", "加微信", "口交", "恶意营销号", "高利贷", "千金一笑楼", "中华人民共和国", "龘龘", "前面路口交通")
TABLE = build([TermSpec(text=text, signal="bad", matching=Matching(homophone=True)) for text in TERMS])
ASKED = Terms(TABLE, range(len(TERMS)), Alphabet(TERMS, speaks=False))


@pytest.mark.parametrize("text", TERMS)
def test_a_term_costs_what_it_costs_by_itself(text):
    meant, shuffled = (min(cost(text), cost(text, is_term=True, is_meant=is_meant)) for is_meant in (True, False))
    expected = [meant, shuffled, FOLLOWING * naturalness(text)]
    assert ASKED.costs[:, TABLE.texts.index(text)].tolist() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "plain"), [("赌博", True), ("加v", False), ("赌", False), ("𠮷野家", True), ("一二三四五六七八九", False)]
)
def test_plain_is_what_has_no_latin_letters_and_no_longer_than_what_is_weighed(text, plain):
    table = build([TermSpec(text=text, signal="bad", matching=Matching(homophone=True))])
    assert Terms(table, [0], Alphabet([text], speaks=False)).plain.tolist() == [plain]


def test_rows_that_are_not_asked_about_cost_nothing():
    terms = Terms(TABLE, [0], Alphabet(TERMS, speaks=False))
    assert np.flatnonzero(terms.plain).tolist() == [0]
    assert not terms.costs[:, 1:].any()
