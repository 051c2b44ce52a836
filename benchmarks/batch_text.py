"""Text, terms and a ruleset for the benchmark of batches, all from a seed: as much of each as is asked for, made on the fly.

A message is composed sentences (benchmarks/generate.py) or words drawn by their frequency (as varied as talk can be, and now
and then rude by accident); one in five hundred is an advertisement. A random term is three to six characters drawn by their
frequency, so that terms begin like ordinary words and a matcher has to read on before it can let go.
"""

from __future__ import annotations

import random
from itertools import islice
from typing import TYPE_CHECKING, Final

from benchmarks.generate import SEED, sentence
from moderation.text.segmentation import frequencies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["chat", "random_terms", "write_ruleset"]

_AD: Final = "日结兼职，手机就能做，加我微信 abc{number}"
_ONE_IN: Final = 500
_WORDS_IN_TEN: Final = 2
_CHUNK: Final = 100_000

_RULESET: Final = """\
spec: 1
ruleset: {{id: batch, title: 基准, version: 2026.11.22, charter: [第1条 守法]}}
extends: {extends}
terms:
  listed: {{title: 词表, file: terms.txt}}
rules:
  - {{id: listed, title: 词表命中, charter: 第1条, label: illegal, severity: high, status: enforce, when: listed, verdict: block,
     actions: [delete], tests: {{match: [{first}], pass: [早]}}}}
"""


def chat(seed: int = SEED, *, chars: int = 30) -> Iterator[str]:
    """Yield messages of about so many characters without end, the same for the same seed."""
    dice = random.Random(seed)
    counts = {word: count for word, count in frequencies().items() if count > 1}
    words, weights = list(counts), list(counts.values())
    number = 0
    while True:
        drawn = iter(dice.choices(words, weights, k=_CHUNK))
        for _ in range(_CHUNK // (chars + 1)):
            number += 1
            if number % _ONE_IN == 0:
                yield _AD.format(number=dice.randint(10_000, 99_999))
                continue
            length = dice.randint(chars // 6, chars * 11 // 6)
            yield _drawn(drawn, length) if dice.randrange(10) < _WORDS_IN_TEN else _composed(dice, length)


def _drawn(words: Iterator[str], length: int) -> str:
    text = ""
    while len(text) < length and (word := next(words, "")):
        text += word
    return text


def _composed(dice: random.Random, length: int) -> str:
    text = sentence(dice)
    while len(text) < length:
        text += dice.choice("，。 ") + sentence(dice)
    return text


def random_terms(count: int, seed: int = SEED) -> list[str]:
    """Return so many distinct terms of three to six characters."""
    dice = random.Random(seed)
    counts: dict[str, int] = {}
    for word, times in frequencies().items():
        for letter in word if word.isalpha() and not word.isascii() else "":
            counts[letter] = counts.get(letter, 0) + times
    letters, weights = list(counts), list(counts.values())
    terms: dict[str, None] = {}
    while len(terms) < count:
        drawn = iter(dice.choices(letters, weights, k=_CHUNK))
        while term := "".join(islice(drawn, dice.randint(3, 6))):
            if len(term) > len("ab"):
                terms[term] = None
    return list(islice(terms, count))


def write_ruleset(folder: Path, terms: Sequence[str], *, alone: bool = False) -> Path:
    """Return the path of a ruleset, written into a folder: one rule over these terms, and the shipped `community` if not `alone`."""
    (folder / "terms.txt").write_text("\n".join(terms) + "\n", encoding="utf-8")
    path = folder / "ruleset.yaml"
    path.write_text(_RULESET.format(first=terms[0], extends="[]" if alone else "[community]"), encoding="utf-8")
    return path
