"""Every fact about a message that a condition may compare: one table, from which `docs/facts.md` is generated.

A fact that is unknown (no time, no joined date) is `None`, and a comparison with it never holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from moderation.message import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.message import Message

__all__ = ["DISGUISED", "FACTS", "FactInfo", "FactValue"]

FactValue = str | int | float | bool | None

DISGUISED: Final = "disguised"
"""The one fact about what was found instead of the message: the engine answers it, for each rule from its own signals."""

NEW_FOR_S: Final = 7 * 86_400
"""A member counts as new for seven days: long enough to outlast the day-after-joining advertiser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactInfo:
    """A fact: its name, its type (`duration` is in seconds), what it means in Chinese and English, how it is read.

    `values` are all that a `str` fact can be, empty where it can be anything.
    """

    name: str
    type: Literal["bool", "int", "duration", "str"]
    zh: str
    en: str
    read: Callable[[Message], FactValue]
    values: tuple[str, ...] = ()


def _joined_within(message: Message) -> float | None:
    joined, at = message.author.joined, message.at
    if joined is None or at is None:
        return None
    try:
        return max((at - joined).total_seconds(), 0.0)
    except TypeError:  # one of them naive: not comparable, so not known
        return None


def _is_new(message: Message) -> bool | None:
    age = _joined_within(message)
    return None if age is None else age < NEW_FOR_S


_TABLE: Final = (
    FactInfo(name="user.id", type="str", zh="发言人帐号", en="id of the author", read=lambda m: m.author.id or None),
    FactInfo(name="user.role", type="str", zh="发言人身份", en="role of the author", read=lambda m: m.author.role, values=ROLES),
    FactInfo(name="user.new", type="bool", zh="入群不满 7 天", en="joined less than 7 days ago", read=_is_new),
    FactInfo(name="user.trusted", type="bool", zh="运营者标为可信", en="trusted by the operator", read=lambda m: m.author.trusted),
    FactInfo(name="user.joined_within", type="duration", zh="入群时长", en="time since the author joined", read=_joined_within),
    FactInfo(name="chat.id", type="str", zh="群号", en="id of the chat", read=lambda m: m.chat.id or None),
    FactInfo(name="chat.kind", type="str", zh="会话类型", en="kind of the chat", read=lambda m: m.chat.kind, values=("group", "private")),
    FactInfo(name="chat.hour", type="int", zh="发言时的钟点（0–23）", en="hour of the message, 0–23, in the time zone of its time",
             read=lambda m: None if m.at is None else m.at.hour),
    FactInfo(name="message.kind", type="str", zh="消息类型", en="kind of the message", read=lambda m: m.kind, values=KINDS),
    FactInfo(name="message.chars", type="int", zh="正文字数", en="code points of the text", read=lambda m: len(m.text)),
    FactInfo(name="message.lines", type="int", zh="正文行数", en="lines of the text", read=lambda m: m.text.count("\n") + 1),
    FactInfo(name="message.quoted", type="bool", zh="引用了别人的消息", en="answers another message", read=lambda m: bool(m.quote)),
    FactInfo(name=DISGUISED, type="bool", zh="证据里有变形写法", en="some evidence is disguised", read=lambda _: None),
)  # fmt: skip

FACTS: Final[dict[str, FactInfo]] = {fact.name: fact for fact in _TABLE}
