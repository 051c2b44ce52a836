"""From a row of named values to a Message, for the formats that name their columns as they like.

What is not known is ignored; an optional value that makes no sense (a role nobody knows, a time that is none) is left
unknown, because the text still has to be checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.archives.kinds import bare, kind_of
from moderation.archives.moments import moment
from moderation.archives.names import canonical
from moderation.archives.reject import Reject, rejected
from moderation.archives.roles import role_of
from moderation.message import BEIJING, Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from moderation.archives.moments import Order

__all__ = ["message_of"]


def message_of(row: Mapping[str, Any], number: int, source: str, zone: tzinfo = BEIJING, order: Order | None = None) -> Message | Reject:
    """Return the Message of a row whose names are already canonical; without an id its line number is its id.

    `source` is the row as it stood, for the excerpt of a Reject; `zone` that of times that name none; `order` that of
    their dates, where one of day and month comes first.
    """
    text = row.get("text")
    if not isinstance(text, str):
        return rejected(number, "no-text" if text is None else "text-not-text", source)
    id_ = row.get("id")
    if id_.__class__ is not str:
        if isinstance(id_, (dict, list)):
            return rejected(number, "bad-id", source)
        id_ = str(number) if id_ is None else str(id_)
    if len(row) == 1 + ("id" in row) and "[" not in text:  # nothing but the fields above
        return Message(text, id=id_ or str(number))
    text, kind = bare(text, kind_of(row.get("kind")))
    return Message(
        text, id=id_ or str(number), author=_author(row, zone, order), chat=_chat(row),
        at=moment(row.get("at"), zone, order), kind=kind,
        quote=_words(row.get("quote")), forward=_words(row.get("forward")), join_answer=_words(row.get("join_answer")),
        platform=_words(row.get("platform")), edited=_is_true(row.get("edited")),
    )  # fmt: skip


def _author(row: Mapping[str, Any], zone: tzinfo, order: Order | None) -> Author:
    who = row.get("author")
    if isinstance(who, dict):
        nested = {"author" if key == "id" else canonical(key) or key: value for key, value in who.items()}
        row, who = {**row, **nested}, nested.get("author")
    return Author(
        id=_words(who), role=role_of(row.get("role")), nickname=_words(row.get("nickname")), card=_words(row.get("card")),
        joined=moment(row.get("joined"), zone, order), trusted=_is_true(row.get("trusted")),
    )  # fmt: skip


def _chat(row: Mapping[str, Any]) -> Chat:
    where = row.get("chat")
    if isinstance(where, dict):
        private = where.get("kind") == "private" or where.get("type") == "private"
        return Chat(id=_words(where.get("id")), name=_words(where.get("name")), kind="private" if private else "group")
    return Chat(id=_words(where), name=_words(row.get("chat_name")))


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value in ("true", "True", "1", "是")) or (isinstance(value, int) and value == 1)


def _words(value: object) -> str:
    """The text of an optional value: itself, a number in text form, or the `text` of a nested message."""
    if isinstance(value, dict):
        value = value.get("text", value.get("content"))
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
