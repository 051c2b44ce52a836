"""What the author's tools say: how the tests of a ruleset came out, and why each failure is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["SENTENCES"]

SENTENCES: Final[Sentences] = {
    "match": ("应当命中，却没有命中：{text}", "should hit, but does not: {text}"),
    "pass": ("不应命中，却命中了：{text}", "should not hit, but does: {text}"),
    "baseline": ("日常消息，不应命中任何规则，却命中了：{text}", "an ordinary message that should hit no rule, but does: {text}"),
    "because": ("原因：{reason}", "reason: {reason}"),
    "seen": ("看到：{evidence}", "seen: {evidence}"),
    "saw-nothing": ("没有看到任何信号", "no signal was seen"),
    "more": ("……还有 {count} 处", "… and {count} more"),
    "and": ("；", "; "),
    "quoted": ("「{text}」", "“{text}”"),
    "field": ("（{name}：「{text}」）", " ({name}: “{text}”)"),
    "passed": (
        "{ruleset}：{rules} 条规则的 {cases} 个测试和 {baseline} 条日常消息全部通过",
        "{ruleset}: all {cases} tests of {rules} rules and {baseline} ordinary messages pass",
    ),
    "failed": (
        "{ruleset}：{rules} 条规则的 {cases} 个测试和 {baseline} 条日常消息中，有 {failures} 个没有通过",
        "{ruleset}: of {cases} tests of {rules} rules and {baseline} ordinary messages, {failures} fail",
    ),
}
