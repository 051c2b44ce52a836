"""Spreadsheet exports of a FAQ → tree: comma or tab separated, with a header in the operator's words or without one.

Without a header the first column is the question, the second the answer, and what follows other ways to put it. A cell of
several phrasings separates them by line breaks, bars or semicolons.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.diagnostics import Diagnostic
from moderation.ruleset.tree import Entry, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.ruleset.source import TextFile
    from moderation.ruleset.tree import Node

__all__ = ["table_rows"]

_COLUMNS: Final = {
    "id": "id 编号 序号 问题id 知识id",
    "question": "question 问题 标准问 标准问题 标准问法 问 问句 提问 q",
    "answer": "answer 答案 回答 回复 答 答复 标准答案 a",
    "variants": "variants variant 相似问 相似问法 相似问题 别的问法 其他问法 扩展问 扩展问法 同义问 问法 变体",
    "topic": "topic 主题 分类 类别 类目 目录",
    "source": "source 出处 来源",
    "valid_until": "valid_until 有效期 有效期至 截止日期 到期",
    "chats": "chats chat 群 群聊 适用群",
    "roles": "roles role 身份 适用身份",
}
_NAMES: Final = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_LISTS: Final = frozenset({"variants", "chats", "roles"})
_PARTS: Final = re.compile(r"[^\n|｜;；]+")
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')
_SIMPLE: Final = {"\t": re.compile(r"[^\t\n]*"), ",": re.compile(r"[^,\n]*")}
_PLAIN_COLUMNS: Final = ("question", "answer")


class _Cell(NamedTuple):
    """A cell as it reads, and where it stands."""

    text: str
    start: int
    end: int


def table_rows(file: TextFile) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    r"""Return a mapping for each row of a table that is not blank, and what is wrong with its form; linear in its length.

    >>> from moderation.ruleset.source import text_file
    >>> rows, _ = table_rows(text_file("a.csv", '问题,答案,相似问\n几点开门,九点,"营业时间|几点上班"\n'))
    >>> rows[0].plain()
    {'question': '几点开门', 'answer': '九点', 'variants': ['营业时间', '几点上班']}
    """
    found: list[Diagnostic] = []
    rows = [row for row in _rows(file, found) if any(cell.text.strip() for cell in row)]
    columns = _header(rows[0]) if rows else None
    if columns is not None:
        found += _unknown(file, rows[0], columns)
        rows = rows[1:]
    return tuple(_entry(file, row, columns) for row in rows), tuple(found)


def _rows(file: TextFile, found: list[Diagnostic]) -> Iterator[list[_Cell]]:
    text = file.text
    first = file.lines[0] if file.lines else ""
    delimiter = "\t" if "\t" in first else ","
    place, row = 0, []
    while place < len(text):
        cell, place = _cell(file, place, delimiter, found)
        row.append(cell)
        ends = place >= len(text) or text[place] == "\n"
        place += 1
        if ends:
            yield row
            row = []
    if row:
        yield row


def _cell(file: TextFile, start: int, delimiter: str, found: list[Diagnostic]) -> tuple[_Cell, int]:
    """The cell that starts at an offset, and the offset of what ends it."""
    text, simple = file.text, _SIMPLE[delimiter]
    quoted = _QUOTED.match(text, start) if text.startswith('"', start) else None
    if quoted is None:
        if text.startswith('"', start):
            found.append(Diagnostic(slug="open-quote", at=file.position(start)))
        plain = simple.match(text, start)
        end = plain.end() if plain else start
        return _Cell(text[start:end].strip("\r"), start, end), end
    rest = simple.match(text, quoted.end())
    end = rest.end() if rest else quoted.end()
    return _Cell(quoted[1].replace('""', '"') + text[quoted.end() : end].strip("\r"), start, quoted.end()), end


def _header(row: list[_Cell]) -> list[str | None] | None:
    """The columns that a first row names; `None` where it is no header but an entry."""
    names = [_NAMES.get(cell.text.strip().lower().replace(" ", "_")) for cell in row]
    return names if "question" in names and "answer" in names else None


def _unknown(file: TextFile, row: list[_Cell], columns: list[str | None]) -> list[Diagnostic]:
    cells = [cell for cell, column in zip(row, columns, strict=True) if column is None and cell.text.strip()]
    return [
        Diagnostic(slug="unknown-column", at=file.position(cell.start, cell.end), gravity="warning", values={"found": cell.text.strip()})
        for cell in cells
    ]


def _entry(file: TextFile, row: list[_Cell], columns: list[str | None] | None) -> Mapping:
    """A row as a mapping; a question and an answer always stand in it, so that what is missing has a place."""
    entries: dict[str, Entry] = {}
    parts: dict[str, list[Node]] = {}
    last = row[-1]
    cells = [*row, *[_Cell("", last.end, last.end)] * (len(_PLAIN_COLUMNS) - len(row))]
    for number, cell in enumerate(cells):
        column = _column(number, columns)
        if column is None or (not cell.text.strip() and column not in _PLAIN_COLUMNS):
            continue
        key = Scalar(file, cell.start, cell.end, column, column)
        if column in _LISTS:
            parts.setdefault(column, []).extend(_parts(file, cell))
            entries.setdefault(column, Entry(key, key))
        else:
            entries[column] = Entry(key, key._replace(text=cell.text.strip(), value=cell.text.strip()))
    listed = {
        column: entries[column]._replace(node=Sequence(file, entries[column].key.start, entries[column].key.end, tuple(nodes)))
        for column, nodes in parts.items()
    }
    return Mapping(file, row[0].start, last.end, entries | listed)


def _column(number: int, columns: list[str | None] | None) -> str | None:
    if columns is not None:
        return columns[number] if number < len(columns) else None
    return _PLAIN_COLUMNS[number] if number < len(_PLAIN_COLUMNS) else "variants"


def _parts(file: TextFile, cell: _Cell) -> list[Scalar]:
    parts = [part[0].strip() for part in _PARTS.finditer(cell.text) if part[0].strip()]
    return [Scalar(file, cell.start, cell.end, part, part) for part in parts]
