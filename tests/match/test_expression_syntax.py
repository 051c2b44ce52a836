"""The syntax of expressions: read for certain, or not at all."""

import pytest

from moderation.match.expression_syntax import ENDLESS, Either, Letters, Repeated, Sequence, folded_pattern, parsed


def _spelled(members):
    return Letters(tuple(members), spelled=True)


@pytest.mark.parametrize(("pattern", "node"), [
    ("", Sequence()),
    ("赌", Sequence((_spelled("赌"),))),
    ("a|", Either((Sequence((_spelled("a"),)), Sequence()))),
    (".+", Sequence((Repeated(Letters(), 1, ENDLESS),))),
    (r"[a-c]{2,3}?", Sequence((Repeated(Letters(("a", "b", "c")), 2, 3),))),
    (r"[\d一]", Sequence((Letters(("0", "一")),))),
    (r"\d\n", Sequence((Letters(("0",)), _spelled("\n")))),
    (r"(?=x)^(?i)", Sequence((Sequence(), Sequence(), Sequence()))),
    (r"[^赌]\w\p{Han}", Sequence((Letters(), Letters(), Letters()))),
    (r"[一-龥]", Sequence((Letters(),))),
    (r"(?P<what>\x41)", Sequence((Sequence((_spelled("A"),)),))),
])  # fmt: skip
def test_known_syntax_becomes_a_tree(pattern, node):
    assert parsed(pattern) == node


@pytest.mark.parametrize("pattern", [r"(赌)\1", "(?P=name)", r"\N{DIGIT ONE}", "a**{", "赌{", "(" * 200 + ")" * 200, "\\"])
def test_what_is_not_known_for_certain_is_not_read(pattern):
    assert parsed(pattern) is None


@pytest.mark.parametrize(("pattern", "folded"), [
    ("賭博", "赌博"),
    ("[一-龥]＋", r"[一-龥]\+"),
    (r"\：賭-賭", r"\：赌-赌"),
    ("[賭．]", r"[赌\.]"),
    (r"\D\S", r"\D\S"),
])  # fmt: skip
def test_characters_are_folded_but_ranges_and_escapes_are_not(pattern, folded):
    assert folded_pattern(pattern) == folded
