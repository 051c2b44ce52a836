"""Which texts say the same though each is written in its own way: those that a campaign in different disguises sends."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from moderation.behavior.alike import alike_to, bag_of, letters_of, shingles_of

__all__ = ["ALIKE_PCT", "Likeness"]

ALIKE_PCT: Final = 80
"""Letters that two texts share, as the shipped rules about campaigns have it."""


class Likeness:
    """Numbers texts; those that share four letters of five have one number.

    >>> likeness = Likeness()
    >>> texts = ("全网最低价代购正品手表私聊我有优惠", "全网蕞低价代购正品手表～私聊我有优惠哦", "周末一起去爬山的同学请报名")
    >>> [likeness.of(text, remember=True) for text in texts], likeness.of("早上好，吃了吗，今天去哪里玩", remember=False)
    ([0, 0, 1], None)
    """

    def __init__(self) -> None:
        self._bags: list[bytes] = []
        self._places: defaultdict[int, list[int]] = defaultdict(list)

    def of(self, text: str, *, remember: bool) -> int | None:
        """Return the number of a text; `None` for one that is like none before and shall not be remembered."""
        letters = letters_of(text)
        if not letters.text:
            return None
        bag, shingles = bag_of(letters), shingles_of(letters.text)
        is_alike = alike_to(bag, ALIKE_PCT)
        near = dict.fromkeys(place for shingle in shingles for place in self._places[shingle])
        place = next((place for place in near if is_alike(self._bags[place])), None)
        if place is None and remember:
            place = len(self._bags)
            self._bags.append(bag)
            for shingle in shingles:
                self._places[shingle].append(place)
        return place
