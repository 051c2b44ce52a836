"""Which rows of many need a full check: never leaves out one whose verdict is not clean.

    texts → one folded buffer → its views → keys found → signals that may be there → rules that may hold

Every step proposes at least what `Moderator.check` would find, and none looks at a single row in Python but for the few
that need it: codes in brackets, pinyin, frames of keycaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from moderation.batch.alphabet import NUMBER, ODD, Alphabet
from moderation.batch.bent import alike
from moderation.batch.confirming import Confirming
from moderation.batch.distinct import distinct
from moderation.batch.evidence import Evidence
from moderation.batch.gaps import Gaps
from moderation.batch.helpful import helpful_signals
from moderation.batch.hidden import KINDS, hidden_places
from moderation.batch.keys import bent_rows, keys_by_view
from moderation.batch.likely import LikelyPatterns
from moderation.batch.nearby import Nearby
from moderation.batch.proposals import Proposer
from moderation.batch.proposed import HIDDEN, STANDING, SURE, Proposed, is_weak, supported, together
from moderation.batch.readings import Readings
from moderation.batch.segments import NO_OTHERS, NamedPatterns, segments
from moderation.batch.spread import speaks
from moderation.batch.strewn import StrewnPairs
from moderation.batch.weighing import Weighing
from moderation.engine.examine import Examiner
from moderation.engine.possible import Possible, Seen
from moderation.match.expressions import ExpressionMatcher
from moderation.match.hiding import hiding_spans
from moderation.match.spec import DisguiseSpec
from moderation.text.authored import authored
from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from moderation.batch.joined import Folded, Views
    from moderation.batch.segments import Segments
    from moderation.program import Program

__all__ = ["Screen"]

_UNBOUNDED: Final = 1 << 40
"""Points of what may be found any number of times: more than any rule asks for."""


class Screen:
    """The tables of one Program, made ready to screen rows of text."""

    def __init__(self, program: Program, examiner: Examiner | None = None) -> None:
        """Make the tables; an `examiner` of the same Program lends its matchers."""
        table, examiner, helpful = program.terms, examiner or Examiner(program), helpful_signals(program)
        self._likely = LikelyPatterns(examiner.patterns, helpful)
        self._matchers = [matcher for _, matcher in examiner.patterns]
        helping = {number for number, name in enumerate(table.signals) if name in helpful}
        is_asked = [table.role(row) == "term" and signal in helping for row, signal in enumerate(table.signal_of)]
        terms = keys_by_view(table, (row for row, asked in enumerate(is_asked) if asked))
        near = keys_by_view(table, (row for row, asked in enumerate(is_asked) if not asked))
        strings = {*terms["letters"], *terms["literals"], *near["letters"], *near["literals"], *self._likely.strings, *self._likely.others}
        alphabet = Alphabet(strings, speaks=any(matching.emoji for matching in table.matchings))
        self._terms = len(table.texts)
        weighing = Weighing(table, bent_rows(terms) | bent_rows(near), alphabet)
        self._readings = Readings(Proposer(terms, weighing, self._likely))
        self._evidence = Evidence(table, near, weighing)
        self._gaps = Gaps(table, {item for _, item in terms["literals"].pairs()}, alphabet)
        self._nearby = Nearby(table, alphabet, alike())
        self._strewn = StrewnPairs(table, (row for row, asked in enumerate(is_asked) if asked))
        self._confirming = Confirming(table)
        self._hiding = hidden_places([kind for kind in KINDS if kind not in self._likely.hiding])
        self._possible = Possible(program)
        self._named = NamedPatterns(program)
        self._signals, self._points = self._of_items(program)
        disguises = [isinstance(one.spec, DisguiseSpec) for one in self._likely.patterns]
        self._discloses = np.asarray([False] * self._terms + disguises + [False] * len(self._named.patterns), np.bool_)

    def _of_items(self, program: Program) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The signal and the most points of every item: terms by their row, then patterns by their place, then those about names."""
        table, patterns = program.terms, (*self._likely.patterns, *self._named.patterns)
        bonuses = {info.name: max(info.disguised_bonus, 0) for info in program.signals}
        names = [table.signals[signal] for signal in table.signal_of] + [pattern.signal for pattern in patterns]
        points = [max(weight + bonuses[name], 0) for weight, name in zip(table.weight_of, names, strict=False)]
        points += [max(pattern.weight, 0) if self._likely.counts_once(pattern) else _UNBOUNDED for pattern in patterns]
        return np.asarray([self._possible.column(name) for name in names], np.int64), np.asarray(points, np.int64)

    def rows(self, texts: Sequence[str], others: Mapping[str, Sequence[str]] = NO_OTHERS) -> NDArray[np.bool_]:
        """Return for each message whether its verdict may be other than clean, by its text and its `others` (field → texts)."""
        if not texts:
            return np.zeros(0, np.bool_)
        asked = segments(texts, others)
        views = self._readings.views(asked.texts)
        sure = np.zeros(asked.size, np.bool_)
        sure[asked.owners[views.folded.rows(views.folded.having(NUMBER))]] = True
        proposed = together((self._readings.proposed(asked.texts, views), self._of_names(asked), self._strewn.find(views.letters)))
        hides = self._hides(proposed, views)
        asking = _Asking(asked, views, list(asked.texts), hides)
        proposed = self._gaps.kept(proposed.at((proposed.ways < HIDDEN) | hides[proposed.rows]), views.folded, hides)
        proposed = self._nearby.kept(proposed, views)
        possible = self._may_hold(proposed, asking) & ~sure[asked.owners]
        if possible.any():
            for row in _rows_with(views.folded, ODD, possible).tolist():
                asking.own[row] = authored(asked.texts[row])
            possible &= self._may_hold(self._narrowed(asking, proposed.at(possible[proposed.rows])), asking)
        return sure | possible[: asked.size]

    def _hides(self, proposed: Proposed, views: Views) -> NDArray[np.bool_]:
        """The texts that may hide something: by the patterns that are proposed for that, and by what no pattern asks for."""
        hides = np.zeros(len(views.folded.ends), np.bool_)
        hides[self._hiding(views)] = True
        hides[proposed.rows[self._discloses[proposed.items]]] = True
        return hides

    def _narrowed(self, asking: _Asking, proposed: Proposed) -> Proposed:
        """What is proposed, without what is not there; what costs more is asked last, and only where all depends on it."""
        proposed = self._evidence.kept(proposed, self._there(asking, proposed, self._evidence.needy(proposed)))
        proposed = self._still(proposed, asking)
        proposed = self._confirmed(asking, proposed, proposed.ways != STANDING)
        proposed = self._searched(asking, self._still(proposed, asking))
        proposed = self._still(proposed, asking)
        proposed = self._confirmed(asking, proposed, np.ones(len(proposed.rows), np.bool_))
        proposed = self._supported(asking, proposed)
        return self._searched(asking, self._still(proposed, asking))

    def _still(self, proposed: Proposed, asking: _Asking) -> Proposed:
        """What is proposed where a rule may still hold."""
        return proposed.at(self._may_hold(proposed, asking)[proposed.rows])

    def _of_names(self, asked: Segments) -> Proposed:
        """The patterns about names that are there."""
        found = np.asarray(self._named.there(asked), np.int64).reshape(-1, 2)
        nowhere = np.zeros(len(found), np.int64)
        items = found[:, 1] + self._terms + len(self._matchers)
        return Proposed(found[:, 0], items, np.ones(len(found), np.bool_), nowhere, nowhere, np.full(len(found), STANDING))

    def _there(self, asking: _Asking, proposed: Proposed, rows: NDArray[np.int64]) -> Proposed:
        """The evidence in some rows."""
        return self._evidence.there(asking.asked.texts, asking.views.folded.ends, proposed, rows)

    def _supported(self, asking: _Asking, proposed: Proposed) -> Proposed:
        """What is proposed, without what counts only beside another disguise where there is none, and without what a list allows."""
        folded, texts = asking.views.folded, asking.asked.texts
        there = self._there(asking, proposed, distinct(proposed.rows[is_weak(proposed.ways)]))
        odd = np.zeros(len(texts), np.bool_)
        odd[folded.rows(folded.having(ODD))] = True
        allowed = self._evidence.allowed(texts, folded.ends, proposed)
        allowed = self._confirming.certain(texts, folded.ends, allowed.at(~odd[allowed.rows]))
        hidden = self._confirming.hidden(asking.own, folded.ends, proposed)
        return self._confirming.without_allowed(supported(proposed, there, hidden), allowed)

    def _confirmed(self, asking: _Asking, proposed: Proposed, asked: NDArray[np.bool_]) -> Proposed:
        """What is proposed, without what of the asked does not count where it stands, where all depends on it."""
        enough = self._may_hold(proposed.at(~asked), asking)
        doubtful = asked & ((proposed.ways & SURE) == 0) & ~enough[proposed.rows]
        certain, proposed = proposed.at(~doubtful), self._unadorned(asking, proposed.at(doubtful))
        confirmed = self._confirming.confirmed(asking.own, asking.views, proposed)
        confirmed = confirmed.at((confirmed.ways < HIDDEN) | asking.hides[confirmed.rows])
        return together((certain, confirmed))

    def _unadorned(self, asking: _Asking, proposed: Proposed) -> Proposed:
        """What is proposed, without emoji that only adorn: where that depends on it, their texts are asked whether they hide anything."""
        for row in distinct(proposed.rows[speaks(proposed) & asking.hides[proposed.rows]]).tolist():
            asking.hides[row] = bool(hiding_spans(asking.own[row]))
        return self._gaps.kept(proposed, asking.views.folded, asking.hides)

    def _searched(self, asking: _Asking, proposed: Proposed) -> Proposed:
        """What is proposed, without patterns that are not there; they are searched where all depends on them."""
        known = (proposed.items < self._terms) | (proposed.items >= self._terms + len(self._matchers))
        enough = self._may_hold(proposed.at(known), asking)
        asked = np.flatnonzero(~known & ~enough[proposed.rows])
        numbers = proposed.rows[asked] * max(len(self._matchers), 1) + proposed.items[asked] - self._terms
        pairs, which = np.unique(numbers, return_inverse=True)
        kept = np.ones(len(proposed.items), np.bool_)
        kept[asked] = self._are_there(asking.own, pairs)[which.ravel()]
        return proposed.at(kept)

    def _are_there(self, owned: Sequence[str], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether patterns are there: `pairs` of row and pattern in one number, by row."""
        there = np.zeros(len(pairs), np.bool_)
        read, own, view = -1, "", ""
        for place, pair in enumerate(pairs.tolist()):
            row, pattern = divmod(pair, len(self._matchers))
            if row != read:
                read, own = row, owned[row]
                view = plain(own)
            matcher = self._matchers[pattern]
            there[place] = matcher.stands(own, view) if isinstance(matcher, ExpressionMatcher) else bool(matcher.find(own, view))
        return there

    def _may_hold(self, proposed: Proposed, asking: _Asking) -> NDArray[np.bool_]:
        """Whether a rule may hold by what is proposed, for every text by what is in all texts of its message."""
        owners, size, items = asking.asked.owners, asking.asked.size, max(len(self._signals), 1)
        possible, rows = np.zeros(size, np.bool_), owners[proposed.rows]
        is_concerned = np.full(size, not self._possible.needs_signals)
        is_concerned[rows] = True
        concerned = np.flatnonzero(is_concerned)
        if not len(concerned):
            return possible[owners]
        rows = np.searchsorted(concerned, rows)
        pairs, times = np.unique(rows * items + proposed.items, return_counts=True)
        of_rows, of_items = np.divmod(pairs, items)
        points = self._points[of_items] * np.where(self._discloses[of_items], times, 1)
        bent = np.zeros(len(concerned), np.bool_)
        bent[rows[proposed.bent]] = True
        seen = Seen(len(concerned), of_rows, self._signals[of_items], points, bent, _facts(asking.views.folded, concerned))
        possible[concerned] = self._possible.rows(seen)
        return possible[owners]


class _Asking(NamedTuple):
    """The texts that are asked about, their views, and what of them their senders wrote, with walls.

    `hides` says which may hide something.
    """

    asked: Segments
    views: Views
    own: list[str]
    hides: NDArray[np.bool_]


def _rows_with(folded: Folded, flag: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    rows = distinct(folded.rows(folded.having(flag)))
    chosen: NDArray[np.int64] = rows[among[rows]]
    return chosen


def _facts(folded: Folded, messages: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """What is known of some messages, whose own texts come first."""
    lengths = np.diff(folded.ends, prepend=-1) - 1
    return {"message.chars": lengths[messages]}
