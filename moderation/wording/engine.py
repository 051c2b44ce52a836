"""What `Moderator.explain()` adds to a verdict: what would have changed it, and why rules that came close did not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["SENTENCES"]

_WITHOUT: Final[Sentences] = {
    "rule-pass": ("若没有{pieces}，规则「{title}」不会命中。", "Without {pieces}, the rule “{title}” would not have hit."),
    "rule-lower": (
        "若没有{pieces}，规则「{title}」只会到{level}。",
        "Without {pieces}, the rule “{title}” would only have come to {level}.",
    ),
    "message-pass": ("若没有{pieces}，这条消息会通过。", "Without {pieces}, the message would have passed."),
    "message-lower": ("若没有{pieces}，这条消息只会到{level}。", "Without {pieces}, the message would only have come to {level}."),
    "piece": ("「{text}」", "“{text}”"),
    "both": ("和", " and "),
    "either": ("，或者没有", ", or without "),
}

_REASONS: Final[Sentences] = {
    "not-seen": ("没有「{title}」", "no “{title}”"),
    "was-seen": ("有「{title}」", "“{title}” is there"),
    "fact-fails": ("不满足「{fact}」（实际：{actual}）", "not so: {fact} (actually: {actual})"),
    "fact-holds": ("满足「{fact}」", "{fact}"),
    "none-of": ("以下一项也不成立：{parts}", "none of these holds: {parts}"),
    "too-few": ("{of} 项里只有 {holding} 项成立，要 {n} 项：{parts}", "{holding} of {of} hold, {n} are needed: {parts}"),
    "exception": ("属于例外：{part}", "an exception applies: {part}"),
    "too-far": ("{titles} 相隔超过 {within} 字", "{titles} are more than {within} characters apart"),
    "too-low": ("只有 {total} 分（{sum}），不到 {needed} 分", "only {total} points ({sum}), {needed} are needed"),
    "and": ("；", "; "),
    "list": ("、", ", "),
}

_FACTS: Final[Sentences] = {
    "is": ("{fact}是 {value}", "{fact} is {value}"),
    "is_not": ("{fact}不是 {value}", "{fact} is not {value}"),
    "in": ("{fact}属于 {value}", "{fact} is one of {value}"),
    "not_in": ("{fact}不属于 {value}", "{fact} is none of {value}"),
    "<": ("{fact}小于 {value}", "{fact} is less than {value}"),
    "<=": ("{fact}不超过 {value}", "{fact} is at most {value}"),
    ">": ("{fact}大于 {value}", "{fact} is more than {value}"),
    ">=": ("{fact}不少于 {value}", "{fact} is at least {value}"),
    "unknown": ("未知", "unknown"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "days": ("{n} 天", "{n} days"),
    "hours": ("{n} 小时", "{n} hours"),
    "minutes": ("{n} 分钟", "{n} minutes"),
    "seconds": ("{n} 秒", "{n} seconds"),
}

SENTENCES: Final[Sentences] = {
    **_WITHOUT,
    **_REASONS,
    **_FACTS,
    "seen": ("另外看到：", "Also seen:"),
    "more": ("……还有 {count} 处", "… and {count} more"),
    "near-misses": ("相关但没有命中的规则：", "Rules that came close:"),
    "near-miss": ("「{title}」：{reason}。", "“{title}”: {reason}."),
}
