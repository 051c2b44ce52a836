"""The pydantic mirror of a ruleset file: one model a mapping, one field a key, no behaviour.

The JSON Schema that editors use is generated from these models (`moderation schema`), the descriptions included.
"""

# ruff: noqa: D415 - the docstrings of the models are the Chinese descriptions of the JSON Schema
from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Discriminator, Field, Tag

from moderation.ruleset.behaviors import Behavior  # noqa: TC001 - pydantic reads it when the class is made
from moderation.ruleset.conditions import AllWhen, AnyWhen, AtLeastWhen, NearWhen, NotWhen, ScoreWhen, When
from moderation.ruleset.faq import Faq  # noqa: TC001 - pydantic reads it when the class is made
from moderation.ruleset.fields import AnyText, BoundaryChoice, ByShape, FieldName, MappingModel, Name, OneOrMore, Points, TermText, Text
from moderation.ruleset.notices import Notices  # noqa: TC001 - pydantic reads it when the class is made
from moderation.ruleset.policy import Policy  # noqa: TC001 - pydantic reads it when the class is made
from moderation.ruleset.scenarios import Scenario  # noqa: TC001 - pydantic reads it when the class is made

__all__ = [
    "KINDS", "AllWhen", "AnyWhen", "AtLeastWhen", "ContactPattern", "Defaults", "DisguisePattern", "From", "LinkPattern", "Match",
    "MatchOptions", "NamePattern", "NearWhen", "NotWhen", "Pattern", "RegexPattern", "RepeatPattern", "Rule", "RuleTests", "Ruleset",
    "RulesetMeta", "ScoreWhen", "Term", "TermList", "TestMessage", "When",
]  # fmt: skip

From = Annotated[Annotated[FieldName, Tag("#text")] | Annotated[list[FieldName], Field(min_length=1), Tag("#list")], ByShape]


class RulesetMeta(MappingModel):
    """群规的名字和版本。"""

    id: Name = Field(description="群规的名字，英文，写进每条判定")
    title: AnyText = Field(default="", description="给人看的名字")
    version: Text = Field(default="0", description="版本，例如日期 2026.11.21")
    charter: list[Text] = Field(default=[], description="公开的群规条目；规则用它的开头（如 第1条）引用它")


class MatchOptions(MappingModel):
    """匹配方式：未写的项取自 `level`。"""

    level: Literal["exact", "normal", "robust"] = Field(
        default="normal",
        description="exact：一字不差；normal：认得大小写、全角、繁体、符号隔开等写法；robust：再认得谐音、拼音、形近字、拆字、表情",
    )
    variants: bool | None = Field(default=None, description="认得繁体、全角、带圈、数学字母、形近字母、重复的写法")
    separators: Annotated[int, Field(ge=0, le=8)] | None = Field(default=None, description="词的两个字之间最多隔几个符号")
    lookalike: bool | None = Field(default=None, description="认得形近字（睹博）")
    homophone: bool | None = Field(default=None, description="认得谐音字（堵博）")
    pinyin: Literal["off", "full", "initials"] | None = Field(
        default=None, description="full：认得全拼（dubo、赌bo）；initials：再认得首字母（db）"
    )
    split: bool | None = Field(default=None, description="认得拆字（贝者博）")
    emoji: bool | None = Field(default=None, description="认得代替汉字的表情（🐷头）")
    shuffle: bool | None = Field(default=None, description="认得颠倒次序（博赌）")
    boundary: BoundaryChoice | None = Field(
        default=None, description="none：不看边界；latin：前后不能紧挨英文字母或数字；word：首尾必须是词的边界"
    )


Match = Annotated[Annotated[Literal["exact", "normal", "robust"], Tag("#text")] | Annotated[MatchOptions, Tag("#mapping")], ByShape]


class Defaults(MappingModel):
    """本文件的缺省值。"""

    match: Match = Field(default="normal", description="词表的匹配方式")
    from_: From = Field(default="authored", alias="from", description="读消息的哪些部分；authored 是发言人自己写的正文")


class Term(MappingModel):
    """一个词，带自己的选项；`near` 要求附近 `within` 个字内有佐证。"""

    term: TermText = Field(description="词")
    weight: Points | None = Field(default=None, description="分值，不写则用词表的")
    match: Match | None = Field(default=None, description="匹配方式，不写则用词表的")
    boundary: BoundaryChoice | None = Field(default=None, description="边界，不写则用词表的")
    near: list[TermText] = Field(default=[], description="佐证：附近有其中一个词才算")
    within: Annotated[int, Field(ge=1, le=200)] = Field(default=12, description="佐证最多离几个字")


