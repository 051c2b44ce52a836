"""Random conditions over a few signals and facts, with every world that can tell them apart."""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import strategies as st

from moderation.engine.evaluate import evidence, positive_signals
from moderation.engine.view import View
from moderation.message import Author, Message
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from moderation.signal import Signal

NAMES = ("ad", "joke", "link")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

facts = st.one_of(
    st.builds(Fact, st.just("message.chars"), st.sampled_from(["<", "<=", ">", ">=", "is", "is_not"]), st.integers(0, 3)),
    st.builds(Fact, st.just("user.role"), st.sampled_from(["is", "is_not"]), st.sampled_from(["owner", "admin", "member", "bot"])),
    st.builds(Fact, st.just("user.new"), st.just("is"), st.booleans()),
    st.builds(Fact, st.just("user.joined_within"), st.sampled_from(["<", "<=", ">", ">="]), st.sampled_from([0, 604_800, 604_801])),
)
names = st.sampled_from(NAMES)
leaves = st.one_of(st.builds(Has, names), facts)


def _inside(parts):
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(All, several), st.builds(AnyOf, several), st.builds(Not, parts), st.builds(AtLeast, st.integers(1, 4), several)
    )


simple = st.recursive(leaves, _inside, max_leaves=8)
"""Conditions without anything that depends on where signals stand or what they weigh."""

_textual = st.one_of(
    leaves,
    st.just(Fact("disguised")),
    st.builds(Near, st.lists(names, min_size=2, max_size=3).map(tuple), st.integers(0, 20)),
    st.builds(Score, signals=st.lists(names, min_size=1, max_size=2, unique=True).map(tuple), review=st.integers(1, 3)),
)
any_condition = st.recursive(_textual, _inside, max_leaves=8)


def worlds():
    """Every combination of signals, length, role and age in the group that the conditions above can tell apart."""
    signals = [combination for size in range(4) for combination in _combinations(size)]
    ages = (None, 0, 1, 604_800, 604_800.5, 604_801, 700_000)
    for names_seen, chars, role, age in product(signals, range(5), ("owner", "admin", "member", "bot"), ages):
        joined = None if age is None else NOW - timedelta(seconds=age)
        yield Message("字" * chars, at=NOW, author=Author(role=role, joined=joined)), names_seen


def _combinations(size):
    return {tuple(sorted(chosen)) for chosen in product(NAMES, repeat=size) if len(set(chosen)) == size}


def holds(condition, message, seen):
    signals = tuple(
        Signal(signal=name, title=name, term=name, start=place, end=place + 1, text="字", evasive=name == "ad")
        for place, name in enumerate(seen)
    )
    places = {name: frozenset([place]) for place, name in enumerate(seen)}
    return evidence(condition, View(message=message, signals=signals, seen=places, named=positive_signals(condition))) is not None
