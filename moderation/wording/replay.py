"""What a replay says: who would have been warned, muted, removed and why, and the counts at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.wording.archives import REASONS as UNREADABLE

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["REASONS", "SENTENCES"]

SENTENCES: Final[Sentences] = {
    "sanctioned": ("{at} {chat} {user}：{action}。{why}", "{at} {chat} {user}: {action}. {why}"),
    "known": ("{at} {chat} {user}：{action}（此前已处理）。{why}", "{at} {chat} {user}: {action} (done before). {why}"),
    "why": ("{rules}，第 {count} 次，累计 {strikes} 分，案号 {case}。", "{rules}; offence {count}, {strikes} strikes, case {case}."),
    "why-not": ("{rules}，案号 {case}。", "{rules}; case {case}."),
    "rule": ("{title}（{charter}）", "{title} ({charter})"),
    "text": ("    「{text}」", "    “{text}”"),
    "reason": ("    情节：{reason}", "    circumstance: {reason}"),
    "and": ("、", ", "),
    "summary": (
        "消息 {messages} 条 = 判定 {verdicts} 条 + 拒收 {rejects} 条",
        "messages in {messages} = verdicts {verdicts} + rejects {rejects}",
    ),
    "levels": (
        "判定 {verdicts} 条 = 通过 {passed} 条 + 未通过 {flagged} 条",
        "verdicts {verdicts} = passed {passed} + not passed {flagged}",
    ),
    "flagged": (
        "未通过 {flagged} 条 = 处理 {sanctions} 条 + 此前已处理 {repeated} 条 + 没有处罚尺度 {unsanctioned} 条",
        "not passed {flagged} = acted on {sanctions} + acted on before {repeated} + without a policy {unsanctioned}",
    ),
    "action": ("  {action}：{count} 条，{members} 人", "  {action}: {count} messages, {members} members"),
    "answered": (
        "另有 {answers} 个问题可以回答或提示，{routes} 条要转给人",
        "besides, {answers} questions answered or suggested, {routes} for a person",
    ),
    "rejected": ("  拒收 {count} 条：{reason}", "  {count} rejected: {reason}"),
    "rejects-hint": ("加 --rejects FILE 可以看到是哪些行。", "Add --rejects FILE to see which rows."),
    "no-policy": (
        "这份群规没有 policy，所以没有人会被处罚；怎么写见 docs/ruleset.zh-CN.md。",
        "This ruleset has no policy, so nobody would be sanctioned; see docs/ruleset.md.",
    ),
    "nobody": ("没有人会被处罚。", "Nobody would be sanctioned."),
}

REASONS: Final[Sentences] = {**UNREADABLE, "no-time": ("没有写明时间，不知道排在哪里", "does not say when, so its place is unknown")}
"""Why a row cannot be replayed."""
