"""All terms of a program as columns: quick to build, to write, to read back, and the same after each of these."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.match.aliases import aliased
from moderation.match.keys import is_literal, keys_of
from moderation.match.spec import Matching
from moderation.text.shape import core_of_character, cores_of
from moderation.text.sound import symbol_of_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moderation.match.spec import TermSpec

__all__ = ["Index", "TermTable", "build"]

_ROLES: Final = ("term", "allow", "near")
_VIEWS: Final = ("letters", "sounds", "shapes", "gate")


class Index(NamedTuple):
    """An automaton over the keys of one view, and what each key stands for.

    `targets[k]` is the row that key `k` stands for, `~g` for the rows `groups[g]`, and the number of rows for a doubled
    letter: such a key stands for no term but tells that runs must be merged. `aliased` says that the automaton reads the
    letters themselves, each as the symbol of its view; else a text has to be translated before.
    """

    automaton: bytes = b""
    targets: tuple[int, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    aliased: bool = False


_NO_INDEX: Final = Index()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTable:
    """One entry a term in each column, and an index over the keys of all of them for each view that is needed.

    `gate` reads the keys of both `letters` and `shapes` as shapes, so that one search tells of most texts that neither is in them.
    Its keys stand for nothing, and it is there only where it spares something.
    """

    signals: tuple[str, ...] = ()
    matchings: tuple[Matching, ...] = ()
    nears: tuple[tuple[tuple[int, ...], int], ...] = ()
    texts: tuple[str, ...] = ()
    signal_of: tuple[int, ...] = ()
    role_of: tuple[int, ...] = ()
    weight_of: tuple[int, ...] = ()
    matching_of: tuple[int, ...] = ()
    near_of: tuple[int, ...] = ()
    has_literals: bool = False
    letters: Index = _NO_INDEX
    sounds: Index = _NO_INDEX
    shapes: Index = _NO_INDEX
    gate: Index = _NO_INDEX

    def to_state(self) -> tuple[dict[str, Any], bytes]:
        """Return a JSON-able header and one blob."""
        header: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__ if name not in _VIEWS}
        header["matchings"] = [asdict(matching) for matching in self.matchings]
        indexes = [getattr(self, name) for name in _VIEWS]
        header["indexes"] = [[len(index.automaton), index.targets, index.groups, index.aliased] for index in indexes]
        return header, b"".join(index.automaton for index in indexes)

    @classmethod
    def from_state(cls, header: dict[str, Any], blob: bytes) -> TermTable:
        """Return the table that `to_state` described."""
        columns: dict[str, Any] = {name: tuple(column) if isinstance(column, list) else column for name, column in header.items()}
        columns["matchings"] = tuple(Matching(**options) for options in header["matchings"])
        columns["nears"] = tuple((tuple(rows), within) for rows, within in header["nears"])
        start = 0
        for name, (size, targets, groups, alias) in zip(_VIEWS, columns.pop("indexes"), strict=True):
            columns[name] = Index(blob[start : start + size], tuple(targets), tuple(map(tuple, groups)), alias)
            start += size
        return cls(**columns)

    def role(self, row: int) -> str:
        """Return `term`, `allow` or `near`."""
        return _ROLES[self.role_of[row]]


class _Row(NamedTuple):
    """One value for each column, in the order of `TermTable`."""

    text: str
    signal: int
    role: int
    weight: int
    matching: int
    near: int


class _Columns:
    """Gathers rows; every distinct value of a shared column is kept once."""

    def __init__(self) -> None:
        self.rows: dict[_Row, int] = {}
        self.signals: dict[str, int] = {}
        self.matchings: dict[Matching, int] = {}
        self.nears: dict[tuple[tuple[int, ...], int], int] = {}

    def add(self, spec: TermSpec) -> None:
        signal = self.signals.setdefault(spec.signal, len(self.signals))
        near = -1
        if spec.near is not None:
            like = self.matchings.setdefault(replace(spec.matching, boundary="auto"), len(self.matchings))
            words = tuple(self._place(_Row(word, signal, _ROLES.index("near"), 0, like, -1)) for word in spec.near.words)
            near = self.nears.setdefault((words, spec.near.within), len(self.nears))
        matching = self.matchings.setdefault(spec.matching, len(self.matchings))
        self._place(_Row(spec.text, signal, _ROLES.index(spec.role), spec.weight, matching, near))

    def _place(self, row: _Row) -> int:
        return self.rows.setdefault(row, len(self.rows))


def build(specs: Iterable[TermSpec]) -> TermTable:
    """Return the table of these terms; a term that folds to nothing has no key and never matches."""
    columns = _Columns()
    for spec in specs:
        columns.add(spec)
    matchings = tuple(columns.matchings)
    keyed: tuple[dict[str, list[int]], ...] = ({}, {}, {})
    for row, place in columns.rows.items():
        for rows_of, keys in zip(keyed, keys_of(row.text, matchings[row.matching]), strict=True):
            for key in keys:
                rows_of.setdefault(key, []).append(place)
    _add_doubled_letters(keyed[0], len(columns.rows))
    texts, signal_of, role_of, weight_of, matching_of, near_of = zip(*columns.rows, strict=True) if columns.rows else ((),) * 6
    letters, sounds, shapes = map(_index, keyed, (None, symbol_of_character, core_of_character))
    gated = bool(keyed[2]) and not columns.nears  # evidence is common words: a gate that nearly every text opens spares nothing
    gate = _index({cores_of(key): [0] for keys in (keyed[0], keyed[2]) for key in keys}, core_of_character) if gated else _NO_INDEX
    return TermTable(
        signals=tuple(columns.signals), matchings=matchings, nears=tuple(columns.nears), texts=texts, signal_of=signal_of,
        role_of=role_of, weight_of=weight_of, matching_of=matching_of, near_of=near_of, letters=letters, sounds=sounds, shapes=shapes,
        gate=gate._replace(targets=()), has_literals=any(is_literal(row.text, matchings[row.matching]) for row in columns.rows),
    )  # fmt: skip


def _add_doubled_letters(rows_of: dict[str, list[int]], gate: int) -> None:
    """Let the automaton itself tell that a text repeats a letter that matters: a search of its own would cost as much."""
    for letter in {letter for key in rows_of if len(key) > 1 for letter in key if letter.isalpha()}:
        rows_of.setdefault(letter * (3 if letter.isascii() else 2), []).append(gate)


def _index(rows_of: dict[str, list[int]], symbols: Callable[[], dict[int, str]] | None) -> Index:
    """Return the index of some keys; `symbols` tells what a letter reads as in a view that is not the letters themselves."""
    if not rows_of:
        return _NO_INDEX
    rows_of = dict(sorted(rows_of.items()))  # keys came as sets, whose order every process has for itself
    groups = [tuple(rows) for rows in rows_of.values() if len(rows) > 1]
    places = iter(range(len(groups)))
    targets = tuple(rows[0] if len(rows) == 1 else ~next(places) for rows in rows_of.values())
    automaton = CharwiseDoubleArrayAhoCorasick(list(rows_of), use_prefilter=symbols is None).serialize()
    reading = aliased(automaton, {code: ord(symbol) for code, symbol in symbols().items()}) if symbols else None
    return Index(reading or automaton, targets, tuple(groups), aliased=reading is not None)
