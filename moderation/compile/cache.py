"""Compiled Programs on disk, one file a ruleset, good only for exactly the bytes that they were compiled from.

A lookup reads no YAML: it compares the digests of the files that the Program was made from with the files as they are.
The cache is a convenience: where it cannot be read or written, everything works, only slower.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from moderation.compile.encoding import FORMAT_VERSION, dump, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.program import Program

__all__ = ["directory", "fetch", "store"]

_BUILT_WITH: Final = ("daachorse", "publicsuffixlist")
"""Libraries whose output a Program carries: another version of one may build another Program."""


def directory() -> Path:
    """Return where Programs are kept: `MODERATION_CACHE`, else `moderation` in the user's directory of caches."""
    chosen = os.environ.get("MODERATION_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path(os.path.expanduser("~")) / ".cache") / "moderation"  # noqa: PTH111 - never raises


def fetch(main: Path) -> Program | None:
    """Return the Program that was stored for a main source, if all its sources are still what they were."""
    try:
        stored = load(_file(main).read_bytes())
    except (OSError, ValueError):
        return None
    return stored.program if stored is not None and _is_current(stored.origin) else None


def store(main: Path, program: Program, sources: Iterable[tuple[str, str]]) -> None:
    """Keep a Program for a main source; readers see the old file or the new one, never a part. No disk, no error."""
    content = dump(program, {"made_by": _library(), "sources": [list(source) for source in sources]})
    target = _file(main)
    with contextlib.suppress(OSError, ValueError):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(temporary, target)  # noqa: PTH105 - a file of ours, by its name
        except OSError:
            os.unlink(temporary)  # noqa: PTH108 - the same
            raise


def _file(main: Path) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.realpath(main))).hexdigest()[:32]
    return directory() / f"{name}.v{FORMAT_VERSION}"


def _is_current(origin: object) -> bool:
    if not isinstance(origin, dict) or origin.get("made_by") != _library():
        return False
    return all(_digest(path) == digest for path, digest in origin["sources"])


def _digest(path: str) -> str | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a path from a manifest, once
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


@cache
def _library() -> str:
    """Which code compiled: sizes and times of this package's files and of the libraries whose output a Program carries.

    The version number alone would keep Programs of yesterday's code alive in a working copy.
    """
    package = Path(__file__).resolve().parent.parent
    files = sorted(path for path in package.rglob("*.*") if path.suffix not in (".pyc", ".yaml", ".txt"))
    origins = (spec.origin for name in _BUILT_WITH if (spec := find_spec(name)) is not None)
    marks = [
        f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in (*files, *(Path(origin) for origin in origins if origin))
    ]
    return hashlib.sha256("\n".join(marks).encode("utf-8", "surrogateescape")).hexdigest()
