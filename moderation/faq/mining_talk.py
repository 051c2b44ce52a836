"""The talk of an archive as mining needs it: who said what when, who is staff, and what staff replied to a question.

Exports rarely know roles, so who is staff can be told by account or name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.faq.desk_attention import is_staff, sketch
from moderation.text.authored import WALL, authored
from moderation.text.views import folded_letters
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from moderation.message import Message

__all__ = ["LIKE_QUESTION", "Said", "Talk", "answer_line", "talk_of"]

LIKE_QUESTION: Final = re.compile(
    r"[?？吗呢嘛]|怎|为何|为什么|为啥|如何|什么|啥|谁|哪|几[点号时个天次年月]|多少|多久|多长|多大|能不能|可不可以|可以|是否|是不是|有没有|会不会|求|请问|想问"
)
_REPLIES_READ: Final = 40
"""Messages after a question in which its reply is looked for."""
_QUOTED: Final = 6
_ADDRESS: Final = re.compile(r"^(?:@\S{1,32}\s*)+|^(?:您好|你好|亲)[，,。!！~\s]*")


class Said(NamedTuple):
    """One message of the archive: its text as its sender wrote it, and the folded beginning of what it quotes."""

    user: str
    name: str
    staff: bool
    at_ms: int | None
    text: str
    quote: str


@dataclass(frozen=True, slots=True)
class Talk:
    """The messages of one chat in their order."""

    chat: str
    said: tuple[Said, ...]

    def reply(self, place: int, until_ms: int | None = None) -> Said | None:
        """Return what staff said to the message at a place, up to a time: the first that quotes it or names its author.

        Without one it is the first word of staff that quotes and names nobody, if no other member asked something else in
        between.
        """
        asked = self.said[place]
        guess, others = None, False
        letters = folded_letters(asked.text[:200])
        for said in self.said[place + 1 : place + 1 + _REPLIES_READ]:
            if until_ms is not None and said.at_ms is not None and said.at_ms > until_ms:
                break
            if not said.staff:
                others = others or (said.user != asked.user and _asks_another(said.text, asked.text))
            elif (asked.name and f"@{asked.name}" in said.text) or _quotes(said.quote, letters):
                return said
            elif guess is None and not others and not said.quote and not said.text.startswith("@"):
                guess = said
        return guess


def talk_of(messages: Iterable[Message], staff: Collection[str] = ()) -> tuple[Talk, ...]:
    """Return the talk of an archive, chat by chat; `staff` are accounts or names beside those whose role says so."""
    chats: dict[str, list[Said]] = {}
    for message in messages:
        if message.kind == "text" and message.author.role != "bot" and message.text.strip():
            chats.setdefault(f"{message.platform}|{message.chat.id}", []).append(_said(message, staff))
    return tuple(Talk(chat, tuple(_in_order(said))) for chat, said in chats.items())


def answer_line(text: str) -> str:
    r"""Return a reply on one line without whom it is to, fit to be shown and written to a file.

    >>> answer_line("@小林 您好，在订单里\n点退款")
    '在订单里 点退款'
    """
    line = visible(" ".join(text.split()))
    return _ADDRESS.sub("", _ADDRESS.sub("", line)).strip()


def _said(message: Message, staff: Collection[str]) -> Said:
    author = message.author
    names = {author.id, author.card, author.nickname} - {""}
    text = authored(message.text).replace(WALL, " ").strip() if "[" in message.text or "「" in message.text else message.text.strip()
    return Said(
        author.id or author.card or author.nickname,
        author.card or author.nickname,
        is_staff(message) or not names.isdisjoint(staff),
        message.at_ms,
        text,
        folded_letters(message.quote[:200]) if message.quote else "",
    )


def _in_order(said: list[Said]) -> Iterator[Said]:
    """By time where every message has one, else as the archive has them."""
    known = all(each.at_ms is not None for each in said)
    return iter(sorted(said, key=lambda each: each.at_ms or 0) if known else said)


def _asks_another(text: str, asked: str) -> bool:
    """Whether a text is a question, and about something else."""
    if LIKE_QUESTION.search(text) is None:
        return False
    one, other = sketch(text), sketch(asked)
    return 2 * len(one & other) < min(len(one), len(other)) or not one or not other


def _quotes(quote: str, letters: str) -> bool:
    return bool(quote) and (quote == letters or (len(quote) >= _QUOTED and (letters.startswith(quote) or letters in quote)))
