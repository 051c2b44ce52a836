"""A rule whose triggers are all absent cannot hold: skipping it never changes a verdict."""

import pytest
from hypothesis import given, settings

from moderation.compile.triggers import triggers
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from tests.compile.conditions import NAMES, any_condition, holds, worlds

WORLDS = list(worlds())[::7]  # every combination of signals, with some of the facts: triggers are about signals
A, B, C = Has("a"), Has("b"), Has("c")


@given(any_condition)
@settings(max_examples=150, deadline=None)
def test_a_condition_never_holds_without_one_of_its_triggers(condition):
    needed = triggers(condition, NAMES)
    if needed is not None:
        assert all(set(needed) & set(seen) for message, seen in WORLDS if holds(condition, message, seen))


@pytest.mark.parametrize(
    ("condition", "needed"),
    [
        (A, ("a",)),
        (All((A, AnyOf((B, C)))), ("a",)),
        (All((Fact("user.new"), AnyOf((B, A)))), ("a", "b")),
        (AnyOf((A, Fact("user.new"))), None),
        (Not(A), None),
        (All((Not(A), B)), ("b",)),
        (AtLeast(2, (A, B, C)), ("a", "b")),
        (AtLeast(2, (A, B, Fact("user.new"))), ("a", "b")),
        (AtLeast(2, (A, Fact("user.new"), Not(B))), None),
        (Near(("b", "a"), 3), ("a",)),
        (Score(signals=("b", "a"), bonuses=((Fact("user.new"), 9),), review=1), ("b", "a")),
        (Fact("disguised"), ("a", "b", "c", "d")),
        (Fact("disguised", "is", value=False), None),
        (AtLeast(4, (A, B)), ()),
    ],
)
def test_the_fewest_signals_are_chosen(condition, needed):
    assert triggers(condition, ["a", "b", "c", "d"]) == (None if needed is None else tuple(sorted(needed)))
