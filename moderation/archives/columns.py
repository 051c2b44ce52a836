"""A mapping of columns: which field of a message each column or key of an archive holds, said by the operator.

What the mapping does not name is found by the usual names of `fields`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.names import NAMES, canonical
from moderation.errors import UsageError
from moderation.wording import both
from moderation.wording.archives import SENTENCES
from moderation.wording.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Columns", "columns_of", "within"]

_DEPTH: Final = 8
"""A key such as `author.profile.id` leads no deeper."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by the field that they hold; empty where the usual names are enough."""

    by_field: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_field)

    def field_of(self, column: str) -> str | None:
        """Return the field that a column holds; `None` for one that is not read."""
        mapped = next((name for name, mapped in self.by_field.items() if mapped == column), None)
        if mapped is not None:
            return mapped
        usual = canonical(column)
        return None if usual in self.by_field else usual

    def named(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a row by field; the exact name of a field wins over another name for it."""
        named: dict[str, Any] = {}
        for key, value in row.items():
            name = canonical(key) if not self.by_field else self.field_of(key)
            if name is not None and (key == name or name not in named):
                named[name] = value
        for name, column in self.by_field.items():
            if column not in row and "." in column:
                named[name] = within(row, column)
        return named

    def nested_in(self, names: Collection[str]) -> dict[str, str]:
        """Return the fields that stand within one of some columns, each with the path that leads there."""
        return {name: path for name, path in self.by_field.items() if path not in names and "." in path and path.partition(".")[0] in names}


def columns_of(mapping: str | Mapping[str, str] | None) -> Columns:
    """Return the mapping that an operator wrote: `text=内容,at=时间`, or the same as a mapping.

    >>> columns_of("text=内容, at=时间").by_field
    {'text': '内容', 'at': '时间'}

    Raises:
        UsageError: a part is no `field=column`, or there is no such field, or one is named twice.
    """
    if mapping is None:
        return Columns()
    if not isinstance(mapping, str):
        return Columns({_known(name): column for name, column in mapping.items()})
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in mapping.replace("，", ",").split(","))):
        name, equals, column = part.partition("=")
        if not equals or not column.strip() or _known(name.strip()) in found:
            raise UsageError(*both(SENTENCES, "bad-columns", {"part": part[:60]}))
        found[name.strip()] = column.strip()
    return Columns(found)


def _known(name: str) -> str:
    if name in NAMES:
        return name
    zh, en = nearest(name, NAMES)
    texts = both(SENTENCES, "unknown-field", {"field": name[:60], "fields": ", ".join(NAMES)})
    raise UsageError(texts[0] + zh, texts[1] + en)


def within(row: Mapping[str, Any], path: str) -> object:
    """Return the value at the end of a path of keys, `None` where it leads nowhere.

    >>> within({"author": {"id": 7}}, "author.id"), within({"author": 7}, "author.id")
    (7, None)
    """
    value: Any = row
    for key in path.split(".", _DEPTH):
        value = value.get(key) if isinstance(value, dict) else None
    return value
