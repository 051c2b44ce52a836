"""`python -m benchmarks.opening [--messages 1000000]`: how large a report is, what it costs, and how fast a browser opens it.

Text: the example archive, and generated chat (benchmarks/generate.py: 100,000 distinct messages, again and again, from 20,000 members
in 5 chats over a year, with joins and leaves) as JSON Lines; the shipped `community`. Each report is made in a process of its own, and
must count every message before a time is reported. Then headless Chromium opens the page and an empty one by turns; `opens_s` is the
best time of the page less the best of the empty one, `browser_s` that of the page with the start of the browser. Writes a record.
Exit code 1 where a page has 5 MB or takes 2 s.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.generate import corpus
from benchmarks.probe import peak_mb
from benchmarks.record import FOLDER
from moderation.reports import report, written

__all__ = ["main"]

_EXAMPLE: Final = Path(__file__).parent.parent / "examples" / "group.jsonl"
_TEXTS: Final = 100_000
_MEMBERS: Final = 20_000
_YEAR_S: Final = 31_536_000
_START_S: Final = 1_750_000_000
_MOST_MB: Final = 5.0
_MOST_S: Final = 2.0
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.opening", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7, help="how often each page is opened")
    parser.add_argument("--record", type=Path, default=FOLDER / f"{datetime.now(UTC).date()}-opening.json")
    parser.add_argument("--report", nargs=2, metavar=("FILE", "OUT"), help="write one report, print the figures")
    options = parser.parse_args()
    if options.report:
        print(json.dumps(_figures(Path(options.report[0]), Path(options.report[1]))))
        return 0
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        parser.error("no Chromium here: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        chat = _written(Path(folder) / "chat.jsonl", options.messages)
        rows = [_row(archive, Path(folder), browser, options.rounds) for archive in (_EXAMPLE, chat)]
    assert rows[1]["messages"] == options.messages, "a message is lost"
    options.record.write_text(json.dumps(_record(rows), indent=1) + "\n", encoding="utf-8")
    return int(any(row["page_mb"] >= _MOST_MB or row["opens_s"] >= _MOST_S for row in rows))


def _written(path: Path, messages: int) -> Path:
    texts = [json.dumps(line.text, ensure_ascii=False) for line in corpus(_TEXTS).lines]
    with path.open("w", encoding="utf-8") as file:
        for number in range(messages):
            member = number * 7919 % _MEMBERS
            kind = "join" if number < _MEMBERS else "leave" if number % 1009 == 0 else "text"
            text = texts[number * 31 % _TEXTS] if kind == "text" else '""'
            file.write(
                f'{{"id": "m{number:08d}", "chat": "g{member % 5}", "author": "u{member}", "nickname": "友{member}", "kind": "{kind}", '
                f'"at": {_START_S + number * _YEAR_S // messages}, "text": {text}}}\n'
            )
    return path


def _row(archive: Path, folder: Path, browser: str, rounds: int) -> dict[str, Any]:
    page, empty = folder / "report.html", folder / "empty.html"
    empty.write_text("<!doctype html><title>empty</title>", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "benchmarks.opening", "--report", archive, page], capture_output=True, check=True)
    opened = [(_opened(browser, page, folder), _opened(browser, empty, folder)) for _ in range(rounds)]
    best, nothing = (min(times) for times in zip(*opened, strict=True))
    row = {**json.loads(done.stdout), "page_mb": page.stat().st_size / 1e6, "browser_s": best, "opens_s": best - nothing}
    print(
        f"{row['messages']:>9,} messages: {row['cpu_s']:.1f} s of CPU, {row['peak_mb']:.0f} MB; page {row['page_mb']:.3f} MB, "
        f"opens in {row['opens_s']:.2f} s, {row['browser_s']:.2f} s with the start of the browser",
        flush=True,
    )
    return row


def _figures(archive: Path, out: Path) -> dict[str, float]:
    began, cpu = time.perf_counter(), time.process_time()
    made = report(archive)
    out.write_text(written(made, "html"), encoding="utf-8")
    return {
        "mb": archive.stat().st_size / 1e6, "messages": made.totals.verdicts, "flagged": made.totals.review + made.totals.block,
        "wall_s": time.perf_counter() - began, "cpu_s": time.process_time() - cpu, "peak_mb": peak_mb(),
    }  # fmt: skip


def _opened(browser: str, page: Path, folder: Path) -> float:
    """How long the browser takes from its start until it has laid out and shown the page."""
    shot = folder / "shot.png"
    command = [browser, *_FLAGS, f"--user-data-dir={folder / 'profile'}", f"--screenshot={shot}", page.as_uri()]
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, env={**os.environ, "HOME": str(folder)})
    took = time.perf_counter() - began
    assert shot.stat().st_size > 0, "nothing was shown"
    return took


def _record(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "what": __doc__.split("\n\n")[1] if __doc__ else "", "date": datetime.now(UTC).date().isoformat(),
        "machine": {"cores": os.cpu_count(), "architecture": platform.machine(), "load": os.getloadavg()[0]},
        "python": platform.python_version(),
        "rows": [{name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()} for row in rows],
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
