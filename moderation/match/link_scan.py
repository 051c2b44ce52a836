"""Reads a text for what could be an address: scheme, user, labels with the dots between them, port and path.

One left-to-right pass over tokens that never overlap, so that 100,000 letters or dots cost as much per character as ten. What
is an address, and whose, is for `links` to judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.hosts import DISGUISED_SUFFIXES, HAN_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LIKELY", "Address", "Token", "han_names", "ipv6_addresses", "spelled_out", "tail", "tokens"]

_MARK: Final = "\u00ad\u0300-\u036f\u200b-\u200f\u20dd-\u20e4\u2060-\u2064\ufe00-\ufe0f"
_LABEL: Final = rf"[a-z0-9][a-z0-9\-{_MARK}]*+"
_DOT: Final = (
    r"(?:\.(?![ ])|[。｡·•∙⋅]|[ ]{0,2}点[ ]{0,2}|丶(?=[a-z]{2,3}(?![a-z0-9-]))|[、,，](?=(?:com|cn|net|org)(?![a-z0-9-]))"
    rf"|[^\w\s!-~，、；：！？（）…“”‘’《》【】\uffff][{_MARK}]{{0,2}}(?=(?:com|cn|net|org|cc|top|vip|xyz)(?![a-z0-9-]))"
    r"|[ ]dot[ ]|[ ]{1,2}\.[ ]{0,2}|\.[ ]{1,2}"
    r"|[ ]?[\[({（【][ ]?(?:\.|dot|点)[ ]?[\])}）】][ ]?)"
)
_SCHEME: Final = r"(?:h(?:tt|xx|\*\*)ps?|ftp)[ ]?[:：][ ]?[/\\]{1,3}"
_TOKEN: Final = re.compile(rf"(?P<scheme>{_SCHEME})?(?P<user>[a-z0-9._%+~:-]{{1,64}}+@)?(?P<host>{_LABEL}(?:{_DOT}{_LABEL})*+)")
LIKELY: Final = rf"(?<=[a-z0-9])[{_MARK}-]*+{_DOT}[a-z0-9]|(?<=[.·])(?:{'|'.join(HAN_SUFFIXES)})|(?<=:)[0-9a-f]{{0,4}}:[0-9a-f:]"
"""What follows the first character, one of `[a-z0-9.·:]`, of anything that this module yields."""

_NEXT: Final = re.compile(rf"(?:{_DOT})?({_LABEL})")
_MARKS: Final = re.compile(f"[{_MARK}]+")
_LONGEST_PATH: Final = 2_048
"""What browsers and chat programs still open; more is not read, so that hostile text stays cheap."""
_TAIL: Final = re.compile(rf"(?P<port>[:：]\d{{2,5}}(?!\d))?(?P<path>[/?#](?:(?!h(?:tt|xx)ps?:)[!-~]){{0,{_LONGEST_PATH}}})?")
_LAST_MARKS: Final = ".,;:!?'\"*~)]}>|"
_MOST_LABELS: Final = 8
"""A name bent at its dots has few labels; a sentence full of dots has many."""

_HAN_DOT: Final = re.compile(rf"[.·](?P<suffix>{'|'.join(HAN_SUFFIXES)})(?![a-z0-9\u4e00-\u9fff-])")
_HAN_BEFORE: Final = re.compile(r"(?:[\u4e00-\u9fff][a-z0-9\u4e00-\u9fff-]{0,4})?[\u4e00-\u9fff]\Z")
_HAN_WINDOW: Final = 6
_LETTERS: Final = (
    r"[a-z0-9](?:[ ]{1,2}[a-z0-9](?![a-z0-9])){1,40}+"  # bounded: spaced letters without a dot must not be read again from each
)
_SPELLED: Final = re.compile(rf"(?<![a-z0-9]){_LETTERS}(?:[ ]{{0,2}}[.。点][ ]{{0,2}}(?:{_LETTERS}|[a-z]{{2,3}}(?![a-z0-9])))++")
_IPV6: Final = re.compile(r"(?<![0-9a-z:.])(?P<open>\[)?(?P<address>[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![0-9a-z:.])(?(open)\])")


class Address(NamedTuple):
    """What could be an address: code point `start`, and the host as it would be typed, at its own place.

    `bent` says that a dot or the name was written as something else (点, 。, spaces).
    """

    start: int
    host: str
    host_start: int
    host_end: int
    scheme: str = ""
    user: str = ""
    bent: bool = False


class Token(NamedTuple):
    """Labels with something like a dot between each two of them, and what stands before the first."""

    plain: str
    start: int
    scheme: str
    user: str
    labels: tuple[tuple[int, int], ...]

    def straight(self) -> Iterator[Address]:
        """Yield the names whose dots are dots."""
        first = 0
        for index in range(1, len(self.labels) + 1):
            if index < len(self.labels) and self._gap(index) == ".":
                continue
            if index - first > 1:
                yield self._address(first, index, bent=False)
            first = index

    def bent(self) -> Address | None:
        """Return the name up to the first suffix that bent names end in, if one of its dots is no dot."""
        if all(self._gap(index) == "." for index in range(1, len(self.labels))):
            return None
        labels = [self._label(index) for index in range(min(len(self.labels), _MOST_LABELS))]
        for index in range(1, len(labels)):
            if labels[index] in DISGUISED_SUFFIXES:
                last = index + 1 + (labels[index] == "com" and labels[index + 1 : index + 2] == ["cn"])
                return self._address(0, last, bent=True)
        return None

    def _gap(self, index: int) -> str:
        return self.plain[self.labels[index - 1][1] : self.labels[index][0]]

    def _label(self, index: int) -> str:
        start, end = self.labels[index]
        return _MARKS.sub("", self.plain[start:end])

    def _address(self, first: int, last: int, *, bent: bool) -> Address:
        host = ".".join(self._label(index) for index in range(first, last))
        host_start, host_end = self.labels[first][0], self.labels[last - 1][1]
        if first:
            return Address(host_start, host, host_start, host_end, bent=bent)
        return Address(self.start, host, host_start, host_end, self.scheme, self.user, bent)


def tail(plain: str, end: int) -> tuple[str, str]:
    """Return port and path behind a host, without the punctuation that ends a sentence."""
    found = _TAIL.match(plain, end)
    return (found["port"] or "", (found["path"] or "").rstrip(_LAST_MARKS)) if found else ("", "")


def tokens(plain: str) -> Iterator[Token]:
    """Yield the tokens with at least two labels, by start; none begins within the path of another with a scheme."""
    for found in _TOKEN.finditer(plain):
        labels = tuple(label.span(1) for label in _NEXT.finditer(plain, found.start("host"), found.end()))
        if len(labels) > 1:
            yield Token(plain, found.start(), found["scheme"] or "", (found["user"] or "")[:-1], labels)


def han_names(plain: str) -> Iterator[Address]:
    """Yield Chinese names before a suffix that is known for sites: 某某.top."""
    for dot in _HAN_DOT.finditer(plain):
        name = _HAN_BEFORE.search(plain, max(dot.start() - _HAN_WINDOW, 0), dot.start())
        if name:
            host = f"{name[0]}.{dot['suffix']}"
            yield Address(name.start(), host, name.start(), dot.end(), bent=plain[dot.start()] != ".")


def spelled_out(plain: str) -> Iterator[Address]:
    """Yield names written letter by letter: b a i d u . c o m."""
    for found in _SPELLED.finditer(plain):
        host = re.sub("[。点]", ".", found[0].replace(" ", ""))
        if host.rsplit(".", 1)[-1] in DISGUISED_SUFFIXES:
            yield Address(found.start(), host, found.start(), found.end(), bent=True)


def ipv6_addresses(plain: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield start, end, text of what could be IPv6 addresses, and whether brackets stand around."""
    for found in _IPV6.finditer(plain):
        yield found.start(), found.end(), found["address"], found["open"] is not None
