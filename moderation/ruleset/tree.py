"""What a YAML file holds, with the place of every key and value: the tree that validation and merging walk.

A tree is immutable. Merged trees share the nodes of the files that they were made from, and each node knows its file,
so every part of a merged ruleset still knows where it was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.diagnostics import Position
    from moderation.ruleset.source import TextFile

__all__ = ["Entry", "Mapping", "Node", "Path", "Plain", "Scalar", "Sequence", "SourceFloat", "SourceInt", "pruned"]

Path = tuple[str | int, ...]
"""A place in a document: keys and list indices from its root."""


class SourceInt(int):
    """An integer that remembers how it was written, because `007` may have been meant as text."""

    source: str


class SourceFloat(float):
    """A floating-point number that remembers how it was written: `1.10` may be a version."""

    source: str


Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""What pydantic validates: the values of a tree without their places."""


class Scalar(NamedTuple):
    """A single value: its text as it reads, and what it means by the core schema of YAML 1.2."""

    file: TextFile
    start: int
    end: int
    text: str
    value: str | int | float | bool | None

    @property
    def at(self) -> Position:
        """Where it stands."""
        return self.file.position(self.start, self.end)

    def plain(self) -> Plain:
        """Return its value."""
        return self.value


class Sequence(NamedTuple):
    """A list of nodes."""

    file: TextFile
    start: int
    end: int
    nodes: tuple[Node, ...]

    @property
    def at(self) -> Position:
        """Where its first line stands."""
        return self.file.position(self.start, self.end)

    def plain(self) -> Plain:
        """Return its values."""
        return [node.plain() for node in self.nodes]


class Entry(NamedTuple):
    """A key of a mapping with its value."""

    key: Scalar
    node: Node


class Mapping(NamedTuple):
    """Named nodes, in the order in which they were written."""

    file: TextFile
    start: int
    end: int
    entries: dict[str, Entry]

    @property
    def at(self) -> Position:
        """Where its first line stands."""
        return self.file.position(self.start, self.end)

    def plain(self) -> Plain:
        """Return its values by key."""
        return {key: entry.node.plain() for key, entry in self.entries.items()}

    def get(self, key: str) -> Node | None:
        """Return the node of a key, if there is one."""
        entry = self.entries.get(key)
        return entry and entry.node

    def pairs(self, key: str) -> Iterator[tuple[str, Entry]]:
        """Iterate over the entries of the mapping that stands under a key; nothing where there is none."""
        node = self.get(key)
        if isinstance(node, Mapping):
            yield from node.entries.items()

    def list(self, key: str) -> tuple[Node, ...]:
        """Return the nodes of the list that stands under a key, a single value as a list of one."""
        node = self.get(key)
        if node is None:
            return ()
        return node.nodes if isinstance(node, Sequence) else (node,)

    def with_entries(self, entries: dict[str, Entry]) -> Mapping:
        """Return this mapping with other entries, at the same place."""
        return self._replace(entries=entries)


Node = Scalar | Sequence | Mapping


def pruned(node: Node, paths: Iterable[Path]) -> Node:
    """Return the node without the parts at these paths; a path that leads nowhere removes nothing."""
    deeper: dict[str | int, list[Path]] = {}
    gone: set[str | int] = set()
    for path in paths:
        if len(path) == 1:
            gone.add(path[0])
        elif path:
            deeper.setdefault(path[0], []).append(path[1:])
    if isinstance(node, Mapping):
        kept = {key: entry for key, entry in node.entries.items() if key not in gone}
        return node.with_entries({key: entry._replace(node=pruned(entry.node, deeper.get(key, ()))) for key, entry in kept.items()})
    if isinstance(node, Sequence):
        nodes = enumerate(node.nodes)
        return node._replace(nodes=tuple(pruned(part, deeper.get(index, ())) for index, part in nodes if index not in gone))
    return node
