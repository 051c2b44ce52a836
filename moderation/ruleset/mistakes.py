"""What pydantic finds wrong with a file → Diagnostics at the key or value that is to blame.

A location of pydantic's is walked through the tree: keys and indices lead deeper, the tags of unions (`#…`) do not, but
tell which model was meant and so which keys there are.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from pydantic import BaseModel

from moderation.diagnostics import Diagnostic
from moderation.ruleset.conditions import OPERATORS
from moderation.ruleset.schema import KINDS, Ruleset
from moderation.ruleset.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pydantic_core import ErrorDetails

    from moderation.diagnostics import Position
    from moderation.ruleset.fields import MappingModel
    from moderation.ruleset.tree import Entry, Node, Path

__all__ = ["Mistake", "kind_of", "mistake", "nearest"]

_LATER_KEYS: Final = frozenset({
    "behaviors", "policy", "notices", "faq", "scenarios", "lookalike", "homophone", "pinyin", "split", "emoji", "shuffle", "bias",
})  # fmt: skip
_LATER_VALUES: Final = {"level": {"robust"}, "match": {"robust"}, "kind": {"weights", "name"}}
"""What LANGUAGE knows and this version does not: refused by name, so that nobody looks for a misspelling."""
_ON: Final = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}
_LONGEST_COMPARED: Final = 64
"""Spellings of longer words are not compared: the comparison is quadratic."""


class Mistake(NamedTuple):
    """A mistake with the path of what has to be left out, so that the rest of the file can still be checked."""

    diagnostic: Diagnostic
    path: Path


class _Place(NamedTuple):
    """Where a location of pydantic's leads: the real path, the node there, its key, the model that was expected."""

    path: Path
    node: Node
    entry: Entry | None
    model: type[BaseModel] | None

    @property
    def at(self) -> Position:
        """A single value itself; for anything larger its key, or its first line in a list."""
        if self.entry is None or (isinstance(self.node, Scalar) and self.node.text):
            return self.node.at
        return self.entry.key.at

    @property
    def found(self) -> str:
        """What the author wrote."""
        return self.node.text if isinstance(self.node, Scalar) else ""


def nearest(found: str, known: Iterable[str]) -> str | None:
    """Return the known word that is spelt most like what was found, if one is.

    >>> nearest("titel", ["title", "terms"])
    'title'
    """
    if len(found) > _LONGEST_COMPARED:
        return None
    return next(iter(get_close_matches(found, list(known), n=1, cutoff=0.55)), None)


def mistake(root: Mapping, error: ErrorDetails) -> Mistake:
    """Return the mistake that an error of pydantic's means in this document."""
    location = error["loc"]
    if error["type"] in ("missing", "extra_forbidden"):
        place = _walk(root, location[:-1])
        return (_missing if error["type"] == "missing" else _extra)(place, str(location[-1]))
    if location[-1:] == ("[key]",):
        return _bad_name(_walk(root, location[:-1]))
    place = _walk(root, location)
    read = _READERS.get(error["type"], _wrong_value)
    return Mistake(read(place, error), place.path)


def _walk(root: Node, location: Iterable[str | int]) -> _Place:
    """Follow a location as far as it leads."""
    place = _Place((), root, None, Ruleset)
    for part in location:
        place = _step(place, part)
    return place


def _step(place: _Place, part: str | int) -> _Place:
    node = place.node
    if isinstance(part, str) and part.startswith("#"):
        return place._replace(model=_TAGGED.get(part, place.model))
    if isinstance(node, Mapping) and part in node.entries:
        entry = node.entries[str(part)]
        return _Place((*place.path, part), entry.node, entry, _model_under(place.model, str(part)))
    if isinstance(node, Sequence) and isinstance(part, int) and part < len(node.nodes):
        return _Place((*place.path, part), node.nodes[part], None, place.model)
    return place


def _model_under(model: type[BaseModel] | None, key: str) -> type[BaseModel] | None:
    """The one model that the values of a key, or of the mapping or list there, are read as."""
    if model is None:
        return None
    field = next((field for name, field in model.model_fields.items() if key in (name, field.alias)), None)
    if field is None:
        return model  # a name that the author chose, as in `terms`
    return next(_models_in(field.annotation), None)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - annotations have no common type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


_TAGGED: Final[dict[str, type[MappingModel]]] = {f"#{model.__name__}": model for model in (*OPERATORS.values(), *KINDS.values())}


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _missing(place: _Place, key: str) -> Mistake:
    return Mistake(Diagnostic(slug="missing-key", at=place.at, values={"found": key}), place.path)


def _extra(place: _Place, key: str) -> Mistake:
    entry = place.node.entries[key] if isinstance(place.node, Mapping) and key in place.node.entries else None
    at = entry.key.at if entry else place.at
    path = (*place.path, key)
    known = _keys(place.model)
    if key in _LATER_KEYS:
        return Mistake(Diagnostic(slug="not-supported-yet", at=at, values={"found": key}), path)
    if key in OPERATORS and place.model in OPERATORS.values():
        other = next(name for name, model in OPERATORS.items() if model is place.model)
        return Mistake(Diagnostic(slug="two-operators", at=at, values={"found": f"{other}, {key}"}), path)
    values = {"found": key, "expected": ", ".join(known)}
    return Mistake(Diagnostic(slug="unknown-key", at=at, values=values, nearest=nearest(key, known)), path)


def _bad_name(place: _Place) -> Mistake:
    at = place.entry.key.at if place.entry else place.at
    name = place.entry.key.text if place.entry else ""
    return Mistake(Diagnostic(slug="bad-name", at=at, values={"found": name}), place.path)


