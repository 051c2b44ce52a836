"""What the rules of a group say beside the ruleset's own words, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["ACTIONS", "CHARTER"]

CHARTER: Final[Sentences] = {
    "short": ("【{title}】\n{articles}", "[{title}]\n{articles}"),
    "others": ("其他", "Others"),
    "ladder": ("违规怎么处理{window}", "What it costs{window}"),
    "window": ("（{window}内累计记分）", " (points within {window})"),
    "step": ("满 {at} 分：{do}", "{at} points: {do}"),
    "critical": ("严重违规：直接{do}", "serious breaches: {do} at once"),
    "appeal": (
        "对处理有异议，可以{within}{to}申诉：引用机器人的通知回复“申诉”。",
        "To appeal{within}{to}, answer the bot's notice with “/appeal”.",
    ),
    "within": ("在 {within}内", " within {within}"),
    "to": ("向{to}", " to {to}"),
}

ACTIONS: Final[Sentences] = {
    "alert": ("提醒管理人员", "staff are told"),
    "warn": ("警告", "a warning"),
    "mute": ("禁言", "a mute of"),
    "kick": ("移出本群", "removal"),
    "ban": ("移出本群，不再通过入群申请", "removal for good"),
}
