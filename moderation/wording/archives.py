"""What the archive readers say: why a file cannot be read, and why a row was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["REASONS", "SENTENCES"]

SENTENCES: Final[Sentences] = {
    "unknown-format": ("没有“{format}”这种格式；可选：{formats}。", "There is no format “{format}”; choose from {formats}."),
    "binary-archive": (
        "{name} 是 {kind} 文件，不是文本；请先导出为 JSONL、CSV 或纯文本。",
        "{name} is a {kind} file, no text; export it as JSONL, CSV or plain text first.",
    ),
    "json-document": (
        "{name} 是一整个 JSON 文档；请改成 JSON Lines（一行一个对象），或用 --format 指定格式。",
        "{name} is one JSON document; make it JSON Lines (one object a line), or name its format with --format.",
    ),
    "no-text-column": (
        "表头“{header}”里没有正文列；请把正文列命名为 text 或 内容。",
        "The header “{header}” has no column for the text; name that column text or 内容.",
    ),
}

REASONS: Final[Sentences] = {
    "bad-encoding": ("编码不对，无法解码", "not in the encoding of its file"),
    "line-too-long": ("一行超过 16 MiB", "a line of more than 16 MiB"),
    "bad-json": ("不是完整的 JSON", "no complete JSON"),
    "not-an-object": ("是 JSON，但不是对象", "JSON, but no object"),
    "unknown-record": ("ChatLab 里没有这种记录", "no record that ChatLab knows"),
    "no-text": ("没有 text", "has no text"),
    "text-not-text": ("text 不是字符串", "its text is no string"),
    "bad-id": ("id 不是字符串或数字", "its id is neither string nor number"),
    "missing-columns": ("列数不够，没有正文", "too few columns: no text"),
    "extra-columns": ("列数比表头多", "more columns than the header"),
    "open-quote": ("引号没有闭合", "a quote that is never closed"),
}
