"""A record: what was measured, on which machine, with which versions, when and of which commit. Written once, as JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from benchmarks.definitions import DEFINITIONS, TEXTS
from benchmarks.rivals import RIVALS

__all__ = ["FOLDER", "Record", "latest", "new_record", "read_record", "write_record"]

FOLDER: Final = Path(__file__).parent / "records"
_PACKAGES: Final = ("moderation", "daachorse", "jieba", "pydantic", "PyYAML", "regex")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One run of the whole benchmark. `rows` as `running` gives them, `startup` in CPU seconds of whole processes."""

    date: str
    commit: str
    machine: dict[str, Any]
    versions: dict[str, str]
    rounds: int
    texts: tuple[dict[str, Any], ...]
    definitions: tuple[dict[str, str], ...]
    startup: dict[str, float]
    rows: tuple[dict[str, Any], ...]

    def row(self, definition: str, terms: int) -> dict[str, Any]:
        """Return the row of a definition at a number of terms."""
        return next(row for row in self.rows if row["definition"] == definition and row["terms"] == terms)


def new_record(*, commit: str, rounds: int, startup: dict[str, float], rows: list[dict[str, Any]]) -> Record:
    """Return the record of what was measured just now, here."""
    return Record(
        date=datetime.now(UTC).date().isoformat(),
        commit=commit,
        machine={"processor": _processor(), "cores": os.cpu_count(), "system": platform.system(), "architecture": platform.machine()},
        versions={"Python": platform.python_version(), **_versions()},
        rounds=rounds,
        texts=tuple({"name": text.name, "origin": text.origin, "messages": text.messages, "planted": text.planted} for text in TEXTS),
        definitions=tuple({"name": one.name, "why": one.why} for one in DEFINITIONS),
        startup=startup,
        rows=tuple(rows),
    )


def write_record(record: Record, path: Path) -> None:
    """Write a record, readable in a diff."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {name: getattr(record, name) for name in record.__slots__}
    path.write_text(json.dumps(_rounded(content), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_record(path: Path) -> Record:
    """Return a record that `write_record` wrote."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    columns: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}
    return Record(**columns)


def latest() -> Path:
    """Return the newest committed record of the matcher: those are named by their date alone."""
    return max(FOLDER.glob("????-??-??.json"))


def _versions() -> dict[str, str]:
    known = {}
    for package in (*_PACKAGES, *sorted({rival.package for rival in RIVALS if rival.package})):
        try:
            known[package] = version(package)
        except PackageNotFoundError:
            known[package] = "not installed"
    return known


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return JSON whose times have four digits: more is noise, and makes diffs unreadable."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, (list, tuple)) else value
