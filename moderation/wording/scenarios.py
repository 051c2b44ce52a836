"""What is said about the scenarios of a ruleset: what should have come of a message, and what did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["OUTCOMES", "SENTENCES"]

OUTCOMES: Final[Sentences] = {
    "pass": ("通过", "pass"),
    "review": ("待复核", "review"),
    "block": ("拦截", "block"),
    "none": ("不处罚", "no sanction"),
    "warn": ("警告", "a warning"),
    "mute": ("禁言", "a mute"),
    "mute-for": ("禁言 {duration}", "a mute of {duration}"),
    "kick": ("移出", "a removal"),
    "ban": ("移出并拉黑", "a ban"),
    "alert": ("提醒管理人员", "an alert to staff"),
    "undecided": ("由管理人员决定", "a decision by staff"),
}
"""What comes of a message, by the words that `expect` takes."""

SENTENCES: Final[Sentences] = {
    "failure": (
        "[场景「{title}」] 第 {number} 条（{when}）{text}：{what}",
        "[scenario “{title}”] message {number} ({when}) {text}: {what}",
    ),
    "same-time": ("同时", "at the same time"),
    "expect": ("应为{wanted}，却是{came}", "should come to {wanted}, but comes to {came}"),
    "rule": ("应当命中规则 {wanted}，命中的是 {came}", "should hit the rule {wanted}, but hits {came}"),
    "strikes": ("累计应为 {wanted} 分，却是 {came} 分", "should come to {wanted} strikes, but comes to {came}"),
    "notice": ("通知里应当有「{wanted}」，说的却是「{came}」", "the notice should hold “{wanted}”, but says “{came}”"),
    "no-notice": ("不该说话，却说了「{came}」", "nothing should be said, but this is: “{came}”"),
    "answer": ("应当用 {wanted} 回答，却是 {came}", "should be answered by {wanted}, but it is {came}"),
    "suggest": ("应当提示 {wanted}，却是 {came}", "should be suggested {wanted}, but it is {came}"),
    "route": ("应当转给 {wanted}，却是 {came}", "should go to {wanted}, but goes to {came}"),
    "reply": ("答复里应当有「{wanted}」，说的却是「{came}」", "the reply should hold “{wanted}”, but says “{came}”"),
    "no-reply": ("不该答复，却说了「{came}」", "nothing should be replied, but this is: “{came}”"),
    "nothing": ("没有", "none"),
    "reason": ("情节：{reason}", "circumstance: {reason}"),
    "case": ("案号 {case}：第 {count} 次，累计 {strikes} 分", "case {case}: offence {count}, {strikes} strikes"),
    "said": ("说的是：{notice}", "said: {notice}"),
    "passed": (
        "{ruleset}：{rules} 条规则的 {cases} 个测试、{baseline} 条日常消息和 {scenarios} 个场景全部通过",
        "{ruleset}: all {cases} tests of {rules} rules, {baseline} ordinary messages and {scenarios} scenarios pass",
    ),
    "failed": (
        "{ruleset}：{rules} 条规则的 {cases} 个测试、{baseline} 条日常消息和 {scenarios} 个场景中，有 {failures} 处没有通过",
        "{ruleset}: of {cases} tests of {rules} rules, {baseline} ordinary messages and {scenarios} scenarios, {failures} fail",
    ),
}
