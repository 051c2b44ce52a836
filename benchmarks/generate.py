"""Chat messages from a seed: clean ones of several kinds, and ones with a planted term, written plainly or in disguise.

Everything is composed of `vocabulary.py`; the same seed gives the same text on any machine.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from benchmarks.lexicon import ngrams, term_list
from benchmarks.vocabulary import CARRIERS, CLAUSES, EMOJI, ENDINGS, LATIN_CLAUSES, OPENERS, SLOTS, WITH_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["KINDS", "SEED", "Corpus", "Kind", "Line", "corpus", "sentence"]

SEED: Final = 20261122
Kind = Literal["plain-script", "mixed", "doubled", "hit", "disguised"]
KINDS: Final[dict[Kind, int]] = {"plain-script": 62, "mixed": 30, "doubled": 5, "hit": 2, "disguised": 1}
"""Percent of each kind: only Han and clause punctuation · with spaces, digits, Latin or emoji · with a doubled character
that may be a disguise (哈哈, 谢谢) · with a term as it is listed · with a term in disguise."""

_DOUBLED: Final = ("哈哈，", "谢谢，", "看看", "慢慢来，", "嗯嗯，", "早早就", "等等，", "试试", "天天")
_TRADITIONAL: Final = str.maketrans("贷号码药单购盘顺兴荣汇银乐证无门达万", "貸號碼藥單購盤順興榮匯銀樂證無門達萬")
_SEPARATORS: Final = (" ", "*", "_", "·", "❤️", "\u200b")
_TERMS_IN_USE: Final = 200
"""How many terms of the list are ever planted: lists are long, what is in fashion is short."""
_SHORTEST_PLANTED: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A message, what kind it is, and the planted term with its place in the text."""

    text: str
    kind: Kind
    term: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """Messages and the 60,000 terms that go with them; the terms in use are among the first thousand."""

    lines: tuple[Line, ...]
    terms: tuple[str, ...]

    def of(self, *kinds: Kind) -> tuple[Line, ...]:
        """Return the messages of some kinds."""
        return tuple(line for line in self.lines if line.kind in kinds)


def corpus(messages: int, seed: int = SEED) -> Corpus:
    """Return so many distinct messages in the stated shares, and a list of terms none of which stands in a clean one."""
    dice = random.Random(seed)
    counts = {kind: messages * share // 100 for kind, share in KINDS.items()}
    counts["plain-script"] += messages - sum(counts.values())
    clean = [line for kind in ("plain-script", "mixed", "doubled") for line in _distinct(_CLEAN[kind], counts[kind], kind, dice)]
    terms = term_list(seed, ngrams(line.text for line in clean))
    in_use = [term for term in terms[:1000] if len(term) >= _SHORTEST_PLANTED][:_TERMS_IN_USE]
    planted = [_planted(kind, dice, in_use) for kind in ("hit", "disguised") for _ in range(counts[kind])]
    lines = clean + planted
    dice.shuffle(lines)
    return Corpus(tuple(lines), terms)


def _distinct(make: Callable[[random.Random], str], count: int, kind: Kind, dice: random.Random) -> list[Line]:
    texts: dict[str, None] = {}
    while len(texts) < count:
        texts[make(dice)] = None
    return [Line(text, kind) for text in texts]


def _filled(template: str, dice: random.Random) -> str:
    for slot, words in SLOTS.items():
        while f"{{{slot}}}" in template:
            template = template.replace(f"{{{slot}}}", dice.choice(words), 1)
    return template.replace("{n}", str(dice.randint(1, 3000)))


def _clauses(dice: random.Random) -> str:
    return "，".join(_filled(dice.choice(CLAUSES), dice) for _ in range(dice.choice((1, 1, 2, 2, 3))))


def _plain_script(dice: random.Random) -> str:
    while True:
        text = dice.choice(OPENERS) + _clauses(dice) + dice.choice([ending for ending in ENDINGS if ending not in ("～", "……")])
        if not any(before == after for before, after in pairwise(text)):
            return text


def _mixed(dice: random.Random) -> str:
    how = dice.randrange(4)
    if how == 0:
        return _filled(dice.choice(WITH_NUMBERS), dice) + dice.choice(ENDINGS)
    if how == 1:
        return _filled(dice.choice(LATIN_CLAUSES), dice) + "，" + _clauses(dice) + dice.choice(ENDINGS)
    if how == 2:
        return _clauses(dice) + dice.choice(ENDINGS) + dice.choice(EMOJI) * dice.choice((1, 1, 3))
    return _clauses(dice) + " " + _clauses(dice) + dice.choice(ENDINGS)


def _doubled(dice: random.Random) -> str:
    return dice.choice(_DOUBLED) + _plain_script(dice)


_CLEAN: Final[dict[Kind, Callable[[random.Random], str]]] = {"plain-script": _plain_script, "mixed": _mixed, "doubled": _doubled}


def sentence(dice: random.Random) -> str:
    """Return a clean message, each kind as often as in a corpus."""
    return _CLEAN[dice.choices(tuple(_CLEAN), [KINDS[kind] for kind in _CLEAN])[0]](dice)


def _planted(kind: Kind, dice: random.Random, terms: list[str]) -> Line:
    term = dice.choice(terms)
    written = term if kind == "hit" else _disguised(term, dice)
    carrier = dice.choice(CARRIERS)
    before, after = (part.replace("{clause}", _filled(dice.choice(CLAUSES), dice)) for part in carrier.split("{term}"))
    return Line(before + written + after, kind, term, len(before), len(before) + len(written))


def _disguised(term: str, dice: random.Random) -> str:
    """Return a term with its characters separated, doubled or in traditional script."""
    how = dice.randrange(3)
    traditional = term.translate(_TRADITIONAL)
    if how == 0 and traditional != term:
        return traditional
    if how == 1:
        return "".join(character * 2 for character in term)
    return dice.choice(_SEPARATORS).join(term)
