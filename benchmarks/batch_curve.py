"""`python -m benchmarks.batch_curve [--record]`: what `scan_texts` costs with more terms, and with more rules.

Terms: `community` and 1,000 to 1,000,000 random ones. Rules: 10 to 2,000, each over ten random terms of its own and, every
fourth, an expression. The same ordinary talk throughout (benchmarks/batch_text.py); nanoseconds of CPU a character, the best
of three, with the rows that were flagged, what it takes to compile the ruleset (`load_s`) and to make the tables of the scan
(`ready_s`), and the most memory that the process took so far (`peak_mb`; the sizes are run from the smallest to the largest).
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.batch import record_of
from benchmarks.batch_text import chat, random_terms, write_ruleset
from benchmarks.timing import fresh
from moderation.batch import Columnar
from moderation.moderator import Moderator

if TYPE_CHECKING:
    from collections.abc import Sequence

_TERMS: Final = (1_000, 10_000, 60_000, 200_000, 1_000_000)
_RULES: Final = (10, 100, 500, 2_000)
_EACH: Final = 10
_HEAD: Final = 'spec: 1\nruleset: {id: many, title: 许多, version: "1", charter: [第1条 守法]}\n'


def many_rules(folder: Path, rules: int) -> Path:
    """Return the path of a ruleset of so many rules."""
    terms = random_terms(rules * _EACH)
    lists, patterns, written = ["terms:"], ["patterns:"], ["rules:"]
    for number in range(rules):
        own = terms[number * _EACH : (number + 1) * _EACH]
        lists.append(f"  list{number}: {{title: 词表, terms: [{', '.join(own)}]}}")
        when = f"list{number}"
        if number % 4 == 0:
            patterns.append(f"  shape{number}: {{kind: regex, regex: '{own[0]}[^\\n]{{0,4}}?\\d{{2,}}'}}")
            when = f"{{any: [list{number}, shape{number}]}}"
        written.append(
            f"  - {{id: rule{number}, title: 规则, charter: 第1条, label: illegal, severity: low, when: {when}, verdict: review,"
            f" tests: {{match: [{own[1]}], pass: [早]}}}}"
        )
    path = folder / "many.yaml"
    path.write_text(_HEAD + "\n".join((*lists, *patterns, *written)) + "\n", encoding="utf-8")
    return path


def measured(moderator: Moderator, texts: Sequence[str]) -> dict[str, Any]:
    """Return what the texts cost with a ruleset."""
    start = time.process_time()
    columnar = Columnar(moderator)
    ready = time.process_time() - start
    best, first, flagged = float("inf"), 0.0, 0
    for _ in range(3):
        strings = fresh(texts)
        start = time.process_time()
        verdicts = columnar.verdicts(strings)
        took = time.process_time() - start
        first, best = first or took, min(best, took)
        flagged = sum(bool(verdict.hits) for verdict in verdicts)
    characters = sum(map(len, texts))
    return {
        "ns_per_character": best / characters * 1e9, "ns_per_character_at_first": first / characters * 1e9, "flagged": flagged,
        "ready_s": ready, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


def loaded(path: Path) -> tuple[Moderator, float]:
    """Return a ruleset ready to check, and the CPU seconds that it took to compile."""
    start = time.process_time()
    moderator = Moderator.load(path, cache=False)
    return moderator, time.process_time() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=40_000)
    options.add_argument("--most", type=int, default=1_000_000, help="terms at most")
    options.add_argument("--record", action="store_true")
    asked = options.parse_args()
    texts = list(islice(chat(), asked.messages))
    rows: dict[str, list[dict[str, Any]]] = {"terms": [], "rules": []}
    with tempfile.TemporaryDirectory() as name:
        for count in (count for count in _TERMS if count <= asked.most):
            moderator, took = loaded(write_ruleset(Path(name), random_terms(count)))
            rows["terms"].append({"terms": count, "load_s": took, **measured(moderator, texts)})
            print(rows["terms"][-1], flush=True)
        for count in _RULES:
            moderator, took = loaded(many_rules(Path(name), count))
            rows["rules"].append({"rules": count, "load_s": took, **measured(moderator, texts)})
            print(rows["rules"][-1], flush=True)
    if asked.record:
        print(record_of("batch-curve", {"messages": len(texts), **rows}))


if __name__ == "__main__":
    sys.exit(main())
