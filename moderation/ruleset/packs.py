"""Finds what an author names: `community` is a pack, `group/ruleset.yaml` a file, `group` may be a directory.

Standard library only, so that a cached Program can be looked up without loading anything that reads rulesets.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from moderation.errors import UsageError
from moderation.wording import both
from moderation.wording.files import SENTENCES
from moderation.wording.nearest import nearest

__all__ = ["MAIN_FILE", "existing", "is_pack_name", "locate", "pack_names", "packs_folder"]

MAIN_FILE: Final = "ruleset.yaml"
"""The file of a directory that is loaded."""


def packs_folder() -> Path:
    """Return the folder of the packs: within the installed package, else beside it in the repository."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "rulesets"
    return inside if inside.is_dir() else package.parent / "rulesets"


def pack_names() -> tuple[str, ...]:
    """Return the names of the packs that come with the library, sorted."""
    return tuple(sorted(file.parent.name for file in packs_folder().glob(f"*/{MAIN_FILE}")))


def is_pack_name(source: str | Path) -> bool:
    """Return whether a source is a bare name, as packs have: no folder, no suffix.

    >>> is_pack_name("community"), is_pack_name("./community"), is_pack_name("群规.yaml")
    (True, False, False)
    """
    return isinstance(source, str) and source == Path(source).name and not source.startswith(".") and not Path(source).suffix


def locate(source: str | Path, folder: Path | None = None) -> Path | None:
    """Return the file that a source means, seen from a folder (the working directory if none).

    A bare name is a pack, or else a file or directory of that name; `None` if it is neither.
    """
    if is_pack_name(source) and source in pack_names():
        return packs_folder() / source / MAIN_FILE
    path = (folder or Path()) / source
    try:
        path = path / MAIN_FILE if path.is_dir() else path
        found = path.exists()
    except (OSError, ValueError):  # a NUL in the name
        found = False
    return None if is_pack_name(source) and not found else path


def existing(source: str | Path) -> Path:
    """Return the file that a source means.

    Raises:
        UsageError: there is no such pack or file; the sentence names the packs, and the nearest of them. Whether a file that is
            not there would be a ruleset, or questions and answers, it does not say, as nobody can know.
    """
    path = locate(source)
    if path is not None and path.exists():
        return path
    packs = pack_names()
    hints = nearest(str(source), packs)
    what = "no-ruleset" if is_pack_name(source) else "no-such-file"
    texts = both(SENTENCES, what, {"name": source, "packs": ", ".join(packs)})
    raise UsageError(texts[0] + hints[0], texts[1] + hints[1])
