"""`python -m benchmarks [--commit SHA]`: runs all definitions, writes a record and the page that shows it."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.definitions import SIZES
from benchmarks.loading import startup
from benchmarks.pages import write_pages
from benchmarks.record import FOLDER, new_record, write_record
from benchmarks.report import raw_ratio
from benchmarks.rivals import OURS
from benchmarks.running import everything

_ROUNDS = 7


def main() -> int:
    options = _options()
    rows = []
    for row in everything(sizes=options.terms, rounds=options.rounds):
        rows.append(row)
        print(f"{row['definition']:20} {row['terms']:>7,} terms  {_brief(row)}", flush=True)
    record = new_record(commit=options.commit, rounds=options.rounds, startup=startup(options.rounds), rows=rows)
    print("  ".join(f"{name}: {seconds * 1e3:.0f} ms" for name, seconds in record.startup.items()))
    path = options.out or FOLDER / f"{datetime.now(UTC).date().isoformat()}.json"
    write_record(record, path)
    if set(options.terms) == set(SIZES):
        print(f"check of a clean 30-character message: {raw_ratio(record, 'check-thirty'):.2f} raw searches; record: {path}")
    if path.parent == FOLDER:
        write_pages(path)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--commit", default="unknown", help="the commit that is measured, for the record")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="interleaved rounds; the best pass counts")
    parser.add_argument("--terms", type=int, nargs="+", choices=SIZES, default=SIZES, help="numbers of terms")
    parser.add_argument("--out", type=Path, help="where the record goes, if not among the committed ones")
    options = parser.parse_args()
    if set(options.terms) != set(SIZES) and options.out is None:
        parser.error("a record of some sizes only is none to keep: say --out")
    return options


def _brief(row: dict) -> str:  # type: ignore[type-arg]
    contestants = row["contestants"]
    if row["definition"].startswith("levels"):
        return "  ".join(f"{level}: {figures['seconds'] * 1e3:.2f} ms" for level, figures in contestants.items())
    if OURS not in contestants:
        return "  ".join(f"{name}: {figures['load_s']:.3f} s, {figures['loaded_mb']:.0f} MB" for name, figures in contestants.items())
    ours = contestants[OURS]["seconds"]
    return f"{ours * 1e3:8.2f} ms  " + "  ".join(f"{name}: {figures['seconds'] / ours:.2f}×" for name, figures in contestants.items())


if __name__ == "__main__":
    sys.exit(main())
