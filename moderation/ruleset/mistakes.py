"""What pydantic finds wrong with a file → Diagnostics at the key or value that is to blame.

`ruleset.locations` finds the place, this module says what is wrong with what stands there.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from moderation.diagnostics import Diagnostic
from moderation.ruleset.conditions import OPERATORS
from moderation.ruleset.locations import Place, kind_of, walk
from moderation.ruleset.schema import KINDS
from moderation.ruleset.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic_core import ErrorDetails

    from moderation.ruleset.tree import Path

__all__ = ["LATER", "Mistake", "mistake", "nearest"]

LATER: Final[frozenset[str]] = frozenset()
"""Keys that LANGUAGE knows and this version does not: refused by name, so that nobody looks for a misspelling."""
_LATER_VALUES: Final = {"kind": {"weights"}}
"""Values of that sort, by their key."""
_ON: Final = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}
_LONGEST_COMPARED: Final = 64
"""Spellings of longer words are not compared: the comparison is quadratic."""


class Mistake(NamedTuple):
    """A mistake with the path of what has to be left out, so that the rest of the file can still be checked."""

    diagnostic: Diagnostic
    path: Path


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
        place = walk(root, location[:-1])
        return (_missing if error["type"] == "missing" else _extra)(place, str(location[-1]))
    if location[-1:] == ("[key]",):
        return _bad_key(walk(root, location[:-1]))
    place = walk(root, location)
    read = _READERS.get(error["type"], _wrong_value)
    return Mistake(read(place, error), place.path)


def _missing(place: Place, key: str) -> Mistake:
    return Mistake(Diagnostic(slug="missing-key", at=place.at, values={"found": key}), place.path)


def _extra(place: Place, key: str) -> Mistake:
    entry = place.node.entries[key] if isinstance(place.node, Mapping) and key in place.node.entries else None
    at = entry.key.at if entry else place.at
    path = (*place.path, key)
    known = place.keys
    if key in LATER:
        return Mistake(Diagnostic(slug="not-supported-yet", at=at, values={"found": key}), path)
    if key in OPERATORS and place.model in OPERATORS.values():
        other = next(name for name, model in OPERATORS.items() if model is place.model)
        return Mistake(Diagnostic(slug="two-operators", at=at, values={"found": f"{other}, {key}"}), path)
    values = {"found": key, "expected": ", ".join(known)}
    return Mistake(Diagnostic(slug="unknown-key", at=at, values=values, nearest=nearest(key, known)), path)


def _bad_key(place: Place) -> Mistake:
    values = {"found": place.entry.key.text if place.entry else ""}
    return Mistake(Diagnostic(slug="bad-name", at=place.key_at, values=values), place.path)


def _wrong_type(expected: str) -> Callable[[Place, ErrorDetails], Diagnostic]:
    """A reader of errors about values of another kind."""

    def read(place: Place, error: ErrorDetails) -> Diagnostic:
        wanted = "text or integer" if error["loc"][-1:] in (("int",), ("str",)) else expected
        near = _ON.get(place.found.lower()) if wanted == "bool" else None
        return Diagnostic(slug="wrong-type", at=place.at, values={"kind": kind_of(place.node), "expected": wanted}, nearest=near)

    return read


def _wrong_value(place: Place, error: ErrorDetails) -> Diagnostic:
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


def _empty(place: Place, error: ErrorDetails) -> Diagnostic:
    if isinstance(place.node, Sequence) and place.node.nodes:
        least = error.get("ctx", {}).get("min_length", 1)
        return Diagnostic(slug="too-few", at=place.at, values={"found": str(len(place.node.nodes)), "expected": f"≥ {least}"})
    return Diagnostic(slug="empty-text" if isinstance(place.node, Scalar) else "empty-list", at=place.at)


def _too_long(place: Place, error: ErrorDetails) -> Diagnostic:
    if isinstance(place.node, Mapping):
        return Diagnostic(slug="wrong-type", at=place.at, values={"kind": "mapping", "expected": "one action"})
    most = error.get("ctx", {}).get("max_length", "")
    return Diagnostic(slug="too-long", at=place.at, values={"found": str(len(place.found)), "expected": f"≤ {most}"})


def _bad_name(place: Place, _error: ErrorDetails) -> Diagnostic:
    return Diagnostic(slug="bad-name", at=place.at, values={"found": place.found})


def _no_member(place: Place, error: ErrorDetails) -> Diagnostic:
    """What stands here has none of the shapes that are possible."""
    asked = str(error.get("ctx", {}).get("discriminator", ""))
    if asked.startswith("_operator"):
        return _no_condition(place, error)
    if asked.startswith("_kind"):
        return _no_pattern(place, error)
    tags = re.findall(r"#(\w+)", str(error.get("ctx", {}).get("expected_tags", "")))
    return _wrong_type(" or ".join(tags))(place, error)


def _no_condition(place: Place, error: ErrorDetails) -> Diagnostic:
    if not isinstance(place.node, Mapping) or not place.node.entries:
        return _wrong_type("condition")(place, error)
    keys = [entry.key for entry in place.node.entries.values()]
    meant = next((key for key in keys if nearest(key.text, OPERATORS)), keys[0])
    values = {"found": meant.text, "expected": "condition"}
    return Diagnostic(slug="unknown-operator", at=meant.at, values=values, nearest=nearest(meant.text, OPERATORS))


def _no_pattern(place: Place, error: ErrorDetails) -> Diagnostic:
    if not isinstance(place.node, Mapping):
        return _wrong_type("pattern")(place, error)
    entry = place.node.entries.get("kind")
    if entry is None:
        return _missing(place, "kind").diagnostic
    found = Place(("kind",), entry.node, entry, None)
    literal: Any = {"ctx": {"expected": ", ".join(f"'{kind}'" for kind in KINDS)}}
    return _wrong_value(found, literal)


_READERS: Final[dict[str, Callable[[Place, ErrorDetails], Diagnostic]]] = {
    "nothing": _wrong_type("value"),
    "string_type": _wrong_type("text"),
    "int_type": _wrong_type("integer"),
    "bool_type": _wrong_type("bool"),
    "float_type": _wrong_type("number"),
    "list_type": _wrong_type("expected-list"),
    "dict_type": _wrong_type("expected-mapping"),
    "model_type": _wrong_type("expected-mapping"),
    "model_attributes_type": _wrong_type("expected-mapping"),
    "string_too_short": _empty,
    "too_short": _empty,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_pattern_mismatch": _bad_name,
    "union_tag_invalid": _no_member,
    "union_tag_not_found": _no_member,
}