def _wrong_type(expected: str) -> Callable[[_Place, ErrorDetails], Diagnostic]:
    """A reader of errors about values of another kind."""

    def read(place: _Place, error: ErrorDetails) -> Diagnostic:
        wanted = "text or integer" if error["loc"][-1:] in (("int",), ("str",)) else expected
        near = _ON.get(place.found.lower()) if wanted == "bool" else None
        return Diagnostic(slug="wrong-type", at=place.at, values={"kind": kind_of(place.node), "expected": wanted}, nearest=near)

    return read


def kind_of(node: Node) -> str:
    """Return the word for what a node is: `mapping`, `list`, `text`, `integer`, `number`, `bool` or `nothing`."""
    if isinstance(node, Mapping):
        return "mapping"
    if isinstance(node, Sequence):
        return "list"
    kinds = {bool: "bool", int: "integer", float: "number", type(None): "nothing"}
    return next((kind for type_, kind in kinds.items() if isinstance(node.value, type_)), "text")


def _wrong_value(place: _Place, error: ErrorDetails) -> Diagnostic:
    """A value of the right kind that is none of those that are possible."""
    expected = _possible(error)
    last = str(place.path[-1]) if place.path else ""
    if place.found in _LATER_VALUES.get(last, ()):
        return Diagnostic(slug="not-supported-yet", at=place.at, values={"found": place.found})
    if not isinstance(place.node, Scalar) or place.node.value is None:
        return Diagnostic(slug="wrong-type", at=place.at, values={"kind": kind_of(place.node), "expected": " | ".join(expected)})
    values = {"found": place.found, "expected": " | ".join(expected)}
    return Diagnostic(slug="wrong-value", at=place.at, values=values, nearest=nearest(place.found, expected) if len(expected) > 1 else None)


def _possible(error: ErrorDetails) -> list[str]:
    """The values or the bound that an error of pydantic's names."""
    context = error.get("ctx", {})
    bounds = {"ge": "≥ {}", "gt": "> {}", "le": "≤ {}", "lt": "< {}"}
    bound = next((form.format(context[key]) for key, form in bounds.items() if key in context), None)
    if bound:
        return [bound]
    words = str(context.get("expected", ""))
    return re.findall(r"'([^']*)'", words) or [words or error["msg"]]


def _empty(place: _Place, error: ErrorDetails) -> Diagnostic:
    if isinstance(place.node, Sequence) and place.node.nodes:
        least = error.get("ctx", {}).get("min_length", 1)
        return Diagnostic(slug="too-few", at=place.at, values={"found": str(len(place.node.nodes)), "expected": f"≥ {least}"})
    return Diagnostic(slug="empty-text" if isinstance(place.node, Scalar) else "empty-list", at=place.at)


def _too_long(place: _Place, error: ErrorDetails) -> Diagnostic:
    if isinstance(place.node, Mapping):
        return Diagnostic(slug="wrong-type", at=place.at, values={"kind": "mapping", "expected": "one action"})
    most = error.get("ctx", {}).get("max_length", "")
    return Diagnostic(slug="too-long", at=place.at, values={"found": str(len(place.found)), "expected": f"≤ {most}"})


def _named_badly(place: _Place, _error: ErrorDetails) -> Diagnostic:
    return Diagnostic(slug="bad-name", at=place.at, values={"found": place.found})


def _no_member(place: _Place, error: ErrorDetails) -> Diagnostic:
    """What stands here has none of the shapes that are possible."""
    asked = str(error.get("ctx", {}).get("discriminator", ""))
    if asked.startswith("_operator"):
        return _no_condition(place, error)
    if asked.startswith("_kind"):
        return _no_pattern(place, error)
    tags = re.findall(r"#(\w+)", str(error.get("ctx", {}).get("expected_tags", "")))
    return _wrong_type(" or ".join(tags))(place, error)


def _no_condition(place: _Place, error: ErrorDetails) -> Diagnostic:
    if not isinstance(place.node, Mapping) or not place.node.entries:
        return _wrong_type("condition")(place, error)
    entry = next(iter(place.node.entries.values()))
    values = {"found": entry.key.text, "expected": "condition"}
    return Diagnostic(slug="unknown-operator", at=entry.key.at, values=values, nearest=nearest(entry.key.text, OPERATORS))


def _no_pattern(place: _Place, error: ErrorDetails) -> Diagnostic:
    if not isinstance(place.node, Mapping):
        return _wrong_type("pattern")(place, error)
    entry = place.node.entries.get("kind")
    if entry is None:
        return _missing(place, "kind").diagnostic
    found = _Place(("kind",), entry.node, entry, None)
    literal: Any = {"ctx": {"expected": ", ".join(f"'{kind}'" for kind in KINDS)}}
    return _wrong_value(found, literal)


_READERS: Final[dict[str, Callable[[_Place, ErrorDetails], Diagnostic]]] = {
    "nothing": _wrong_type("value"),
    "string_type": _wrong_type("text"),
    "int_type": _wrong_type("integer"),
    "bool_type": _wrong_type("bool"),
    "list_type": _wrong_type("expected-list"),
    "dict_type": _wrong_type("expected-mapping"),
    "model_type": _wrong_type("expected-mapping"),
    "model_attributes_type": _wrong_type("expected-mapping"),
    "string_too_short": _empty,
    "too_short": _empty,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_pattern_mismatch": _named_badly,
    "union_tag_invalid": _no_member,
    "union_tag_not_found": _no_member,
}
