"""The behaviours of a Program at work: what a message leaves in windows, and what is observed when it sees them.

    marks → store.observe → signals, joined

All three are pure: the store is somebody else's to call, and a message that comes a second time sees what it saw the first time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from moderation.behavior.alike import bag_of, letters_of, shingles_of
from moderation.behavior.groups import Groups, account_of, own_words
from moderation.behavior.stitched import StitchWatcher
from moderation.behavior.watchers import CampaignWatcher, CountWatcher, RepeatWatcher, Said
from moderation.match.spec import ContactSpec, LinkSpec
from moderation.program import Campaign, Flood, Raid, Repeat, Stitched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.behavior.stitched import Joined
    from moderation.behavior.watchers import Trail, Watcher
    from moderation.message import Message
    from moderation.program import BehaviorProgram, Program
    from moderation.program.behaviors import Grouping
    from moderation.signal import Signal
    from moderation.state.store import Mark, Sight

    _AnyWatcher = CountWatcher | RepeatWatcher | CampaignWatcher | StitchWatcher

__all__ = ["Watch"]

_VALUES_AT_MOST: Final = 4
"""Links and contacts of one message that are followed: an advertisement has one or two, a long list of links is something else."""
_NEVER: Final = 1 << 30
_KINDS: Final[dict[type, str]] = {LinkSpec: "link", ContactSpec: "contact"}


class _Named(TypedDict):
    """What every watcher is given."""

    program: BehaviorProgram
    title: str
    groups: Groups


class Watch:
    """The behaviours of one Program, ready to watch; without behaviours it leaves and observes nothing."""

    def __init__(self, program: Program) -> None:
        self._own = f"b:{program.info.id}:"
        watchers = [self._watcher(behavior, program) for behavior in program.behaviors]
        self._named: dict[str, Watcher] = {watcher.program.signal: watcher for watcher in watchers}
        self._joins = tuple(watcher for watcher in watchers if isinstance(watcher.program.spec, Raid))
        self._spoken = tuple(watcher for watcher in watchers if not isinstance(watcher.program.spec, Raid))
        self._stitcher = next((watcher for watcher in watchers if isinstance(watcher, StitchWatcher)), None)
        self._kinds = {pattern.signal: kind for pattern in program.patterns if (kind := _KINDS.get(type(pattern.spec)))}
        campaigns = [behavior.spec for behavior in program.behaviors if isinstance(behavior.spec, Campaign)]
        repeats = [behavior.spec for behavior in program.behaviors if isinstance(behavior.spec, Repeat)]
        self._shingled_from = min((spec.min_chars for spec in campaigns if "near_duplicate" in spec.of), default=_NEVER)
        self._compared_from = min((spec.min_chars for spec in repeats), default=self._shingled_from)
        self._compared_from = min(self._compared_from, self._shingled_from)
        self._needs_account = bool(campaigns)

    def _watcher(self, behavior: BehaviorProgram, program: Program) -> _AnyWatcher:
        """The watcher of one behaviour."""
        spec, name = behavior.spec, behavior.signal
        titles = {info.name: info.title for info in program.signals}

        def named(by: tuple[Grouping, ...]) -> _Named:
            groups = Groups(prefix=f"{self._own}{name}|", by=by)
            return {"program": behavior, "title": titles.get(name, name), "groups": groups}

        match spec:
            case Flood():
                return CountWatcher(spec=spec, counted="message", **named(spec.by))
            case Raid():
                return CountWatcher(spec=spec, counted="join", **named(spec.by))
            case Repeat():
                return RepeatWatcher(spec=spec, **named(spec.by))
            case Campaign():
                return CampaignWatcher(spec=spec, **named(("chat",) if spec.across == "chat" else ("community",)))
            case Stitched():
                others = titles.keys() - {behavior.signal for behavior in program.behaviors}
                texts = frozenset(info.name for info in program.signals if info.name in others and "text" in info.fields)
                return StitchWatcher(spec=spec, names=texts, **named(spec.by))

    def marks(self, message: Message, signals: Sequence[Signal]) -> tuple[Mark, ...]:
        """Return what a message leaves in the windows of its Program; `signals` are those found in itself.

        A message without id or time leaves nothing, nor does an edit, or one in which its sender said nothing.
        """
        if message.id is None or message.at is None or message.edited:
            return ()
        if message.kind == "join":
            said, watchers = Said(message, "", "", b"", (), ()), self._joins
        else:
            words, watchers = own_words(message) if self._spoken else "", self._spoken
            if not words:
                return ()
            said = self._said(message, words, signals)
        return tuple([mark for watcher in watchers for mark in watcher.marks(said)])

    def signals(self, message: Message, marks: Sequence[Mark], sight: Sight) -> tuple[Signal, ...]:
        """Return what is observed when a message sees the windows of its marks, in the order of the behaviours.

        `marks` may hold those of others too: each is known by its window's name.
        """
        trails = self._trails(marks, sight)
        if not trails:
            return ()
        found = (self._named[name].signal(message, trail) for name, trail in trails.items())
        return tuple([signal for signal in found if signal is not None])

    def joined(self, message: Message, marks: Sequence[Mark], sight: Sight) -> Joined | None:
        """Return this short message and those before it as one text; `None` where there is nothing to join."""
        if self._stitcher is None:
            return None
        own = self._stitcher.groups.prefix
        for mark, window in zip(marks, sight.windows, strict=True):
            if mark.window.startswith(own):
                return self._stitcher.joined(message, window) if window.count > 1 else None
        return None

    def _said(self, message: Message, words: str, signals: Sequence[Signal]) -> Said:
        """A message as far as some behaviour looks at it."""
        found = [signal for signal in signals if signal.signal in self._kinds and signal.field == "text"] if signals else []
        letters = None
        if len(words) >= self._compared_from:
            spans = [(signal.start, signal.end) for signal in found]
            letters = letters_of(words, own_words(message, spans) if spans else None)
        values = dict.fromkeys((self._kinds[signal.signal], signal.term) for signal in found)
        return Said(
            message,
            words,
            account_of(message) if self._needs_account else "",
            bag_of(letters) if letters and letters.text else b"",
            shingles_of(letters.text) if letters and len(words) >= self._shingled_from else (),
            list(values)[:_VALUES_AT_MOST],
        )

    def _trails(self, marks: Sequence[Mark], sight: Sight) -> dict[str, Trail]:
        """The marks of each behaviour with what was seen there; what nobody else left anything in tells nothing."""
        trails: dict[str, Trail] = {}
        start = len(self._own)
        for mark, window in zip(marks, sight.windows, strict=True):
            name = mark.window
            if window.count > 1 and name.startswith(self._own):
                trails.setdefault(name[start : name.index("|", start)], []).append((mark, window))
        return trails
