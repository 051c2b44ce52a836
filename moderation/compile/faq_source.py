"""A FAQ by itself → FaqProgram: a file of questions and answers, or the `faq` of a ruleset."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from moderation.compile.assemble import compile_ruleset
from moderation.errors import RulesetError, UsageError
from moderation.ruleset.loading import load, load_text
from moderation.ruleset.packs import existing
from moderation.wording import both
from moderation.wording.faq_answer import SENTENCES

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.program import FaqProgram
    from moderation.ruleset.loading import Loaded

__all__ = ["load_faq"]

_RULESET: Final = re.compile(rb"^spec[ \t]*:", re.MULTILINE)
_YAML: Final = (".yaml", ".yml")


def load_faq(source: str | Path) -> FaqProgram:
    """Return the FAQ of a YAML, JSON Lines or spreadsheet file, or of a ruleset that has one.

    Raises:
        RulesetError: the file has mistakes; the error holds all of them, warnings included.
        UsageError: there is no such file, or a ruleset without a `faq`.
    """
    compiled = compile_ruleset(_loaded(source))
    if compiled.program is None:
        raise RulesetError(compiled.diagnostics)
    if compiled.program.faq is None:
        raise UsageError(*both(SENTENCES, "no-faq", {"name": source}))
    return compiled.program.faq


def _loaded(source: str | Path) -> Loaded:
    main = existing(source)
    if main.suffix.lower() in _YAML and _RULESET.search(main.read_bytes()):
        return load(source)
    name = json.dumps(main.name, ensure_ascii=False)
    return load_text(f"spec: 1\nfaq: {{file: {name}}}\n", str(main.parent / f"{main.name}.faq"))
