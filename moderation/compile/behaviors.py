"""`behaviors` → BehaviorPrograms: durations read, defaults filled in, and every key that means nothing there reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.compile.durations import DURATION_FORM, seconds, written
from moderation.program import BehaviorProgram, Campaign, Flood, Raid, Repeat, Stitched
from moderation.ruleset.behaviors import JoinMessages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from moderation.compile.report import Report
    from moderation.program import Behavior
    from moderation.program.behaviors import Grouping, Sameness
    from moderation.ruleset.behaviors import Behavior as Written
    from moderation.ruleset.tree import Path

__all__ = ["BehaviorReader"]

_SHARED: Final = ("title", "weight", "count", "window", "at_least")
_KEYS: Final = {
    "message": (*_SHARED, "by"),
    "near_duplicate": (*_SHARED, "by", "similarity", "min_chars"),
    "distinct_user": (*_SHARED, "of", "across", "similarity", "min_chars"),
    "join": (*_SHARED, "by"),
    "join_messages": ("title", "weight", "join_messages"),
}
"""The keys that mean something, by what is counted."""

_LONGEST_S: Final = 7 * 86_400
"""What is older has been judged long ago, and every entry of a window is remembered so long."""
_LONGEST_GAP_S: Final = 60
_MOST: Final = {"near_duplicate": 100, "distinct_user": 50}
"""How many can be asked for at most: so many messages a window of this sort remembers."""
_REPEAT_PCT: Final = 90
_REPEAT_CHARS: Final = 8
_CAMPAIGN_PCT: Final = 85
_CAMPAIGN_CHARS: Final = 15
_GAP_S: Final = 5
_PIECES: Final = 6
_CHARS_EACH: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviorReader:
    """Reads behaviours; `names` are those of term lists and patterns, `kinds` the kinds of patterns that the ruleset has."""

    names: Collection[str]
    kinds: Collection[str]
    report: Report

    def read(self, behaviors: Mapping[str, Written]) -> tuple[BehaviorProgram, ...]:
        """Return the compiled behaviours; those with a mistake are reported and left out."""
        joining = [name for name, behavior in behaviors.items() if behavior.join_messages is not None]
        for name in joining[1:]:
            self.report.error("several-join-messages", ("behaviors", name), found=name, other=joining[0])
        return tuple(program for name, behavior in behaviors.items() if (program := self._read(name, behavior)) is not None)

    def _read(self, name: str, behavior: Written) -> BehaviorProgram | None:
        at: Path = ("behaviors", name)
        if name in self.names:
            self.report.error("duplicate-signal", at, found=name)
        counted = behavior.count or ("join_messages" if behavior.join_messages is not None else "")
        if not counted:
            if not self.report.is_unread(name):
                self.report.error("behavior-without-count", at, found=name, expected=" | ".join(_KEYS))
            return None
        misplaced = [key for key in sorted(behavior.model_fields_set) if key not in _KEYS[counted]]
        for key in misplaced:
            allowed = ", ".join(key for key in _KEYS[counted] if key not in ("title", "weight"))
            self.report.error("key-beside-count", (*at, key), found=key, count=counted, expected=allowed)
        spec = self._spec(counted, behavior, at)
        weight = 1 if behavior.weight is None else behavior.weight
        return None if spec is None or misplaced else BehaviorProgram(signal=name, weight=weight, spec=spec)

    def _spec(self, counted: str, behavior: Written, at: Path) -> Behavior | None:
        if counted == "join_messages":
            return self._stitched(behavior.join_messages or JoinMessages(), (*at, "join_messages"))
        for key in self._missing(behavior, at):
            self.report.error("missing-key", at, found=key)
        window_s = self._seconds(behavior.window, (*at, "window"), _LONGEST_S)
        at_least = self._at_least(behavior, counted, at)
        if window_s is None or at_least is None:
            return None
        match counted:
            case "message":
                return Flood(by=_by(behavior.by, ("chat", "user")), window_s=window_s, at_least=at_least)
            case "join":
                return Raid(by=self._joins_by(behavior.by, (*at, "by")), window_s=window_s, at_least=at_least)
            case "near_duplicate":
                return _repeat(behavior, window_s, at_least)
            case _:
                return self._campaign(behavior, window_s, at_least, at)

    def _missing(self, behavior: Written, at: Path) -> Iterator[str]:
        """The keys that have to be there; what was written and could not be read is no second mistake."""
        if not self.report.is_unread(str(at[-1])):
            yield from (key for key in ("window", "at_least") if getattr(behavior, key) is None)

    def _at_least(self, behavior: Written, counted: str, at: Path) -> int | None:
        most = _MOST.get(counted)
        if behavior.at_least is not None and most is not None and behavior.at_least > most:
            self.report.error("wrong-value", (*at, "at_least"), found=behavior.at_least, expected=f"≤ {most}")
        return behavior.at_least

    def _seconds(self, duration: str | None, at: Path, longest_s: int) -> int | None:
        if duration is None:
            return None
        duration_s = seconds(duration)
        if not duration_s:
            self.report.error("bad-duration", at, found=duration, expected=DURATION_FORM)
        elif duration_s > longest_s:
            self.report.error("wrong-value", at, found=duration, expected=f"≤ {written(longest_s)}")
        return duration_s or None

    def _joins_by(self, groupings: Sequence[Grouping] | None, at: Path) -> tuple[Grouping, ...]:
        """Who joins is another one each time, so joins are counted by where they happen."""
        if "user" in (groupings or ()):
            self.report.error("wrong-value", at, found="user", expected="chat | community")
        return _by(groupings, ("chat",))

    def _campaign(self, behavior: Written, window_s: int, at_least: int, at: Path) -> Campaign:
        of: tuple[Sameness, ...] = (behavior.of,) if isinstance(behavior.of, str) else tuple(behavior.of or ("near_duplicate",))
        for kind in ("link", "contact"):
            if kind in of and kind not in self.kinds:
                self.report.warning("no-pattern-for-count", (*at, "of"), found=kind)
        return Campaign(
            of=tuple(dict.fromkeys(of)),
            across=behavior.across or "all_chats",
            window_s=window_s,
            at_least=at_least,
            similarity_pct=_percent(behavior.similarity, _CAMPAIGN_PCT),
            min_chars=behavior.min_chars or _CAMPAIGN_CHARS,
        )

    def _stitched(self, asked: JoinMessages, at: Path) -> Stitched:
        return Stitched(
            by=_by(asked.by, ("chat", "user")),
            gap_s=self._seconds(asked.gap, (*at, "gap"), _LONGEST_GAP_S) or _GAP_S,
            at_most=asked.at_most or _PIECES,
            max_chars_each=asked.max_chars_each or _CHARS_EACH,
        )


def _repeat(behavior: Written, window_s: int, at_least: int) -> Repeat:
    return Repeat(
        by=_by(behavior.by, ("chat", "user")),
        window_s=window_s,
        at_least=at_least,
        similarity_pct=_percent(behavior.similarity, _REPEAT_PCT),
        min_chars=behavior.min_chars or _REPEAT_CHARS,
    )


def _by(asked: Sequence[Grouping] | None, usual: tuple[Grouping, ...]) -> tuple[Grouping, ...]:
    """Groupings in one order; the whole community says nothing beside a narrower one."""
    named = set(asked or usual)
    narrow: tuple[Grouping, ...] = tuple(grouping for grouping in ("chat", "user") if grouping in named)
    return narrow or ("community",)


def _percent(similarity: float | None, usual: int) -> int:
    return usual if similarity is None else round(similarity * 100)
