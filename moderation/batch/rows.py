"""Verdicts and rejects as lines of JSON: what `scan` writes, one a line, always valid UTF-8."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, Final

from moderation.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.archives import Reject

__all__ = ["clean_line", "json_line", "reject_line", "verdict_line"]

_PLACE: Final = "\x00"
"""Stands for the id in the line that all clean verdicts share; no line holds a raw control character."""


def json_line(row: dict[str, Any]) -> bytes:
    r"""Return a row as one line of JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, is written as `\ud800`.

    >>> json_line({"text": "好\ud800"}).decode()
    '{"text": "好\\ud800"}\n'
    """
    return _line(json.dumps(row, ensure_ascii=False))


def reject_line(reject: Reject, file: str) -> bytes:
    """Return a reject of `file` as one line."""
    return json_line({"file": file, **reject.to_dict()})


def clean_line(ruleset: str) -> Callable[[str | None], bytes]:
    """Return the function that writes the verdict on a message without any hit by its id.

    Clean verdicts differ by nothing else, so their line is made once and only the id is put in.
    """
    before, after = json.dumps(Verdict(id=_PLACE, ruleset=ruleset).to_dict(), ensure_ascii=False).split(json.dumps(_PLACE))

    def line(id_: str | None) -> bytes:
        return _line(f"{before}{'null' if id_ is None else encode_basestring(id_)}{after}")

    return line


def verdict_line(ruleset: str) -> Callable[[Verdict], bytes]:
    """Return the function that writes verdicts by one ruleset."""
    clean = clean_line(ruleset)

    def line(verdict: Verdict) -> bytes:
        if verdict.hits or verdict.answer is not None or verdict.route is not None:
            return json_line(verdict.to_dict())
        return clean(verdict.id)

    return line


def _line(text: str) -> bytes:
    # Only surrogates need the handler, and they stand within JSON strings, where its escapes mean the same.
    return f"{text}\n".encode("utf-8", "backslashreplace")
