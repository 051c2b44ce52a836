"""Writes what shows a record: `docs/performance.md` and the figures in both READMEs. `python -m benchmarks.pages` does it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.record import latest
from benchmarks.report import PAGE, page
from benchmarks.summary import READMES, with_figures

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_pages"]


def write_pages(path: Path) -> None:
    """Write every page anew from one record."""
    PAGE.write_text(page(path), encoding="utf-8")
    for lang, readme in READMES.items():
        if readme.exists():
            readme.write_text(with_figures(readme.read_text(encoding="utf-8"), lang, path), encoding="utf-8")


if __name__ == "__main__":
    write_pages(latest())
