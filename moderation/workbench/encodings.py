"""Bytes of foreign word lists in encodings that name themselves nowhere: Big5, UTF-16 without a mark, ends of lines of old Macs."""

from __future__ import annotations

import codecs
from math import log
from typing import Final

from moderation.match.terms import folded
from moderation.text.segmentation import frequencies

__all__ = ["spelled_out"]

_WIDE: Final = ("utf-16-le", "utf-16-be")
_JUDGED: Final = 4_000
"""Characters by which an encoding is told: a word list says early what language it is in."""


def spelled_out(content: bytes) -> bytes:
    r"""Return bytes that say the same in UTF-8 or GB18030, with newlines; those of no known encoding as they are.

    >>> spelled_out("賭博\n網路賭場".encode("big5")).decode(), spelled_out("赌博\r网赌".encode("utf-16-le")).decode()
    ('賭博\n網路賭場', '赌博\n网赌')
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content:
        wide = next((text for name in _WIDE if _is_text(text := _decoded(content, name).removeprefix("\ufeff"))), "")
        content = wide.encode() or content
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    if _decoded(content, "utf-8"):
        return content
    big5 = _decoded(content, "big5hkscs")
    others = (content.decode("utf-8", "replace"), _decoded(content, "gb18030"))
    return big5.encode() if _ease(big5) > max(map(_ease, others)) else content


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_text(text: str) -> bool:
    return bool(text) and all(character.isprintable() or character in "\t\r\n" for character in text)


def _ease(text: str) -> float:
    """How common the Han characters of a text are on the average; what was decoded wrongly is full of rare ones."""
    counts = frequencies()
    han = [character for character in text[:_JUDGED] if not character.isascii()]
    return sum(log(1 + counts.get(folded(character), 0)) for character in han) / len(han) if han else 0.0
