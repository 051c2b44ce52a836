"""What staff read beside a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["PROMPTS"]

PROMPTS: Final[Sentences] = {
    "ticket": ("【{title}】{name}：{text}", "[{title}] {name}: {text}"),
    "note": ("又说：{text}", "added: {text}"),
    "collect": (
        "请先道歉，请他私信继续；问清楚：订单或课程、时间、经过、截图、希望怎样解决。",
        "Apologise first and ask to continue in private; find out: order or course, time, what happened, screenshots, what would help.",
    ),
    "history": ("这位成员的记录：{counted}。最近：{latest}。", "History of this member: {counted}. Latest: {latest}."),
    "no-history": ("这位成员没有记录。", "This member has no history."),
}