class TermList(MappingModel):
    """词表，或（只写 `domains` 时）域名表。"""

    title: AnyText = Field(default="", description="给人看的名字")
    match: Match | None = Field(default=None, description="匹配方式")
    from_: From | None = Field(default=None, alias="from", description="读消息的哪些部分")
    weight: Points = Field(default=1, description="每个词的分值")
    disguised_bonus: Points = Field(default=0, description="变形写法（谐音、拆字、隔开等）另加的分，可以是负数")
    boundary: BoundaryChoice | None = Field(default=None, description="词的边界")
    terms: list[Annotated[Annotated[TermText, Tag("#text")] | Annotated[Term, Tag("#mapping")], ByShape]] = Field(
        default=[], description="词，一项一个"
    )
    file: OneOrMore = Field(default=[], description="词库文件，每行一个词，可用制表符隔开写分值，# 后是注释")
    allow: list[TermText] = Field(default=[], description="例外：只抵消它自己盖住的那一段")
    remove: list[TermText] = Field(default=[], description="从继承来的词、词库或域名里去掉")
    domains: list[Text] = Field(default=[], description="域名，给 link 模式用")


class _Pattern(MappingModel):
    title: AnyText = Field(default="", description="给人看的名字")
    weight: Points = Field(default=1, description="分值")
    from_: From | None = Field(default=None, alias="from", description="读消息的哪些部分")


class ContactPattern(_Pattern):
    """联系方式：微信号、QQ、手机号。"""

    kind: Literal["contact"] = Field(description="联系方式")
    of: list[Literal["wechat", "qq", "phone"]] = Field(default=["wechat", "qq", "phone"], min_length=1, description="哪几种")
    lead: list[Text] = Field(default=[], description="引导词：前面有其中一个才算")
    lead_within: Annotated[int, Field(ge=0, le=50)] = Field(default=6, description="引导词最多在前面几个字以内")
    not_: list[Text] = Field(default=[], alias="not", description="号码里含有这些字样就不算")


class LinkPattern(_Pattern):
    """链接、邀请、淘口令。"""

    kind: Literal["link"] = Field(description="链接")
    of: list[Literal["url", "email", "ip", "invite", "taokouling"]] = Field(
        default=["url", "ip", "invite", "taokouling"], min_length=1, description="哪几种"
    )
    domains_in: OneOrMore | None = Field(default=None, description="只算这些域名：域名表的名字，或域名列表")
    domains_not_in: OneOrMore | None = Field(default=None, description="不算这些域名：域名表的名字，或域名列表")


class RegexPattern(_Pattern):
    """正则表达式（regex 库的语法）。"""

    kind: Literal["regex"] = Field(description="正则表达式")
    regex: Text = Field(description="表达式，建议用单引号括起来")
    ignore_case: bool = Field(default=True, description="不分大小写")


class RepeatPattern(_Pattern):
    """同一个字、词组或行连续重复。"""

    kind: Literal["repeat"] = Field(description="连续重复")
    unit: Literal["char", "phrase", "line"] = Field(default="char", description="重复的是字、词组（2–12 个字）还是行")
    at_least: Annotated[int, Field(ge=2, le=10_000)] = Field(default=12, description="至少连续几次")


class DisguisePattern(_Pattern):
    """变形的写法：不管写的是什么词，这样写就是在躲。"""

    kind: Literal["disguise"] = Field(description="变形的写法")
    of: list[Literal["split", "lookalike", "pinyin", "initials", "emoji"]] = Field(
        default=["split", "lookalike", "pinyin", "initials", "emoji"],
        min_length=1,
        description="split：拆开的字；lookalike：生僻形近字；pinyin：夹在汉字里的拼音；initials：首字母；emoji：夹在词里的表情",
    )
    at_least: Annotated[int, Field(ge=1, le=100)] = Field(default=1, description="一条消息里至少几处")


class NamePattern(_Pattern):
    """昵称和群名片：冒充受保护的名字，或不合群里的命名规矩。"""

    kind: Literal["name"] = Field(description="昵称和群名片")
    from_: From = Field(default=["nickname", "card"], alias="from", description="看哪些名字，缺省是昵称和群名片")
    like: Text | None = Field(default=None, description="受保护的名字所在的词表；staff 也可以只指下面的 names")
    names: list[TermText] = Field(default=[], description="受保护的名字：群主、管理员、客服、品牌")
    length: list[Annotated[int, Field(ge=0, le=1000)]] | None = Field(
        default=None, min_length=2, max_length=2, description="名字最少和最多几个字，如 [2, 20]"
    )
    must_have: list[TermText] = Field(default=[], description="名字里必须有其中一个，如品牌、部门")
    format: Text | None = Field(default=None, description="名字必须符合的正则表达式，如 '^\\d{2}-'")


KINDS: Final[dict[str, type[MappingModel]]] = {
    "contact": ContactPattern, "link": LinkPattern, "regex": RegexPattern, "repeat": RepeatPattern,
    "disguise": DisguisePattern, "name": NamePattern,
}  # fmt: skip
"""The kinds of patterns."""


