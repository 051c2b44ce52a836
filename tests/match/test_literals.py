"""Required literals: never one that a match can do without."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from moderation.match.expression_syntax import folded_pattern
from moderation.match.literals import least_length, required_literals
from moderation.text.fold import plain

KNOWN = [
    (r"日(?:入|赚)[^\n]{0,4}?\d{3,}", ("日入", "日赚"), 5),
    (r"加?[微薇]信", ("加微信", "加薇信", "微信", "薇信"), 2),
    (r"刷(单|钻)|返(?P<what>利|现)", ("刷单", "刷钻", "返利", "返现"), 2),
    (r"(?i)ABC|def", ("abc", "def"), 3),
    (r"\b赌博\b.{0,3}(平台|网站)+", ("赌博",), 4),
    (r"a{2}b", ("aab",), 3),
    (r"賭博", ("赌博",), 2),
    (r"ＶＸ：", ("vx：",), 3),
    (r"a\.b\u8d4c\x41", ("a.b赌a",), 5),
    (r"(?<=x)赌(?!y)", ("赌",), 1),
    (r"^\s*赌+$", ("赌",), 1),
    (r"(?>ab|cd)e", ("abe", "cde"), 3),
    (r"\p{Han}+好", ("好",), 2),
    (r"[a-z]+\d", (), 2),
    (r"[^a]b?", (), 1),
    (r"a|", (), 0),
    (r"(?:ab)*", (), 0),
    (r"(?=x)", (), 0),
    (r".{3}", (), 3),
    (r"[abc]{20}", ("a", "b", "c"), 20),
]


@pytest.mark.parametrize(("pattern", "literals", "least"), KNOWN)
def test_literals_and_length_of_known_syntax(pattern, literals, least):
    assert required_literals(pattern) == literals
    assert least_length(pattern) == least


@pytest.mark.parametrize("pattern", [
    r"(?:赌博){e<=1}", r"(赌)\1", r"(?x) 赌 # 注", r"(?P=name)", r"\N{DIGIT ONE}",
    r"(?(1)a|b)", "(", ")", "[", "*a", "a**{", "\\", "(" * 200 + ")" * 200,
    r"赌{", r"[[:alpha:]]",
])  # fmt: skip
def test_unknown_syntax_promises_nothing(pattern):
    assert required_literals(pattern) == ()
    assert least_length(pattern) is None


PIECES = st.sampled_from(["赌", "博", "a", "K", "s", "ı", "[赌a]", "[^赌]", ".", r"\d", "賭", "1", r"\b", "^", "(?=赌)"])
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "+?"])


def _patterns():
    unit = st.builds(lambda piece, quantifier: piece if piece in (r"\b", "^", "(?=赌)") else piece + quantifier, PIECES, QUANTIFIERS)
    sequence = st.lists(unit, min_size=1, max_size=4).map("".join)
    either = st.lists(sequence, min_size=1, max_size=3).map("|".join)
    group = st.builds(lambda inner, quantifier: f"(?:{inner}){quantifier}", either, QUANTIFIERS)
    return st.lists(st.one_of(sequence, group), min_size=1, max_size=3).map("".join)


@given(_patterns(), st.text("赌博賭aAkKsSıİ1 K", max_size=12))
def test_every_match_holds_a_required_literal_and_the_least_length(pattern, text):
    view = plain(text)
    literals, least = required_literals(pattern), least_length(pattern)
    for found in regex.finditer(folded_pattern(pattern), view, flags=regex.IGNORECASE, timeout=1):
        assert not literals or any(literal in found[0] for literal in literals)
        assert least is not None
        assert found.end() - found.start() >= least
