"""The files that an export keeps beside its archives, such as Slack's list of members: the same for every day of every channel."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

__all__ = ["LISTED_BYTES", "content_beside"]

LISTED_BYTES: Final = 1 << 25
"""The members of the largest workspaces take less."""


def content_beside(folder: Path, name: str) -> bytes:
    """Return the content of a file in a folder, as much of it as is bearable; nothing where there is none that can be read."""
    path = Path(folder, name)
    try:
        status = path.stat()
        return _content(path, (status.st_mtime_ns, status.st_size))
    except (OSError, ValueError):
        return b""


@lru_cache(maxsize=8)
def _content(path: Path, _state: tuple[int, int]) -> bytes:
    """What a file holds in one state of it; read once, because an export has thousands of days."""
    with path.open("rb") as file:
        return file.read(LISTED_BYTES)
