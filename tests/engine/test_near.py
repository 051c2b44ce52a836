"""Which signals are near one another: the fast walk finds exactly what trying every choice finds."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.engine.near import near_signals
from moderation.program import Near
from moderation.span import distance


def by_trying_everything(condition, view):
    """Every choice of one span a name in one field, in text order, whose neighbours are near."""
    found = set()
    for choice in permutations(range(len(view.signals)), len(condition.signals)):
        chosen = [view.signals[place] for place in choice]
        ordered = [view.signals[place] for place in sorted(choice)]
        if (
            [signal.signal for signal in chosen] == list(condition.signals)
            and len({signal.field for signal in chosen}) == 1
            and all(distance(left.span, right.span) <= condition.within for left, right in pairwise(ordered))
        ):
            found.update(choice)
    return found


@pytest.mark.parametrize(
    ("spans", "within", "near"),
    [
        ("a0-2 b2-4", 0, {0, 1}),
        ("a0-2 b5-6", 3, {0, 1}),
        ("a0-2 b5-6", 2, set()),
        ("b0-2 a5-6", 3, {0, 1}),
        ("a0-2 a9-10 b11-12", 3, {1, 2}),
        ("a0-9 b3-4", 0, {0, 1}),
        ("a0-2", 9, set()),
    ],
)
def test_two_signals(spans, within, near, view, signal):
    signals = [signal(text[0], *map(int, text[1:].split("-"))) for text in spans.split()]
    assert near_signals(Near(("a", "b"), within), view(*signals)) == near


def test_signals_in_different_fields_are_never_near(view, signal):
    assert not near_signals(Near(("a", "b"), 99), view(signal("a", 0), signal("b", 2, field="quote")))


def test_a_name_asked_for_twice_needs_two_spans(view, signal):
    assert not near_signals(Near(("a", "a"), 9), view(signal("a", 0)))
    assert near_signals(Near(("a", "a"), 9), view(signal("a", 0), signal("a", 5), signal("a", 90))) == {0, 1}


def test_a_third_signal_cannot_be_reached_over_a_spare_one(view, signal):
    spread = view(signal("a", 0), signal("b", 4), signal("b", 8), signal("c", 12))
    assert not near_signals(Near(("a", "b", "c"), 3), spread)


SPANS = st.lists(st.tuples(st.sampled_from("abcx"), st.integers(0, 20), st.integers(1, 6), st.sampled_from(["text", "quote"])), max_size=7)


@given(SPANS, st.sampled_from(["ab", "abc", "aab", "ca"]), st.integers(0, 6))
def test_the_walk_agrees_with_trying_everything(view, signal, spans, names, within):
    ordered = sorted(spans, key=lambda span: (span[3], span[1], -span[2], span[0]))
    seen = view(*(signal(name, start, start + length, field=field) for name, start, length, field in ordered))
    condition = Near(tuple(names), within)
    assert near_signals(condition, seen) == by_trying_everything(condition, seen)


def test_dense_spans_take_linear_time(view, signal):
    crowd = [signal("abc"[place % 3], place, place + 40) for place in range(20_000)]
    assert len(near_signals(Near(("a", "b", "c"), 5), view(*crowd))) == 20_000
