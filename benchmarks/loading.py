"""Loading, first message and memory, each in fresh processes, and what importing the package and asking for help cost."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from benchmarks.counting import must_equal
from benchmarks.probe import CACHED, COMPILED, MESSAGES_FILE
from benchmarks.rivals import RIVALS, RULESET, moderator, write_ruleset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.generate import Line

__all__ = ["startup", "time_loading"]

_STARTS: Final = {
    "bare interpreter": ["-c", "pass"],
    "import moderation": ["-c", "import moderation"],
    "import moderation and name Moderator": ["-c", "import moderation; moderation.Moderator"],
    "moderation --help": ["-m", "moderation", "--help"],
}


def time_loading(folder: Path, terms: Sequence[str], lines: Sequence[Line], rounds: int) -> dict[str, dict[str, float]]:
    """Return the best figures of each contestant by name, from `rounds` processes each."""
    _prepare(folder, terms, lines)
    best: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        for name in (COMPILED, CACHED, *(rival.name for rival in RIVALS)):
            figures = _probe(name, folder)
            known = best.setdefault(name, figures)
            best[name] = {key: min(value, known[key]) for key, value in figures.items()}
    return best


def _prepare(folder: Path, terms: Sequence[str], lines: Sequence[Line]) -> None:
    """Lay out what a probe reads, and fill the cache.

    The first clean message needs folding and the first hit segmentation, so that each pays for the tables behind it.
    """
    write_ruleset(folder, terms)
    clean = next(line.text for line in lines if line.kind == "mixed")
    messages = {"clean": clean, "hit": f"我们{terms[0]}很好", "chat": [line.text for line in lines]}
    (folder / MESSAGES_FILE).write_text(json.dumps(messages), encoding="utf-8")
    _probe(CACHED, folder)
    check = moderator(folder / RULESET).check
    must_equal("levels of the first messages", [str(check(messages[kind]).level) for kind in ("clean", "hit")], ["pass", "block"])


def _probe(contestant: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.probe", contestant, str(folder)]
    environment = {**os.environ, "MODERATION_CACHE": str(folder / "cache")}
    finished = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(finished.stdout)
    return figures


def startup(rounds: int) -> dict[str, float]:
    """Return the CPU seconds of whole processes: the best of `rounds`, interleaved."""
    best = dict.fromkeys(_STARTS, float("inf"))
    for _ in range(rounds):
        for name, arguments in _STARTS.items():
            best[name] = min(best[name], _cpu_s([sys.executable, *arguments]))
    return best


def _cpu_s(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
