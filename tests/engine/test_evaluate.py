"""What a condition means: when it holds, and by which signals."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.engine.evaluate import evidence, points_of, positive_signals, tally
from moderation.message import Author, Message
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score

A, B, C, D = (Has(name) for name in "abcd")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEWCOMER = Message("好" * 9, at=NOW, author=Author(id="u1", joined=NOW - timedelta(hours=3)))


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (A, {0, 2}),
        (D, None),
        (All((A, B)), {0, 1, 2}),
        (All((A, D)), None),
        (AnyOf((A, D)), {0, 2}),
        (AnyOf((A, B, D)), {0, 1, 2}),
        (AnyOf((D, All((A, D)))), None),
        (Not(D), set()),
        (Not(A), None),
        (All((A, Not(D))), {0, 2}),
        (All((A, Not(Not(B)))), {0, 2}),
        (AtLeast(2, (A, B, D)), {0, 1, 2}),
        (AtLeast(2, (A, D, D)), None),
        (AtLeast(2, (A, Not(D))), {0, 2}),
        (Score(signals=("a", "d"), review=1), {0, 2}),
        (Score(signals=("a", "d"), review=9), None),
        (Score(signals=("a",), bonuses=((B, 1),), review=2), {0, 1, 2}),
        (Score(signals=("a",), bonuses=((B, -1),), review=1), None),
    ],
)
def test_a_condition_holds_by_its_evidence(condition, found, view, signal):
    places = evidence(condition, view(signal("a", 0), signal("b", 4), signal("a", 8)))
    assert places == found


@pytest.mark.parametrize(
    ("fact", "holds"),
    [
        (Fact("user.new"), True),
        (Fact("user.new", "is", value=False), False),
        (Fact("user.joined_within", "<=", 3 * 3_600), True),
        (Fact("user.joined_within", "<", 3 * 3_600), False),
        (Fact("user.joined_within", ">=", 86_400), False),
        (Fact("user.role", "in", ("owner", "admin")), False),
        (Fact("user.role", "not_in", ("owner", "admin")), True),
        (Fact("user.id", "is_not", "u2"), True),
        (Fact("message.chars", ">", 8), True),
        (Fact("message.chars", "in", (1, 9)), True),
        (Fact("chat.hour", "is", 12), True),
        (Fact("user.nobody_knows"), False),
    ],
)
def test_a_fact_compares_what_the_message_says(fact, holds, view):
    assert (evidence(fact, view(message=NEWCOMER)) is not None) is holds


@pytest.mark.parametrize("operator", ["is", "is_not", "<", "<=", ">", ">="])
def test_an_unknown_fact_never_holds(operator, view):
    assert evidence(Fact("user.joined_within", operator, 60), view()) is None


@pytest.mark.parametrize(("named", "holds"), [((), True), (("a",), False), (("a", "b"), True)])
def test_disguise_counts_in_the_signals_that_the_rule_names(named, holds, view, signal):
    seen = view(signal("a"), signal("b", 4, evasive=True), named=named)
    assert evidence(Fact("disguised"), seen) == ({1} if holds else None)


def test_another_script_alone_is_no_disguise(view, signal):
    assert evidence(Fact("disguised"), view(signal("a", disguise=("variants",)))) is None


def test_names_under_not_are_not_asked_for():
    condition = All((A, Not(B), AtLeast(1, (C, Near(("d", "e"), 3))), Score(signals=("f",), bonuses=((Has("g"), 1),), review=1)))
    assert positive_signals(condition) == ("a", "c", "d", "e", "f", "g")


def test_a_repeated_term_weighs_once_and_distinct_terms_add_up(view, signal):
    seen = view(
        signal("a", 0, term="赌"), signal("a", 4, term="赌"), signal("a", 8, term="博", weight=5), signal("b", 9, term="赌", weight=2)
    )
    assert points_of(frozenset({0, 1, 2, 3}), seen) == 1 + 5 + 2


def test_a_term_that_stands_there_in_several_ways_counts_for_the_most_it_says(view, signal):
    plain, with_evidence = signal("a", 0, term="傻子", weight=2), signal("a", 0, term="傻子", weight=4)
    for seen in (view(plain, with_evidence), view(with_evidence, plain)):
        assert points_of(frozenset({0, 1}), seen) == 4


@pytest.mark.parametrize(
    ("score", "points"),
    [
        (Score(signals=("a", "b"), review=1), (("a", 8), ("b", 2))),
        (Score(signals=("a", "b"), caps=(("a", 4),), review=1), (("a", 4), ("b", 2))),
        (Score(signals=("a", "d"), bonuses=((Fact("disguised"), 2), (Fact("user.new"), 2)), review=1), (("a", 8), ("disguised", 2))),
        (Score(signals=("d",), bonuses=((Fact("disguised"), 2),), review=1), ()),
        (Score(signals=("z",), bonuses=((A, 2),), review=1), (("z", -3),)),
    ],
)
def test_a_score_adds_up_as_written(score, points, view, signal):
    seen = view(
        signal("a", 0, weight=3, evasive=True), signal("a", 2, term="甲", weight=5), signal("b", 4, weight=2), signal("z", 6, weight=-3)
    )
    assert tally(score, seen).points == points


def test_points_below_zero_count_as_zero(view, signal):
    score = Score(signals=("a",), bonuses=((Fact("message.chars", ">", 0), -9),), review=1)
    assert tally(score, view(signal("a", weight=3))).total == 0


def test_many_signals_take_linear_time(view, signal):
    crowd = [signal("ab"[place % 2], place) for place in range(50_000)]
    condition = All((A, Score(signals=("a", "b"), review=2), Near(("a", "b"), 3)))
    assert len(evidence(condition, view(*crowd))) == 50_000
