"""One text in all its views, made once and shared by everything that asks about it."""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from unicodedata import combining

from moderation.text.bigrams import attraction_before
from moderation.text.fold import WALL, has_numbers, plain
from moderation.text.noise import without_noise
from moderation.text.shape import cores_of
from moderation.text.sound import Sounds, sounds_of, symbols_of
from moderation.text.views import Letters, Runs, letters_of, merged_runs, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Reading"]

Made = TypeVar("Made")

_ASCII: Final = re.compile("[\x00-\x7f]")
_LATIN_OR_DIGITS: Final = ascii_letters + digits
_LATIN: Final = re.compile("[a-z]").search


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
        self._latin: dict[tuple[int, int], tuple[int, int]] = {}

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
    def places(self) -> list[int]:
        """Where each letter stands in the text."""
        return self.letters.places

    @cached_property
    def sounds(self) -> Sounds:
        """The letters as sounds."""
        compact = self.compact
        if _LATIN(compact) is None:
            return Sounds(symbols_of(compact), list(range(len(compact) + 1)))
        return sounds_of(compact, self.places)

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
        text, places, end = self.text, self.places, self.places[letter] + 1
        if letter + 1 < len(places) and places[letter + 1] == end:
            return end  # another letter
        while end < len(text) and combining(text[end]):
            end += 1
        return end

    def gap(self, letter: int) -> str:
        """Return the noise between a letter and the next."""
        places = self.places
        return self.folded[places[letter] + 1 : places[letter + 1]]

    def touching(self, letter: int, step: int, limit: int) -> str:
        """Return up to `limit` letters that stand without noise before (`step` -1) or after (`step` 1) a letter.

        They come in reading order; behind a wall is nothing of its sender's.
        """
        characters, places = self.letters
        if step < 0:
            furthest = letter - limit if letter > limit else 0
            apart = places[letter] - places[furthest] != letter - furthest
        else:
            furthest = min(letter + limit, len(places) - 1)
            apart = places[furthest] - places[letter] != furthest - letter
        if apart or self.is_stacked:
            furthest = self._reached(letter, step, furthest)
        if step < 0:
            return characters[furthest:letter].rpartition(WALL)[2]
        return characters[letter + 1 : furthest + 1].partition(WALL)[0]

    def _reached(self, letter: int, step: int, furthest: int) -> int:
        """The last letter on the way from one to another before which no noise stands."""
        places = self.places
        while letter != furthest and abs(places[letter + step] - places[letter]) <= 1:
            letter += step
        return letter

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
        key = first, last
        if key not in self._latin:
            before, after = self.touching(first, -1, limit), self.touching(last - 1, 1, limit)
            spare = len(before) - len(before.rstrip(_LATIN_OR_DIGITS)), len(after) - len(after.lstrip(_LATIN_OR_DIGITS))
            self._latin[key] = first - spare[0], last + spare[1]
        return self._latin[key]
