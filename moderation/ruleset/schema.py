"""The pydantic mirror of a ruleset file: one model a mapping, one field a key, no behaviour.

The JSON Schema that editors use is generated from these models (`moderation schema`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

__all__ = [
    "AllWhen", "AnyWhen", "AtLeastWhen", "ContactPattern", "Defaults", "LinkPattern", "MatchOptions", "NearWhen", "NotWhen", "Pattern",
    "RegexPattern", "RepeatPattern", "Rule", "RuleTests", "Ruleset", "RulesetMeta", "ScoreWhen", "Term", "TermList", "TestMessage", "When",
]  # fmt: skip

Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$", max_length=64)]
Text = Annotated[str, Field(min_length=1)]
Points = Annotated[int, Field(ge=-1000, le=1000)]
FieldName = Literal["authored", "text", "quote", "forward", "nickname", "card", "join_answer"]
From = FieldName | list[FieldName]


class _Mapping(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class RulesetMeta(_Mapping):
    """群规的名字和版本；`charter` 是公开的群规条目，规则用它的开头（如 第1条）引用它。"""

    id: Name
    title: str = ""
    version: str = "0"
    charter: list[Text] = []


class MatchOptions(_Mapping):
    """匹配方式：未写的项取自 `level`。"""

    level: Literal["exact", "normal"] = "normal"
    variants: bool | None = None
    separators: Annotated[int, Field(ge=0, le=8)] | None = None
    boundary: Literal["none", "latin", "word"] | None = None


Match = Literal["exact", "normal"] | MatchOptions


class Defaults(_Mapping):
    """全文件的缺省值。"""

    match: Match = "normal"
    from_: From = Field(default="authored", alias="from")


class Term(_Mapping):
    """一个词，带自己的选项；`near` 要求附近 `within` 个字内有佐证。"""

    term: Text
    weight: Points | None = None
    match: Match | None = None
    boundary: Literal["none", "latin", "word"] | None = None
    near: list[Text] = []
    within: Annotated[int, Field(ge=1, le=200)] = 12


class TermList(_Mapping):
    """词表，或（只写 `domains` 时）域名表。"""

    title: str = ""
    match: Match | None = None
    from_: From | None = Field(default=None, alias="from")
    weight: Points = 1
    boundary: Literal["none", "latin", "word"] | None = None
    terms: list[Text | Term] = []
    file: str | list[str] = []
    allow: list[Text] = []
    remove: list[Text] = []
    domains: list[Text] = []


class _Pattern(_Mapping):
    title: str = ""
    weight: Points = 1
    from_: From | None = Field(default=None, alias="from")


class ContactPattern(_Pattern):
    """联系方式：微信号、QQ、手机号。"""

    kind: Literal["contact"]
    of: list[Literal["wechat", "qq", "phone"]] = ["wechat", "qq", "phone"]
    lead: list[Text] = []
    lead_within: Annotated[int, Field(ge=0, le=50)] = 6
    not_: list[Text] = Field(default=[], alias="not")


class LinkPattern(_Pattern):
    """链接、邀请、淘口令。"""

    kind: Literal["link"]
    of: list[Literal["url", "email", "ip", "invite", "taokouling"]] = ["url", "ip", "invite", "taokouling"]
    domains_in: Name | list[Text] | None = None
    domains_not_in: Name | list[Text] | None = None


class RegexPattern(_Pattern):
    """正则表达式（regex 库的语法）。"""

    kind: Literal["regex"]
    regex: Text
    ignore_case: bool = True


class RepeatPattern(_Pattern):
    """同一个字、词组或行连续重复。"""

    kind: Literal["repeat"]
    unit: Literal["char", "phrase", "line"] = "char"
    at_least: Annotated[int, Field(ge=2, le=10_000)] = 12


Pattern = Annotated[ContactPattern | LinkPattern | RegexPattern | RepeatPattern, Field(discriminator="kind")]


class AllWhen(_Mapping):
    """每一项都成立。"""

    all: Annotated[list[When], Field(min_length=1)]


class AnyWhen(_Mapping):
    """至少一项成立。"""

    any: Annotated[list[When], Field(min_length=1)]


class NotWhen(_Mapping):
    """这一项不成立。"""

    not_: When = Field(alias="not")


class AtLeastWhen(_Mapping):
    """`of` 中至少 `at_least` 项成立。"""

    at_least: Annotated[int, Field(ge=1)]
    of: Annotated[list[When], Field(min_length=1)]


class NearWhen(_Mapping):
    """这些信号出现在同一字段里，相邻两个之间不超过 `within` 个字。"""

    near: Annotated[list[Name], Field(min_length=2)]
    within: Annotated[int, Field(ge=0, le=500)] = 12


class ScoreWhen(_Mapping):
    """打分：各信号的权重相加，`cap` 封顶，`bonus` 加减分，达到 `review` 复核、达到 `block` 拦截。"""

    score: Annotated[list[Name], Field(min_length=1)]
    cap: dict[Name, Annotated[int, Field(ge=0)]] = {}
    bonus: dict[str, Points] = {}
    review: Annotated[int, Field(ge=1)] | None = None
    block: Annotated[int, Field(ge=1)] | None = None


def _kind_of_when(value: Any) -> str:  # noqa: ANN401 - pydantic hands over whatever the file holds
    if isinstance(value, str):
        return "name"
    keys = value.keys() if isinstance(value, dict) else type(value).model_fields if isinstance(value, BaseModel) else ()
    return next((key for key in ("all", "any", "not", "not_", "at_least", "near", "score") if key in keys), "name").rstrip("_")


When = Annotated[
    Annotated[Text, Tag("name")]
    | Annotated[AllWhen, Tag("all")]
    | Annotated[AnyWhen, Tag("any")]
    | Annotated[NotWhen, Tag("not")]
    | Annotated[AtLeastWhen, Tag("at_least")]
    | Annotated[NearWhen, Tag("near")]
    | Annotated[ScoreWhen, Tag("score")],
    Discriminator(_kind_of_when),
]


class TestMessage(_Mapping):
    """测试用的一条消息：只写 `text` 时可以直接写成字符串。"""

    text: str = ""
    quote: str = ""
    forward: str = ""
    nickname: str = ""
    card: str = ""
    join_answer: str = ""
    role: Literal["owner", "admin", "member", "bot"] = "member"
    joined: str | None = None
    at: str | None = None


class RuleTests(_Mapping):
    """`match` 必须命中本规则，`pass` 必须不命中本规则。"""

    match: list[str | TestMessage] = []
    pass_: list[str | TestMessage] = Field(default=[], alias="pass")


class Rule(_Mapping):
    """一条规则；覆盖继承来的规则时只写 `id` 和要改的键。"""

    id: Name
    title: str | None = None
    charter: str | None = None
    label: Name | None = None
    severity: Literal["low", "medium", "high", "critical"] | None = None
    status: Literal["enforce", "shadow", "off"] | None = None
    from_: From | None = Field(default=None, alias="from")
    when: When | None = None
    verdict: Literal["review", "block"] | None = None
    actions: list[str | dict[str, int | str]] | None = None
    tests: RuleTests | None = None


class Ruleset(_Mapping):
    """一份群规文件。"""

    spec: Literal[1]
    ruleset: RulesetMeta | None = None
    extends: list[Text] = []
    defaults: Defaults = Defaults()
    labels: dict[Name, Text] = {}
    terms: dict[Name, TermList] = {}
    patterns: dict[Name, Pattern] = {}
    rules: list[Rule] = []
