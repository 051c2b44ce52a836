"""What a bot says beside its notices: alerts to staff, answers to commands, and what went wrong, as a newcomer meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["CALLS", "PROBLEMS", "SENTENCES"]

CALLS: Final[Sentences] = {
    "delete": ("撤回", "removal"),
    "mute": ("禁言", "mute"),
    "unmute": ("解除禁言", "unmute"),
    "kick": ("移出", "kick"),
    "ban": ("移出并拉黑", "ban"),
    "reject": ("拒绝入群", "refusal"),
    "say": ("通知", "notice"),
    "reply": ("回复", "answer"),
    "alert": ("提醒", "alert"),
}
"""How calls are named to people."""

PROBLEMS: Final[Sentences] = {
    "clamped": (
        "平台不支持这么长或这么短的禁言，已按平台允许的时长执行",
        "the platform does not mute for as long or as short; done as far as it goes",
    ),
    "unsupported": ("平台做不到，已从轻处理", "the platform cannot do that; something milder was done"),
    "untouchable": ("平台不允许处理群主和管理员", "the platform lets nobody touch owners and admins"),
    "too late": ("消息太旧，平台不再允许撤回", "the message is too old to be removed"),
    "not permitted": ("没有权限，请把机器人设为管理员", "not permitted: make the bot an admin"),
    "no answer": ("平台没有回应，不知道做了没有", "the platform did not answer; whether it was done is not known"),
    "lost": ("连接断开，不知道做了没有", "the connection broke; whether it was done is not known"),
    "unreachable": ("平台连不上，没有执行", "the platform is out of reach; nothing was done"),
    "overloaded": ("等待执行的操作太多，没有执行", "too many calls were waiting; nothing was done"),
    "refused": ("平台拒绝执行", "the platform refused"),
    "quiet": ("静默模式，没有执行", "quiet mode: nothing was done"),
    "held": ("一分钟里的通知太多，这一条没有发出", "too many notices in a minute; this one was not said"),
}
"""Why what was done is not what was asked for, by the slug that stands in the ledger."""

SENTENCES: Final[Sentences] = {
    "alert": ("【提醒{to}】{where}{what}{problem}", "[Alert{to}] {where}{what}{problem}"),
    "problem": ("（{problem}）", " ({problem})"),
    "quiet": (
        "【静默模式，未执行{to}】{where}本来会这样处理：{what}",
        "[Quiet mode, nothing done{to}] {where}This would have been done: {what}",
    ),
    "by-hand": (
        "【请管理人员处理{to}】{where}{user} 的消息涉及「{rule}」{evidence}。这里不能自动撤回和禁言，请手动处理。{case}",
        "[Please see to{to}] {where}a message of {user} breaks “{rule}”{evidence}. Nothing can be done by itself here. {case}",
    ),
    "by-hand-evidence": ("，证据：{evidence}", " ({evidence})"),
    "by-hand-case": ("案号 {case}。", "Case {case}."),
    "look": ("{user} 的消息涉及「{rule}」，请看一看", "a message of {user} touches “{rule}”; please have a look"),
    "case": ("案号 {case}", "case {case}"),
    "milder": (
        "@{user} 您好，您的消息涉及「{rule}」，请勿再发，感谢理解与配合。案号 {case}。",
        "@{user} Your message breaks “{rule}”. Please do not send it again. Case {case}.",
    ),
    "suggest": ("【可以这样回答】{where}{user}问：{question}\n{answer}", "[A possible answer] {where}{user} asks: {question}\n{answer}"),
    "route": ("【请处理：{title}{to}】{where}{user}：{question}{due}", "[Please see to: {title}{to}] {where}{user}: {question}{due}"),
    "held": (
        "（另有 {count} 条提醒没有逐条发出，请看 moderation case list）",
        "({count} more alerts were not sent one by one: moderation case list)",
    ),
    "notices-held": (
        "【提醒】{where}一分钟里已有 {most} 条违规通知，再多的先不在群里发，以免刷屏；撤回和处罚照常，案卷都在：moderation case list",
        "[Alert] {where}{most} notices within a minute; further ones are not said. Removals and sanctions go on: moderation case list",
    ),
    "due": ("（{due} 前答复）", " (answer by {due})"),
}
