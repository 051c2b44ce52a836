"""What a system message tells: that somebody joined, left, or took a message back, and who.

To be asked only about messages that an export calls system messages. What stands within quotation marks is a name that
its owner chose, so it is no evidence of anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.message import Kind

__all__ = ["joiners", "kind_of_notice", "subject"]

_CHARS: Final = 400
"""No notice is longer; a hostile name must not make it expensive."""

_NAMES: Final = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|「[^」\n]*」|『[^』\n]*』|<a\b[^>\n]*>[^<\n]*</a>")
_RECALL: Final = re.compile(r"撤回了?.{0,20}消息|撤回了$|recalled a message|unsent a message|message was deleted", re.IGNORECASE)
_LEAVE: Final = re.compile(
    r"(?:退出|离开)了?(?:本群|群聊|该群|群|频道)|退群|移出了?(?:本群|群聊|该群|群)|踢出了?(?:本群|群聊|该群|群)"
    r"|\bleft the (?:group|channel|server|chat)|has left\b|removed .{0,80}from the",
    re.IGNORECASE,
)
_JOIN: Final = re.compile(
    r"(?:加入|进入)了?(?:本群|群聊|该群|群|频道)|入群|进群|\bjoined the (?:group|channel|server|chat)|has joined\b|\bto the group chat"
    r"|invited .{1,80} to",
    re.IGNORECASE,
)
_NAME: Final = r"[“\"「『]?(.{1,200}?)[”\"」』]?"
_JOINERS: Final = (
    re.compile(rf"(?:邀请了?|(?:同意|允许|批准)了?){_NAME}(?:和你们?)?(?:通过.{{1,80}}?)?(?:已经)?(?:加入|进入|入群|进群)"),
    re.compile(rf"^\s*(?:欢迎)?{_NAME}\s*(?:通过.{{1,80}}?|扫描.{{1,80}}?)?(?:已经?)?(?:加入|进入|入群|进群)"),
    re.compile(rf"invited\s+{_NAME}\s+to", re.IGNORECASE),
    re.compile(rf"^\s*{_NAME}\s+(?:has )?joined", re.IGNORECASE),
)
_LEAVERS: Final = (
    re.compile(rf"(?:将|把){_NAME}(?:移出|踢出)"),
    re.compile(rf"^\s*{_NAME}\s*(?:已经?)?(?:退出|离开|退群|被)"),
    re.compile(rf"^\s*{_NAME}\s+(?:has )?left", re.IGNORECASE),
)
_RECALLERS: Final = (re.compile(rf"^\s*{_NAME}\s*撤回"), re.compile(rf"^\s*{_NAME}\s+(?:has )?recalled", re.IGNORECASE))
_WHO: Final = {"join": _JOINERS, "leave": _LEAVERS, "recall": _RECALLERS}
_SEPARATORS: Final = re.compile(r"[”\"」』]?\s*[、,，]\s*[“\"「『]?")


def kind_of_notice(text: str) -> Kind:
    """Return `recall`, `join` or `leave` for a notice that tells of one, `system` for any other.

    >>> kind_of_notice("“小林”邀请“新人”加入了群聊"), kind_of_notice("小林修改群名为“欢迎入群”")
    ('join', 'system')
    """
    told = _NAMES.sub("“”", text[:_CHARS])
    if _RECALL.search(told):
        return "recall"
    if _LEAVE.search(told):
        return "leave"
    return "join" if _JOIN.search(told) else "system"


def joiners(text: str) -> tuple[str, ...]:
    """Return the names of those who joined by a notice; empty where it names nobody.

    >>> joiners("“小林”邀请“新人、小白”加入了群聊"), joiners("新人加入本群。")
    (('新人', '小白'), ('新人',))
    """
    return tuple(name for name in _SEPARATORS.split(_named(text, "join")) if name and name != "你")


def subject(text: str, kind: Kind) -> str:
    """Return the name of the one that a notice of this kind is about; empty where it names nobody, or several.

    >>> subject("推广 撤回了一条消息", "recall"), subject("你将“推广”移出了群聊", "leave")
    ('推广', '推广')
    """
    if kind == "join":
        names = joiners(text)
        return names[0] if len(names) == 1 else ""
    return _named(text, kind)


def _named(text: str, kind: str) -> str:
    found = next((found for pattern in _WHO.get(kind, ()) if (found := pattern.search(text[:_CHARS]))), None)
    return found[1].strip('“”"「」『』 ') if found is not None else ""
