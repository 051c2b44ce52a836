"""What a scan says when it cannot begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["SENTENCES"]

SENTENCES: Final[Sentences] = {
    "same-file": (
        "{name} 既要读又要写，或要写两次；请换一个输出文件。",
        "{name} would be read and written, or written twice; choose another output file.",
    ),
}
