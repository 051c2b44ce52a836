"""Where the parts of a merged ruleset were written: paths of the merged document → positions in files."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import TYPE_CHECKING, Final

from moderation.ruleset.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.diagnostics import Position
    from moderation.ruleset.tree import Entry, Node, Path

__all__ = ["Places"]

_BY_KEY: Final = frozenset({"bonus", "cap", "labels"})
"""In these mappings the author's words are the keys, so a key is what a path means."""


class Places(AbstractMapping["Path", "Position"]):
    """A mapping from every path of the merged document to its Position, worked out when asked.

    A single value stands where it is written; a list or mapping stands at its key, or at its first line in a list.
    """

    def __init__(self, root: Mapping) -> None:
        self._root = root

    def __getitem__(self, path: Path) -> Position:
        node: Node = self._root
        entry: Entry | None = None
        for part in path:
            if isinstance(node, Mapping) and isinstance(part, str):
                entry = node.entries[part]
                node = entry.node
            elif isinstance(node, Sequence) and isinstance(part, int):
                entry, node = None, node.nodes[part]
            else:
                raise KeyError(path)
        if entry is None or (isinstance(node, Scalar) and node.text and path[-2:-1] not in {(name,) for name in _BY_KEY}):
            return node.at
        return entry.key.at

    def __contains__(self, path: object) -> bool:
        try:
            self[path]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return False
        return True

    def __iter__(self) -> Iterator[Path]:
        return _paths(self._root, ())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def at(self, path: Path) -> Position:
        """Return the place of a path, or of the nearest part around it that was written."""
        while path and path not in self:
            path = path[:-1]
        return self[path]


def _paths(node: Node, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield from _paths(entry.node, (*path, key))
    elif isinstance(node, Sequence):
        for index, part in enumerate(node.nodes):
            yield from _paths(part, (*path, index))
