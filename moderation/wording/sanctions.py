"""What operators read about cases: how one stands, what was decided, what is to be undone, and why something was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["ACTIONS", "CLI", "EXAMPLES", "HELP", "REASONS", "REFUSED", "STATES", "UNDO", "length"]

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
    "nothing-due": ("还没有到处罚的程度", "nothing is due yet"),
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
    "no-time": ("「{found}」不是时间；写成 2026-11-22 09:30。", "{found} is no time; write 2026-11-22 09:30."),
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
    "rule-recalled": ("召回 {rule}：涉及 {cases} 件，{members} 人", "recalled {rule}: {cases} cases of {members} members"),
    "listed": ("共 {cases} 件", "{cases} cases"),
    "exported": ("写好了 {name}：{records} 条", "Wrote {name}: {records} records"),
    "forgotten": ("已清空 {records} 条记录里的原文；次数都还在。", "The words in {records} records are gone; every count stays."),
    "nothing-to-forget": ("账本里没有 {user} 说过的话。", "There are no words of {user} in the ledger."),
}

HELP: Final[Sentences] = {
    "*.store": ("账本在哪里：sqlite:///文件 或 redis://…", "where the ledger is: sqlite:///file or redis://…"),
    "*.case": ("案号，如 c-abcdefghij", "the case, such as c-abcdefghij"),
    "*.who": ("谁", "who"),
    "*.why": ("为什么", "why"),
    "*.at": ("什么时候；不写就是现在", "when; now if unset"),
    "*.as_json": ("输出 JSON", "print JSON"),
    "case show": ("看一个案件：原文、规则、处理、之后的裁定", "show a case: what was said, the rules, what was done and decided"),
    "case list": ("列出案件，同一个人的在一起", "list cases, those of one member together"),
    "case list.user": ("只看这个人的", "only of this member"),
    "case list.state": (
        "只看这样的：open 待处理、standing 有效、appealed 申诉中、upheld 维持、overturned 已撤销、recalled 规则已召回",
        "only in this state: open, standing, appealed, upheld, overturned or recalled",
    ),
    "case report": ("记下一次举报：给一条消息立案", "enter a complaint: open a case about a message"),
    "case report.message": ("消息的名字，照例子写", "the message, written as in the example"),
    "case report.user": ("是谁发的", "who wrote it"),
    "case report.text": ("原文", "what was said"),
    "case report.who": ("谁举报", "who complains"),
    "case appeal": ("记下一次申诉；裁定以前照旧", "enter an appeal; nothing changes until it is decided"),
    "case uphold": ("维持：案件成立；举报和待复核的从此计分", "the case stands; reports and messages for review count from then on"),
    "case uphold.strikes": ("记几分；不写就按规则", "how many strikes; by its rules if unset"),
    "case overturn": ("撤销：不算违规，并列出要撤回的处罚", "the case was none; prints what is to be undone"),
    "case appeal.ruleset": ("群规；写了才知道后面的处罚受什么影响", "the ruleset: with it, what changes about later sanctions is shown"),
    "case uphold.ruleset": ("群规；写了才知道后面的处罚受什么影响", "the ruleset: with it, what changes about later sanctions is shown"),
    "case overturn.ruleset": ("群规；写了才知道后面的处罚受什么影响", "the ruleset: with it, what changes about later sanctions is shown"),
    "ledger export": ("把账本写成 JSON，一行一条", "write the ledger as JSON Lines"),
    "ledger export.out": ("写到哪里；不写就是标准输出", "where to; the standard output if unset"),
    "ledger export.without_words": ("不带任何人说过的话", "leave out what anybody wrote"),
    "ledger erase": ("应本人要求清空他说过的话；次数和裁定都还在", "empty what a member wrote, on request; counts and decisions stay"),
    "ledger erase.user": ("帐号", "the member's id"),
    "ledger erase.platform": ("只在这个平台", "only on this platform"),
    "recall-rule": (
        "召回一条写错的规则：撤掉它记的分，列出要撤回的处罚；可以重复运行",
        "recall a rule that was wrong: its strikes go, and what is to be undone is printed; may be repeated",
    ),
    "recall-rule.rule": ("规则的 id", "the id of the rule"),
    "recall-rule.version": ("只召回群规的这个版本；不写就是所有版本", "only of this version of the ruleset; of all if unset"),
}

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "case show": ("moderation case show c-abcdefghij --store sqlite:///group.db",),
    "case list": ("moderation case list --store sqlite:///group.db --state appealed",),
    "case report": ('moderation case report "qq|12345|7" --user 10001 --who 10002 --why 骂人 --store sqlite:///group.db -r ruleset.yaml',),
    "case appeal": ("moderation case appeal c-abcdefghij --who 10001 --why 我只是开玩笑 --store sqlite:///group.db -r ruleset.yaml",),
    "case uphold": ("moderation case uphold c-abcdefghij --who 群主 --why 确实违规 --store sqlite:///group.db -r ruleset.yaml",),
    "case overturn": ("moderation case overturn c-abcdefghij --who 群主 --why 误判 --store sqlite:///group.db -r ruleset.yaml",),
    "ledger export": ("moderation ledger export --store sqlite:///group.db --out ledger.jsonl",),
    "ledger erase": ("moderation ledger erase 10001 --store sqlite:///group.db",),
    "recall-rule": ("moderation recall-rule ad --version 2026.11.21 --store sqlite:///group.db -r ruleset.yaml",),
}

_UNITS: Final = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))


def length(duration_s: int) -> str:
    """Return a length of time as a ruleset writes it.

    >>> length(604_800), length(5_400)
    ('7d', '90m')
    """
    return next(f"{duration_s // size}{unit}" for size, unit in _UNITS if duration_s % size == 0)
