"""What a community hears unless its ruleset says it otherwise: courteous first, with every fact for repeats. In Chinese, as members are.

A default is put together from pieces: what a ruleset has no policy for (a ladder, an appeal) is left out.
"""

from __future__ import annotations

from typing import Final

__all__ = ["APPEALS", "MEASURES", "NEXT_STEP", "REMOVED", "TEMPLATES", "TO_REMOVE", "UNITS", "span"]

TEMPLATES: Final[dict[str, str]] = {
    "warn": "@{user} 您好，不好意思，您的消息涉及「{rule.title}」（{rule.charter}），{removal}，感谢理解与配合。{next}"
    "案号 {case.id}，{appeal}。",
    "warn_again": "【提醒】{user} 近期第 {count} 次违反「{rule.title}」（{rule.charter}），{removal}。证据：{evidence.masked}。{next}"
    "案号 {case.id}，{appeal}。",
    "mute": "【通告】{user} 近期第 {count} 次违反「{rule.title}」（{rule.charter}），累计 {strikes} 分，禁言 {action.duration}。"
    "证据：{evidence.masked}。{next}案号 {case.id}，{appeal}。",
    "kick": "【通告】{user} 近期累计违规 {count} 次，已移出本群。最近一次违反「{rule.title}」（{rule.charter}），"
    "证据：{evidence.masked}。案号 {case.id}，{appeal}。",
    "ban": "【通告】{user} 近期累计违规 {count} 次，已移出本群，不再通过入群申请。最近一次违反「{rule.title}」（{rule.charter}），"
    "证据：{evidence.masked}。案号 {case.id}，{appeal}。",
    "delete": "@{user} 您好，不好意思，您的消息涉及「{rule.title}」（{rule.charter}），{removal}，感谢理解与配合。{appeal}。",
    "alert": "【请管理人员处理】{chat.name}：{user}（{user.id}）的消息涉及「{rule.title}」（{rule.charter}），证据：{evidence.masked}。"
    "没有处罚，请看案卷 {case.id}。",
    "undecided": "【请管理人员决定】{chat.name}：{user}（{user.id}）的消息涉及「{rule.title}」（{rule.charter}），证据：{evidence.masked}。"
    "违规记录暂时读不到，机器人没有处罚。案号 {case.id}。",
    "report_received": "@{user} 您好，您的举报已收到，案号 {case.id}，我们会尽快查看，感谢您维护群里的秩序。",
    "appeal_received": "@{user} 您好，您对案号 {case.id} 的申诉已收到，我们会尽快复核，请稍候。",
    "upheld": "@{user} 您好，案号 {case.id} 经复核，维持原来的处理，感谢理解。",
    "overturned": "@{user} 您好，非常抱歉，案号 {case.id} 经复核属于误判，处理已撤销，不再计入您的记录。",
}
"""What is said on each occasion; `{next}` and `{appeal}` are put in when the ruleset is compiled. None for `review`: silence."""

NEXT_STEP: Final = "如再次违规，将{next_step}。"
"""Where there is a ladder."""

APPEALS: Final[dict[tuple[bool, bool], str]] = {
    (True, True): "如有异议，请在 {appeal.within} 内联系 {appeal.to} 申诉",
    (True, False): "如有异议，请在 {appeal.within} 内联系管理员申诉",
    (False, True): "如有异议，请联系 {appeal.to} 申诉",
    (False, False): "如有异议，请联系管理员申诉",
}
"""How to appeal, by whether the policy says within which time and to whom."""

REMOVED: Final = "已撤回"
TO_REMOVE: Final = "请撤回"

MEASURES: Final[dict[str, str]] = {
    "alert": "由管理人员处理", "warn": "警告", "mute": "禁言", "kick": "移出本群", "ban": "移出本群并拉黑", "undecided": "由管理人员决定",
}  # fmt: skip
"""What is done to a member, as members call it."""

UNITS: Final = (("天", 86_400), ("小时", 3_600), ("分钟", 60), ("秒", 1))


def span(duration_s: int) -> str:
    """Return a length of time as members say it, in at most two units.

    >>> span(86_400), span(43_200), span(129_600), span(0)
    ('1 天', '12 小时', '1 天 12 小时', '0 秒')
    """
    parts: list[str] = []
    for unit, size in UNITS:
        number, duration_s = divmod(duration_s, size)
        if number:
            parts.append(f"{number} {unit}")
    return " ".join(parts[:2]) or "0 秒"
