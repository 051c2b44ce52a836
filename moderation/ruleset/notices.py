"""The shapes of `notices`: what is said to members on which occasion, one text for all platforms or one for each."""

# ruff: noqa: D415 - the docstrings of the models are the Chinese descriptions of the JSON Schema
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from moderation.ruleset.fields import ByShape, MappingModel, Text

__all__ = ["NoticeTexts", "Notices"]

_Occasion = Literal[
    "warn", "warn_again", "mute", "kick", "ban", "delete", "review", "alert", "undecided",
    "report_received", "appeal_received", "upheld", "overturned",
]  # fmt: skip


class NoticeTexts(MappingModel):
    """按平台写：没有单独写的平台用 `default`。"""

    default: Text = Field(description="没有单独写的平台都用它")
    qq: Text | None = Field(default=None, description="QQ（OneBot），最多 1500 字")
    telegram: Text | None = Field(default=None, description="Telegram，最多 4096 字")
    discord: Text | None = Field(default=None, description="Discord，最多 2000 字")
    wecom: Text | None = Field(default=None, description="企业微信，最多 2048 字节")
    feishu: Text | None = Field(default=None, description="飞书，最多 10000 字节")
    dingtalk: Text | None = Field(default=None, description="钉钉，最多 5000 字节")


_Notice = Annotated[Annotated[Text, Tag("#text")] | Annotated[NoticeTexts, Tag("#mapping")], ByShape] | None


class Notices(MappingModel):
    """通知：什么场合对群友说什么话；不写的场合用自带的说法。"""

    warn: _Notice = Field(default=None, description="第一次违规，处理是警告")
    warn_again: _Notice = Field(default=None, description="再次违规，处理仍是警告；不写就用 warn")
    mute: _Notice = Field(default=None, description="禁言")
    kick: _Notice = Field(default=None, description="移出本群")
    ban: _Notice = Field(default=None, description="移出并拉黑")
    delete: _Notice = Field(default=None, description="只撤回消息，不处罚人")
    review: _Notice = Field(default=None, description="没有 policy，消息待人工复核；不写就不说话")
    alert: _Notice = Field(default=None, description="给管理人员：受保护的身份违规，或要人复核")
    undecided: _Notice = Field(default=None, description="给管理人员：违规记录暂时读不到，由人决定")
    report_received: _Notice = Field(default=None, description="收到举报")
    appeal_received: _Notice = Field(default=None, description="收到申诉")
    upheld: _Notice = Field(default=None, description="复核后维持处理")
    overturned: _Notice = Field(default=None, description="复核后撤销处理")
    silent: list[_Occasion] = Field(default=[], description="这些场合不说话")
