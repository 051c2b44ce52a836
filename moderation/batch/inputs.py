"""Which archives a scan reads: files as they are named, folders with everything readable in them, patterns.

The order is the one in which they were named, within a folder by path; no file is read twice.
"""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from moderation.archives.endings import ENDINGS, is_archive
from moderation.batch.outlets import must_exist
from moderation.errors import UsageError
from moderation.wording import both
from moderation.wording.batch import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["STDIN", "inputs"]

STDIN: Final = "-"
_ZIP: Final = ".zip"
_WILD: Final = ("*", "?", "[")


def inputs(names: Iterable[str], *, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the archives that some names stand for; `-` is the standard input. Files `without` are left out of folders and patterns.

    Raises:
        UsageError: a file does not exist, or a folder or pattern has nothing to read.
    """
    left_out = {os.path.realpath(name) for name in without}
    found: dict[str, str] = {}
    for name in names:
        for path in (name,) if name == STDIN else _paths(name, left_out):
            found.setdefault(STDIN if path == STDIN else os.path.realpath(path), path)
    return tuple(found.values())


def _paths(name: str, left_out: set[str]) -> Iterable[str]:
    path = Path(name)
    if path.is_dir():
        return _something(name, [str(file) for file in _within(path) if os.path.realpath(file) not in left_out])
    if any(sign in name for sign in _WILD) and not path.exists():
        matches = sorted(match for match in glob.iglob(name, recursive=True) if os.path.realpath(match) not in left_out)  # noqa: PTH207 - patterns may be absolute
        return _something(
            name, [file for match in matches for file in ([match] if Path(match).is_file() else map(str, _within(Path(match))))]
        )
    must_exist([name])
    return (name,)


def _something(name: str, files: list[str]) -> list[str]:
    if not files:
        raise UsageError(*both(SENTENCES, "nothing-there", {"name": name, "endings": " ".join(sorted((*ENDINGS, _ZIP)))}))
    return files


def _within(folder: Path) -> Iterator[Path]:
    """Every archive in a folder and the folders below it, by path; what is hidden stays so."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(files) if is_archive(name) or name.lower().endswith(_ZIP))
