"""`python -m benchmarks.batch [--messages N] [--text FILE] [--record]`: many texts at once, against what only searches them.

The shipped `community` and 60,000 random terms, and these terms alone, over ordinary talk (benchmarks/batch_text.py), or over
the lines of a file: `scan_texts` does the whole job (folding, boundaries, contacts, links, rules, spans), the others report
where plain strings stand. Construction is left out, but for polars, which builds at every call: its time without that is what
a call for all texts takes more than a call for one. Every round has messages of its own, which nobody has seen before: what is
remembered of others helps, what is remembered of the same does not. Of several interleaved rounds the best counts, in CPU time
for what runs on one core and in wall time too. Verdicts are compared with `check` before a time counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.batch_rivals import RIVALS, raw_pass
from benchmarks.batch_text import chat, random_terms, write_ruleset
from benchmarks.record import FOLDER
from benchmarks.timing import fresh
from moderation.batch import Columnar
from moderation.moderator import Moderator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SAMPLE: Final = 5_000
OURS: Final = "moderation, scan_texts"
ALONE: Final = "moderation, scan_texts, random terms alone"
RAW: Final = "daachorse, one pass over the joined buffer"
RAW_ALONE: Final = f"{RAW}, random terms"


def measured(rounds: Sequence[Sequence[str]], terms: Sequence[str]) -> dict[str, Any]:
    """Return what every contestant took for one round of messages; the first round is only for warming up and comparing."""
    texts = rounds[0]
    with tempfile.TemporaryDirectory() as folder:
        moderator, simple = (Moderator.load(write_ruleset(Path(folder), terms, alone=alone), cache=False) for alone in (False, True))
    columnar, sample = Columnar(moderator), texts[:_SAMPLE]
    verdicts = columnar.verdicts(texts)
    assert verdicts[:_SAMPLE] == [moderator.check(text) for text in sample], "the verdicts differ from those of check"
    contestants = _contestants(moderator, columnar, terms) | {ALONE: Columnar(simple).verdicts}
    assert contestants[ALONE](sample) == [simple.check(text) for text in sample], "the verdicts differ from those of check"
    assert contestants[RAW_ALONE](sample) == sum(text.count(term) for text in sample for term in _within(text, set(terms)))
    took = _interleaved(contestants, rounds[1:])
    return {
        "messages": len(texts), "characters": sum(map(len, texts)), "terms": len(terms), "rounds": len(rounds) - 1,
        "flagged": sum(bool(verdict.hits) for verdict in verdicts), "contestants": took,
        "ratios": _ratios(took, OURS), "ratios_alone": _ratios(took, ALONE),
    }  # fmt: skip


def _within(text: str, terms: set[str]) -> set[str]:
    """The terms that stand in a text, found by asking for every piece of it."""
    pieces = {text[start : start + size] for size in range(3, 7) for start in range(len(text) - size + 1)}
    return pieces & terms


def _contestants(moderator: Moderator, columnar: Columnar, terms: Sequence[str]) -> dict[str, Callable[[list[str]], Any]]:
    """What takes all texts at once, by name; construction is done."""
    table = moderator.program.terms
    own = {text for row, text in enumerate(table.texts) if table.role(row) == "term"}
    return {
        OURS: columnar.verdicts,
        "moderation, check a message": lambda texts: list(map(moderator.check, texts)),
        RAW_ALONE: raw_pass(terms),
        f"{RAW}, random terms and those of community": raw_pass(sorted(own | set(terms))),
        f"{RAW}, all that the program looks for": raw_pass(sorted({*table.texts, *terms})),
        **{rival.name: rival.build(terms) for rival in RIVALS},
    }


def _interleaved(contestants: dict[str, Callable[[list[str]], Any]], rounds: Sequence[Sequence[str]]) -> dict[str, dict[str, float]]:
    best: defaultdict[str, dict[str, float]] = defaultdict(lambda: {"wall_s": float("inf"), "cpu_s": float("inf")})
    again = {rival.name for rival in RIVALS if rival.builds_itself}
    for texts in rounds:
        for name, find_all in contestants.items():
            asked = texts[:_SAMPLE] if name.endswith("check a message") else texts
            _better(best[name], _timed(find_all, asked), len(texts) / len(asked))
            if name in again:
                _better(best[f"{name}, construction"], _timed(find_all, texts[:1]), 1)
    for name in again:
        built = best.pop(f"{name}, construction")
        best[name] |= {f"{key}_without_construction": best[name][key] - built[key] for key in built}
    for took in best.values():
        took["messages_per_s"] = len(rounds[0]) / took["wall_s"]
    return dict(best)


def _timed(find_all: Callable[[list[str]], Any], texts: Sequence[str]) -> dict[str, float]:
    strings = fresh(texts)
    gc.collect()
    gc.disable()
    wall, cpu = time.perf_counter(), time.process_time()
    find_all(strings)
    took = {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}
    gc.enable()
    return took


def _better(best: dict[str, float], took: dict[str, float], times: float) -> None:
    for key, seconds in took.items():
        best[key] = min(best[key], seconds * times)


def _ratios(took: dict[str, dict[str, float]], ours: str) -> dict[str, float]:
    """How many times the throughput of each other one of ours has, by CPU time; the terms alone beside what searches for these alone."""
    apart = {OURS, ALONE} if ours == OURS else {name for name in took if name.startswith(("moderation", f"{RAW}, ")) and name != RAW_ALONE}
    others = {name: row for name, row in took.items() if name not in apart}
    return {name: row.get("cpu_s_without_construction", row["cpu_s"]) / took[ours]["cpu_s"] for name, row in others.items()}


def record_of(name: str, row: dict[str, Any]) -> Path:
    """Write a record with what it was taken on, and return its path."""
    date = datetime.now(UTC).date().isoformat()
    packages = ("numpy", "daachorse", "ahocorasick_rs", "matcher_py", "polars", "pyarrow")
    content = {
        "date": date, "python": platform.python_version(), "machine": platform.machine(),
        "versions": {package: version(package) for package in packages}, **row,
    }  # fmt: skip
    path = FOLDER / f"{date}-{name}.json"
    path.write_text(json.dumps(json.loads(json.dumps(content), parse_float=_short), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _short(number: str) -> float:
    return float(f"{float(number):.4g}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=40_000, help="in a round")
    options.add_argument("--terms", type=int, default=60_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--text", type=Path, help="a file of messages, one a line, instead of generated ones")
    options.add_argument("--record", action="store_true")
    asked = options.parse_args()
    lines = asked.text.read_text(encoding="utf-8").splitlines() if asked.text else chat()
    coming = iter(lines)
    rounds = [list(islice(coming, asked.messages)) for _ in range(asked.rounds + 1)]
    if len(rounds[-1]) < asked.messages:
        options.error(f"{asked.rounds + 1} rounds of {asked.messages} messages need as many lines")
    row = measured(rounds, random_terms(asked.terms))
    for name, took in row["contestants"].items():
        print(f"{name:75s} {took['wall_s']:8.3f} s {took['cpu_s']:8.3f} s CPU  {took['messages_per_s'] / 1e3:8.0f} thousand messages/s")
    for key, ours in (("ratios", OURS), ("ratios_alone", ALONE)):
        for name, ratio in row[key].items():
            print(f"throughput of {ours} / {name:75s} {ratio:6.2f}")
    print({key: row[key] for key in ("messages", "characters", "flagged")})
    if asked.record:
        print(record_of("batch", row))


if __name__ == "__main__":
    sys.exit(main())
