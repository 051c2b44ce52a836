"""Questions and answers that staff put in from the chat, in a YAML file for a person to look through: never loaded by itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["add_entry", "entry_lines"]


def add_entry(path: Path, question: str, answer: str, note: str = "") -> None:
    """Add an entry to the end of a file that `faq.file` can read; the file is made where there is none.

    Raises:
        OSError: it cannot be written.
    """
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(("entries:\n" if is_new else "") + entry_lines(question, answer, note))


def entry_lines(question: str, answer: str, note: str = "") -> str:
    """Return an entry as YAML; whatever stands in it is quoted.

    >>> print(entry_lines("怎么退款：急", "订单页", "小林"), end="")
      # 小林
      - question: "怎么退款：急"
        answer: "订单页"
    """
    comment = f"  # {' '.join(note.split())}\n" if note else ""
    return f"{comment}  - question: {_quoted(question)}\n    answer: {_quoted(answer)}\n"


def _quoted(text: str) -> str:
    """A scalar that YAML and JSON read alike."""
    clean = "".join(character if character.isprintable() or character == "\n" else " " for character in text)
    return json.dumps(clean, ensure_ascii=False)
