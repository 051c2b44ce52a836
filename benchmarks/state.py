"""`python -m benchmarks.state [--commit SHA]`: what one `observe` costs on each store, and what a large community takes in memory.

Traffic is generated: members write at random in 200 groups, and each message leaves three marks, as the shipped behaviours do:
a flood window of its author (10 s), a repetition window of its author with a sketch of 64 to 150 bytes (10 min), and a tally
of all messages (1 h). "busy" are a thousand members, whose windows are full and warm; "large" are a hundred thousand, most of
whose messages open a window or find it on the disk. Times are means over bundles of a thousand messages: the best bundle,
because noise only adds, and the median one, which has its share of checkpoints.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.record import FOLDER, new_record
from moderation import open_store
from moderation.state.store import Mark, Record
from tests.state.redis_process import BINARY, RedisProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.state.store import Store

_GROUPS: Final = 200
_BUNDLE: Final = 1_000
_START_MS: Final = 1_764_000_000_000
_CROWDS: Final = {"busy": (1_000, 200), "large": (100_000, 10)}
"""Members, and milliseconds between two messages of all of them together."""
_APPENDS: Final = 500


def traffic(members: int, pause_ms: int, seed: int = 4) -> Iterator[tuple[str, int, list[Mark]]]:
    """Yield what a store is asked for one message after another, for ever, the same in every run."""
    lots = random.Random(seed)
    sketches = [lots.randbytes(lots.randint(64, 150)) for _ in range(1_000)]
    for number in range(sys.maxsize):
        member = lots.randrange(members)
        group, who = f"qq|{700_000_000 + member % _GROUPS}", str(10_000_000 + member)
        marks = [
            Mark(window=f"flood|{group}|{who}", span_ms=10_000, who=who),
            Mark(window=f"repeat|{group}|{who}", span_ms=600_000, who=who, value=sketches[number % 1_000]),
            Mark(window="all|community", span_ms=3_600_000, keep=0),
        ]
        yield f"{group}|{7_300_000_000 + number}", _START_MS + number * pause_ms, marks


def observing(store: Store, crowd: str, messages: int) -> dict[str, Any]:
    """Return what one `observe` costs; the first half warms up."""
    members, pause_ms = _CROWDS[crowd]
    asked = traffic(members, pause_ms)
    bundles = []
    for number in range(messages // _BUNDLE):
        bundle = list(islice(asked, _BUNDLE))
        wall, cpu = time.perf_counter(), time.process_time()
        seen = sum(store.observe(*one).new for one in bundle)
        if number >= messages // _BUNDLE // 2:
            bundles.append(((time.perf_counter() - wall) / _BUNDLE * 1e6, (time.process_time() - cpu) / _BUNDLE * 1e6))
        if seen != _BUNDLE:
            raise AssertionError(f"{seen} of {_BUNDLE} messages were new")
    walls, cpus = zip(*bundles, strict=True)
    return {
        "crowd": crowd, "members": members, "messages": messages, "best_us": min(walls), "median_us": statistics.median(walls),
        "best_cpu_us": min(cpus), "median_cpu_us": statistics.median(cpus),
    }  # fmt: skip


def entering(store: Store) -> float:
    """Return the microseconds of one `append` with its check that nobody was faster."""
    start = time.perf_counter()
    for number in range(_APPENDS):
        record = Record(key=f"qq|1|{number}", subject=f"community|{number % 50}", at_ms=number, kind="offence", body="{}", evidence="{}")
        if store.append(record, after=number // 50) is None:
            raise AssertionError("somebody else writes here")
    return (time.perf_counter() - start) / _APPENDS * 1e6


def remembering(members: int, messages: int) -> dict[str, Any]:
    """Return what this process takes with so many messages of so many members in the windows of a memory store."""
    before = _peak_mb()
    store = open_store("memory://")
    for one in islice(traffic(members, 1), messages):
        store.observe(*one)
    again = sum(store.observe(*one).new for one in islice(traffic(members, 1), 1_000))
    return {"members": members, "messages": messages, "before_mb": before, "peak_mb": _peak_mb(), "first_thousand_forgotten": again}


def main() -> int:
    options = _options()
    if options.memory:
        print(json.dumps(remembering(100_000, 1_000_000)))
        return 0
    rows = [_row(kind, crowd, options.messages) for kind in ("memory", "sqlite", "redis") for crowd in _CROWDS if kind != "redis" or BINARY]
    child = [sys.executable, "-m", "benchmarks.state", "--memory"]
    memory = json.loads(subprocess.run(child, capture_output=True, text=True, check=True).stdout)
    print("{members:,} members, {messages:,} messages in memory: {peak_mb:.0f} MB, of which Python {before_mb:.0f} MB".format(**memory))
    facts = new_record(commit=options.commit, rounds=1, startup={}, rows=[])
    content = {
        "date": facts.date,
        "commit": facts.commit,
        "machine": facts.machine,
        "versions": facts.versions,
        "rows": rows,
        "memory": memory,
    }
    path = options.out or FOLDER / f"{facts.date}-state.json"
    path.write_text(json.dumps(_rounded(content), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _row(kind: str, crowd: str, messages: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        server = RedisProcess(folder) if kind == "redis" else None
        url = server.url if server else {"memory": "memory://", "sqlite": f"sqlite:///{Path(folder) / 'state.db'}"}[kind]
        store = open_store(url)
        row = {"store": kind, **observing(store, crowd, messages), "append_us": entering(store)}
        store.close()
        if server:
            server.kill()
    print("{store:7} {crowd:6} observe {best_us:6.1f} µs best, {median_us:6.1f} median (CPU {best_cpu_us:.1f}, {median_cpu_us:.1f})"
          "  append {append_us:8.1f} µs".format(**row), flush=True)  # fmt: skip
    return row


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.state", description=__doc__)
    parser.add_argument("--commit", default="unknown", help="the commit that is measured, for the record")
    parser.add_argument("--messages", type=int, default=100_000, help="messages for each store and crowd")
    parser.add_argument("--out", type=Path, help="where the record goes, if not among the committed ones")
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _peak_mb() -> float:
    """What this process has taken at most; `getrusage` would count the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1_024 / 1e6


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return round(value, 1) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
