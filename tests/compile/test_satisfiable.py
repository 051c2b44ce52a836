"""What is called impossible is impossible; and on small conditions nothing impossible is missed."""

import pytest
from hypothesis import given, settings

from moderation.compile.satisfiable import can_hold
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from tests.compile.conditions import any_condition, holds, simple, worlds

WORLDS = list(worlds())
AD, LINK = Has("ad"), Has("link")


@given(any_condition)
@settings(max_examples=150, deadline=None)
def test_what_is_called_impossible_holds_in_no_world(condition):
    if not can_hold(condition):
        assert not any(holds(condition, message, seen) for message, seen in WORLDS)


@given(simple)
@settings(max_examples=150, deadline=None)
def test_what_is_called_possible_holds_in_some_world(condition):
    if can_hold(condition):
        assert any(holds(condition, message, seen) for message, seen in WORLDS)


@pytest.mark.parametrize(
    "condition",
    [
        All((AD, Not(AD))),
        Not(AnyOf((AD, Not(AD)))),
        AtLeast(3, (AD, LINK)),
        AtLeast(2, (AD, Not(AD))),
        All((Fact("message.chars", ">", 10), Fact("message.chars", "<", 5))),
        All((Fact("message.chars", ">", 10), Fact("message.chars", "<", 11))),
        All((Fact("user.role", "is", "admin"), Fact("user.role", "is", "owner"))),
        All((Fact("user.role", "in", ("admin", "owner")), Fact("user.role", "is", "member"))),
        All((Fact("chat.id", "is", "甲"), Fact("chat.id", "is", "乙"))),
        All((Fact("user.new"), Fact("user.joined_within", ">", 700_000))),
        All((Fact("user.new"), Fact("user.new", "is", value=False))),
        Fact("chat.hour", ">", 23),
        Fact("chat.hour", "in", (24, 25)),
        Fact("message.chars", "<", 0),
        Fact("message.lines", "<", 1),
        All((Near(("ad", "link"), 5), Not(LINK))),
        All((Score(signals=("ad", "link"), review=1), Not(AD), Not(LINK))),
    ],
)
def test_contradictions_are_found(condition):
    assert not can_hold(condition)


@pytest.mark.parametrize(
    "condition",
    [
        All((AD, Not(LINK))),
        Not(AD),
        All((Fact("user.joined_within", ">", 30), Fact("user.joined_within", "<", 31))),
        All((Not(Fact("user.new")), Not(Fact("user.new", "is", value=False)))),
        All((Fact("message.chars", ">=", 5), Fact("message.chars", "<=", 5))),
        All((Not(Near(("ad", "link"), 5)), AD, LINK)),
        All((Fact("chat.id", "is_not", "甲"), Fact("chat.id", "is_not", "乙"))),
    ],
)
def test_what_can_hold_is_left_alone(condition):
    assert can_hold(condition)


def test_a_condition_over_silent_signals_alone_cannot_hold():
    assert not can_hold(AnyOf((AD, LINK)), silent={"ad", "link"})
    assert can_hold(AnyOf((AD, LINK)), silent={"ad"})


def test_the_search_ends_on_a_rule_that_is_made_to_be_hard():
    names = [Has(f"s{number}") for number in range(40)]
    pigeons = tuple(AtLeast(2, (Not(a), Not(b), Has("x"))) for a in names for b in names[:12])
    assert can_hold(All((*pigeons, AtLeast(21, tuple(names)), AtLeast(20, tuple(map(Not, names))))))


def test_the_search_takes_more_signals_than_python_nests_calls():
    assert can_hold(All(tuple(Has(f"s{number}") for number in range(3_000))))
