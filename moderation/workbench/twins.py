"""Entries of a FAQ that ask the same in other words (怎么退款, 如何退款): no question can tell which of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.diagnostics import Diagnostic
from moderation.faq.reading import pieces_of, read
from moderation.faq.vocabulary import vocabulary
from moderation.text.views import folded_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.program import FaqProgram
    from moderation.ruleset import Loaded
    from moderation.ruleset.tree import Path

__all__ = ["twins"]


def twins(loaded: Loaded, faq: FaqProgram) -> Iterator[Diagnostic]:
    """Yield a warning for each phrasing that means what one of an earlier entry means, though it is written otherwise.

    Phrasings of the same letters are a mistake that compiling finds.
    """
    table = vocabulary(faq.synonyms)
    first: dict[Any, tuple[int, str, Path]] = {}
    for index, entry in enumerate(faq.entries):
        for number, text in enumerate((entry.question, *entry.variants)):
            at: Path = ("faq", "entries", index, *(("variants", number - 1) if number else ("question",)))
            reading = read(pieces_of(text), table)
            if not reading.words:
                continue
            meaning = (reading.core, reading.kinds, reading.numbers, reading.denies)
            other, letters, place = first.setdefault(meaning, (index, folded_letters(text), at))
            if other != index and letters != folded_letters(text):
                before = loaded.places.at(place)
                values = {"found": text, "place": f"{before.path}:{before.line}"}
                yield Diagnostic(slug="same-question", at=loaded.places.at(at), gravity="warning", values=values)
