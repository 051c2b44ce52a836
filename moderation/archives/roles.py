"""Roles: the words that exports have for them, and the role map of an operator put over what an export says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from moderation.archives.reject import Reject
from moderation.message import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from moderation.message import Author, Message, Role

__all__ = ["highest", "known_role", "role_of", "with_roles"]

_ROLES: Final = {role: role for role in ROLES} | {
    "群主": "owner", "creator": "owner", "所有者": "owner", "管理员": "admin", "管理": "admin", "administrator": "admin",
    "moderator": "admin", "mod": "admin", "版主": "admin", "机器人": "bot", "成员": "member", "群员": "member",
}  # fmt: skip
_HIGHEST_FIRST: Final[tuple[Role, ...]] = ("owner", "admin", "bot")


def known_role(value: object) -> Role | None:
    """Return the role that a word stands for; `None` for a word nobody knows.

    >>> known_role("管理员"), known_role("boss")
    ('admin', None)
    """
    return cast("Role | None", _ROLES.get(value.strip().lower())) if isinstance(value, str) else None


def role_of(value: object) -> Role:
    """Return the role that an export's word stands for; `member` for a word nobody knows."""
    return known_role(value) or "member"


def highest(words: Iterable[object]) -> Role:
    """Return the highest of the roles that some words stand for.

    >>> highest(["活跃", "管理员"]), highest([])
    ('admin', 'member')
    """
    roles = {role_of(word) for word in words}
    return next((role for role in _HIGHEST_FIRST if role in roles), "member")


def with_roles(rows: Iterable[Message | Reject], roles: Mapping[str, Role]) -> Iterator[Message | Reject]:
    """Yield the rows, each author in the role that the map has for their id, or else for their card or nickname."""
    for row in rows:
        role = None if isinstance(row, Reject) else _mapped(row.author, roles)
        if isinstance(row, Reject) or role is None or role == row.author.role:
            yield row
        else:
            yield replace(row, author=replace(row.author, role=role))


def _mapped(author: Author, roles: Mapping[str, Role]) -> Role | None:
    return roles.get(author.id) or roles.get(author.card) or roles.get(author.nickname)
