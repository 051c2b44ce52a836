"""The same character, phrase or line many times in a row: what flooding with one message looks like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.match.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.match.spec import RepeatSpec

__all__ = ["RepeatMatcher"]

_MARK: Final = "\u200b-\u200d\u2060\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff"
"""What belongs to the character before it: joiners, presentation selectors, keycap frames, skin tones."""

_CHAR_RUN: Final = re.compile(rf"([^\s\uffff{_MARK}])[{_MARK}]*+(?:\1[{_MARK}]*+)++")
_MARKS: Final = re.compile(f"[{_MARK}]")
_LINE: Final = re.compile(r"[^\n\r]*[^\s\uffff][^\n\r]*")
_SHORTEST: Final = 2
_LONGEST: Final = 12
_PHRASE_RUNS: Final = {length: re.compile(rf"([^\uffff]{{{length}}})\1++", re.DOTALL) for length in range(_SHORTEST, _LONGEST + 1)}
_WORD: Final = re.compile(r"[^\W_]")
_VALUE_LENGTH: Final = 32


class RepeatMatcher:
    """Finds what a spec calls a repetition; a run is reported once, with the shortest unit that explains it."""

    def __init__(self, spec: RepeatSpec) -> None:
        self._unit = spec.unit
        self._at_least = spec.at_least
        shown = min(spec.at_least, 4) - 1  # a longer proof costs more than it saves
        self._likely = re.compile(rf"(.)\1{{{shown}}}", re.DOTALL)

    def may_match(self, plain: str) -> bool:
        """Return False only for a text in which `find` finds nothing."""
        if len(plain) < self._at_least * (_SHORTEST if self._unit == "phrase" else 1):
            return False
        if self._unit == "line":
            return plain.count("\n") + plain.count("\r") >= self._at_least - 1
        if self._unit == "phrase":
            return len(set(plain)) <= len(plain) - _SHORTEST * (self._at_least - 1)
        return self._likely.search(plain) is not None or _MARKS.search(plain) is not None

    def find(self, text: str, plain: str) -> list[Found]:
        """Return the repetitions of a text, by start; `text` is part of the protocol and not needed."""
        del text
        if not self.may_match(plain):
            return []
        if self._unit == "char":
            return list(self._chars(plain))
        return list(self._phrases(plain) if self._unit == "phrase" else self._lines(plain))

    def _chars(self, plain: str) -> Iterator[Found]:
        for run in _CHAR_RUN.finditer(plain):
            if len(_MARKS.sub("", run[0])) >= self._at_least:
                yield Found(run.start(), run.end(), f"char:{run[1]}")

    def _phrases(self, plain: str) -> list[Found]:
        kept: list[Found] = []
        taken = bytearray(len(plain))
        for length, runs in _PHRASE_RUNS.items():
            for run in runs.finditer(plain):
                start, end = run.span()
                if end - start >= length * self._at_least and _is_phrase(run[1]) and taken.find(1, start, end) < 0:
                    taken[start:end] = b"\x01" * (end - start)
                    kept.append(Found(start, end, f"phrase:{run[1].strip()}"))
        return sorted(kept)

    def _lines(self, plain: str) -> Iterator[Found]:
        start = end = count = 0
        previous = ""
        for line in _LINE.finditer(plain):
            words = line[0].strip()
            if words != previous:
                if count >= self._at_least:
                    yield _repeated_line(start, end, previous)
                start, count, previous = line.start(), 0, words
            end, count = line.end(), count + 1
        if count >= self._at_least:
            yield _repeated_line(start, end, previous)


def _is_phrase(phrase: str) -> bool:
    """Return whether a repeated piece says something: two different characters, one of them a letter or digit."""
    return len(set(phrase)) > 1 and _WORD.search(phrase) is not None


def _repeated_line(start: int, end: int, line: str) -> Found:
    return Found(start, end, f"line:{line[:_VALUE_LENGTH]}")
