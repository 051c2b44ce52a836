"""The least evidence without which a level would have been lower: nothing in it can be spared, and it is enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.engine.counterfactual import milder, without
from moderation.verdict import Level


def terms(change):
    return None if change is None else (change.level.value, [[signal.term for signal in choice] for choice in change.choices])


def level_by(rule):
    """A level from the terms that are there: block where `rule` holds for them."""
    return lambda signals: Level.BLOCK if rule({signal.term for signal in signals}) else Level.PASS


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        (lambda seen: {"a", "b"} <= seen, ("pass", [["a"], ["b"]])),
        (lambda seen: "c" in seen, ("pass", [["c"]])),
        (lambda seen: seen & {"a", "b"}, ("pass", [["a", "b"]])),
        (lambda seen: ("a" in seen and "b" in seen) or "c" in seen, ("pass", [["b", "c"]])),
        (lambda _: True, None),
    ],
)
def test_single_pieces_come_first_then_one_least_set(rule, change, signal):
    seen = [signal(name, place * 3) for place, name in enumerate("abc")]
    assert terms(milder(seen, seen, level_by(rule))) == change


def test_the_lowest_level_is_offered(signal):
    seen = [signal("a", 0), signal("b", 3)]

    def level_of(signals):
        left = {signal.term for signal in signals}
        return Level.PASS if "b" not in left else Level.REVIEW if "a" not in left else Level.BLOCK

    assert terms(milder(seen, seen, level_of)) == ("pass", [["b"]])
    assert terms(milder(seen, seen[:1], level_of)) == ("review", [["a"]])


def test_a_piece_goes_with_everything_that_stands_in_it(signal):
    seen = [signal("ad", 0, 6, term="加V信"), signal("contact", 1, 3, term="V"), signal("ad", 10, 16, term="加V信"), signal("b", 5, 8)]
    assert [left.term for left in without(("加V信",), seen)] == ["b"]


def test_the_same_place_in_another_field_stays(signal):
    seen = [signal("a", 0, 6), signal("b", 1, 3, field="quote")]
    assert without(("a",), seen) == seen[1:]


def test_at_most_three_choices_and_none_for_a_flood(signal):
    seen = [signal(name, place * 3) for place, name in enumerate("abcdef")]
    assert len(milder(seen, seen, level_by(lambda left: left >= set("abcdef"))).choices) == 3
    flood = [signal("a", place * 3) for place in range(201)]
    assert milder(flood, flood, level_by(bool)) is None
    assert milder([], [], level_by(bool)) is None


@given(st.sets(st.frozensets(st.sampled_from("abcde"), min_size=1), min_size=1))
def test_every_choice_is_enough_and_no_piece_of_it_can_be_spared(signal, ways):
    seen = [signal(name, place * 3) for place, name in enumerate("abcde")]
    level_of = level_by(lambda left: any(way <= left for way in ways))
    for choice in milder(seen, seen, level_of).choices:
        gone = [piece.term for piece in choice]
        assert level_of(without(gone, seen)) is Level.PASS
        assert all(level_of(without([other for other in gone if other != term], seen)) is Level.BLOCK for term in gone)
