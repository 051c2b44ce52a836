"""`faq` → FaqProgram: entries with every mistake in them, thresholds, cool-down, hours and routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.compile.answers import dead_links, iso_date
from moderation.compile.durations import DURATION_FORM, seconds
from moderation.compile.hours import read_hours
from moderation.compile.repeated import RepeatedTerms
from moderation.compile.routes import check_replies
from moderation.program.faq import ANSWER_AT, SUGGEST_AT, FaqEntry, FaqProgram
from moderation.text.views import folded_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from moderation.compile.report import Report
    from moderation.compile.terms import ReadList
    from moderation.program import RouteProgram, RuleProgram, SignalInfo
    from moderation.ruleset.faq import Faq, FaqCooldown, FaqQuestion
    from moderation.ruleset.tree import Path

__all__ = ["FaqReader"]

_DATE_FORM: Final = "2026-12-31"
_COOLDOWN_S: Final = 120
_PER: Final = ("chat", "entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqReader:
    """Reads a FAQ once the rules are known, because an answer must hold nothing that they forbid."""

    report: Report
    rules: Sequence[RuleProgram] = ()
    lists: Collection[ReadList] = ()
    signals: Sequence[SignalInfo] = ()

    def read(self, faq: Faq, routes: tuple[RouteProgram, ...] = ()) -> FaqProgram:
        """Return the FAQ with its routes; mistakes are reported. Linear in the length of all entries."""
        check_replies(faq, self.report)
        self._report_twice(faq.entries)
        self._report_forbidden(faq.entries)
        answer_at, suggest_at = self._thresholds(faq)
        per: tuple[str, ...] = tuple(dict.fromkeys(faq.cooldown.per)) if faq.cooldown else _PER
        return FaqProgram(
            entries=tuple(self._entries(faq.entries)),
            answer_at=answer_at,
            suggest_at=suggest_at,
            cooldown_s=self._cooldown(faq.cooldown),
            cooldown_per=per,  # type: ignore[arg-type]  # the schema knows no other words
            reply=faq.reply,
            synonyms=tuple(map(tuple, faq.synonyms)),
            hours=read_hours(faq.hours, ("faq", "hours"), self.report) if faq.hours else None,
            routes=routes,
        )

    def _thresholds(self, faq: Faq) -> tuple[float, float]:
        answer_at = ANSWER_AT if faq.answer_at is None else faq.answer_at
        suggest_at = min(SUGGEST_AT, answer_at) if faq.suggest_at is None else faq.suggest_at
        if suggest_at > answer_at:
            self.report.error("suggest-above-answer", ("faq", "suggest_at"), found=suggest_at, expected=f"≤ {answer_at}")
        return answer_at, suggest_at

    def _cooldown(self, cooldown: FaqCooldown | None) -> int:
        if cooldown is None:
            return _COOLDOWN_S
        cooldown_s = seconds(cooldown.time)
        if cooldown_s is None:
            self.report.error("bad-duration", ("faq", "cooldown", "time"), found=cooldown.time, expected=DURATION_FORM)
        return cooldown_s or 0

    def _entries(self, written: Sequence[FaqQuestion]) -> Iterator[FaqEntry]:
        taken = {question.id for question in written}
        numbers = (f"q{number}" for number in range(1, 2 * len(written) + 2))
        free = (name for name in numbers if name not in taken)
        for index, question in enumerate(written):
            self._report_dead_links(question.answer, ("faq", "entries", index, "answer"))
            yield FaqEntry(
                id=question.id or next(free),
                question=question.question,
                answer=question.answer,
                variants=_listed(question.variants),
                topic=question.topic,
                source=question.source,
                valid_until=self._date(question.valid_until, ("faq", "entries", index, "valid_until")),
                chats=_listed(question.chats),
                roles=tuple(question.roles),
            )

    def _date(self, written: str | None, at: Path) -> str | None:
        found = iso_date(written) if written is not None else None
        if written is not None and found is None:
            self.report.error("bad-date", at, found=written, expected=_DATE_FORM)
        return found

    def _report_twice(self, written: Sequence[FaqQuestion]) -> None:
        """Report what is asked by two entries, and what is made of signs alone: no text can tell which one is meant."""
        first: dict[str, tuple[int, Path]] = {}
        for index, question in enumerate(written):
            for number, (text, at) in enumerate(_phrasings(question, index)):
                key = folded_letters(text)
                if not key:
                    self.report.error("empty-question", at, found=text)
                    continue
                other, place = first.setdefault(key, (index, at))
                if other != index:
                    self._report_collision(text, at, place, is_question=number == 0)

    def _report_collision(self, text: str, at: Path, place: Path, *, is_question: bool) -> None:
        other = self.report.place(place)
        values = {"found": text, "place": f"{other.path}:{other.line}"}
        slug = "duplicate-question" if is_question and place[-1] == "question" else "colliding-phrasings"
        self.report.warning(slug, at, **values)

    def _report_forbidden(self, written: Sequence[FaqQuestion]) -> None:
        specs = [spec for read in self.lists for spec in read.specs]
        if not specs or not written:
            return
        names = {spec.signal for spec in specs}
        free = [info.name for info in self.signals if info.name not in names]
        repeated = RepeatedTerms(specs, self.rules, free, [question.answer for question in written])
        for index, question in enumerate(written):
            path: Path = ("faq", "entries", index, "answer")
            for match in repeated.find(question.answer):
                self.report.error("forbidden-answer", self.report.within(path, question.answer, match.start), found=match.term)

    def _report_dead_links(self, answer: str, at: Path) -> None:
        for link in dead_links(answer):
            self.report.warning("dead-link", self.report.within(at, answer, link.start()), found=link[0])


def _listed(written: str | Sequence[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def _phrasings(question: FaqQuestion, index: int) -> Iterator[tuple[str, Path]]:
    """Every way to put a question, with its path."""
    at: Path = ("faq", "entries", index)
    yield question.question, (*at, "question")
    if isinstance(question.variants, str):
        yield question.variants, (*at, "variants")
    else:
        yield from ((text, (*at, "variants", number)) for number, text in enumerate(question.variants))
