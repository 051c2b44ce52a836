"""`python -m benchmarks.archive_memory [--mb 300] [--limit-mb 150]`: how much memory reading a huge export takes.

For each export a file of that size is made and read in a process of its own; what is shown is the peak of that process,
what it was before the first row, and the rows a second. Every row must come back. Exit code 1 above the limit.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.exports import chat
from benchmarks.exports_others import RENDERERS
from benchmarks.probe import peak_mb
from moderation.archives import Reject, read

__all__ = ["main"]

_EXPORTS: Final = ("telegram", "chatlog.json", "qce", "chatlab.jsonl", "memotrace-12", "qq")
_BLOCK_ROWS: Final = 20_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive_memory", description=__doc__)
    parser.add_argument("--mb", type=int, default=300, help="size of each file")
    parser.add_argument("--limit-mb", type=float, default=150, help="the peak that is allowed")
    parser.add_argument("--exports", nargs="+", choices=_EXPORTS, default=_EXPORTS)
    parser.add_argument("--read", type=Path, help="read one file and print the figures: what each process does")
    options = parser.parse_args()
    if options.read is not None:
        print(json.dumps(_figures(options.read)))
        return 0
    worst = 0.0
    for export in options.exports:
        with tempfile.TemporaryDirectory() as folder:
            path, rows = _written(Path(folder) / "export", export, options.mb * 1_000_000)
            figures = _in_a_process(path)
        worst = max(worst, figures["peak_mb"] if figures["rows"] == rows and not figures["rejects"] else float("inf"))
        print(
            f"{export:14} {figures['mb']:6.0f} MB  {rows:>9,} rows, {int(figures['rejects'])} rejects  peak {figures['peak_mb']:6.1f} MB "
            f"({figures['base_mb']:.1f} MB before)  {rows / figures['seconds']:>9,.0f} rows/s",
            flush=True,
        )
    return int(worst >= options.limit_mb)


def _written(path: Path, export: str, size: int) -> tuple[Path, int]:
    """Write an export of one block of rows again and again between what it has before its records and behind them."""
    rows = [row for row in chat(_BLOCK_ROWS) if row.kind != "recall"]
    render = RENDERERS[export][1]
    whole, empty = render(rows), render([])
    place = 0 if not empty or empty.endswith(b"\n") else empty.rfind(b"[]") + 1
    head, tail, joint = (empty[:place], empty[place:], b",") if place else (empty, b"", b"")
    block = whole[len(head) : len(whole) - len(tail)]
    times = max(1, size // len(block))
    with path.open("wb") as target:
        target.write(head)
        for number in range(times):
            target.write((joint if number else b"") + block)
        target.write(tail)
    return path, len(rows) * times


def _figures(path: Path) -> dict[str, float]:
    base_mb, start = peak_mb(), time.perf_counter()
    rows = rejects = 0
    for row in read(path):
        rows += 1
        rejects += isinstance(row, Reject)
    seconds = time.perf_counter() - start
    return {
        "mb": path.stat().st_size / 1e6, "rows": rows, "rejects": rejects, "base_mb": base_mb, "peak_mb": peak_mb(), "seconds": seconds,
    }  # fmt: skip


def _in_a_process(path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.archive_memory", "--read", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    sys.exit(main())
