"""What the queue says: to operators on the command line, and in what they must not do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["PRIORITIES", "SENTENCES", "STATES"]

SENTENCES: Final[Sentences] = {
    "no-ticket": ("队列里没有 {ticket}。", "There is no ticket {ticket} in the queue."),
    "taken": ("{ticket} 已由 {by} 接手。", "{ticket} has been taken by {by}."),
    "waits-no-longer": ("{ticket} 已经处理完了（{by}）。", "{ticket} is done already ({by})."),
    "line": (
        "{id}  {state}  {priority}  {title} → {to}  {due}  {name}：{text}",
        "{id}  {state}  {priority}  {title} → {to}  {due}  {name}: {text}",
    ),
    "note": ("    又说：{text}", "    added: {text}"),
    "due": ("{when} 前答复", "due {when}"),
    "overdue": ("已超时 {late}", "overdue by {late}"),
    "no-due": ("没有时限", "no time limit"),
    "empty": ("队列是空的。", "The queue is empty."),
    "none-overdue": ("没有超时的。", "Nothing is overdue."),
    "now-taken": ("{ticket} 由 {by} 接手。", "{ticket} is taken by {by}."),
    "now-closed": ("{ticket} 已关闭。", "{ticket} is closed."),
    "now-answered": ("{ticket} 已答复。", "{ticket} is answered."),
    "needs-ticket": ("要写是哪一条，如 q-6h3qr7wmri。", "Say which ticket, such as q-6h3qr7wmri."),
    "bad-at": ("--at 不是时间：{value}。", "--at is no time: {value}."),
}

STATES: Final[Sentences] = {
    "open": ("等待", "open"),
    "taken": ("已接手", "taken"),
    "answered": ("已答复", "answered"),
    "closed": ("已关闭", "closed"),
}

PRIORITIES: Final[Sentences] = {
    "urgent": ("紧急", "urgent"),
    "high": ("优先", "high"),
    "normal": ("普通", "normal"),
    "low": ("不急", "low"),
}
