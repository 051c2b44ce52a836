"""FAQs of any size and questions to them, grown from the project's own question sets, and chat that is no question to any."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from benchmarks.generate import SEED
from tools.faq_sets import GRAMMARS, grammar
from tools.faq_slips import slip
from tools.faq_talk import chat, snatches, talks

__all__ = ["Told", "talk", "told"]

_SLOT = re.compile(r"{(.+?)}")
_PATIENCE = 200
"""Draws for one entry that is new: the grammars hold far more than any FAQ here."""


class Told(NamedTuple):
    """A FAQ, each entry with its phrasings, and questions, each with the number of the entry that it asks for."""

    entries: list[tuple[str, ...]]
    questions: list[tuple[str, int]]


def told(size: int, questions: int) -> Told:
    """Return a FAQ of so many entries with one or two phrasings each, and questions in other words, now and then with a slip."""
    dice = random.Random(SEED)
    grammars = [grammar(name) for name in GRAMMARS]
    known: set[tuple[str, ...]] = set()
    entries: list[tuple[str, ...]] = []
    asked: list[tuple[str, int]] = []
    for _ in range(size * _PATIENCE):
        if len(entries) == size:
            break
        slots, intents = dice.choice(grammars)
        intent, wordings = dice.choice(intents)
        named = sorted(set(_SLOT.findall("".join(wordings))))
        values = {slot: dice.choice(slots[slot.rstrip("2")]) for slot in named}
        key = (intent, *(names[0] for names in values.values()))
        if key in known or len({names for names in values.values() if names != ("",)}) < sum(names != ("",) for names in values.values()):
            continue
        known.add(key)
        said = list(dict.fromkeys(_said(wording, values, dice) for wording in dice.sample(wordings, len(wordings))))
        if len(said) < 3:
            continue
        entries.append(tuple(said[: dice.choice((1, 1, 2))]))
        asked.append((said[2], len(entries) - 1))
    return Told(entries, [(slip(text, dice), number) for text, number in dice.sample(asked, min(questions, len(asked)))])


def talk(messages: int) -> list[str]:
    """Return chat that no FAQ here answers."""
    dice = random.Random(SEED)
    said = [*chat(), *talks(messages // 2, dice), *snatches(messages // 2, dice)]
    return dice.sample(said, min(messages, len(said)))


def _said(wording: str, values: dict[str, tuple[str, ...]], dice: random.Random) -> str:
    for slot, names in values.items():
        wording = wording.replace("{" + slot + "}", dice.choice(names))
    return wording
