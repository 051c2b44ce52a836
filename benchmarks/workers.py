"""`python -m benchmarks.workers [--messages 1000000] [--workers 1 2]`: what a scan from file to file costs, by how many processes.

Text: generated chat (benchmarks/generate.py: 100,000 distinct messages, again and again, each time from other members at other
times) as JSON Lines of some 200 bytes a message; the shipped `community`; verdicts to JSON Lines. Each scan runs in a
process of its own. The outputs have to be the same, byte for byte, before a time is reported. Shown are wall time, CPU time of
the scan and of its workers, the peak memory of each, and how fast the first and the last tenth went. Writes a record.

`speedup` is of wall time, which other work on the machine spoils; `speedup_cpu` is what the CPU time allows on two cores: that of
one process over the greater of half the CPU time of all of them and that of the parent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.generate import corpus
from benchmarks.probe import peak_mb
from benchmarks.record import FOLDER
from moderation import Moderator
from moderation.batch import Job, Running

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

_TEXTS: Final = 100_000
_CORES: Final = 2
_LOOK_S: Final = 0.05


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--record", type=Path, default=FOLDER / f"{datetime.now(UTC).date()}-workers.json")
    parser.add_argument("--scan", nargs=3, metavar=("FILE", "OUT", "N"), help="scan one file, print the figures")
    options = parser.parse_args()
    if options.scan:
        print(json.dumps(_figures(options.scan[0], options.scan[1], int(options.scan[2]))))
        return 0
    Moderator.load("community")  # into the cache
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder) / "chat.jsonl", options.messages)
        size = path.stat().st_size
        for number in options.workers:
            rows.append(_in_a_process(path, Path(folder) / "out.jsonl", number))
            print(_shown(rows[-1]), flush=True)
    assert len({(row["sha256"], row["messages"]) for row in rows}) == 1, "the outputs differ"
    one = next((row for row in rows if row["workers"] == 1), None)
    for row in rows:
        if one is not None and row["workers"] > 1:
            row["speedup"] = one["wall_s"] / row["wall_s"]
            row["speedup_cpu"] = one["cpu_s"] / max((row["cpu_s"] + row["workers_cpu_s"]) / _CORES, row["cpu_s"])
            print(
                f"{row['workers']} workers: {row['speedup']:.2f} times one by wall time, {row['speedup_cpu']:.2f} by CPU time on two cores"
            )
    options.record.write_text(json.dumps(_record(rows, size), indent=1) + "\n", encoding="utf-8")
    return 0


def _written(path: Path, messages: int) -> Path:
    texts = [json.dumps(line.text, ensure_ascii=False) for line in corpus(_TEXTS).lines]
    with path.open("w", encoding="utf-8") as file:
        for number in range(messages):
            file.write(
                f'{{"id": "m{number:08d}", "chat": "g{number % 10}", "author": "u{number * 7919 % 5000}", "nickname": "友{number % 977}", '
                f'"role": "member", "at": {1_760_000_000 + number}, "text": {texts[number * 31 % _TEXTS]}}}\n'
            )
    return path


def _in_a_process(path: Path, out: Path, number: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.workers", "--scan", str(path), str(out), str(number)]
    done = subprocess.run(command, capture_output=True, check=True)
    with out.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {**json.loads(done.stdout), "sha256": digest}


def _figures(path: str, out: str, number: int) -> dict[str, Any]:
    began, cpu = time.perf_counter(), time.process_time()
    running = Running(Job(archives=(path,), out=out, workers=number), Moderator.load("community"))
    ready = (time.perf_counter() - began, time.process_time() - cpu)
    marks: list[tuple[int, float, float]] = []
    over = threading.Event()
    watching = threading.Thread(target=_watch, args=(running, over, marks))
    summary = running.run(_begun(watching, path))
    over.set()
    watching.join()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter() - began
    cpu_s = time.process_time() - cpu
    return {
        "workers": number, "messages": summary.messages, "flagged": summary.messages - dict(summary.levels)["pass"], "wall_s": wall,
        "cpu_s": cpu_s, "workers_cpu_s": children.ru_utime + children.ru_stime, "load_s": ready[0], "load_cpu_s": ready[1],
        "peak_mb": peak_mb(), "worker_peak_mb": children.ru_maxrss / 1024,
        "messages_a_second": summary.messages / wall, **_ends(marks, summary.messages, by=1 if number > 1 else 2),
    }  # fmt: skip


def _begun(watching: threading.Thread, path: str) -> Iterator[tuple[str, str]]:
    """Begin to watch when the archive is asked for: by then the workers are there, which share nothing where threads run."""
    watching.start()
    yield path, path


def _watch(running: Running, over: threading.Event, marks: list[tuple[int, float, float]]) -> None:
    while not over.wait(_LOOK_S):
        marks.append((running.rows, time.perf_counter(), time.process_time()))


def _ends(marks: list[tuple[int, float, float]], messages: int, *, by: int) -> dict[str, float]:
    """Messages a second in the second and in the last tenth: of wall time (1) or of CPU time (2). The first tenth warms up."""
    rates = {}
    for name, low, high in (("early", 0.1, 0.2), ("late", 0.9, 1.0)):
        inside = [mark for mark in marks if low * messages <= mark[0] <= high * messages]
        if len(inside) > 1 and inside[-1][by] > inside[0][by]:
            rates[f"{name}_a_second"] = (inside[-1][0] - inside[0][0]) / (inside[-1][by] - inside[0][by])
    return rates


def _record(rows: list[dict[str, Any]], size: int) -> dict[str, Any]:
    return {
        "what": __doc__.split("\n\n")[1] if __doc__ else "", "date": datetime.now(UTC).date().isoformat(),
        "machine": {"cores": os.cpu_count(), "architecture": platform.machine(), "load": os.getloadavg()[0]},
        "python": platform.python_version(), "mb": size / 1e6,
        "rows": [{name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()} for row in rows],
    }  # fmt: skip


def _shown(row: dict[str, Any]) -> str:
    return (
        f"{row['workers']} workers: {row['messages']:,} messages in {row['wall_s']:.1f} s, {row['messages_a_second']:,.0f} a second; CPU "
        f"{row['cpu_s']:.1f} s and {row['workers_cpu_s']:.1f} s in workers; peak {row['peak_mb']:.0f} MB, a worker "
        f"{row['worker_peak_mb']:.0f} MB; {row.get('early_a_second', 0):,.0f} a second early, {row.get('late_a_second', 0):,.0f} late"
    )


if __name__ == "__main__":
    sys.exit(main())
