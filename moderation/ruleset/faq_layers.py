"""Merges the `faq` of a ruleset with those that it extends: a part of `ruleset.merging`.

Single values are replaced by a later file; synonyms are added; entries and routes are added, or replaced where a later file
has one of the same id. The rows of files become entries like those that stand in the ruleset itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.diagnostics import Diagnostic
from moderation.ruleset.tree import Entry, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.diagnostics import Position
    from moderation.ruleset.tree import Node

__all__ = ["FaqBuilder"]

_REPLACED: Final = ("answer_at", "suggest_at", "cooldown", "hours", "reply")
_LISTS: Final = ("entries", "synonyms", "route")


class FaqBuilder:
    """A `faq` that files are still adding to."""

    def __init__(self) -> None:
        self._key: Scalar | None = None
        self._replaced: dict[str, Entry] = {}
        self._keys: dict[str, Scalar] = {}
        self._lists: dict[str, list[Node]] = {name: [] for name in _LISTS}

    def add(self, entry: Entry, rows: Iterable[Node]) -> Iterator[Diagnostic]:
        """Put what a file says, and the rows of the files that it names, on top of what is there; yields what is there twice."""
        if not isinstance(entry.node, Mapping):
            return
        self._key = entry.key
        written = entry.node
        self._replaced |= {key: found for key, found in written.entries.items() if key in _REPLACED}
        for name in _LISTS:
            if name in written.entries:
                self._keys[name] = written.entries[name].key
        self._lists["synonyms"] += written.list("synonyms")
        yield from self._put("entries", [*written.list("entries"), *rows])
        yield from self._put("route", written.list("route"), report=False)  # compiling reports those

    def entry(self) -> Entry | None:
        """Return the merged mapping; `None` where no file has a `faq`."""
        if self._key is None:
            return None
        entries = dict(self._replaced)
        for name, nodes in self._lists.items():
            if nodes:
                key = self._keys.get(name, self._key._replace(text=name, value=name))
                entries[name] = Entry(key, Sequence(key.file, key.start, key.end, tuple(nodes)))
        return Entry(self._key, Mapping(self._key.file, self._key.start, self._key.end, entries))

    def _put(self, name: str, nodes: Iterable[Node], *, report: bool = True) -> Iterator[Diagnostic]:
        inherited = {_id(node): place for place, node in enumerate(self._lists[name]) if _id(node)}
        own: dict[str, Node] = {}
        for node in nodes:
            key = _id(node)
            if key in own and report:
                other = own[key].at
                yield Diagnostic(slug="duplicate-entry", at=_place(node), values={"found": key, "place": f"{other.path}:{other.line}"})
                continue
            if key:
                own.setdefault(key, node)
            if key in inherited:
                self._lists[name][inherited[key]] = node
            else:
                self._lists[name].append(node)


def _id(node: Node) -> str:
    """The id that an entry or route has, empty where it has none."""
    found = node.get("id") if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def _place(node: Node) -> Position:
    found = node.get("id") if isinstance(node, Mapping) else None
    return (found or node).at
