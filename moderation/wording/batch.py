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
    "nothing-there": (
        "{name} 里没有可读的聊天记录（{endings}，以及压成 .gz、.zst 的）。",
        "There is no archive to read in {name} ({endings}, or the same as .gz or .zst).",
    ),
}
