"""The shapes of `faq`: what the community's answers are, when staff answer, and who answers what is no question of the FAQ.

The same `FaqQuestion` is read from a ruleset's `entries`, from YAML and JSON Lines files, and from the rows of a spreadsheet.
"""

# ruff: noqa: D415 - the docstrings of the models are the Chinese descriptions of the JSON Schema
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from moderation.ruleset.conditions import When  # noqa: TC001 - pydantic reads it when the class is made
from moderation.ruleset.fields import AnyText, MappingModel, Name, OneOrMore, Text

__all__ = ["Faq", "FaqCooldown", "FaqHours", "FaqQuestion", "FaqRoute"]

_Role = Literal["owner", "admin", "member", "bot"]
_Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_Confidence = Annotated[float, Field(ge=0, le=1)]


class FaqQuestion(MappingModel):
    """一条问答：问题、别的问法、答案。"""

    id: Text | None = Field(default=None, description="编号；不写则按次序编号")
    question: Text = Field(description="问题，写成群友会问的样子")
    answer: Text = Field(description="答案，原样发出")
    variants: OneOrMore = Field(default=[], description="别的问法，越多答得越准；每条 3–10 个为好")
    topic: AnyText = Field(default="", description="主题，给人看")
    source: AnyText = Field(default="", description="出处，可以附在答案后面")
    valid_until: Text | None = Field(default=None, description="最后一天有效的日期，如 2026-12-31；过后不再用它回答")
    chats: OneOrMore = Field(default=[], description="只在这些群里回答；不写就是所有群")
    roles: list[_Role] = Field(default=[], description="只回答这些身份的人；不写就是所有人")


class FaqCooldown(MappingModel):
    """同一个答案多久才能再说一次。"""

    per: list[Literal["community", "chat", "user", "entry"]] = Field(
        default=["chat", "entry"], min_length=1, description="按什么分别计时：整个社群、群、人、问答"
    )
    time: Text = Field(default="2m", description="多久，如 2m、1h")


class FaqHours(MappingModel):
    """服务时间：时间以外只说什么时候答复。"""

    open: OneOrMore = Field(description="每天的服务时间，如 09:00-21:00；中午休息就写两段")
    timezone: Text = Field(default="Asia/Shanghai", description="时区的 IANA 名字")
    weekdays: list[_Day] = Field(
        default=["mon", "tue", "wed", "thu", "fri", "sat", "sun"], min_length=1, description="一周里的哪几天服务，缺省每天"
    )
    holidays: list[Text] = Field(default=[], description="放假的日期，如 2026-10-01，或一段，如 2026-10-01..2026-10-07")
    workdays: list[Text] = Field(default=[], description="调休上班的日期：这一天照常服务，写法同上")
    outside: AnyText = Field(
        default="", description="时间以外的答复，可用 {user}、{greeting}、{next_open}，答得出时还有 {answer}、{source}"
    )


class FaqRoute(MappingModel):
    """不违规、但要由人来答的消息：交给谁、多急、先说什么。"""

    id: Name = Field(description="名字，英文")
    title: AnyText = Field(default="", description="给人看的名字")
    when: When = Field(description="什么样的消息，条件的写法和规则一样")
    to: Text = Field(description="交给谁")
    priority: Literal["urgent", "high", "normal", "low"] = Field(default="normal", description="多急")
    within: Text | None = Field(default=None, description="多久以内必须有人答复，如 10m")
    reply: AnyText = Field(default="", description="先说的一句话，可用 {user}、{greeting}、{to}、{due}")


class Faq(MappingModel):
    """群里常见问题的答案，和该由人来答的消息。"""

    answer_at: _Confidence | None = Field(default=None, description="把握达到多少就直接回答（0–1），不写用缺省值")
    suggest_at: _Confidence | None = Field(default=None, description="把握达到多少就提示给管理员（0–1），再低就不作声")
    cooldown: FaqCooldown | None = Field(default=None, description="同一个答案隔多久才能再说")
    hours: FaqHours | None = Field(default=None, description="服务时间")
    reply: AnyText = Field(default="", description="答复的样式，可用 {user}、{greeting}、{answer}、{source}")
    file: OneOrMore = Field(default=[], description="问答文件：YAML、JSON Lines、CSV，或两列的表格导出")
    entries: list[FaqQuestion] = Field(default=[], description="直接写在这里的问答")
    synonyms: list[Annotated[list[Text], Field(min_length=2)]] = Field(
        default=[], description="自己的同义词，一组一行，如 [退费, 退钱, 退款]"
    )
    route: list[FaqRoute] = Field(default=[], description="该由人来答的消息，越急越先")
