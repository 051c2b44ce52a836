"""Gathers everything that a report tells in one pass over messages and verdicts, in memory that does not grow with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from moderation.archives.notices import joiners, subject
from moderation.archives.reject import Reject
from moderation.reports.evidence import Candidates, Evidence
from moderation.reports.members import Members
from moderation.reports.questions import Questions
from moderation.reports.recurring import Recurring
from moderation.reports.seen import seen
from moderation.reports.times import Times
from moderation.reports.tops import Tops
from moderation.reports.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from moderation.message import Message
    from moderation.reports.addresses import Addresses
    from moderation.reports.seen import Seen
    from moderation.verdict import Level, Verdict

__all__ = ["Gathering"]

_CHATS: Final = 10_000
_LABELS: Final = 1_000
_NAME_CHARS: Final = 100
"""No chat that people made has a longer name."""
_PLACEHOLDER_KINDS: Final = frozenset({"text", "link", "card"})
"""Kinds whose text somebody wrote."""


class Gathering:
    """Takes every row once; `finish` closes what was still open. `zone` is that in which days and hours are told."""

    def __init__(self, addresses: Addresses, zone: tzinfo) -> None:
        self.zone = zone
        self.addresses = addresses
        self.times = Times()
        self.members = Members()
        self.evidence = Evidence()
        self.candidates = Candidates()
        self.recurring = Recurring(addresses.of)
        self.questions = Questions()
        self.vocabulary = Vocabulary()
        self.chats: Tops[str] = Tops(_CHATS)
        self.labels: Tops[str] = Tops(_LABELS)
        self.levels: Counter[Level] = Counter()
        self.kinds: Counter[str] = Counter()
        self.rejects: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.joins = self.leaves = self.spoken = 0
        self.chat_names: dict[str, str] = {}
        self.private: set[str] = set()
        self.rulesets: Tops[str] = Tops(100)

    def take(self, rows: Iterable[tuple[Message, Verdict] | Reject]) -> None:
        """Take all rows of a source."""
        for row in rows:
            if isinstance(row, Reject):
                self.rejects[row.reason] += 1
            else:
                self.add(seen(*row, self.zone))

    def add(self, row: Seen) -> None:
        """Take a message with its verdict."""
        self.levels[row.verdict.level] += 1
        self.kinds[row.message.kind] += 1
        self._note_what_is_known(row)
        people = self._moved(row) if row.message.kind in ("join", "leave") else 0
        self.times.add(row, people)
        member = self.members.known(row.user)
        if row.flagged:
            self.candidates.add(row, member)
        if row.spoken:
            self._spoke(row)
        if row.verdict.hits:
            self._hit(row)

    def finish(self) -> None:
        """Close questions that still wait; nothing is added after this."""
        self.questions.finish()

    def _note_what_is_known(self, row: Seen) -> None:
        known = self.known
        if row.local is not None:
            known["time"] += 1
        if row.user:
            known["author"] += 1
        if row.message.text:
            known["text"] += 1
        self.rulesets.add(row.verdict.ruleset)
        if row.chat:
            known["chat"] += 1
            self.chats.add(row.chat)
            self._note_chat(row)

    def _note_chat(self, row: Seen) -> None:
        if row.message.chat.name and row.chat not in self.chat_names and len(self.chat_names) < _CHATS:
            self.chat_names[row.chat] = row.message.chat.name[:_NAME_CHARS]
            if row.message.chat.kind == "private":
                self.private.add(row.chat)

    def _moved(self, row: Seen) -> int:
        """Count who joined or left by a notice; one that names nobody is about its author."""
        message = row.message
        if message.kind == "join":
            names = joiners(message.text)
            for name in names or (() if not row.user else (None,)):
                self._met(row, name)
            self.joins += max(len(names), 1)
            return max(len(names), 1)
        name = subject(message.text, "leave")
        member = self.members.named(name, message.platform) if name else self.members.known(row.user)
        if member is not None:
            member.left = True
        self.leaves += 1
        return 1

    def _met(self, row: Seen, name: str | None) -> None:
        """Know a member who joined and may never speak."""
        member = self.members.named(name, row.message.platform) if name else None
        if member is None and (name is None or name in (row.message.author.nickname, row.message.author.card)):
            member = self.members.of(row.user) if row.user else None
        if member is None and name:
            member = self.members.of(f"{row.message.platform}|{name}")
        if member is not None:
            member.left = False
            member.name = member.name or name or row.name
            if member.name:
                self.members.call(member, member.name, row.message.platform)

    def _spoke(self, row: Seen) -> None:
        self.spoken += 1
        if row.user:
            self.members.spoke(row)
        self.recurring.add(row)
        self.questions.add(row)
        if not row.flagged and row.message.text and row.message.kind in _PLACEHOLDER_KINDS and row.message.author.role != "bot":
            self.vocabulary.add(row.message.text)

    def _hit(self, row: Seen) -> None:
        self.evidence.add(row)
        if row.flagged:
            if row.verdict.label is not None:
                self.labels.add(row.verdict.label)
            if row.user:
                self.members.of(row.user).offended(row)
