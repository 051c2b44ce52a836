"""Which rows of many need a full check: never leaves out one whose verdict is not clean.

    texts → one folded buffer → its views → keys found → signals that may be there → rules that may hold

Every step proposes at least what `Moderator.check` would find, and none looks at a single row in Python but for the few
that need it: emoji that stand for characters, codes in brackets, pinyin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from moderation.batch.alphabet import NUMBER, ODD, Alphabet
from moderation.batch.bent import BentKeys
from moderation.batch.joined import Compact, Folded, Views, merged, views_of
from moderation.batch.keys import Found, Keys, KeySet, Meaning, keys_by_view
from moderation.batch.likely import LikelyPatterns
from moderation.batch.otherwise import otherwise
from moderation.engine.examine import Examiner
from moderation.engine.possible import Possible, Seen
from moderation.match.demands import image
from moderation.match.spec import DisguiseSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from moderation.program import Program

__all__ = ["Screen"]

_UNBOUNDED: Final = 1 << 40
"""Points of what may be found any number of times: more than any rule asks for."""


class _Proposed(NamedTuple):
    """What may be there: item `items[i]` in row `rows[i]`, perhaps disguised."""

    rows: NDArray[np.int64]
    items: NDArray[np.int64]
    bent: NDArray[np.bool_]


def _all(parts: Iterable[_Proposed]) -> _Proposed:
    """What several steps propose together."""
    rows, items, bent = zip(*parts, strict=True)
    return _Proposed(np.concatenate(rows), np.concatenate(items), np.concatenate(bent))


class Screen:
    """The tables of one Program, made ready to screen rows of text."""

    def __init__(self, program: Program) -> None:
        table = program.terms
        keys = keys_by_view(table)
        self._likely = LikelyPatterns(Examiner(program).patterns)
        self._terms = len(table.texts)
        strings: Keys = {}
        for key, meanings in keys["literals"].items():
            strings.setdefault(image(key), []).extend(meanings)
        for string, demands in self._likely.strings.items():
            strings.setdefault(string, []).extend(Meaning(self._terms + demand) for demand in demands)
        self._speaks = any(matching.emoji for matching in table.matchings)
        self._alphabet = Alphabet((*strings, *keys["letters"]), speaks=self._speaks)
        self._strings, self._letters = KeySet(strings, self._alphabet), KeySet(keys["letters"], self._alphabet)
        self._bent = BentKeys(table, keys["sounds"], keys["shapes"], self._alphabet)
        self._spare = max(self._strings.longest, self._letters.longest, self._bent.longest) + 1
        self._possible = Possible(program)
        self._signals, self._points = self._of_items(program)

    def _of_items(self, program: Program) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The signal and the most points of every item: terms by their row, then patterns by their place."""
        table, column = program.terms, self._possible.column
        bonuses = {info.name: max(info.disguised_bonus, 0) for info in program.signals}
        columns = np.asarray([column(name) for name in table.signals], np.int64)
        extra = np.asarray([bonuses[name] for name in table.signals], np.int64)
        of_terms = np.asarray(table.signal_of, np.int64)
        points = np.maximum(np.asarray(table.weight_of, np.int64) + extra[of_terms], 0) if len(of_terms) else of_terms
        signals = columns[of_terms] if len(of_terms) else of_terms
        patterns = self._likely.patterns
        worth = [max(pattern.weight, 0) if self._likely.counts_once(pattern) else _UNBOUNDED for pattern in patterns]
        self._many = np.asarray([False] * self._terms + [isinstance(pattern.spec, DisguiseSpec) for pattern in patterns], np.bool_)
        return (
            np.concatenate([signals, np.asarray([column(pattern.signal) for pattern in patterns], np.int64)]),
            np.concatenate([points, np.asarray(worth, np.int64)]),
        )

    def rows(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Return for each text whether its verdict may be other than clean."""
        if not texts:
            return np.zeros(0, np.bool_)
        views = views_of(texts, self._alphabet, self._spare)
        folded = views.folded
        sure = np.zeros(len(texts), np.bool_)
        sure[folded.rows(np.flatnonzero(folded.flags & NUMBER))] = True
        proposed = self._proposed(texts, views)
        others = self._read_otherwise(texts, folded)
        everything = _all((proposed, others))
        return sure | self._may_hold(everything, folded)

    def _may_hold(self, proposed: _Proposed, folded: Folded) -> NDArray[np.bool_]:
        """Where a rule may hold by what is proposed."""
        count, items = len(folded.ends), len(self._signals)
        concerned, rows = np.unique(proposed.rows, return_inverse=True) if self._possible.needs_signals else (
            np.arange(count), proposed.rows,
        )  # fmt: skip
        pairs, times = np.unique(rows.ravel() * items + proposed.items, return_counts=True)
        of_rows, of_items = np.divmod(pairs, items) if items else (pairs, pairs)
        bent = np.zeros(len(concerned), np.bool_)
        bent[rows.ravel()[proposed.bent]] = True
        seen = Seen(
            len(concerned),
            of_rows,
            self._signals[of_items],
            self._points[of_items] * np.where(self._many[of_items], times, 1),
            bent,
            self._facts(folded, concerned),
        )
        possible = np.zeros(count, np.bool_)
        possible[concerned] = self._possible.rows(seen)
        return possible

    @staticmethod
    def _facts(folded: Folded, rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        lengths = np.diff(folded.ends, prepend=-1) - 1
        return {"message.chars": lengths[rows]}

    def _proposed(self, texts: Sequence[str], views: Views, *, spoken: bool = False) -> _Proposed:
        """What the views of some rows propose; of rows that are `spoken` only the terms."""
        found = [self._by_letters(views), self._by_runs(views.letters), *self._by_strings(views)]
        found.extend(_Proposed(*some) for some in self._bent.find(texts, views.letters))
        if not spoken:
            rows, patterns = self._likely.by_signs(views)
            found.append(_Proposed(rows, patterns + self._terms, np.ones(len(rows), np.bool_)))
        return _all(found)

    def _by_strings(self, views: Views) -> tuple[_Proposed, _Proposed]:
        """The terms that are looked for as they stand, and the expressions that have what they demand."""
        found = self._strings.find(views.squeezed.symbols)
        demanded = found.items >= self._terms
        demands = found.at(demanded)
        rows, patterns = self._likely.by_demands(views.squeezed.rows(demands.starts), demands.items - self._terms)
        terms = self._standing(found.at(~demanded), views.squeezed, views.folded)
        return terms, _Proposed(rows, patterns + self._terms, np.zeros(len(rows), np.bool_))

    def _by_letters(self, views: Views) -> _Proposed:
        return self._standing(self._letters.find(views.letters.symbols), views.letters, views.folded)

    def _standing(self, found: Found, view: Compact, folded: Folded) -> _Proposed:
        """What of the found is not touched by Latin letters that it must not be touched by."""
        first, last = view.places[found.starts], view.places[found.starts + found.lengths - 1]
        if found.bound.any():
            free = ~(found.bound & (_is_latin(folded.symbols[first - 1]) | _is_latin(folded.symbols[last + 1])))
            found, first, last = found.at(free), first[free], last[free]
        whole = last - first == found.lengths - 1
        bent = ~whole
        bent[whole] = _is_changed(found.at(whole)._replace(starts=first[whole]), folded)
        return _Proposed(view.rows(found.starts), found.items, bent)

    def _by_runs(self, letters: Compact) -> _Proposed:
        runs, stands = merged(letters, self._spare)
        found = self._letters.find(runs.symbols)
        counts = np.concatenate([[0], np.cumsum(stands)])
        found = found.at(counts[found.starts + found.lengths] > counts[found.starts])
        return _Proposed(runs.rows(found.starts), found.items, np.ones(len(found.items), np.bool_))

    def _read_otherwise(self, texts: Sequence[str], folded: Folded) -> _Proposed:
        """What is proposed by texts with codes walled in and emoji read as characters."""
        odd = np.unique(folded.rows(np.flatnonzero(folded.flags & ODD))).tolist()
        authored: list[tuple[int, str]] = []
        spoken: list[tuple[int, str]] = []
        for row in odd:
            own, ways = otherwise(texts[row], speaks=self._speaks)
            if own is not texts[row]:
                authored.append((row, own))
            spoken.extend((row, way) for way in ways)
        return _all((self._again(authored), self._again(spoken, spoken=True)))

    def _again(self, pairs: Sequence[tuple[int, str]], *, spoken: bool = False) -> _Proposed:
        if not pairs:
            return _Proposed(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.bool_))
        texts = [text for _, text in pairs]
        found = self._proposed(texts, views_of(texts, self._alphabet, self._spare), spoken=spoken)
        rows = np.asarray([row for row, _ in pairs], np.int64)[found.rows]
        return _Proposed(rows, found.items, found.bent | spoken)


def _is_changed(found: Found, folded: Folded) -> NDArray[np.bool_]:
    """Whether a stretch of the folded view was folded at all, or its key is a spelling that was added to a term."""
    changed = found.bent.copy()
    for offset in range(int(found.lengths.max(initial=0))):
        within = np.flatnonzero(found.lengths > offset)
        places = found.starts[within] + offset
        changed[within] |= folded.codes[places] != folded.symbols[places]
    return changed


def _is_latin(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    return ((symbols >= ord("a")) & (symbols <= ord("z"))) | ((symbols >= ord("0")) & (symbols <= ord("9")))
