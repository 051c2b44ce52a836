"""Checks a file against the schema: every mistake at once, and what is left of the file without them.

Third step of loading. What is left always fits the schema, so that later steps can look for mistakes of their own in
the same run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

from pydantic import ValidationError

from moderation.diagnostics import Diagnostic
from moderation.ruleset.locations import kind_of
from moderation.ruleset.mistakes import mistake
from moderation.ruleset.reading import MAX_DEPTH
from moderation.ruleset.schema import Ruleset
from moderation.ruleset.tree import Entry, Mapping, Scalar, pruned

if TYPE_CHECKING:
    from moderation.ruleset.mistakes import Mistake
    from moderation.ruleset.tree import Node, Path

__all__ = ["Checked", "check", "spoilt_rules"]

_MOST_SHOWN: Final = 500
"""Nobody reads more mistakes of one file, and a word list pasted in the wrong place has tens of thousands."""


class Checked(NamedTuple):
    """The part of a document that fits the schema; `spoilt` are the paths that were left out of it."""

    root: Mapping
    spoilt: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def check(node: Node) -> Checked:
    """Return the part of a document that fits the schema, with every mistake in the rest."""
    if not isinstance(node, Mapping):
        wrong = Diagnostic(slug="wrong-type", at=node.at, values={"kind": kind_of(node), "expected": "expected-mapping"})
        return Checked(Mapping(node.file, node.start, node.end, {}), ((),), (wrong,))
    found = _mistakes(node)
    if len(found) > _MOST_SHOWN:
        return Checked(node.with_entries({}), ((),), _shown(found))
    return Checked(_remains(node, found), tuple(each.path for each in found), _shown(found))


def spoilt_rules(node: Node, spoilt: tuple[Path, ...]) -> frozenset[str]:
    """Return the ids of the rules in which something was left out: what they lack is no mistake of its own."""
    rules = node.list("rules") if isinstance(node, Mapping) else ()
    hurt = {path[1] for path in spoilt if path[:1] == ("rules",) and len(path) > 1}
    ids = (rule.get("id") for index, rule in enumerate(rules) if index in hurt and isinstance(rule, Mapping))
    return frozenset(each.text for each in ids if isinstance(each, Scalar))


def _mistakes(root: Mapping) -> list[Mistake]:
    try:
        Ruleset.model_validate(root.plain())
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        return [mistake(root, each) for each in errors[: _MOST_SHOWN + 1]]
    return []


def _remains(root: Mapping, found: list[Mistake]) -> Mapping:
    """The document without what is wrong; leaving out a required key makes its mapping wrong in turn."""
    for _ in range(MAX_DEPTH):
        if not found:
            return root
        root = _with_spec(cast("Mapping", pruned(root, [each.path for each in found])))
        found = _mistakes(root)
    return root.with_entries({})


def _with_spec(root: Mapping) -> Mapping:
    """The document with the version of the language: the only thing that a root must have."""
    one = Scalar(root.file, root.start, root.start, "1", 1)
    return root.with_entries({**root.entries, "spec": Entry(one._replace(text="spec", value="spec"), one)})


def _shown(found: list[Mistake]) -> tuple[Diagnostic, ...]:
    """One mistake for each place, in the order of the file, and an end to them."""
    at = {(each.diagnostic.at, each.diagnostic.slug): each.diagnostic for each in reversed(found[:_MOST_SHOWN])}
    if len(found) > _MOST_SHOWN:
        last = found[_MOST_SHOWN].diagnostic.at
        at[last, "too-many-mistakes"] = Diagnostic(slug="too-many-mistakes", at=last, values={"found": str(_MOST_SHOWN)})
    return tuple(sorted(at.values(), key=lambda each: each.at))
