"""The shapes of `behaviors`: what is counted over several messages. Which keys go together, `compile.behaviors` knows.

Every key may be left out, because a file may change one key of a behaviour that it inherits.
"""

# ruff: noqa: D415 - the docstrings of the models are the Chinese descriptions of the JSON Schema
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from moderation.ruleset.fields import AnyText, ByShape, MappingModel, Points, Text

__all__ = ["Behavior", "JoinMessages"]

_Grouping = Literal["community", "chat", "user"]
_Sameness = Literal["near_duplicate", "link", "contact"]


class JoinMessages(MappingModel):
    """把同一个人连着发的短消息接成一句来看。"""

    by: list[_Grouping] | None = Field(default=None, min_length=1, description="谁的消息接在一起，缺省是 [chat, user]")
    gap: Text | None = Field(default=None, description="相邻两条最多隔多久，缺省 5s，最长 60s")
    at_most: Annotated[int, Field(ge=2, le=20)] | None = Field(default=None, description="最多接几条，缺省 6")
    max_chars_each: Annotated[int, Field(ge=1, le=20)] | None = Field(default=None, description="每条最多几个字，缺省 4")


class Behavior(MappingModel):
    """一种行为：在一段时间里数消息，或把短消息接起来。覆盖继承来的行为时只写要改的键。"""

    title: AnyText | None = Field(default=None, description="给人看的名字")
    weight: Points | None = Field(default=None, description="分值，缺省 1")
    count: Literal["message", "near_duplicate", "distinct_user", "join"] | None = Field(
        default=None, description="数什么：message 消息、near_duplicate 相近的话、distinct_user 发同样内容的帐号、join 入群"
    )
    of: Annotated[Annotated[_Sameness, Tag("#text")] | Annotated[list[_Sameness], Field(min_length=1), Tag("#list")], ByShape] | None = (
        Field(
            default=None,
            description="distinct_user：什么算同样的内容，near_duplicate 相近的话（缺省）、link 同一链接、contact 同一联系方式",
        )
    )
    similarity: Annotated[float, Field(ge=0.5, le=1)] | None = Field(
        default=None, description="多像才算相近，0.5 到 1；near_duplicate 缺省 0.9，distinct_user 缺省 0.85"
    )
    by: list[_Grouping] | None = Field(default=None, min_length=1, description="合在一起数的范围：chat 同群、user 同人、community 全社群")
    across: Literal["all_chats", "chat"] | None = Field(
        default=None, description="distinct_user：all_chats 各群合起来数（缺省），chat 每群分开数"
    )
    window: Text | None = Field(default=None, description="多久以内，如 10s、10m、6h，最长 7d")
    at_least: Annotated[int, Field(ge=2, le=500)] | None = Field(default=None, description="至少几次（distinct_user：几个帐号）")
    min_chars: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        default=None, description="少于这么多字的话不算相近；near_duplicate 缺省 8，distinct_user 缺省 15"
    )
    join_messages: JoinMessages | None = Field(default=None, description="不计数，而是把短消息接成一句，和平常的话一样检查")
