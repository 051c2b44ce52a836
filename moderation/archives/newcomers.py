"""When members joined, as far as the archive itself tells: a join makes a newcomer of whoever joined, from then on.

Works on the messages of every format. Members are known by id, or by name where the notice of the join has only that.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from moderation.archives.notices import joiners
from moderation.archives.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from moderation.message import Author, Message

__all__ = ["with_joins"]

_MEMBERS: Final = 1 << 16
"""How many joins are remembered: more than any group has members, little enough for the memory."""


def with_joins(rows: Iterable[Message | Reject]) -> Iterator[Message | Reject]:
    """Yield the rows, each author with the time at which the archive saw them join that chat, where the export has none."""
    joins: OrderedDict[tuple[str, str], datetime] = OrderedDict()
    for row in rows:
        if isinstance(row, Reject):
            yield row
        elif row.kind == "join" and row.at is not None:
            names = _joined(row)
            joins.update({(row.chat.id, name): row.at for name in names})
            while len(joins) > _MEMBERS:
                joins.popitem(last=False)
            yield replace(row, author=replace(row.author, joined=row.at)) if _is_one_of(row.author, names) else row
        elif joins and row.author.joined is None:
            joined = next((at for name in _names(row.author) if (at := joins.get((row.chat.id, name)))), None)
            yield row if joined is None else replace(row, author=replace(row.author, joined=joined))
        else:
            yield row


def _joined(join: Message) -> tuple[str, ...]:
    """Who joined: those that the notice names, or else its author."""
    named = tuple(name.removeprefix("@") for name in joiners(join.text))
    author = join.author
    if not named or any(name in named for name in _names(author)):
        return tuple(dict.fromkeys((*named, *_names(author))))
    return named


def _is_one_of(author: Author, names: tuple[str, ...]) -> bool:
    return author.joined is None and any(name in names for name in _names(author))


def _names(author: Author) -> tuple[str, ...]:
    """Everything that a member is known by."""
    return tuple(name for name in (author.id, author.nickname, author.card) if name)
