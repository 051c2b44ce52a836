"""The shapes of `policy`: what a breach costs, who is never sanctioned, and how a sanction can be appealed."""

# ruff: noqa: D415 - the docstrings of the models are the Chinese descriptions of the JSON Schema
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from moderation.ruleset.conditions import When  # noqa: TC001 - pydantic reads it when the class is made
from moderation.ruleset.fields import ByShape, MappingModel, Text

__all__ = [
    "Policy", "PolicyAggravation", "PolicyAppeal", "PolicyBreaker", "PolicyCap", "PolicyMitigation", "PolicyMute", "PolicyStep",
    "PolicyStrikes",
]  # fmt: skip

_Role = Literal["owner", "admin", "member", "bot"]


class PolicyMute(MappingModel):
    """禁言，写明多久。"""

    mute: Text = Field(description="禁言多久，如 10m、1d、7d")


_Measure = Annotated[Annotated[Literal["warn", "mute", "kick", "ban"], Tag("#text")] | Annotated[PolicyMute, Tag("#mapping")], ByShape]
_CapMeasure = Annotated[
    Annotated[Literal["alert", "warn", "mute", "kick", "ban"], Tag("#text")] | Annotated[PolicyMute, Tag("#mapping")], ByShape
]


class PolicyStrikes(MappingModel):
    """违规怎么记分。"""

    by: list[Literal["community", "chat", "user"]] = Field(
        default=["community", "user"], min_length=1, description="按什么记：community 全社群合计，chat 每个群分开；user 必须有"
    )
    window: Text | None = Field(default=None, description="多久以内的才算，如 30d；和 half_life 都不写就是 30d")
    half_life: Text | None = Field(default=None, description="每过这么久，旧的记分减半；和 window 只能写一个")
    per_message: Literal["max"] = Field(default="max", description="一条消息犯了几条规则，只记最重的一条，记一次")


class PolicyStep(MappingModel):
    """处罚阶梯的一级：累计到 `at` 分，就 `do`。"""

    at: Annotated[int, Field(ge=1, le=1000)] = Field(description="累计到几分")
    do: _Measure = Field(description="warn 警告、{mute: 1d} 禁言、kick 移出、ban 移出并拉黑")


class PolicyAggravation(MappingModel):
    """加重情节。"""

    if_: When = Field(alias="if", description="条件：信号、事实，或 label is …、severity is …、repeated_within 24h")
    strike: Annotated[int, Field(ge=1, le=1000)] = Field(description="多记几分，如 +1")


class PolicyMitigation(MappingModel):
    """从轻情节。"""

    if_: When = Field(alias="if", description="条件：和加重情节一样，另有 deleted_within 2m（自己很快撤回了）")
    strike: Annotated[int, Field(ge=-1000, le=-1)] = Field(description="少记几分，如 -1；最少记到 0 分")


class PolicyCap(MappingModel):
    """处罚的上限。"""

    at_most: _CapMeasure = Field(description="最重到哪一种；alert 是不处罚，只提醒管理人员")


class PolicyBreaker(MappingModel):
    """熔断：一条规则忽然命中太多，就先只记录、不处理，等人来看。"""

    hit_rate: Text = Field(description="命中的消息超过全部消息的几成，如 3%")
    min_hits: Annotated[int, Field(ge=1, le=1_000_000)] = Field(default=20, description="至少命中几次才算忽然太多")
    window: Text = Field(default="1h", description="看最近多久的消息")
    then: Literal["shadow"] = Field(default="shadow", description="shadow：这条规则转为只记录")
    alert: Text | None = Field(default=None, description="通知谁")


class PolicyAppeal(MappingModel):
    """申诉。"""

    within: Text = Field(default="7d", description="处罚后多久以内可以申诉")
    to: Text | None = Field(default=None, description="由谁处理")


class Policy(MappingModel):
    """处罚尺度：违规怎么记分、分多了怎么办、谁例外、怎么申诉。"""

    strikes: PolicyStrikes = Field(default=PolicyStrikes(), description="违规怎么记分")
    ladder: list[PolicyStep] = Field(default=[], min_length=1, description="处罚阶梯，分数从低到高")
    aggravate: list[PolicyAggravation] = Field(default=[], description="加重情节：条件成立就多记几分")
    mitigate: list[PolicyMitigation] = Field(default=[], description="从轻情节：条件成立就少记几分")
    protected: list[_Role] = Field(default=["owner", "admin", "bot"], description="从不处罚的身份：他们违规，改为提醒管理人员")
    trusted: PolicyCap | None = Field(default=None, description="可信成员的处罚上限，不写是 warn")
    first_offence: PolicyCap | None = Field(default=None, description="初犯的处罚上限；critical 的规则除外")
    breaker: PolicyBreaker | None = Field(default=None, description="熔断")
    appeal: PolicyAppeal | None = Field(default=None, description="申诉")
