"""One contestant in a process of its own: `python -m benchmarks.probe CONTESTANT FOLDER` prints what loading cost as JSON.

The folder holds what `loading.py` wrote there. Only the contestant's own library is imported, so that time and memory
are its own.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final

from benchmarks.rivals import LEXICON, RIVALS, RULESET, moderator

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CACHED", "COMPILED", "MESSAGES_FILE", "main"]

COMPILED: Final = "moderation, compiled"
CACHED: Final = "moderation, from the cache"
MESSAGES_FILE: Final = "messages.json"


def main(contestant: str, folder: Path) -> dict[str, float]:
    """Return seconds of loading, of loading again, of the first clean message and the first hit, and peak memory."""
    build = _builder(contestant, folder)
    messages = json.loads((folder / MESSAGES_FILE).read_text(encoding="utf-8"))
    figures = {"base_mb": peak_mb()}
    busy_s = process_time()
    figures["load_s"], find = _timed(build)
    figures["load_cpu_s"] = process_time() - busy_s
    figures["loaded_mb"] = peak_mb()
    figures["first_clean_s"], _ = _timed(lambda: find(messages["clean"]))
    figures["first_hit_s"], _ = _timed(lambda: find(messages["hit"]))
    for text in messages["chat"]:
        find(text)
    figures["worked_mb"] = peak_mb()
    figures["load_again_s"], _ = _timed(build)
    return figures


def _builder(contestant: str, folder: Path) -> Callable[[], Callable[[str], Any]]:
    if contestant in (COMPILED, CACHED):
        return lambda: moderator(folder / RULESET, cache=contestant == CACHED).check
    terms = (folder / LEXICON).read_text(encoding="utf-8").split()
    rival = next(rival for rival in RIVALS if rival.name == contestant)
    return lambda: rival.build(terms).find


def _timed(action: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    outcome = action()
    return perf_counter() - start, outcome


def peak_mb() -> float:
    """Return the most memory that this process has had; what its parent had before the start does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # bytes where there is no /proc


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
