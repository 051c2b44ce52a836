"""One text in all its views, made once and shared by everything that asks about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from unicodedata import combining

from moderation.text.bigrams import attraction_before
from moderation.text.fold import has_numbers, plain
from moderation.text.noise import without_noise
from moderation.text.shape import cores_of
from moderation.text.sound import Sounds, sounds_of
from moderation.text.views import Letters, Runs, letters_of, merged_runs, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Reading"]

Made = TypeVar("Made")

_ASCII: Final = re.compile("[\x00-\x7f]")


class cached_property(Generic[Made]):  # noqa: N801 - used as the one of functools, whose lock costs a microsecond up to Python 3.11
    """An attribute that is made when it is first asked for."""

    def __init__(self, make: Callable[[Reading], Made]) -> None:
        self._make = make
        self._name = make.__name__

    def __get__(self, reading: Reading, _: type[Reading]) -> Made:
        made = reading.__dict__[self._name] = self._make(reading)
        return made


class Reading:
    """A text, its plain view, and (made when asked for) its letters and runs."""

    def __init__(self, text: str, *, spoken: str | None = None) -> None:
        """Read a text; `spoken` is its plain view with emoji as the characters that they stand for."""
        self.text = text
        self.folded = plain(text) if spoken is None else spoken
        self.spoken = spoken is not None
        self._beside: dict[tuple[int, int], str] = {}

    @cached_property
    def compact(self) -> str:
        """The text of `letters`, without the way back: all that a search needs."""
        return self.letters.text if has_numbers(self.folded) else without_noise(self.folded)

    @cached_property
    def is_stacked(self) -> bool:
        """Whether a character stands for several letters, so that these share a place."""
        return has_numbers(self.folded)

    @cached_property
    def merged(self) -> str:
        """The text of `runs`, without the way back."""
        return merged_runs(self.compact)

    @cached_property
    def letters(self) -> Letters:
        """The compact view, with its places."""
        return letters_of(self.text, self.folded)

    @cached_property
    def sounds(self) -> Sounds:
        """The letters as sounds."""
        return sounds_of(self.compact, self.letters.places)

    @cached_property
    def shapes(self) -> str:
        """The letters as shapes, letter for letter."""
        return cores_of(self.compact)

    @cached_property
    def runs(self) -> Runs:
        """The compact view with runs merged."""
        return runs_of(self.compact)

    @cached_property
    def drawn(self) -> tuple[list[float], list[int]]:
        """How much the Han letters up to each place attract one another, in nats, and how many pairs of them that is."""
        return attraction_before(self.compact)

    def end_of(self, letter: int) -> int:
        """Return where the character of a letter ends, the marks that are stacked on it included."""
        end = self.letters.places[letter] + 1
        while end < len(self.text) and combining(self.text[end]):
            end += 1
        return end

    def gap(self, letter: int) -> str:
        """Return the noise between a letter and the next."""
        places = self.letters.places
        return self.folded[places[letter] + 1 : places[letter + 1]]

    def touching(self, letter: int, step: int, limit: int) -> str:
        """Return up to `limit` letters that stand without noise before (`step` -1) or after (`step` 1) a letter.

        They come in reading order.
        """
        characters, places = self.letters
        furthest = max(letter - limit, 0) if step < 0 else min(letter + limit, len(places) - 1)
        if abs(places[furthest] - places[letter]) == abs(furthest - letter) and not self.is_stacked:
            return characters[furthest:letter] if step < 0 else characters[letter + 1 : furthest + 1]
        here = letter
        while here != furthest and abs(places[here + step] - places[here]) <= 1:
            here += step
        return characters[here:letter] if step < 0 else characters[letter + 1 : here + 1]

    def han(self, letter: int, step: int, limit: int) -> str:
        """Return the part of `touching` that is no ASCII, up to the first letter that is; asked again and again of the same places."""
        key = letter, step
        if key not in self._beside:
            pieces = _ASCII.split(self.touching(letter, step, limit))
            self._beside[key] = pieces[-1] if step < 0 else pieces[0]
        return self._beside[key]

    def latin_run(self, first: int, last: int, limit: int) -> tuple[int, int]:
        """Return the run of Latin letters and digits, without noise in it, that the letters from `first` to `last` are a part of.

        It is followed for `limit` letters to either side: every place of a text of one run may be asked about.
        """
        return first - self._latin(first, -1, limit), last + self._latin(last - 1, 1, limit)

    def _latin(self, letter: int, step: int, limit: int) -> int:
        """How many Latin letters and digits stand without noise before or after a letter, up to a limit."""
        run = 0
        for character in reversed(self.touching(letter, -1, limit)) if step < 0 else self.touching(letter, 1, limit):
            if not _is_latin(character):
                break
            run += 1
        return run


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
