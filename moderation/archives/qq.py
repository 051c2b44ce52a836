"""QQ's own text export: a line with time and name, then the lines of the message; a file may hold several chats.

A name is followed by `(QQ)` or `<mail>`, or by nothing; the title of a member, such as 【管理员】, stands before it. QQ puts an
empty line before each head, so that a line within a message that looks like one is none.
"""

from __future__ import annotations

import re
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.archives.kinds import bare
from moderation.archives.moments import moment
from moderation.archives.notices import kind_of_notice, subject
from moderation.archives.options import Options
from moderation.archives.reject import Reject, rejected
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.archives.lines import Numbered
    from moderation.message import Role

__all__ = ["BEGINNINGS", "is_head", "read"]

_HEAD: Final = re.compile(
    r"(?P<at>\d{4}[-/]\d{1,2}[-/]\d{1,2} (?:上午 ?|下午 ?|[AP]M )?\d{1,2}:\d{2}:\d{2}(?: ?[AP]M| ?上午| ?下午)?)"
    r" (?P<who>\S[^\n]{0,400}|\S?)"
)
_WHO: Final = re.compile(r"(?P<name>.*?)(?:\((?P<qq>\d{4,12})\)|<(?P<mail>[^<>\s]{1,120}@[^<>\s]{1,120})>)?\s*")
_TITLE: Final = re.compile(r"【(群主|管理员|潜水|冒泡|吐槽|活跃|话唠|传说)】")
_TITLES: Final[dict[str, Role]] = {"群主": "owner", "管理员": "admin"}
_SYSTEM: Final = frozenset({"10000", "1000000"})
_BOT: Final = "2854196310"
"""Q群管家, the one account that QQ itself runs in groups."""

_FRIENDS: Final = ("好友", "联系人")
"""How the groups of contacts are called in which chats with one person stand."""

_RULER: Final = re.compile(r"={16,}\s*")
_SECTION: Final = re.compile(r"消息(?:分组|对象)[:：](?P<name>.*)", re.DOTALL)
_TOP: Final = "消息记录（"
BEGINNINGS: Final = (_TOP, "========")
"""What stands above the first head."""
_LINES: Final = 4096
_CHARS: Final = 1 << 22
"""No message is longer; what follows without a head of its own is refused line by line."""

_AHEAD_LINES: Final = 1000
"""Enough to see whether the heads of a file stand behind empty lines."""

_DEFAULT: Final = Options()


class _Open(NamedTuple):
    """A message whose lines are still being read."""

    number: int
    at: str
    who: str
    lines: list[str]


def is_head(line: str) -> bool:
    """Whether a line begins a message.

    >>> is_head("2019-07-16 6:17:00 PM 番茄"), is_head("大家早上好")
    (True, False)
    """
    return _HEAD.fullmatch(line.rstrip()) is not None


def read(lines: Iterator[Numbered], options: Options = _DEFAULT) -> Iterator[Message | Reject]:
    """Yield every message; lines that belong to none are refused."""
    ahead = list(islice(lines, _AHEAD_LINES))
    reader = _Reader(options, is_spaced=_are_apart(line for _, line in ahead if isinstance(line, str)))
    for number, line in chain(ahead, lines):
        yield from (line,) if isinstance(line, Reject) else reader.line(number, line)
    yield from reader.rest()


def _are_apart(lines: Iterable[str]) -> bool:
    """Whether most heads behind the first stand behind an empty line, as QQ writes them."""
    apart = [not before.strip() for before, line in pairwise(lines) if is_head(line)][1:]
    return 2 * sum(apart) > len(apart)


class _Reader:
    """The chat whose section is read, the message that is open, the rulers that may or may not belong to it."""

    def __init__(self, options: Options, *, is_spaced: bool) -> None:
        self._options, self._is_spaced = options, is_spaced
        self._chat = Chat()
        self._open: _Open | None = None
        self._rulers: list[str] = []
        self._is_section, self._are_friends = True, False
        self._chars = 0
        self._is_apart = True

    def line(self, number: int, line: str) -> Iterator[Message | Reject]:
        head = _HEAD.fullmatch(line.rstrip()) if line[:1].isdecimal() and self._may_begin() else None
        self._is_apart = not line or line.isspace()
        section = _SECTION.fullmatch(line) if self._rulers else None
        if head is not None:
            yield from self.rest()
            self._open, self._is_section, self._chars = _Open(number, head["at"], head["who"], []), False, 0
        elif section is not None:
            self._rulers.clear()
            yield from self.rest()
            name = section["name"].strip()
            if line.startswith("消息对象"):
                self._chat = Chat(id=name, name=name, kind="private" if self._are_friends else "group")
            else:
                self._are_friends = any(word in name for word in _FRIENDS)
            self._is_section = True
        elif _RULER.fullmatch(line):
            self._rulers.append(line)
        else:
            yield from self._words(number, line)

    def _may_begin(self) -> bool:
        return self._is_apart or not self._is_spaced or self._open is None

    def rest(self) -> Iterator[Message]:
        """Yield the open message, if there is one."""
        if self._open is not None:
            self._put(*self._rulers)
            yield self._message(self._open)
        self._open = None
        self._rulers.clear()

    def _words(self, number: int, line: str) -> Iterator[Reject]:
        rulers, self._rulers = self._rulers, []
        if self._open is not None and len(self._open.lines) < _LINES and self._chars < _CHARS:
            self._put(*rulers, line)
        elif line.strip() and not (self._is_section and (number == 1 or line.startswith(_TOP))):
            yield rejected(number, "no-head", line)

    def _put(self, *lines: str) -> None:
        if self._open is not None:
            self._open.lines.extend(lines)
            self._chars += sum(map(len, lines))

    def _message(self, opened: _Open) -> Message:
        author = self._author(opened.who)
        text, kind = bare("\n".join(_unpadded(opened.lines)))
        message = Message(
            text, id=str(opened.number), author=author, chat=self._chat, at=moment(opened.at, self._options.zone), kind=kind, platform="qq",
        )  # fmt: skip
        return _notice(message) if author.id in _SYSTEM else message

    def _author(self, who: str) -> Author:
        found = _WHO.fullmatch(who)
        name, id_ = (found["name"].strip(), found["qq"] or found["mail"] or "") if found is not None else (who, "")
        title = _TITLE.match(name)
        name = name[title.end() :].strip() if title is not None else name
        role = _TITLES.get(title[1], "member") if title is not None and self._options.are_titles_trusted else "member"
        return Author(id=id_ or name, nickname=name, role="bot" if id_ == _BOT else role)


def _unpadded(lines: list[str]) -> list[str]:
    """The lines without the empty ones around them."""
    full = [place for place, line in enumerate(lines) if line and not line.isspace()]
    return lines[full[0] : full[-1] + 1] if full else []


def _notice(message: Message) -> Message:
    """A message of the system, by whom it is about where it names them: QQ has only their names here, which are their ids as well."""
    kind = kind_of_notice(message.text)
    who = _WHO.fullmatch(subject(message.text, kind))
    author = Author(id=who["qq"] or who["mail"] or who["name"], nickname=who["name"]) if who is not None and who["name"] else message.author
    return Message(message.text, id=message.id, author=author, chat=message.chat, at=message.at, kind=kind, platform="qq")
