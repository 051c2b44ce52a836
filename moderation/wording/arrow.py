"""What the scan of record batches says when it cannot begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["SENTENCES"]

SENTENCES: Final[Sentences] = {
    "missing-extra": (
        "读写 Arrow 数据需要先安装：pip install 'moderation[arrow]'。",
        "To scan Arrow data, install it first: pip install 'moderation[arrow]'.",
    ),
    "no-text-column": (
        "没有正文那一列；列有：{names}。用 columns 指明，如 text=内容。",
        "There is no column of texts; the columns are: {names}. Name it with columns, as in text=body.",
    ),
}
