"""From what was gathered to the Report: the most of everything, in the order in which people read it, masked where asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from moderation.reports.masking import Masker
from moderation.reports.seen import NOTICES
from moderation.reports.tiers import tiers_of
from moderation.reports.values import (
    Asking,
    Case,
    Offender,
    QuestionFigures,
    Recurred,
    Report,
    RuleFigures,
    Shown,
    Totals,
    WordFigures,
)  # fmt: skip
from moderation.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.reports.evidence import Candidate, RuleHits, Sample
    from moderation.reports.gather import Gathering
    from moderation.reports.members import Member
    from moderation.reports.questions import Asked
    from moderation.reports.recurring import Recurrence
    from moderation.reports.seen import Seen
    from moderation.verdict import Hit

__all__ = ["summarised"]

_RULES, _OFFENDERS, _RECURRING, _CASES, _ASKED, _WORDS, _CHATS, _TALKERS = 60, 30, 30, 20, 20, 60, 20, 10
_NAMES: Final = 50_000
_EVIDENCE: Final = 50
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TOLD: Final = ("time", "author", "text")


def summarised(gathered: Gathering, sources: Sequence[str], *, masked: bool = True, followed: bool = False) -> Report:
    """Return the report of everything that was gathered; `sources` are the names of the files, `followed` is as in the Report."""
    gathered.finish()
    return _Summary(gathered, masked=masked).report(sources, followed=followed)


class _Summary:
    """Shows what was gathered; members are numbered in the order in which they are first shown."""

    def __init__(self, gathered: Gathering, *, masked: bool) -> None:
        self._gathered = gathered
        self._members = list(gathered.members)
        self._chats: dict[str, int] = {}
        ranked = sorted(self._members, key=lambda member: -member.messages)[:_NAMES]
        self._masker = Masker(gathered.addresses.of, [member.name for member in ranked if member.name], masked=masked)

    def report(self, sources: Sequence[str], *, followed: bool) -> Report:
        gathered, timeline = self._gathered, self._gathered.times.timeline
        first, last = (timeline.days[0].day, timeline.days[-1].day) if timeline.days else (None, None)
        offenders, candidates = self._offenders(), gathered.candidates
        return Report(
            sources=tuple(sources),
            rulesets=tuple(name for name, _ in gathered.rulesets.most(5) if name),
            zone=str(gathered.zone),
            masked=self._masker.masked,
            followed=followed,
            first=first.isoformat() if first else "",
            last=last.isoformat() if last else "",
            totals=self._totals(),
            missing=tuple(name for name in _TOLD if self._verdicts and not gathered.known[name]),
            partial=tuple((name, gathered.known[name]) for name in ("time", "author") if 0 < gathered.known[name] < self._verdicts),
            reasons=tuple(sorted(gathered.rejects.items(), key=lambda pair: (-pair[1], pair[0]))),
            timeline=timeline,
            rules=tuple(map(self._rule, gathered.evidence.rules[:_RULES])),
            labels=gathered.labels.most(),
            chats=tuple((self._chat(chat), count) for chat, count in gathered.chats.most(_CHATS)),
            offenders=tuple(map(self._offender, offenders[:_OFFENDERS])),
            offender_count=len(offenders),
            campaigns=tuple(map(self._recurred, gathered.recurring.campaigns()[:_RECURRING])),
            addresses=tuple(map(self._recurred, gathered.recurring.addresses()[:_RECURRING])),
            candidates=tuple(map(self._case, candidates.found[:_CASES])),
            regular_count=candidates.regular,
            lone_count=candidates.lone,
            tiers=tiers_of(self._members, first.toordinal() if first else 0, last.toordinal() if last else 0),
            talkers=tuple((self._member(member), member.messages) for member in self._talkers()),
            questions=self._questions(),
            words=self._words(),
        )

    @property
    def _verdicts(self) -> int:
        return self._gathered.levels.total()

    def _totals(self) -> Totals:
        gathered = self._gathered
        notices = sum(gathered.kinds[kind] for kind in NOTICES)
        rejects = gathered.rejects.total()
        return Totals(
            rows=self._verdicts + rejects,
            verdicts=self._verdicts,
            rejects=rejects,
            passed=gathered.levels[Level.PASS],
            review=gathered.levels[Level.REVIEW],
            block=gathered.levels[Level.BLOCK],
            spoken=gathered.spoken,
            notices=notices,
            chats=len(gathered.chats),
            members=sum(member.messages > 0 for member in self._members),
            members_missed=gathered.members.forgotten,
            joins=gathered.joins,
            leaves=gathered.leaves,
        )

    def _rule(self, kept: RuleHits) -> RuleFigures:
        return RuleFigures(
            rule=kept.rule,
            title=kept.title,
            charter=kept.charter,
            label=kept.label,
            status=kept.status,
            messages=kept.messages,
            review=kept.review,
            block=kept.block,
            members=len(kept.users),
            samples=tuple(map(self._sample, kept.samples)),
        )

    def _sample(self, sample: Sample) -> Shown:
        return self._hit(sample.row, (sample.hit,))

    def _hit(self, row: Seen, hits: Sequence[Hit]) -> Shown:
        """A message with the evidence of some hits marked; without its text the evidence stands alone."""
        signals = [signal for hit in hits for signal in hit.signals]
        own = [(signal.start, signal.end) for signal in signals if signal.field == "text"]
        if row.message.text and (own or not signals):
            return self._shown(row, row.message.text, own)
        texts = _apart(dict.fromkeys(signal.text for signal in signals if signal.text))
        text = " … ".join(texts)
        spans, place = [], 0
        for part in texts:
            spans.append((place, place + len(part)))
            place += len(part) + 3
        return self._shown(row, text, spans)

    def _shown(self, row: Seen, text: str, spans: Sequence[tuple[int, int]]) -> Shown:
        return Shown(
            at=self._time(row.at_ms),
            member=self._label(row.user, row.name),
            id="" if self._masker.masked else row.message.id or "",
            pieces=self._masker.pieces(text, spans),
        )

    def _offenders(self) -> list[Member]:
        repeated = (member for member in self._members if member.flagged > 1)
        return sorted(repeated, key=lambda member: (-member.flagged, -member.block, member.messages, member.user))

    def _offender(self, member: Member) -> Offender:
        return Offender(
            member=self._member(member),
            messages=member.messages,
            review=member.review,
            block=member.block,
            first=self._time(member.first_ms),
            last=self._time(member.last_ms),
            rules=tuple(sorted(member.rules.items(), key=lambda pair: (-pair[1], pair[0]))),
        )

    def _talkers(self) -> list[Member]:
        people = (member for member in self._members if member.messages and member.role != "bot")
        return sorted(people, key=lambda member: (-member.messages, member.user))[:_TALKERS]

    def _recurred(self, kept: Recurrence) -> Recurred:
        value = "".join(piece for piece, _ in self._masker.pieces(kept.shown, ())) if kept.kind == "text" else self._value(kept)
        return Recurred(
            kind=kept.kind,
            value=value,
            messages=kept.messages,
            flagged=kept.flagged,
            members=len(kept.users),
            chats=len(kept.chats),
            first=self._time(kept.first_ms),
            last=self._time(kept.last_ms),
            writings=kept.writings,
        )

    def _value(self, kept: Recurrence) -> str:
        return self._masker.value(kept.kind, kept.value)

    def _case(self, candidate: Candidate) -> Case:
        hits = [hit for hit in candidate.row.verdict.hits if hit.status == "enforce"]
        return Case(
            shown=self._hit(candidate.row, hits),
            rules=tuple(dict.fromkeys(hit.title or hit.rule for hit in hits)),
            level=candidate.row.verdict.level.value,
            clean=candidate.clean,
            regular=candidate.is_regular,
            lone=candidate.is_lone,
        )

    def _questions(self) -> QuestionFigures:
        questions = self._gathered.questions
        latest = sorted(questions.flat, key=lambda asked: -asked.at_ms)[:_ASKED]
        return QuestionFigures(
            asked=questions.asked,
            answered=questions.answered,
            unanswered=questions.unanswered,
            waiting=questions.waiting,
            latest=tuple(map(self._asking, latest)),
        )

    def _asking(self, asked: Asked) -> Asking:
        return Asking(shown=self._shown(asked.row, asked.text, ()), chat=self._chat(asked.row.chat))

    def _words(self) -> WordFigures:
        vocabulary = self._gathered.vocabulary
        names = frozenset(word for member in self._members for word in (member.name.lower(),) if self._masker.masked)
        words = tuple(pair for pair in vocabulary.most(2 * _WORDS, without=names) if not self._masker.is_name(pair[0]))
        return WordFigures(words=words[:_WORDS], sampled=vocabulary.sampled, texts=vocabulary.texts)

    def _member(self, member: Member) -> str:
        return self._label(member.user, member.name)

    def _label(self, user: str, name: str) -> str:
        """What a member is called: a number where names are masked."""
        if not user:
            return ""
        if self._masker.masked:
            return f"#{self._masker.number(user)}"
        account = user.partition("|")[2]
        return f"{name}（{account}）" if name and name != account else account

    def _chat(self, chat: str) -> str:
        """What a chat is called: its name, or a number where that is the name of the one who is talked to; its id only unmasked."""
        name, known = self._gathered.chat_names.get(chat, ""), chat.partition("|")[2]
        if self._masker.masked:
            is_shown = name and chat not in self._gathered.private
            return self._masker.text(name) if is_shown else f"••{self._chats.setdefault(chat, len(self._chats) + 1)}" if known else ""
        return f"{name}（{known}）" if name and known and name != known else name or known

    def _time(self, at_ms: int | None) -> str:
        if at_ms is None:
            return ""
        try:
            return f"{(_EPOCH + timedelta(milliseconds=at_ms)).astimezone(self._gathered.zone):%Y-%m-%d %H:%M}"
        except (OverflowError, ValueError):
            return ""


def _apart(texts: Iterable[str]) -> list[str]:
    """Some evidence without what stands within other evidence of it: a contact holds the lure before it."""
    known = list(texts)[:_EVIDENCE]
    return [text for place, text in enumerate(known) if not any(text in other for other in (*known[:place], *known[place + 1 :]))]
