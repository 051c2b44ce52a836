"""Archives as if they had been live: every message once, in the order of its time, through the ladder; its time is the clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Unpack, get_args

from moderation.archives import Reject, read
from moderation.batch.in_order import AT_ONCE, InOrder
from moderation.batch.outlets import must_exist
from moderation.batch.rows import reject_line
from moderation.verdict import Level, SanctionName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

    from moderation.batch.scan import ReadOptions
    from moderation.message import Message
    from moderation.moderator import Moderator
    from moderation.verdict import Verdict

__all__ = ["NO_TIME", "Replay", "ReplaySummary", "Replayed", "replay"]

NO_TIME: Final = "no-time"
"""Why a message is refused that does not say when it was sent: nobody knows what came before it."""
_EXCERPT_CHARS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A message with what would have come of it."""

    message: Message
    verdict: Verdict

    @property
    def is_news(self) -> bool:
        """Whether something would have been done about a member, for the first time."""
        return self.verdict.sanction is not None and not self.verdict.repeated

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: when, where and who, then the verdict."""
        message = self.message
        return {
            "at": message.at.isoformat() if message.at else None, "platform": message.platform, "chat": message.chat.id,
            "user": message.author.id, "name": message.author.card or message.author.nickname, "repeated": self.verdict.repeated,
            **self.verdict.to_dict(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaySummary:
    """What a replay came to, in numbers that add up.

    `messages` = `verdicts` + `rejects`; `levels` sum to `verdicts`; those that did not pass are `sanctions` (given now) +
    `repeated` (the store knew the message already, nothing is done twice) + `unsanctioned` (there is no policy).
    `members` counts the members for each sanction, `reasons` the rejects by reason. `answers` and `routes` are of messages
    that passed.
    """

    verdicts: int
    rejects: int
    levels: tuple[tuple[Level, int], ...]
    sanctions: tuple[tuple[SanctionName, int], ...]
    members: tuple[tuple[SanctionName, int], ...]
    repeated: int
    unsanctioned: int
    answers: int
    routes: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def messages(self) -> int:
        """The rows that came in."""
        return self.verdicts + self.rejects

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers as JSON values."""
        return {
            "messages": self.messages, "verdicts": self.verdicts, "rejects": self.rejects,
            "levels": {level.value: count for level, count in self.levels}, "sanctions": dict(self.sanctions),
            "members": dict(self.members), "repeated": self.repeated, "unsanctioned": self.unsanctioned, "answers": self.answers,
            "routes": self.routes, "reasons": dict(self.reasons),
        }  # fmt: skip


class Replay:
    """A replay of one or several archives: `add` them all, then read `run`. Memory does not grow with them.

    The Moderator has a store: into an empty one this gives the ledger that a bot would have written, into the same one a
    second time it changes nothing.
    """

    def __init__(self, moderator: Moderator, *, rejects: BinaryIO | None = None, at_once: int = AT_ONCE) -> None:
        self._check = moderator.check
        self._rejects = rejects
        self._waiting = InOrder(at_once=at_once)
        self._reasons: Counter[str] = Counter()
        self._levels: Counter[Level] = Counter()
        self._sanctions: Counter[SanctionName] = Counter()
        self._members: dict[SanctionName, set[tuple[str, str]]] = {}
        self._others: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._waiting.close()

    def add(self, source: str | Path | BinaryIO, *, name: str = "", **options: Unpack[ReadOptions]) -> None:
        """Read an archive; `name` is what the rejects call it. Nothing is judged yet, because another may be older.

        Raises:
            UsageError, EnvironmentalError: as `archives.read`, and where the disk is full.
        """
        name = name or (str(source) if isinstance(source, (str, Path)) else "")
        for number, row in enumerate(read(source, **options), 1):
            at_ms = None if isinstance(row, Reject) else row.at_ms
            if isinstance(row, Reject):
                self._refuse(row, name)
            elif at_ms is None:
                self._refuse(Reject(number, NO_TIME, row.text[:_EXCERPT_CHARS]), name)
            else:
                self._waiting.add(row, at_ms)

    def run(self) -> Iterator[Replayed]:
        """Yield every message in the order of its time, judged as it is read."""
        for message in self._waiting.messages():
            replayed = Replayed(message=message, verdict=self._check(message))
            self._count(replayed)
            yield replayed

    @property
    def summary(self) -> ReplaySummary:
        """What it came to so far."""
        named: tuple[SanctionName, ...] = get_args(SanctionName)
        return ReplaySummary(
            verdicts=self._levels.total(),
            rejects=self._reasons.total(),
            levels=tuple((level, self._levels[level]) for level in Level),
            sanctions=tuple((name, self._sanctions[name]) for name in named if self._sanctions[name]),
            members=tuple((name, len(self._members[name])) for name in named if name in self._members),
            repeated=self._others["repeated"],
            unsanctioned=self._others["unsanctioned"],
            answers=self._others["answers"],
            routes=self._others["routes"],
            reasons=tuple(sorted(self._reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
        )

    def _count(self, replayed: Replayed) -> None:
        verdict, author = replayed.verdict, replayed.message.author
        self._levels[verdict.level] += 1
        self._others["answers"] += verdict.answer is not None
        self._others["routes"] += verdict.route is not None
        if verdict.level is Level.PASS:
            return
        if verdict.sanction is None or verdict.repeated:
            self._others["repeated" if verdict.repeated else "unsanctioned"] += 1
            return
        self._sanctions[verdict.sanction.action] += 1
        self._members.setdefault(verdict.sanction.action, set()).add((replayed.message.platform, author.id or author.nickname))

    def _refuse(self, reject: Reject, name: str) -> None:
        if self._rejects is not None:
            self._rejects.write(reject_line(reject, name))
        self._reasons[reject.reason] += 1


def replay(
    source: str | Path, moderator: Moderator, *, on: Callable[[Replayed], object] = lambda _: None, **options: Unpack[ReadOptions]
) -> ReplaySummary:
    """Replay an archive into the store of a Moderator, hand every message with its verdict to `on`, and return the counts.

    Raises:
        UsageError: there is no such file, or it is in no readable format.
        EnvironmentalError: a file cannot be read, or the disk is full.
    """
    must_exist([source])
    with Replay(moderator) as running:
        running.add(source, **options)
        for replayed in running.run():
            on(replayed)
        return running.summary
