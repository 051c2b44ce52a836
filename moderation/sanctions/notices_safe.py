"""What members wrote, made fit for a notice: evidence masked, names harmless. Nothing in it that a platform would obey.

A notice is read by everybody, so it must not repeat what it is about, show the contact that was advertised, or let a
nickname mention the whole group, start a tag, or turn the line around.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from moderation.text.outgoing import outgoing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.signal import Signal

__all__ = ["STAR", "evidence", "harmless", "hidden", "masked"]

STAR: Final = "＊"
"""Covers a character; full-width, because a pair of ASCII asterisks would be Markdown and vanish."""
_STARS: Final = 4
"""At most this many in a row: how long a forbidden word is, is no one's business."""
_PIECES: Final = 3
_BOTH_ENDS_FROM: Final = 4
"""Letters of a piece of evidence that is shown with both its ends: of 赌博, or of abc, one end is most of it."""

_MARKUP: Final = {ord(character): ord(character) + 0xFEE0 for character in "!\"$%'()/:;=^@[]<>&{}*_`~|\\#"}
"""Beside what `outgoing` widens: tags in brackets (KMarkdown), commands, shortcodes, attributes."""
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef\ufffc\ufffd]+"
)
"""Letters, marks and symbols that show nothing: fillers, selectors, the blank of Braille."""
_LIST: Final = re.compile(r"^([0-9]*)(\.)|^()([-+])")
"""What Markdown takes for a list at the beginning of a line."""
_CONTACT: Final = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．＿_/-]{5,}|[0-9０-９](?:[ .．－-]?[0-9０-９]){4,}")
"""What an account, a number or a host looks like in a name; only those with a digit or a dot are taken for one."""
_HOST: Final = re.compile("[0-9０-９]|[A-Za-z][.．][A-Za-z]")


def harmless(text: str, longest: int) -> str:
    r"""Return what a member wrote on one line of at most `longest` code points, with nothing in it that a platform obeys.

    >>> harmless("[CQ:at,qq=all]", 20), harmless("<b>{user}</b>\n*x*", 20), harmless("\u202e\u3164\u200b", 20)
    ('［CQ：at,qq＝all］', '＜b＞｛user｝＜／b＞ ＊x＊', '')
    """
    line = outgoing(_UNSEEN.sub("", text[: longest * 8]), longest=longest * 2)
    line = _LIST.sub(lambda found: (found[1] or "") + chr(ord(found[0][-1]) + 0xFEE0), line.translate(_MARKUP).strip())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def without_contacts(text: str) -> str:
    """Return a name without the account, the number or the host that it advertises.

    >>> without_contacts("日结找我abc12345"), without_contacts("小林2024"), without_contacts("看 www.x8.example")
    ('日结找我a＊＊＊＊', '小林2024', '看 w＊＊＊＊')
    """
    return _CONTACT.sub(lambda found: found[0][0] + STAR * _STARS if _HOST.search(found[0]) else found[0], text)


def masked(text: str) -> str:
    """Return the first letter of a text, and its last where that is not much of it; all else is covered.

    What is no letter or digit (blanks, symbols, emoji between the letters) is not shown at all.

    >>> masked("百家乐"), masked("赌 博"), masked("abc12345"), masked("13800001234"), masked("傻"), masked("🐷🐷")
    ('百＊＊', '赌＊', 'a＊＊＊＊5', '1＊＊＊＊4', '＊', '＊')
    """
    letters = [character for character in text if character.isalnum() and unicodedata.category(character) != "Lm"]
    letters = [character for character in letters if not _UNSEEN.match(character)]
    if len(letters) <= 1:
        return STAR
    last = letters[-1] if len(letters) >= _BOTH_ENDS_FROM else ""
    return letters[0] + STAR * min(len(letters) - 1 - len(last), _STARS) + last


def hidden(text: str) -> str:
    """Return a name that must not be repeated: its first letter at most."""
    first = masked(text)[0]
    return first if first == STAR else first + STAR * 2


def evidence(signals: Iterable[Signal]) -> str:
    """Return up to three pieces of evidence, masked, the same piece once; empty where there is none."""
    pieces = dict.fromkeys(masked(signal.text) for signal in signals if signal.text)
    return "、".join(list(pieces)[:_PIECES])
