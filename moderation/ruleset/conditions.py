"""The shapes of `when`: one model an operator. A string is the name of a signal or a comparison with a fact."""

# ruff: noqa: D415 - the docstrings of the models are the Chinese descriptions of the JSON Schema
from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BaseModel, Discriminator, Field, Tag

from moderation.ruleset.fields import MappingModel, Name, Points, Text

__all__ = ["OPERATORS", "AllWhen", "AnyWhen", "AtLeastWhen", "NearWhen", "NotWhen", "ScoreWhen", "When"]


class AllWhen(MappingModel):
    """每一项都成立。"""

    all: Annotated[list[When], Field(min_length=1, description="每一项都要成立的条件")]


class AnyWhen(MappingModel):
    """至少一项成立。"""

    any: Annotated[list[When], Field(min_length=1, description="只要有一项成立的条件")]


class NotWhen(MappingModel):
    """这一项不成立。"""

    not_: When = Field(alias="not", description="不能成立的条件")


class AtLeastWhen(MappingModel):
    """`of` 中至少 `at_least` 项成立。"""

    at_least: Annotated[int, Field(ge=1, description="至少几项")]
    of: Annotated[list[When], Field(min_length=1, description="从哪些条件里数")]


class NearWhen(MappingModel):
    """这些信号出现在同一字段里，相邻两个之间不超过 `within` 个字。"""

    near: Annotated[list[Name], Field(min_length=2, description="要挨在一起的信号")]
    within: Annotated[int, Field(ge=0, le=500, description="相邻两个信号之间最多隔几个字")] = 12


class ScoreWhen(MappingModel):
    """打分：各信号的权重相加，`cap` 封顶，`bonus` 加减分，达到 `review` 复核、达到 `block` 拦截。"""

    score: Annotated[list[Name], Field(min_length=1, description="计分的信号")]
    cap: dict[Name, Annotated[int, Field(ge=0)]] = Field(default={}, description="某个信号最多计几分：堆词不堆分")
    bonus: dict[Text, Points] = Field(default={}, description="条件成立时加（减）的分，条件可以是信号或事实")
    review: Annotated[int, Field(ge=1)] | None = Field(default=None, description="达到几分人工复核")
    block: Annotated[int, Field(ge=1)] | None = Field(default=None, description="达到几分拦截")


OPERATORS: Final[dict[str, type[MappingModel]]] = {
    "all": AllWhen, "any": AnyWhen, "not": NotWhen, "at_least": AtLeastWhen, "near": NearWhen, "score": ScoreWhen,
}  # fmt: skip
"""The first key that decides which condition a mapping is."""


def _operator(value: Any) -> str | None:  # noqa: ANN401 - pydantic hands over whatever the file holds
    """The tag of the condition that was meant, `None` if it is none."""
    if isinstance(value, BaseModel):
        return f"#{type(value).__name__}"
    if isinstance(value, dict):
        return next((f"#{model.__name__}" for key, model in OPERATORS.items() if key in value or f"{key}_" in value), None)
    return None if value is None or isinstance(value, list) else "#text"


When = Annotated[
    Annotated[Text, Tag("#text")]
    | Annotated[AllWhen, Tag("#AllWhen")]
    | Annotated[AnyWhen, Tag("#AnyWhen")]
    | Annotated[NotWhen, Tag("#NotWhen")]
    | Annotated[AtLeastWhen, Tag("#AtLeastWhen")]
    | Annotated[NearWhen, Tag("#NearWhen")]
    | Annotated[ScoreWhen, Tag("#ScoreWhen")],
    Discriminator(_operator),
]

for _model in (AllWhen, AnyWhen, NotWhen, AtLeastWhen):  # they hold conditions themselves
    _model.model_rebuild()
