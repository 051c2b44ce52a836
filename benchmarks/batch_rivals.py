"""What searches many texts for many terms, each as its makers mean it to be used in a batch; all find plain strings only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["RIVALS", "Rival", "raw_pass"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A contestant: `build` returns what takes all texts at once. `builds_itself`: at every call anew, for there is no other way."""

    name: str
    package: str
    build: Callable[[Sequence[str]], Callable[[list[str]], Any]]
    builds_itself: bool = False


def raw_pass(terms: Sequence[str]) -> Callable[[list[str]], int]:
    """Return one pass of `daachorse` over the joined buffer: the joining, the search, and the list of what it found."""
    from daachorse import CharwiseDoubleArrayAhoCorasick  # noqa: PLC0415 - every contestant is loaded when it is built

    automaton = CharwiseDoubleArrayAhoCorasick(list(terms))
    return lambda texts: len(automaton.find_overlapping("\0".join(texts)))


def _ahocorasick_rs(terms: Sequence[str]) -> Callable[[list[str]], int]:
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - the same

    find = AhoCorasick(terms).find_matches_as_indexes
    return lambda texts: sum(len(find(text, overlapping=True)) for text in texts)


def _matcher_py(terms: Sequence[str]) -> Callable[[list[str]], int]:
    from matcher_py import ProcessType, SimpleMatcherBuilder  # noqa: PLC0415 - the same

    builder = SimpleMatcherBuilder()
    for number, term in enumerate(terms):
        builder.add_word(ProcessType.NONE, number, term)
    process = builder.build().batch_process
    return lambda texts: sum(map(len, process(texts)))


def _find_many(terms: Sequence[str]) -> Callable[[list[str]], int]:
    import polars as pl  # noqa: PLC0415 - the same

    patterns = list(terms)
    return lambda texts: int(pl.Series(texts).str.find_many(patterns, overlapping=True).list.len().sum())


def _contains_any(terms: Sequence[str]) -> Callable[[list[str]], int]:
    import polars as pl  # noqa: PLC0415 - the same

    patterns = list(terms)
    return lambda texts: int(pl.Series(texts).str.contains_any(patterns).sum())


RIVALS = (
    Rival(name="ahocorasick_rs, a call a message", package="ahocorasick_rs", build=_ahocorasick_rs),
    Rival(name="matcher_py, batch_process", package="matcher_py", build=_matcher_py),
    Rival(name="polars, str.find_many", package="polars", build=_find_many, builds_itself=True),
    Rival(name="polars, str.contains_any", package="polars", build=_contains_any, builds_itself=True),
)
