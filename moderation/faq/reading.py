"""A text as a question: its words, what they stand for, what it asks for, its numbers, whether it denies.

First step of matching: both the phrasings of a FAQ and the messages that may be questions are read like this.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.text.fold import plain
from moderation.text.segmentation import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.faq.vocabulary import Vocabulary

__all__ = ["LONGEST", "Reading", "Word", "pieces_of", "read"]

LONGEST: Final = 120
"""Characters of a message that are read: a longer one tells a story, and what it asks stands at its end."""

_PIECE: Final = re.compile(r"[\u3400-\u9fff]{1,32}|[a-z]+|[0-9]+(?:\.[0-9]+)?")
_HAN: Final = "\u3400"
_MOST_WORDS: Final = 4
_LONGEST_PHRASE: Final = 10
_DENIALS: Final = frozenset("不没无未")
_NO_DENIALS: Final = re.compile(
    r"(.)[不没]\1|有没有|可不可以|[不没](?:啊|呀)?$|不好意思|不错|不过|不同|不良|不足|不舒服|不到|无线|无效|未来|未成年|没事|没问题"
)
_FAILS: Final = re.compile("失败|被拒|驳回")
_UNABLE: Final = re.compile(r"([\u3400-\u9fff])(?<![受忘少免大])不了([\u3400-\u9fff]*)$")
"""What cannot be done, said in the middle of the word for it: the word is put together again, and what is said of it put behind."""
_NUMERALS: Final = {character: str(number) for number, character in enumerate("零一二三四五六七八九十")} | {"两": "2", "半": "0.5"}

_MEASURES: Final = frozenset("天日个年岁月周次斤元块级点号人件张岁届期")


class Word(NamedTuple):
    """A word or phrase as it stands, with the first synonym of its group: the concept that it stands for."""

    surface: str
    concept: str


class Reading(NamedTuple):
    """What is compared of a text: `words` without fillers, `kinds` with a bit for each of `vocabulary.KINDS`."""

    text: str
    words: tuple[Word, ...]
    kinds: int
    aspects: int
    numbers: frozenset[str]
    denies: bool

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return "".join([word.surface for word in self.words])

    @property
    def core(self) -> str:
        """The concepts in their order."""
        return "".join([word.concept for word in self.words])


def pieces_of(text: str) -> list[str]:
    """Return the runs of Han characters, Latin letters and digits of the last `LONGEST` characters of a text, folded.

    What cannot be done is put together again: 开不了户 is 开户不能.

    >>> pieces_of("ＡＰＰ 閃退了？？5.0")
    ['app', '闪退了', '5.0']
    """
    return [_UNABLE.sub(r"\1\2不能", piece) for piece in _PIECE.findall(plain(text[-LONGEST:]))]


def read(pieces: Sequence[str], table: Vocabulary) -> Reading:
    """Return the pieces of a text as a question; where all its words are fillers, they are kept.

    >>> from moderation.faq.vocabulary import vocabulary
    >>> [word.concept for word in read(pieces_of("请问咋开票呀"), vocabulary()).words]
    ['怎么', '发票']
    """
    spoken = [word for piece in pieces for word in (words(piece) if piece[0] >= _HAN else (piece,))]
    kept, kinds = _meaning(spoken, table)
    text = "".join(pieces)
    aspects = 0
    for word in kept:
        aspects |= table.aspects.get(word.surface, 0) or table.aspects.get(word.concept, 0)
    return Reading(text, tuple(kept), kinds, aspects, _numbers(spoken), _denies(text))


def _denies(text: str) -> bool:
    """Whether a text says of something that it is not so, or did not work."""
    return not _DENIALS.isdisjoint(_NO_DENIALS.sub("", text)) or _FAILS.search(text) is not None


def _meaning(spoken: Sequence[str], table: Vocabulary) -> tuple[list[Word], int]:
    """The words that carry something, and what is asked for."""
    kept: list[Word] = []
    kinds, place = 0, 0
    while place < len(spoken):
        phrase, size = _longest(spoken, place, table)
        concept = table.synonyms.get(phrase, phrase)
        kinds |= table.kinds.get(phrase, 0) or table.kinds.get(concept, 0)
        if phrase not in table.fillers:
            kept.append(Word(phrase, concept))
        place += size
    return kept or [Word(word, table.synonyms.get(word, word)) for word in spoken], kinds


def _longest(spoken: Sequence[str], place: int, table: Vocabulary) -> tuple[str, int]:
    """The longest phrase from a place on that a table knows, else the word there, with the words that it takes."""
    for size in range(min(_MOST_WORDS, len(spoken) - place), 1, -1):
        phrase = "".join(spoken[place : place + size])
        if len(phrase) <= _LONGEST_PHRASE and phrase in table.phrases:
            return phrase, size
    return spoken[place], 1


def _numbers(spoken: Sequence[str]) -> frozenset[str]:
    """The numbers, those that are words with what they measure too: 七天 is 7."""
    return frozenset(
        _NUMERALS.get(word[0], word)
        for word in spoken
        if "0" <= word[0] <= "9" or (word[0] in _NUMERALS and (len(word) == 1 or (len(word) == 2 and word[1] in _MEASURES)))  # noqa: PLR2004
    )
