"""Checkpoints: how far a scan is safe on disk, so that one that was killed goes on without a lost or doubled row.

A checkpoint is written when everything before it is on disk, by replacing the last one; whatever was written behind it
is cut off when the scan goes on. It names the ruleset, the call and the content of every archive, because the rest of
another file behind the half of this one would be no output of anything.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from moderation.batch.summary import Counts
from moderation.errors import EnvironmentalError, UsageError
from moderation.wording import both
from moderation.wording.batch import SENTENCES
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Checkpoint", "Fingerprint", "Place", "fingerprint", "forget", "load", "must_match", "save"]

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """An archive as it was: its name in the call, its size and the SHA-256 of all its bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a scan stands: `blocks` blocks of archive number `archive` are done, which were `rows` rows; the offsets are bytes."""

    archive: int = 0
    blocks: int = 0
    rows: int = 0
    verdicts_at: int = 0
    rejects_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Everything that a scan needs to go on: `unread` are the sentences about archives that could not be read."""

    ruleset: str
    call: dict[str, Any]
    archives: tuple[Fingerprint, ...]
    place: Place
    counts: Counts
    unread: tuple[tuple[str, str], ...] = ()


def fingerprint(name: str) -> Fingerprint:
    """Return what a file is by now; takes a second for two gigabytes.

    Raises:
        EnvironmentalError: it cannot be read.
    """
    try:
        with Path(name).open("rb") as file:
            return Fingerprint(name, os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise EnvironmentalError(*refusal("read", name, error)) from error


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint; after a crash there is either this one or the one before.

    Raises:
        EnvironmentalError: the disk is full, or refuses.
    """
    row = {
        "version": _VERSION, "ruleset": checkpoint.ruleset, "call": checkpoint.call,
        "archives": [asdict(one) for one in checkpoint.archives], "place": asdict(checkpoint.place),
        "counts": checkpoint.counts.to_dict(), "unread": checkpoint.unread,
    }  # fmt: skip
    half = path.with_name(f"{path.name}.half")
    try:
        with half.open("w", encoding="ascii") as file:
            json.dump(row, file)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        raise EnvironmentalError(*refusal("write", str(path), error)) from error


def load(path: Path) -> Checkpoint | None:
    """Return the checkpoint of a scan that was killed; `None` where there is none.

    Raises:
        UsageError: it is of another version of this library, or damaged.
    """
    try:
        return _read(json.loads(path.read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise EnvironmentalError(*refusal("read", str(path), error)) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UsageError(*both(SENTENCES, "bad-checkpoint", {"name": str(path)})) from error


def _read(row: dict[str, Any]) -> Checkpoint:
    """The checkpoint of a row; any mistake in it is an exception."""
    if row["version"] != _VERSION:
        raise ValueError(row["version"])
    return Checkpoint(
        ruleset=row["ruleset"],
        call=row["call"],
        archives=tuple(Fingerprint(**one) for one in row["archives"]),
        place=Place(**row["place"]),
        counts=Counts.from_dict(row["counts"]),
        unread=tuple((zh, en) for zh, en in row["unread"]),
    )


def forget(path: Path) -> None:
    """Remove a checkpoint, if there is one: the scan is done, or begins anew.

    Raises:
        EnvironmentalError: the disk refuses.
    """
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
    except OSError as error:
        raise EnvironmentalError(*refusal("write", str(path), error)) from error


def must_match(saved: Checkpoint, ruleset: str, call: dict[str, Any], archives: Sequence[str]) -> None:
    """Guarantee that a scan goes on with what it began with.

    Raises:
        UsageError: the ruleset, an option or an archive is another one; the sentence says which.
        EnvironmentalError: an archive cannot be read.
    """
    if saved.ruleset != ruleset:
        raise UsageError(*both(SENTENCES, "changed-ruleset", {"before": _short(saved.ruleset), "now": _short(ruleset)}))
    changed = sorted(name for name in {*saved.call, *call} if saved.call.get(name) != call.get(name))
    if changed:
        raise UsageError(*both(SENTENCES, "changed-call", {"names": ", ".join(changed)}))
    if [one.name for one in saved.archives] != list(archives):
        raise UsageError(*both(SENTENCES, "other-archives"))
    for one in saved.archives:
        if fingerprint(one.name) != one:
            raise UsageError(*both(SENTENCES, "changed-archive", {"name": one.name}))


def _short(ruleset: str) -> str:
    """A ruleset as verdicts cite it."""
    name, _, digest = ruleset.partition("#")
    return f"{name}#{digest[:12]}"
