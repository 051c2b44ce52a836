"""The shapes of `scenarios`: a story of messages, and what has to come of each."""

# ruff: noqa: D415 - the docstrings of the models are the Chinese descriptions of the JSON Schema
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from moderation.ruleset.fields import AnyText, ByShape, MappingModel, Name, OneOrMore, Text

__all__ = ["Scenario", "ScenarioEvent", "ScenarioMute", "ScenarioUser"]

_Kind = Literal[
    "text", "image", "voice", "video", "file", "sticker", "link", "card", "red_packet", "system", "recall", "join", "leave", "other"
]
_Outcome = Literal["pass", "review", "block", "none", "warn", "mute", "kick", "ban", "alert", "undecided"]


class ScenarioUser(MappingModel):
    """场景里的一个人。"""

    id: Text | None = Field(default=None, description="帐号，不写就用他在 users 里的名字")
    role: Literal["owner", "admin", "member", "bot"] = Field(default="member", description="身份")
    joined: AnyText | None = Field(default=None, description="场景开始时入群多久了（如 90d），或入群时间")
    trusted: bool = Field(default=False, description="运营者标为可信")
    nickname: AnyText = Field(default="", description="昵称")
    card: AnyText = Field(default="", description="群名片")


class ScenarioMute(MappingModel):
    """禁言，写明多久。"""

    mute: Text = Field(description="禁言多久，如 1d")


class ScenarioEvent(MappingModel):
    """一条消息，和它该有的结果；没有写的结果不检查。"""

    at: AnyText | None = Field(
        default=None, description="什么时候：离开始多久（3d、1d12h）、当天几点（20:59）、第几天几点（2d 20:59）或时间；不写就是上一条的时间"
    )
    text: AnyText = Field(default="", description="正文")
    user: Text | None = Field(default=None, description="谁发的：users 里的名字，不写就是 user")
    chat: Text | None = Field(default=None, description="发在哪个群：chats 里的名字，不写就是第一个")
    id: Text | None = Field(default=None, description="消息的编号；同一个编号发两次就是重复送达")
    kind: _Kind = Field(default="text", description="消息类型，如 join 入群、image 图片")
    recall: Text | None = Field(default=None, description="撤回哪一条：写它的 id")
    edited: bool = Field(default=False, description="这是对同一编号那条消息的修改")
    quote: AnyText = Field(default="", description="被引用的消息")
    forward: AnyText = Field(default="", description="转发的内容")
    join_answer: AnyText = Field(default="", description="入群验证的回答")
    expect: Annotated[Annotated[_Outcome, Tag("#text")] | Annotated[ScenarioMute, Tag("#mapping")], ByShape] | None = Field(
        default=None,
        description="判定 pass、review、block，或处罚 warn、{mute: 1d}、kick、ban、alert、undecided，none 是不处罚",
    )
    rule: Name | None = Field(default=None, description="必须命中的规则")
    strikes: Annotated[int, Field(ge=0)] | None = Field(default=None, description="有效期内累计几分")
    notice: OneOrMore | None = Field(default=None, description="通知里必须有的字样；none 是不说话")
    answer: Text | None = Field(default=None, description="用哪一条问答回答；none 是不回答")
    suggest: Text | None = Field(default=None, description="把哪一条问答提示给管理员；none 是不提示")
    route: Text | None = Field(default=None, description="转给哪一路；none 是不转")
    reply: OneOrMore | None = Field(default=None, description="答复（或转人工时先说的话）里必须有的字样；none 是不作声")


class Scenario(MappingModel):
    """一个场景：一连串消息，从空的案底开始。"""

    title: Text = Field(description="场景说的是什么")
    start: AnyText | None = Field(default=None, description="开始的时间，不写就是某个星期一的中午 12 点")
    user: ScenarioUser | None = Field(default=None, description="只有一个人时，他是谁")
    users: dict[Text, ScenarioUser] = Field(default={}, description="有几个人时：名字: 是谁")
    chats: list[Text] = Field(default=[], description="有几个群时，它们的名字")
    events: list[ScenarioEvent] = Field(min_length=1, description="消息，按先后")
