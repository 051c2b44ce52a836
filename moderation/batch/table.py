"""One record batch as messages: which column holds what, read by the same names as archives are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.columns import Columns, columns_of
from moderation.archives.fields import message_of
from moderation.archives.moments import BEIJING
from moderation.errors import UsageError
from moderation.message import Message
from moderation.wording import both
from moderation.wording.arrow import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

__all__ = ["Layout", "Table"]

_SHOWN: Final = 200
"""Characters of the names of columns that an error cites."""


class Layout:
    """Where the fields of a message are found in the columns of record batches."""

    def __init__(self, columns: str | Mapping[str, str] | None, zone: tzinfo | None) -> None:
        """Take the mapping of columns that `archives` take.

        Raises:
            UsageError: the mapping is none.
        """
        self._columns: Columns = columns_of(columns)
        self.zone = zone or BEIJING

    def of(self, batch: Any) -> Table:  # noqa: ANN401 - pyarrow ships no types
        """Return the messages of a batch.

        Raises:
            UsageError: it has no column of texts.
        """
        names: list[str] = batch.schema.names
        places: dict[str, int] = {}
        for place, name in enumerate(names):
            field = self._columns.field_of(name)
            if field is not None and (field not in places or name == field):
                places[field] = place
        if "text" not in places:
            raise UsageError(*both(SENTENCES, "no-text-column", {"names": ", ".join(names)[:_SHOWN]}))
        return Table({field: batch.column(place) for field, place in places.items()}, self.zone)


class Table:
    """The messages of one batch; a Message is made only where somebody asks for it.

    `nested` says that a column holds more than one field, such as an author with a name.
    """

    def __init__(self, columns: dict[str, Any], zone: tzinfo) -> None:
        self.texts: list[str] = [value if isinstance(value, str) else _text(value) for value in columns.pop("text").to_pylist()]
        ids = columns.pop("id", None)
        self.ids: list[str | None] | None = None if ids is None else [_id(value) for value in ids.to_pylist()]
        self.nested = any(column.type.num_fields for column in columns.values())
        self._columns = columns
        self._zone = zone

    def words(self, field: str) -> Sequence[str] | None:
        """Return the texts of one of `message.FIELDS`, `None` where the table has no such column."""
        if field == "text":
            return self.texts
        column = self._columns.get(field)
        return None if column is None else [_text(value) for value in column.to_pylist()]

    def message(self, row: int) -> Message:
        """Return the message of a row; a value that makes no sense is left unknown."""
        id_ = self.ids[row] if self.ids else None
        values = {field: column[row].as_py() for field, column in self._columns.items()}
        known = {field: value for field, value in values.items() if value is not None}
        if not known:
            return Message(self.texts[row], id=id_)
        message = message_of({**known, "text": ""}, row, "", self._zone)
        assert isinstance(message, Message)  # only a text or an id can be refused
        return replace(message, text=self.texts[row], id=id_)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else "" if value is None else str(value)


def _id(value: object) -> str | None:
    return None if value is None else _text(value)