def _kind(value: Any) -> str | None:  # noqa: ANN401 - pydantic hands over whatever the file holds
    """The tag of the pattern that was meant, `None` if its kind is none."""
    if isinstance(value, BaseModel):
        return f"#{type(value).__name__}"
    kind = value.get("kind") if isinstance(value, dict) else None
    model = KINDS.get(kind) if isinstance(kind, str) else None
    return f"#{model.__name__}" if model else None


Pattern = Annotated[
    Annotated[ContactPattern, Tag("#ContactPattern")]
    | Annotated[LinkPattern, Tag("#LinkPattern")]
    | Annotated[RegexPattern, Tag("#RegexPattern")]
    | Annotated[RepeatPattern, Tag("#RepeatPattern")]
    | Annotated[DisguisePattern, Tag("#DisguisePattern")]
    | Annotated[NamePattern, Tag("#NamePattern")],
    Discriminator(_kind),
]


class TestMessage(MappingModel):
    """测试用的一条消息：只写 `text` 时可以直接写成字符串。"""

    text: AnyText = Field(default="", description="正文")
    quote: AnyText = Field(default="", description="被引用的消息")
    forward: AnyText = Field(default="", description="转发的内容")
    nickname: AnyText = Field(default="", description="昵称")
    card: AnyText = Field(default="", description="群名片")
    join_answer: AnyText = Field(default="", description="入群验证的回答")
    role: Literal["owner", "admin", "member", "bot"] = Field(default="member", description="发言人身份")
    joined: AnyText | None = Field(default=None, description="入群多久了（如 3d），或入群时间")
    at: AnyText | None = Field(default=None, description="发言时间")


_Test = Annotated[Annotated[AnyText, Tag("#text")] | Annotated[TestMessage, Tag("#mapping")], ByShape]
_Action = Annotated[
    Annotated[Text, Tag("#text")] | Annotated[dict[Text, int | str], Field(min_length=1, max_length=1), Tag("#mapping")], ByShape
]


class RuleTests(MappingModel):
    """`match` 必须命中本规则，`pass` 必须不命中本规则。"""

    match: list[_Test] = Field(default=[], description="必须命中本规则的消息")
    pass_: list[_Test] = Field(default=[], alias="pass", description="相近、但不能命中本规则的消息")


class Rule(MappingModel):
    """一条规则；覆盖继承来的规则时只写 `id` 和要改的键。"""

    id: Name = Field(description="规则的名字，英文")
    title: AnyText | None = Field(default=None, description="给人看的名字")
    charter: AnyText | None = Field(default=None, description="依据的群规条目，写它的开头，如 第1条")
    label: Name | None = Field(default=None, description="类别，如 gambling、ad、abuse")
    severity: Literal["low", "medium", "high", "critical"] | None = Field(default=None, description="严重程度")
    status: Literal["enforce", "shadow", "off"] | None = Field(
        default=None, description="enforce：生效；shadow：只记录，不影响判定；off：关闭"
    )
    from_: From | None = Field(default=None, alias="from", description="只看消息的这些部分")
    when: When | None = Field(default=None, description="什么时候命中")
    verdict: Literal["review", "block"] | None = Field(default=None, description="命中后复核还是拦截；打分的规则由分数线决定")
    actions: list[_Action] | None = Field(default=None, description="处理，如 delete、warn、{strike: 1}、{alert: 群管组}")
    tests: RuleTests | None = Field(default=None, description="测试：写在规则里，随规则一起改")


class Ruleset(MappingModel):
    """一份群规文件。"""

    spec: Literal[1] = Field(description="语言的版本，现在是 1")
    ruleset: RulesetMeta | None = Field(default=None, description="群规的名字、版本和条目")
    extends: OneOrMore = Field(default=[], description="继承的规则包：包名（如 community）或相对路径")
    defaults: Defaults = Field(default=Defaults(), description="本文件的缺省值")
    labels: dict[Name, Text] = Field(default={}, description="自己加的类别：英文名: 中文名")
    terms: dict[Name, TermList] = Field(default={}, description="词表")
    patterns: dict[Name, Pattern] = Field(default={}, description="模式：联系方式、链接、正则表达式、重复")
    behaviors: dict[Name, Behavior] = Field(default={}, description="行为：刷屏、重复、多帐号配合、集中入群、拆条发送")
    rules: list[Rule] = Field(default=[], description="规则")
    policy: Policy | None = Field(default=None, description="处罚尺度：记分、阶梯、例外、申诉")
    notices: Notices | None = Field(default=None, description="通知：什么场合说什么话")
    faq: Faq | None = Field(default=None, description="常见问题的答案，服务时间，和该由人来答的消息")
    scenarios: list[Scenario] = Field(default=[], description="场景：一连串消息，和每一条该有的结果")
