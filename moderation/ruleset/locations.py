"""Where an error of pydantic's points to in a tree, and which model was expected there.

A location is walked through the tree: keys and indices lead deeper, the tags of unions (`#…`) do not, but tell which
model was meant and so which keys there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from pydantic import BaseModel

from moderation.ruleset.conditions import OPERATORS
from moderation.ruleset.schema import KINDS, Ruleset
from moderation.ruleset.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.diagnostics import Position
    from moderation.ruleset.fields import MappingModel
    from moderation.ruleset.tree import Entry, Node, Path

__all__ = ["Place", "kind_of", "walk"]


class Place(NamedTuple):
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
    def key_at(self) -> Position:
        """Its key, where it has one."""
        return self.entry.key.at if self.entry else self.at

    @property
    def keys(self) -> list[str]:
        """The keys that its model has."""
        return [field.alias or name for name, field in self.model.model_fields.items()] if self.model else []

    @property
    def found(self) -> str:
        """What the author wrote."""
        return self.node.text if isinstance(self.node, Scalar) else ""


def walk(root: Node, location: Iterable[str | int]) -> Place:
    """Return where a location leads, followed as far as it can be."""
    place = Place((), root, None, Ruleset)
    for part in location:
        place = _step(place, part)
    return place


def _step(place: Place, part: str | int) -> Place:
    node = place.node
    if isinstance(part, str) and part.startswith("#"):
        return place._replace(model=_TAGGED.get(part, place.model))
    if isinstance(node, Mapping) and part in node.entries:
        entry = node.entries[str(part)]
        return Place((*place.path, part), entry.node, entry, _model_under(place.model, str(part)))
    if isinstance(node, Sequence) and isinstance(part, int) and part < len(node.nodes):
        return Place((*place.path, part), node.nodes[part], None, place.model)
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


def kind_of(node: Node) -> str:
    """Return the word for what a node is: `mapping`, `list`, `text`, `integer`, `number`, `bool` or `nothing`."""
    if isinstance(node, Mapping):
        return "mapping"
    if isinstance(node, Sequence):
        return "list"
    kinds = {bool: "bool", int: "integer", float: "number", type(None): "nothing"}
    return next((kind for type_, kind in kinds.items() if isinstance(node.value, type_)), "text")
