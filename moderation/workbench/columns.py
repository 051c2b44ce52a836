"""Which column of a foreign word list is the term, which its category, which its weight: by header, else by content."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from moderation.wording.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Layout", "cells_of", "layout_of"]

Role = Literal["term", "category", "weight", ""]

_NAMES: Final[dict[str, Role]] = {
    **dict.fromkeys(("term", "word", "words", "keyword", "text", "敏感词", "违禁词", "关键词", "词语", "词", "内容", "词条"), "term"),
    **dict.fromkeys(("category", "label", "type", "class", "tag", "group", "类别", "分类", "类型", "标签", "类", "分组"), "category"),
    **dict.fromkeys(("weight", "score", "level", "points", "权重", "分值", "分数", "等级", "级别", "得分"), "weight"),
}  # fmt: skip
_DELIMITERS: Final = ("\t", ",", ";", "|", "，", "、")
_BETWEEN_TERMS: Final = (",", "，", "、", "|", ";")
_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_CUSTOMARY: Final = (
    "色情", "涉黄", "黄色", "低俗", "政治", "涉政", "时政", "反动", "暴恐", "暴力", "恐怖", "血腥", "毒品", "涉毒", "赌博", "涉赌",
    "博彩", "枪支", "涉枪", "枪爆", "违禁", "违法", "违规", "诈骗", "欺诈", "广告", "营销", "引流", "辱骂", "谩骂", "脏话", "侮辱",
    "歧视", "威胁", "民生", "贪腐", "迷信", "邪教", "谣言", "网址", "其他", "其它", "敏感", "通用",
)  # fmt: skip
"""Categories of open word lists that are not called as ours are."""
_KNOWN: Final = frozenset({*LABELS, *(zh for zh, _ in LABELS.values()), *_CUSTOMARY})
_SAMPLE: Final = 2_000
"""Lines by which a layout is judged."""
_MOSTLY: Final = 0.8
_TWO: Final = 2


class Layout(NamedTuple):
    """How a list is written. Without `roles` each cell of a line is a term; without a `delimiter` each line is one."""

    delimiter: str = ""
    roles: tuple[Role, ...] = ()
    has_header: bool = False


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line, blanks cut off, quotes undone where all of them are closed.

    >>> cells_of('"赌,博", gambling', ",")
    ['赌,博', 'gambling']
    """
    if line.count('"') % 2 or '"' not in line:
        return [cell.strip() for cell in line.split(delimiter)]
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])]


def layout_of(lines: Sequence[str]) -> Layout:
    r"""Return how some lines without comments are written.

    >>> layout_of(["词,类别", "网赌,赌博"]).roles, layout_of(["网赌\t6", "百家乐"]).roles, layout_of(["网赌", "a, b"])
    (('term', 'category'), ('term', 'weight'), Layout(delimiter='', roles=(), has_header=False))
    """
    sample = lines[:_SAMPLE]
    return _with_header(sample) or _with_tabs(sample) or _with_columns(sample) or _with_terms(sample) or Layout()


def _with_header(lines: Sequence[str]) -> Layout | None:
    for delimiter in _DELIMITERS if lines else ():
        roles: list[Role] = []
        for name in cells_of(lines[0].casefold(), delimiter):
            role = _NAMES.get(name, "")
            roles.append(role if role not in roles else "")
        if "term" in roles and len(roles) >= _TWO and set(roles) - {"", "term"}:
            return Layout(delimiter, tuple(roles), has_header=True)
    return Layout("\t", ("term",), has_header=True) if lines and _NAMES.get(lines[0].strip().casefold()) == "term" else None


def _with_tabs(lines: Sequence[str]) -> Layout | None:
    rows = [cells_of(line, "\t") for line in lines if "\t" in line]
    return Layout("\t", _roles(rows) or ("term", "weight")) if rows else None


def _with_columns(lines: Sequence[str]) -> Layout | None:
    """A table without a header: nearly every line has as many cells as the others, and one column has few values."""
    for delimiter in (",", ";", "|"):
        rows = [cells_of(line, delimiter) for line in lines]
        width = max(map(len, rows), default=1)
        full = [row for row in rows if len(row) == width]
        if width >= _TWO and len(full) >= _MOSTLY * len(rows) and (roles := _roles(full)):
            return Layout(delimiter, roles)
    return None


def _roles(rows: Sequence[Sequence[str]]) -> tuple[Role, ...]:
    """Return what the columns hold; nothing where no column can be told from the terms."""
    columns = [[row[place] for row in rows if len(row) > place] for place in range(max(map(len, rows)))]
    roles: list[Role] = ["weight" if cells and all(map(_NUMBER.fullmatch, filter(None, cells))) and any(cells) else "" for cells in columns]
    texts = [place for place, role in enumerate(roles) if not role and any(columns[place])]
    if len(texts) >= _TWO:
        category = min(texts, key=lambda place: (not _KNOWN.issuperset(columns[place]), len(set(columns[place])), -place))
        if not _is_category(columns[category], [columns[place] for place in texts if place != category]):
            return ()
        roles[category] = "category"
        texts.remove(category)
    if not texts or len(columns) == 1 or not any(roles):
        return ()
    roles[texts[0]] = "term"
    return tuple(roles)


def _is_category(cells: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    values = set(cells)
    repeated = len(values) < len(cells)
    return (
        values <= _KNOWN
        or (repeated and not _KNOWN.isdisjoint(values))
        or (_TWO * len(values) <= len(cells) and all(len(values) < len(set(other)) for other in others))
    )


def _with_terms(lines: Sequence[str]) -> Layout | None:
    """Several terms a line: where more than every second line has the same separator."""
    for delimiter in _BETWEEN_TERMS:
        if _TWO * sum(delimiter in line for line in lines) > len(lines):
            return Layout(delimiter)
    return None
