"""The kinds of values that a ruleset file is made of: names, texts, points, and how unions of shapes are told apart.

A union is told apart by the shape of what stands there, never by trying one member after the other: so a mistake is
reported once, for the member that the author meant. Tags start with `#` to be no key and no index.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

__all__ = [
    "MAX_TERM",
    "AnyText",
    "BoundaryChoice",
    "ByShape",
    "FieldName",
    "MappingModel",
    "Name",
    "OneOrMore",
    "Points",
    "TermText",
    "Text",
    "shape",
    "text_of",
]

_NAME: Final = r"^[A-Za-z_][A-Za-z0-9_-]*$"
MAX_TERM: Final = 200
"""No word list has terms this long; a line that is longer was meant as something else."""


def text_of(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
    """Return what the author wrote where text is expected: `110`, `007` and `true` stand for their own characters.

    >>> text_of(True), text_of("赌博")
    ('true', '赌博')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return getattr(value, "source", str(value))
    return value


def shape(value: Any) -> str:  # noqa: ANN401 - the same
    """Return the tag of a value's shape: `#mapping`, `#list`, `#text` (every single value can be text) or `#nothing`.

    >>> shape({}), shape([]), shape(3)
    ('#mapping', '#list', '#text')
    """
    if isinstance(value, dict | BaseModel):
        return "#mapping"
    return "#list" if isinstance(value, list | tuple) else "#text" if value is not None else "#nothing"


ByShape: Final = Discriminator(shape)

AnyText = Annotated[str, BeforeValidator(text_of)]
Name = Annotated[
    str,
    BeforeValidator(text_of),
    Field(pattern=_NAME, max_length=64),
    WithJsonSchema({"type": "string", "pattern": _NAME, "maxLength": 64}),  # a validator hides the pattern of keys
]
Text = Annotated[str, BeforeValidator(text_of), Field(min_length=1)]
TermText = Annotated[str, BeforeValidator(text_of), Field(min_length=1, max_length=MAX_TERM)]
OneOrMore = Annotated[Annotated[Text, Tag("#text")] | Annotated[list[Text], Tag("#list")], ByShape]
Points = Annotated[int, Field(ge=-1000, le=1000)]
FieldName = Literal["authored", "text", "quote", "forward", "nickname", "card", "join_answer"]
BoundaryChoice = Literal["none", "latin", "word"]


class MappingModel(BaseModel):
    """A mapping of the file: no other keys, no guessing of types, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, strict=True)

    @field_validator("*", mode="before")
    @classmethod
    def _something(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        """A key without a value is a slip of the pen, not a wish for the default."""
        if value is None:
            raise PydanticCustomError("nothing", "a value is missing")
        return value
