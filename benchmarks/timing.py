"""Times of several contestants over the same messages, interleaved, so that a noisy moment hits all of them alike.

The best of many passes counts: on a shared machine noise only ever adds. Every pass gets new string objects, as a bot
does; the Rust matchers leave a UTF-8 copy in a string they have searched, which would make the second search cheaper.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["Timing", "fresh", "time_batches", "time_calls"]

_MIN_PASS_NS: Final = 30_000_000
"""A pass is repeated within a round until it has taken so long: 40 messages alone would measure the timer."""
_MOST_REPEATS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Of one contestant over one text: seconds of the best pass, and percentiles over the messages at their best."""

    seconds: float
    p50_us: float = 0.0
    p99_us: float = 0.0


def fresh(texts: Sequence[str]) -> list[str]:
    """Return equal strings that nobody has searched before."""
    return [f"-{text}"[1:] for text in texts]


def time_calls(finders: Mapping[str, Callable[[str], Any]], texts: Sequence[str], rounds: int) -> dict[str, Timing]:
    """Return what a call a message costs each contestant."""
    best = dict.fromkeys(finders, 1 << 62)
    each = {name: [1 << 62] * len(texts) for name in finders}
    repeats = {name: _repeats(find, texts) for name, find in finders.items()}
    with _without_collector():
        for name, find in (pair for _ in range(rounds) for pair in finders.items()):
            best[name] = min(best[name], *(_whole_pass(find, fresh(texts)) for _ in range(repeats[name])))
            each[name] = list(map(min, each[name], _single_calls(find, fresh(texts))))
    return {name: Timing(seconds=best[name] / 1e9, **_percentiles(each[name])) for name in finders}


def time_batches(finders: Mapping[str, Callable[[list[str]], Any]], texts: Sequence[str], rounds: int) -> dict[str, Timing]:
    """Return what one call for all messages costs each contestant."""
    best = dict.fromkeys(finders, 1 << 62)
    with _without_collector():
        for name, find_all in (pair for _ in range(rounds) for pair in finders.items()):
            best[name] = min(best[name], _one_call(find_all, fresh(texts)))
    return {name: Timing(seconds=best[name] / 1e9) for name in finders}


def _repeats(find: Callable[[str], Any], texts: Sequence[str]) -> int:
    once = max(_whole_pass(find, fresh(texts)), 1)
    return min(max(_MIN_PASS_NS // once, 1), _MOST_REPEATS)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python's collector away from all passes: with a million objects of the contestants around, one run of it outlasts a pass."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _whole_pass(find: Callable[[str], Any], texts: list[str]) -> int:
    start = perf_counter_ns()
    for text in texts:
        find(text)
    return perf_counter_ns() - start


def _single_calls(find: Callable[[str], Any], texts: list[str]) -> list[int]:
    spent = []
    for text in texts:
        start = perf_counter_ns()
        find(text)
        spent.append(perf_counter_ns() - start)
    return spent


def _one_call(find_all: Callable[[list[str]], Any], texts: list[str]) -> int:
    start = perf_counter_ns()
    find_all(texts)
    return perf_counter_ns() - start


def _percentiles(spent_ns: list[int]) -> dict[str, float]:
    ordered = sorted(spent_ns)
    return {
        "p50_us": ordered[len(ordered) // 2] / 1e3,
        "p99_us": ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)] / 1e3,
    }
