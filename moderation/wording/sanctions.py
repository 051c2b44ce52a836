"""What operators read about cases: how one stands, what was decided, what is to be undone, and why something was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["ACTIONS", "CLI", "REASONS", "REFUSED", "STATES", "UNDO"]

STATES: Final[Sentences] = {
    "open": ("待处理", "open"),
    "standing": ("有效", "standing"),
    "appealed": ("申诉中", "appealed"),
    "upheld": ("维持", "upheld"),
    "overturned": ("已撤销", "overturned"),
    "recalled": ("规则已召回", "rule recalled"),
}

ACTIONS: Final[Sentences] = {
    "alert": ("不处罚，提醒管理人员", "no sanction, staff are told"),
    "undecided": ("未定，由管理人员决定", "undecided, staff decide"),
    "warn": ("警告", "warning"),
    "mute": ("禁言", "mute"),
    "kick": ("移出", "kick"),
    "ban": ("移出并拉黑", "ban"),
}

REASONS: Final[Sentences] = {
    "protected": ("受保护的身份，不处罚", "a protected role is never sanctioned"),
    "trusted": ("可信成员，有上限", "a trusted member has a limit"),
    "first_offence": ("初犯，有上限", "a first offence has a limit"),
    "critical": ("严重违规，直接到最高一级", "critical: straight to the top step"),
    "review": ("待人工复核", "waits for review"),
    "store": ("存储连不上", "the store is out of reach"),
    "unknown-author": ("不知道发言人是谁", "the author is not known"),
    "unknown-time": ("不知道发言时间", "the time is not known"),
    "overturned": ("已撤销", "overturned"),
    "recalled": ("规则已召回", "the rule was recalled"),
}
"""The reasons of a sanction that are no condition of a policy."""

UNDO: Final[Sentences] = {
    "retract_warning": ("收回警告", "retract the warning"),
    "unmute": ("解除禁言", "unmute"),
    "shorten_mute": ("禁言缩短到 {until}", "shorten the mute to {until}"),
    "readmit": ("请他回群", "let them back in"),
    "unban": ("解除拉黑，请他回群", "unban, let them back in"),
    "over": ("（已到期）", " (over by itself)"),
}

REFUSED: Final[Sentences] = {
    "no-such-case": ("没有案号「{case}」。", "There is no case {case}."),
    "appeal-too-late": (
        "案号 {case} 的申诉期已过：处罚后 {within} 内可以申诉。",
        "It is too late to appeal {case}: appeals are possible within {within}.",
    ),
    "nothing-to-appeal": ("案号 {case} {state}，没有可以申诉的。", "There is nothing to appeal about {case}: it is {state}."),
    "decided-already": ("案号 {case} 已经有人裁定：{state}。", "Somebody has decided on {case} already: {state}."),
    "other-community": (
        "案号 {case} 属于「{community}」，请用 --ruleset 指定它的群规。",
        "Case {case} belongs to {community}; name its ruleset with --ruleset.",
    ),
    "bad-message-key": (
        "「{found}」不是消息的名字；写成 平台|群号|消息号，如 qq|12345|7。",
        "{found} names no message; write platform|chat|message, such as qq|12345|7.",
    ),
}

CLI: Final[Sentences] = {
    "case": ("案号 {case} · {state}", "case {case} · {state}"),
    "who": ("发言人 {user} · {chat} · {at}", "author {user} · {chat} · {at}"),
    "rule": ("规则「{title}」（{charter}）· {label}", "rule “{title}” ({charter}) · {label}"),
    "given": ("处理：{action}{duration} · 累计 {strikes} 分", "sanction: {action}{duration} · {strikes} strikes"),
    "reasons": ("理由：{reasons}", "because: {reasons}"),
    "text": ("原文：{text}", "text: {text}"),
    "erased": ("原文：已应要求删除", "text: erased on request"),
    "report": ("{at} {who} 举报：{why}", "{at} {who} reports it: {why}"),
    "appeal": ("{at} {who} 申诉：{why}", "{at} {who} appeals: {why}"),
    "uphold": ("{at} {who} 维持：{why}", "{at} {who} upholds it: {why}"),
    "overturn": ("{at} {who} 撤销：{why}", "{at} {who} overturns it: {why}"),
    "recall": ("{at} {who} 召回规则：{why}", "{at} {who} recalls the rule: {why}"),
    "taken_back": ("{at} 本人撤回", "{at} taken back by its author"),
    "applied": ("{at} 平台执行：{done}{problem}", "{at} platform: {done}{problem}"),
    "not-done": ("没有执行", "nothing done"),
    "unchanged": ("已经是这样了，没有再记一次。", "It stands so already; nothing was entered."),
    "entered": ("已记入：案号 {case} {state}。", "Entered: case {case} is {state}."),
    "sanction-now": ("现在应当：{action}{duration}", "to be done now: {action}{duration}"),
    "undo": ("要撤回的：", "to be undone:"),
    "undo-row": ("  {case} · {user} · {chat}：{do}{over}", "  {case} · {user} · {chat}: {do}{over}"),
    "nothing-to-undo": ("没有要撤回的。", "Nothing is to be undone."),
    "name-ruleset": (
        "加上 --ruleset 可以看到后面的处罚受了什么影响。",
        "Add --ruleset to see what this changes about later sanctions.",
    ),
    "recalled": ("召回 {rule}：涉及 {cases} 件，{members} 人", "recalled {rule}: {cases} cases of {members} members"),
    "listed": ("共 {cases} 件", "{cases} cases"),
    "exported": ("写好了 {name}：{records} 条", "Wrote {name}: {records} records"),
    "forgotten": ("已清空 {records} 条记录里的原文；次数都还在。", "The words in {records} records are gone; every count stays."),
    "nobody": ("账本里没有 {user}。", "There is nobody called {user} in the ledger."),
}
