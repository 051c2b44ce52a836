"""Terms that get in each other's way: the same once folded, held by a shorter one, or cancelled by an `allow`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.match.spec import Matching
from moderation.workbench.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from moderation.workbench.findings import Gravity
    from moderation.workbench.listed import ListedTerm

__all__ = ["overlaps"]


def overlaps(terms: Sequence[ListedTerm], decides: Callable[[ListedTerm], bool]) -> Iterator[Finding]:
    """Yield the terms that say nothing new, or nothing at all; linear in the letters of the lists.

    Where a term does not decide alone, one that holds another may still add points, so that this is only noted.
    """
    known = [term for term in terms if term.letters]
    yield from _same(known)
    lists: defaultdict[str, list[ListedTerm]] = defaultdict(list)
    for term in known:
        lists[term.spec.signal].append(term)
    for listed in lists.values():
        yield from _cancelled(listed)
        yield from _covered([term for term in listed if term.spec.role == "term"], decides)


def _same(terms: Sequence[ListedTerm]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], ListedTerm] = {}
    for term in terms:
        if term.spec.role != "term":
            continue
        other = first.setdefault((term.letters, term.spec.near), term)
        if other is not term:
            gravity: Gravity = "warning" if other.spec.signal == term.spec.signal else "note"
            yield Finding(slug="same-fold", gravity=gravity, term=term, other=other)


def _cancelled(listed: Sequence[ListedTerm]) -> Iterator[Finding]:
    """The terms that an `allow` of their list covers wherever they stand, and each `allow` that holds no term of it."""
    terms = {term.letters: term for term in listed if term.spec.role == "term"}
    bent = any(_is_bent(term.spec.matching) for term in terms.values())
    search = CharwiseDoubleArrayAhoCorasick(list(terms)).find_overlapping if terms else None
    for allow in listed:
        if allow.spec.role != "allow":
            continue
        if allow.letters in terms:
            yield Finding(slug="covered-by-allow", gravity="serious", term=terms[allow.letters], other=allow)
        elif not bent and not (search and search(allow.letters)):
            yield Finding(slug="idle-allow", gravity="note", term=allow)


def _is_bent(matching: Matching) -> bool:
    """Whether a term can hit what it is not spelled like, so that an `allow` may be about that."""
    plain = Matching(variants=matching.variants, separators=matching.separators, boundary=matching.boundary)
    return matching != plain


def _covered(terms: Sequence[ListedTerm], decides: Callable[[ListedTerm], bool]) -> Iterator[Finding]:
    """The terms that never add a hit, because a shorter one without conditions of its own stands in them."""
    free = {term.letters: term for term in terms if _is_free(term)}
    if not free:
        return
    names = list(free)
    search = CharwiseDoubleArrayAhoCorasick(names).find_overlapping
    for term in terms:
        within = [names[place] for start, end, place in search(term.letters) if end - start < len(term.letters)]
        if within and term.spec.near is None:
            other = free[min(within, key=len)]
            alike = (other.spec.matching, other.spec.weight) == (term.spec.matching, term.spec.weight)
            gravity: Gravity = "warning" if alike and decides(term) and not _is_bent(term.spec.matching) else "note"
            yield Finding(slug="covered-by-term", gravity=gravity, term=term, other=other)


def _is_free(term: ListedTerm) -> bool:
    """Whether a term hits wherever it stands: no evidence is asked for, and no boundary could hold it back inside a term."""
    return term.spec.near is None and term.spec.matching.boundary != "word" and not term.letters.isascii()
