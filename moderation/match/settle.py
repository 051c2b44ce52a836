"""From candidates to matches: each is confirmed, then longer ones, `allow` and `near` have their say."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.bent import disguise_of, is_bent
from moderation.match.confirm import stands_alone, straddles
from moderation.match.hiding import hides_elsewhere, runs_oddly
from moderation.match.leniency import ALL_TESTS
from moderation.match.spans import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from moderation.match.candidates import Candidate
    from moderation.match.leniency import Without

__all__ = ["MATCHES_PER_TERM", "TermMatch", "settle"]

MATCHES_PER_TERM: Final = 64
"""Matches of one term that are reported in one text: a cap against a megabyte of one word, far above what people write."""


_CANDIDATES_PER_TERM: Final = 1_000
"""Places of one term or piece of evidence that are weighed in one text, from its start: far more than a page of chat holds."""


class TermMatch(NamedTuple):
    """A term that stands in a text; `start`/`end` are code points of the original text."""

    signal: str
    term: str
    weight: int
    start: int
    end: int
    disguise: tuple[str, ...]
    evasive: bool


class _Confirmed(NamedTuple):
    candidate: Candidate
    disguise: tuple[str, ...]
    evasive: bool


def settle(candidates: Sequence[Candidate], without: Without = ALL_TESTS) -> tuple[TermMatch, ...]:
    """Return the matches among some candidates, by start, longest first, signal, term.

    A candidate that straddles two words counts only inside a longer match of the same list; of two matches of one term
    the longer counts; one that an `allow` of its list covers is cancelled, as is one without the evidence it needs nearby.
    Tests `without` are left out.
    """
    relevant = _relevant(_first(candidates)) if candidates else ()
    if not relevant:
        return ()
    standing = _confirm(relevant, without)
    confirmed = _without_repeats(_without_shorter(standing if "straddles" in without else _without_straddlers(standing)))
    allowed = _index((c.candidate for c in confirmed if c.candidate.pattern.role == "allow"), lambda c: c.pattern.signal)
    nearby = _index((c.candidate for c in confirmed if c.candidate.pattern.role == "near"), lambda c: c.pattern.row)
    matches = (
        _match(c) for c in confirmed
        if c.candidate.pattern.role == "term" and not _is_allowed(c.candidate, allowed) and _has_evidence(c.candidate, nearby)
    )  # fmt: skip
    return _capped(matches)


def _first(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates, of each term the first by place: a megabyte made of one word costs no more than a page of it."""
    if len(candidates) <= _CANDIDATES_PER_TERM:
        return candidates
    seen: Counter[int] = Counter()
    kept = []
    for candidate in sorted(set(candidates), key=_order):
        seen[candidate.pattern.row] += 1
        if seen[candidate.pattern.row] <= _CANDIDATES_PER_TERM:
            kept.append(candidate)
    return kept


