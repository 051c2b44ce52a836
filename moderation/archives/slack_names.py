"""Who is who in a Slack export: the lists of members and channels that lie beside the folders of the channels."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from moderation.archives.record import mapping, sequence, words
from moderation.message import Chat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from moderation.message import Role

__all__ = ["NOBODY", "Person", "chat_of", "people"]

_ROOMS: Final = ("channels.json", "groups.json", "mpims.json", "dms.json")
_PRIVATE: Final = "dms.json"


class Person(NamedTuple):
    """What a member is called in the whole export, and what they are there."""

    name: str = ""
    role: Role = "member"


NOBODY: Final = Person()


def people(beside: Callable[[str], bytes]) -> Mapping[str, Person]:
    """Return the members of an export by id; none where the export tells none."""
    return _people(beside("users.json"))


def chat_of(folder: str, beside: Callable[[str], bytes]) -> Chat:
    """Return the chat whose days lie in a folder: a channel by its name, or a conversation by its id."""
    for file in _ROOMS:
        ids = _rooms(beside(file))
        if folder in ids:
            return Chat(id=ids[folder], name=folder, kind="private" if file == _PRIVATE else "group")
    return Chat(id=folder, name=folder)


@lru_cache(maxsize=4)
def _people(content: bytes) -> Mapping[str, Person]:
    """The members of a list; it is the same for every day of an export."""
    return {words(user.get("id")): Person(_name(user), _role(user)) for user in _listed(content)}


@lru_cache(maxsize=8)
def _rooms(content: bytes) -> Mapping[str, str]:
    """The ids of channels by the names of their folders."""
    return {words(room.get("name")) or words(room.get("id")): words(room.get("id")) for room in _listed(content)}


def _listed(content: bytes) -> Iterator[dict[str, Any]]:
    try:
        listed = json.loads(content.decode("utf-8-sig", "replace"), strict=False) if content else ()
    except (ValueError, RecursionError):
        return
    yield from (entry for entry in map(mapping, sequence(listed)) if words(entry.get("id")))


def _name(user: dict[str, Any]) -> str:
    profile = mapping(user.get("profile"))
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return next(filter(None, map(words, names)), "")


def _role(user: dict[str, Any]) -> Role:
    if user.get("is_bot") is True:
        return "bot"
    if user.get("is_owner") is True or user.get("is_primary_owner") is True:
        return "owner"
    return "admin" if user.get("is_admin") is True else "member"
