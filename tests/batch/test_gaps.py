"""What ends a clause or only adorns is left out at once, and nothing that counts is: verdicts are those of `check`."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from moderation.batch.alphabet import Alphabet
from moderation.batch.columnar import Columnar
from moderation.batch.gaps import Gaps
from moderation.batch.joined import views_of
from moderation.batch.proposed import SPOKEN, STANDING, WEIGHED, Proposed
from moderation.compile import load_program
from moderation.match.spec import Matching, TermSpec
from moderation.match.terms import build
from moderation.moderator import Moderator

BENT = Matching(homophone=True, lookalike=True, emoji=True)
TERMS = ("老狗", "猪头", "傻逼", "赌博网")
PIECES = (
    "你个", "老🐶", "老🐶🐶🐶", "老 🐶", "🐷头", "🐷，头", "👨‍👩‍👧", "好🐶", "傻，逼", "傻*逼", "沙 比",
    "赌。博。网", "vx", "呢", "。", "10️⃣", "[图片]",
)  # fmt: skip


@cache
def table():
    return build([TermSpec(text=term, signal="s", weight=1, matching=BENT) for term in TERMS])


@pytest.mark.parametrize(
    ("text", "term", "way", "hides", "kept"),
    [
        ("傻*逼", "傻逼", STANDING, False, True),
        ("他傻，逼我", "傻逼", STANDING, False, False),
        ("傻，逼", "傻逼", STANDING, False, True),  # both stand alone
        ("赌。博。网站", "赌博网", STANDING, False, True),
        ("赌博。网站", "赌博网", STANDING, False, False),
        ("赌\n博网", "赌博网", WEIGHED, False, False),
        ("你个老🐶", "老狗", SPOKEN, False, True),
        ("你个老🐶🐶", "老狗", SPOKEN, False, False),
        ("你个老🐶🐶", "老狗", SPOKEN, True, True),
        ("你个老 🐶", "老狗", SPOKEN, False, False),
        ("[图片]他傻，逼我", "傻逼", STANDING, False, True),  # codes are read otherwise
    ],
)
def test_a_candidate_is_kept_where_it_may_count(text, term, way, hides, kept):
    alphabet = Alphabet(TERMS, speaks=True)
    first = next(place for place, letter in enumerate(text) if letter in term)
    last = max(place for place, letter in enumerate(text[: first + 5]) if letter in term + "🐶" and place - first < 5)
    last = text.index("🐶") if "🐶" in text else last
    views = views_of([text], alphabet, 8)
    proposed = Proposed(*(np.asarray([value]) for value in (0, TERMS.index(term), True, first, last)), np.asarray([way]))
    assert len(Gaps(table(), set(), alphabet).kept(proposed, views.folded, np.asarray([hides])).rows) == kept


def test_verdicts_are_those_of_check():
    moderator = Moderator(load_program("community"))
    texts = ["".join(pieces) for pieces in product(PIECES, repeat=3)][::5]
    assert Columnar(moderator).verdicts(texts) == [moderator.check(text) for text in texts]
