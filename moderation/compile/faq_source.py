"""A FAQ by itself → FaqProgram: a file of questions and answers, or the `faq` of a ruleset."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from moderation.compile.assemble import compile_ruleset
from moderation.errors import RulesetError, UsageError
from moderation.ruleset.loading import load, load_text
from moderation.ruleset.packs import existing
from moderation.wording import both
from moderation.wording.faq_answer import SENTENCES

if TYPE_CHECKING:
    from moderation.program import FaqProgram
    from moderation.ruleset.loading import Loaded

__all__ = ["is_faq", "load_faq", "loaded_faq"]

_LIST: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n|---[ \t]*\r?\n)*(?:-[ \t\r\n]|\[|entries[ \t]*:)")
_YAML: Final = (".yaml", ".yml")


def load_faq(source: str | Path) -> FaqProgram:
    """Return the FAQ of a YAML, JSON Lines or spreadsheet file, or of a ruleset that has one.

    Raises:
        RulesetError: the file has mistakes; the error holds all of them, warnings included.
        UsageError: there is no such file, or a ruleset without a `faq`.
    """
    compiled = compile_ruleset(loaded_faq(source))
    if compiled.program is None:
        raise RulesetError(compiled.diagnostics)
    if compiled.program.faq is None:
        raise UsageError(*both(SENTENCES, "no-faq", {"name": source}))
    return compiled.program.faq


def loaded_faq(source: str | Path) -> Loaded:
    """Return a ruleset with a FAQ in it, as it was read: that of a file of questions and answers has nothing else."""
    main = existing(source)
    if not is_faq(main):
        return load(source)
    name = json.dumps(main.name, ensure_ascii=False)
    return load_text(f"spec: 1\nfaq: {{file: {name}}}\n", str(main.parent / f"{main.name}.faq"))


def is_faq(source: str | Path) -> bool:
    """Return whether this is a file of questions and answers by themselves: a table, or YAML that begins with a list or `entries`."""
    path = Path(source)
    if not path.is_file():
        return False
    return path.suffix.lower() not in _YAML or _LIST.match(path.read_bytes()) is not None
