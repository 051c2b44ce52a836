"""Personal data made unreadable: ids, names, phone numbers, accounts and addresses, in place, so that every span still holds.

A masked character is one `•`. Of a contact the first and last character stay, enough to tell two apart; of a link the host.
Members are numbered in the order in which a report names them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.reports.addresses import CONTACTS, LINKS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from moderation.reports.addresses import Address

__all__ = ["DOT", "Masker", "Piece", "hidden"]

DOT: Final = "•"
Piece = tuple[str, bool]
"""A part of a text, and whether it is evidence."""

_NUMBER: Final = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))(?!(\d)\1*(?!\d))\d(?:[ \-·.,，、/_~—–－]?\d){9,}[Xx]?(?![A-Za-z])"
    r"|(?<!\d)(\d)(?!\2*(?!\d))\d{4,}[Xx]?"
)
"""Ten digits that are grouped, no date: 300-500 is a price; five together, which an account has at least, though not 66666."""
_LURED: Final = re.compile(
    r"(?:(?:[微薇威]信|v信|vx|wx|wechat|weixin|qq|扣扣|企鹅|[加+➕]v)(?:[号码是为就叫:：\s]|[账帐]号|id){0,5}"
    r"|(?:(?<![a-z])tg|telegram|whatsapp|skype|电报|纸飞机|抖音|快手|小红书|微博|支付宝)(?:[号码是叫:：]|[账帐]号|\s?id)[号码是为就叫:：\s]{0,3})"
    r"([A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
"""What stands behind the name of a messenger may be an account, though no rule would take it for one."""
_ACCOUNT: Final = re.compile(r"(?<![A-Za-z0-9_])(?=[A-Za-z_-]{0,24}\d)(?=[\d_-]{0,24}[A-Za-z])[A-Za-z0-9_-]{5,40}(?![A-Za-z0-9_])")
_MENTION: Final = re.compile(r"[@＠][^\s@＠:：,，]{1,32}")
_WORD: Final = re.compile(r"\w+")
_SHORTEST_NAME: Final = 2
_LONGEST_NAME: Final = 16
_BEFORE, _AFTER = 60, 120
"""How much of a long message is shown around its first evidence."""
_CONTEXT: Final = 400
"""How much before it is read as well: a contact may begin outside of what is shown."""


def hidden(text: str) -> str:
    """Return a contact of which only the first and last character can be read.

    >>> hidden("abc12345"), hidden("12")
    ('a••••••5', '••')
    """
    return DOT * len(text) if len(text) < 4 else text[0] + DOT * (len(text) - 2) + text[-1]  # noqa: PLR2004 - two of three is nearly all


class Masker:
    """Shows texts and members: as they are, or with personal data masked; `names` are names to hide wherever they stand."""

    def __init__(self, find: Callable[[str], Iterable[Address]], names: Collection[str] = (), *, masked: bool = True) -> None:
        self.masked = masked
        self._find = find
        self._names = frozenset(part for name in names for part in _parts(name)) if masked else frozenset()
        self._numbers: dict[str, int] = {}

    def is_name(self, word: str) -> bool:
        """Whether a word is the name of a member that must not be shown."""
        return word in self._names

    def number(self, user: str) -> int:
        """Return the number of a member in this report, from 1."""
        return self._numbers.setdefault(user, len(self._numbers) + 1)

    def value(self, kind: str, value: str) -> str:
        """Return a link or contact as it may be shown."""
        if not self.masked or kind not in CONTACTS | LINKS:
            return value if not self.masked else self.text(value)
        if kind in ("url", "ip") or (kind == "invite" and "/" in value):
            host, slash, path = value.partition("/")
            return host + slash + (DOT * min(len(path), 3))
        name, at, host = value.partition("@")
        return hidden(name) + at + host

    def text(self, text: str) -> str:
        """Return a whole text as it may be shown."""
        return "".join(piece for piece, _ in self.pieces(text, (), longest=len(text)))

    def pieces(self, text: str, spans: Iterable[tuple[int, int]], *, longest: int = _BEFORE + _AFTER) -> tuple[Piece, ...]:
        """Return a text in parts, evidence and the rest by turns; of a long text what stands around its first evidence."""
        merged = _merged(spans, len(text))
        start, end = _window(merged, len(text), longest)
        before = max(start - _CONTEXT, 0)
        near = [(max(first, before) - before, min(last, end) - before) for first, last in merged if last > before and first < end]
        shown = self._masked(text[before : end + _CONTEXT], near)[: end - before] if self.masked else text[before:end]
        return tuple(_cut(shown, near, start - before, end - before, is_whole=(start == 0, end == len(text))))

    def _masked(self, text: str, evidence: list[tuple[int, int]]) -> str:
        letters = list(text)
        covered = {place for first, last in evidence for place in range(first, last)}
        for start, end in self._names_in(text):
            if covered.isdisjoint(range(start, end)):
                letters[start:end] = DOT * (end - start)
        for start, end in _hidden_spans(text, self._find(text)):
            letters[start:end] = DOT * (end - start)
        return "".join(letters)

    def _names_in(self, text: str) -> Iterator[tuple[int, int]]:
        if not self._names:
            return
        for start in range(len(text)):
            for length in range(min(_LONGEST_NAME, len(text) - start), _SHORTEST_NAME - 1, -1):
                if text[start : start + length] in self._names:
                    yield start, start + length
                    break


def _hidden_spans(text: str, addresses: Iterable[Address]) -> Iterator[tuple[int, int]]:
    """Yield what nobody but staff should read, inside of evidence too."""
    for found in _MENTION.finditer(text):
        yield found.start() + 1, found.end()
    for pattern in (_NUMBER, _ACCOUNT):
        for found in pattern.finditer(text):
            yield found.start() + 1, found.end() - 1
    for found in _LURED.finditer(text):
        yield found.start(1) + 1, found.end(1) - 1
    for address in addresses:
        if address.kind in CONTACTS:
            yield from _account_in(text, address)
        elif address.kind in LINKS:
            slash = text.find(
                "/", text.find("//", address.start, address.end) + 2 if "//" in text[address.start : address.end] else address.start
            )
            if address.start <= slash < address.end - 1 or address.kind == "taokouling":
                yield (max(slash, address.start) + 1, address.end)


def _account_in(text: str, address: Address) -> Iterator[tuple[int, int]]:
    """The letters of a contact behind its lure, however they are written: one more than the account has, from behind."""
    places = [found.start() for found in re.finditer(r"\w", text[address.start : address.end])]
    account = places[-len(address.value) :]
    for place in account[1:-1] if len(account) > _SHORTEST_NAME else account:
        yield address.start + place, address.start + place + 1


def _parts(name: str) -> Iterator[str]:
    """A name, and its first word: in 阿明-后端转行 that is how others call the member."""
    stripped = name.strip()
    if _SHORTEST_NAME <= len(stripped) <= _LONGEST_NAME:
        yield stripped
    first = _WORD.search(stripped)
    if first and _SHORTEST_NAME <= len(first[0]) <= _LONGEST_NAME:
        yield first[0]


def _merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Spans that lie within a text, without overlaps, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(spans: list[tuple[int, int]], length: int, longest: int) -> tuple[int, int]:
    if length <= longest:
        return 0, length
    start = max(min((spans[0][0] if spans else 0) - _BEFORE, length - longest), 0)
    return start, start + longest


def _cut(text: str, spans: list[tuple[int, int]], start: int, end: int, *, is_whole: tuple[bool, bool]) -> Iterator[Piece]:
    if not is_whole[0]:
        yield "…", False
    place = start
    for first, last in spans:
        if last <= start or first >= end:
            continue
        if first > place:
            yield text[place:first], False
        yield text[max(first, start) : min(last, end)], True
        place = last
    if place < end:
        yield text[place:end], False
    if not is_whole[1]:
        yield "…", False
