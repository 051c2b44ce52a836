"""All terms of a program as columns: quick to build, to write, to read back, and the same after each of these."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.match.keys import is_literal, keys
from moderation.match.spec import NORMAL, Matching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.match.spec import TermSpec

__all__ = ["TermTable", "build"]

_ROLES: Final = ("term", "allow", "near")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTable:
    """One entry a term in each column, and an automaton over the keys of all of them.

    `targets[k]` is the row that key `k` stands for, `~g` for the rows `groups[g]`, and the number of rows for a doubled
    letter: such a key stands for no term but tells that runs must be merged.
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
    targets: tuple[int, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    has_literals: bool = False
    automaton: bytes = b""

    def to_state(self) -> tuple[dict[str, Any], bytes]:
        """Return a JSON-able header and one blob."""
        header = {name: getattr(self, name) for name in self.__slots__ if name != "automaton"}
        return {**header, "matchings": [asdict(matching) for matching in self.matchings]}, self.automaton

    @classmethod
    def from_state(cls, header: dict[str, Any], blob: bytes) -> TermTable:
        """Return the table that `to_state` described."""
        columns: dict[str, Any] = {name: tuple(column) if isinstance(column, list) else column for name, column in header.items()}
        columns["matchings"] = tuple(Matching(**options) for options in header["matchings"])
        columns["nears"] = tuple((tuple(rows), within) for rows, within in header["nears"])
        columns["groups"] = tuple(map(tuple, header["groups"]))
        return cls(**columns, automaton=blob)

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
            normal = self.matchings.setdefault(NORMAL, len(self.matchings))
            words = tuple(self._place(_Row(word, signal, _ROLES.index("near"), 0, normal, -1)) for word in spec.near.words)
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
    rows_of: dict[str, list[int]] = {}
    for row, place in columns.rows.items():
        for key in keys(row.text, matchings[row.matching]):
            rows_of.setdefault(key, []).append(place)
    _add_doubled_letters(rows_of, len(columns.rows))
    texts, signal_of, role_of, weight_of, matching_of, near_of = zip(*columns.rows, strict=True) if columns.rows else ((),) * 6
    automaton, targets, groups = _automaton(rows_of)
    return TermTable(
        signals=tuple(columns.signals), matchings=matchings, nears=tuple(columns.nears), texts=texts, signal_of=signal_of,
        role_of=role_of, weight_of=weight_of, matching_of=matching_of, near_of=near_of, targets=targets, groups=groups,
        has_literals=any(is_literal(row.text, matchings[row.matching]) for row in columns.rows), automaton=automaton,
    )  # fmt: skip


def _add_doubled_letters(rows_of: dict[str, list[int]], gate: int) -> None:
    """Let the automaton itself tell that a text repeats a letter that matters: a search of its own would cost as much."""
    for letter in {letter for key in rows_of if len(key) > 1 for letter in key if letter.isalpha()}:
        rows_of.setdefault(letter * (3 if letter.isascii() else 2), []).append(gate)


def _automaton(rows_of: dict[str, list[int]]) -> tuple[bytes, tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Return the serialised automaton over the keys, what each key stands for, and the groups of rows that share one."""
    if not rows_of:
        return b"", (), ()
    groups = [tuple(rows) for rows in rows_of.values() if len(rows) > 1]
    places = iter(range(len(groups)))
    targets = tuple(rows[0] if len(rows) == 1 else ~next(places) for rows in rows_of.values())
    return CharwiseDoubleArrayAhoCorasick(list(rows_of)).serialize(), targets, tuple(groups)
