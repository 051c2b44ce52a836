"""The JSON Schema of ruleset files, made from the models: editors complete and check rulesets with it.

`moderation schema` prints it; the packs carry a copy, `rulesets/ruleset.schema.json`, that their first line names.
"""

from __future__ import annotations

from typing import Any, Final

from moderation.ruleset.schema import Ruleset

__all__ = ["schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final = ["string", "number", "boolean"]
"""Where text is expected, an unquoted `110` or `true` stands for its own characters."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a ruleset file, its descriptions in Chinese.

    >>> schema()["properties"]["spec"]["const"]
    1
    """
    made = _tidy(Ruleset.model_json_schema(by_alias=True))
    return {"$schema": _DIALECT, "title": "群规 / moderation ruleset", **made}


def _tidy(part: dict[str, Any]) -> dict[str, Any]:
    """A schema as authors need it: without the names of models, without `null`, with numbers where text is expected."""
    kept = {key: _inside(key, value) for key, value in part.items() if key != "title" and not (key == "default" and value is None)}
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        kept = {**choices[0], **{key: value for key, value in kept.items() if key != "anyOf"}}
    elif choices:
        kept["anyOf"] = choices
    if kept.get("type") == "string" and not {"enum", "const", "pattern"} & kept.keys():
        kept["type"] = _TEXT
    if "patternProperties" in kept:  # pydantic's names must match; JSON Schema's may be anything else
        kept["additionalProperties"] = False
    return kept


def _inside(key: str, value: Any) -> Any:  # noqa: ANN401 - the values of a JSON Schema have no common type
    """The parts of a schema that are schemas themselves, tidied."""
    if key in ("properties", "$defs", "patternProperties"):
        return {name: _tidy(part) for name, part in value.items()}
    if key in ("anyOf", "oneOf", "allOf"):
        return [_tidy(part) for part in value]
    if key in ("items", "additionalProperties") and isinstance(value, dict):
        return _tidy(value)
    return value