def _relevant(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that can matter: terms with their evidence at hand, that evidence, and the `allow` of their lists.

    Most of what is found in ordinary text is the evidence of a term that is not there, and costs no more than this.
    """
    nearby = _index((c for c in candidates if c.pattern.role == "near"), lambda c: c.pattern.row)
    terms = [c for c in candidates if c.pattern.role == "term" and _has_evidence(c, nearby)]
    if not terms:
        return []
    rows = {row for c in terms if c.pattern.near is not None for row in c.pattern.near[0]}
    signals = {c.pattern.signal for c in terms}
    return terms + [c for c in candidates if c.pattern.row in rows or (c.pattern.role == "allow" and c.pattern.signal in signals)]


def _confirm(candidates: Iterable[Candidate], without: Without) -> list[_Confirmed]:
    standing = [candidate for candidate in sorted(set(candidates), key=_order) if stands_alone(candidate, without)]
    sure = {candidate: is_bent(candidate, without=without) for candidate in standing}
    doubtful = [candidate for candidate in standing if not sure[candidate]]
    pairs = len(standing) > 1  # alone nothing is supported
    hinted = [candidate for candidate in doubtful if is_bent(candidate, supported=True, without=without)] if pairs else []
    if hinted and "support" not in without:
        sure |= dict.fromkeys(_supported(hinted, [candidate for candidate in standing if sure[candidate]]), True)
    sure |= {candidate: True for candidate in doubtful if not sure[candidate] and _is_hidden(candidate, without)}
    confirmed = (_Confirmed(candidate, *disguise_of(candidate)) for candidate in standing if sure[candidate])
    return [one for one in confirmed if one.candidate.pattern.matching.variants or "variants" not in one.disguise]


def _is_hidden(candidate: Candidate, without: Without) -> bool:
    """Return whether a candidate counts because the text is written to hide, or at least as nobody writes, around it."""
    if "hiding" not in without and hides_elsewhere(candidate) and is_bent(candidate, hidden=True, without=without):
        return True
    return "running" not in without and is_bent(candidate, supported=True, without=without) and runs_oddly(candidate)


def _supported(hinted: list[Candidate], sure: list[Candidate]) -> list[Candidate]:
    """Return the candidates of `hinted` before or after which something else is bent, surely or likely."""
    evidence = [*hinted, *(candidate for candidate in sure if disguise_of(candidate)[1])]
    first_end, last_start = min(candidate.end for candidate in evidence), max(candidate.start for candidate in evidence)
    return [candidate for candidate in hinted if first_end <= candidate.start or candidate.end <= last_start]


def _order(candidate: Candidate) -> tuple[int, int, str, str, int, bool, str]:
    pattern = candidate.pattern
    return candidate.start, -candidate.end, pattern.signal, pattern.text, pattern.row, candidate.reading.spoken, candidate.way


def _index(candidates: Iterable[Candidate], key: Callable[[Candidate], Hashable]) -> dict[Hashable, SpanIndex]:
    spans: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for candidate in candidates:
        spans[key(candidate)].append((candidate.start, candidate.end))
    return {name: SpanIndex(some) for name, some in spans.items()}


def _is_within_longer(candidate: Candidate, index: SpanIndex | None) -> bool:
    start, end = candidate.start, candidate.end
    return index is not None and (
        index.any(start_at_most=start, end_at_least=end + 1) or index.any(start_at_most=start - 1, end_at_least=end)
    )


def _without_straddlers(confirmed: list[_Confirmed]) -> list[_Confirmed]:
    doubtful = {one for one in confirmed if straddles(one.candidate)}
    if not doubtful:
        return confirmed
    firm = [one for one in confirmed if one not in doubtful]
    terms = _index((one.candidate for one in firm if one.candidate.pattern.role == "term"), lambda c: c.pattern.signal)
    return [
        one for one in confirmed
        if one not in doubtful or _is_within_longer(one.candidate, terms.get(one.candidate.pattern.signal))
    ]  # fmt: skip


def _without_shorter(confirmed: list[_Confirmed]) -> list[_Confirmed]:
    by_row = _index((one.candidate for one in confirmed), lambda c: c.pattern.row)
    unique = {(one.candidate.start, one.candidate.end, one.candidate.pattern.row): one for one in reversed(confirmed)}
    kept = [one for one in unique.values() if not _is_within_longer(one.candidate, by_row[one.candidate.pattern.row])]
    return kept[::-1]


def _without_repeats(confirmed: list[_Confirmed]) -> list[_Confirmed]:
    """Return what was confirmed, each bent stretch once a list: what `sb` stands for is one insult, not every one it could be.

    Letters that are a term of some list as they stand are not the initials of anything else.
    """
    bent = [one for one in confirmed if one.candidate.pattern.role == "term" and _is_bent_spelling(one.candidate)]
    if not bent:
        return confirmed
    others = {one for one in confirmed if one.candidate.pattern.role == "term"}.difference(bent)
    written = _index((one.candidate for one in others), lambda candidate: candidate.pattern.signal)
    latin = SpanIndex([(one.candidate.start, one.candidate.end) for one in others if one.candidate.spelling.isascii()])
    furthest: dict[str, int] = {}
    repeated = set()
    for one in sorted(bent, key=lambda one: (one.candidate.start, -one.candidate.end, -one.candidate.pattern.weight)):
        start, end, signal = one.candidate.start, one.candidate.end, one.candidate.pattern.signal
        told = written.get(signal) if one.candidate.way != "pinyin" else latin
        if furthest.get(signal, 0) >= end or (told is not None and told.any(start_at_most=start, end_at_least=end)):
            repeated.add(one)
        else:
            furthest[signal] = end
    return [one for one in confirmed if one not in repeated]


def _is_bent_spelling(candidate: Candidate) -> bool:
    return candidate.way not in ("", "runs", "literal") or candidate.reading.spoken


def _is_allowed(candidate: Candidate, allowed: dict[Hashable, SpanIndex]) -> bool:
    index = allowed.get(candidate.pattern.signal)
    return index is not None and index.any(start_at_most=candidate.start, end_at_least=candidate.end)


def _has_evidence(candidate: Candidate, nearby: dict[Hashable, SpanIndex]) -> bool:
    if candidate.pattern.near is None:
        return True
    rows, within = candidate.pattern.near
    indexes = (nearby[row] for row in rows if row in nearby)
    return any(index.any(start_at_most=candidate.end + within, end_at_least=candidate.start - within) for index in indexes)


def _match(one: _Confirmed) -> TermMatch:
    candidate, pattern = one.candidate, one.candidate.pattern
    return TermMatch(pattern.signal, pattern.text, pattern.weight, candidate.start, candidate.end, one.disguise, one.evasive)


def _capped(matches: Iterable[TermMatch]) -> tuple[TermMatch, ...]:
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for match in dict.fromkeys(matches):
        seen[match.signal, match.term] += 1
        if seen[match.signal, match.term] <= MATCHES_PER_TERM:
            kept.append(match)
    return tuple(kept)
