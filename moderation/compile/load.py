"""A ruleset's source → Program, from the disk cache where it is current: the one way in for everything that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.compile import cache as disk
from moderation.errors import RulesetError
from moderation.ruleset.packs import existing

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.program import Program

__all__ = ["load_program"]


def load_program(source: str | Path, *, cache: bool = True) -> Program:
    """Return the Program of a pack (`community`), a YAML file or a directory with a `ruleset.yaml`.

    With `cache` it is read back from disk while none of its files has changed, without reading any YAML, and kept there
    after it was compiled. Without a usable disk it is compiled every time.

    Raises:
        RulesetError: the ruleset has mistakes; the error holds all of them, warnings included.
        UsageError: there is no such pack or file.
    """
    main = existing(source)
    program = disk.fetch(main) if cache else None
    if program is None:
        program = _compiled(source, main if cache else None)
    return program


def _compiled(source: str | Path, kept_for: Path | None) -> Program:
    from moderation.compile.assemble import compile_ruleset  # noqa: PLC0415 - reads YAML with pydantic: a cached Program needs neither
    from moderation.ruleset.loading import load  # noqa: PLC0415 - the same

    compiled = compile_ruleset(load(source))
    if compiled.program is None:
        raise RulesetError(compiled.diagnostics)
    if kept_for is not None:
        disk.store(kept_for, compiled.program, compiled.sources)
    return compiled.program
