"""`notices` → NoticePrograms: the texts that the ruleset writes, checked, and the usual ones for what it does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.compile.repeated import RepeatedTerms
from moderation.program.notices import NOTICE_FIELDS, OCCASIONS, PLATFORMS, NoticeProgram
from moderation.ruleset.mistakes import nearest
from moderation.ruleset.notices import NoticeTexts
from moderation.text.templates import slots
from moderation.wording.notices import APPEALS, NEXT_STEP, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from moderation.compile.report import Report
    from moderation.compile.terms import ReadList
    from moderation.program import Policy, RuleProgram, SignalInfo
    from moderation.program.notices import NoticeField, Occasion, Platform
    from moderation.ruleset.notices import Notices
    from moderation.ruleset.tree import Path
    from moderation.text.templates import Slot

__all__ = ["NoticeReader", "WrittenNotice"]

_UNMASKED: Final = frozenset(
    {"evidence", "text", "message", "content", "quote", "term", "terms", "word", "words", "signal", "signals", "match", "hit", "hits"}
)
"""What authors call what was said: a field of that name would say it again."""
_WIDEST: Final = {"member": 4, "staff": 4, "ruleset": 3, "engine": 3}
"""Bytes of UTF-8 for a character, by who writes it: names hold emoji."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNotice:
    """A text of the ruleset: `text` stands at the path `at`, `platform` is empty where it is for all that have no own."""

    occasion: Occasion
    platform: str
    text: str
    at: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReader:
    """Reads notices once rules and policy are known, because what they hold decides how long a notice gets."""

    report: Report
    rules: Sequence[RuleProgram]
    policy: Policy | None
    title: str
    lists: Collection[ReadList] = ()
    signals: Sequence[SignalInfo] = ()

    def read(self, written: Notices | None) -> tuple[NoticeProgram, ...]:
        """Return the template of every occasion on which something is said; mistakes are reported."""
        own = tuple(texts_of(written)) if written is not None else ()
        for notice in own:
            self._check(notice, [each.platform for each in own if each.occasion is notice.occasion])
        self._report_repeated(own)
        silent = set(written.silent) if written is not None else set()
        said = {notice.occasion.name for notice in own} | silent
        if "warn" in said:
            said.add("warn_again")
        usual = [NoticeProgram(occasion=name, template=self._usual(name)) for name in TEMPLATES if name not in said]
        texts = [NoticeProgram(occasion=each.occasion.name, template=each.text, platform=each.platform) for each in own]
        order = list(OCCASIONS)
        kept = [each for each in (*texts, *usual) if each.occasion not in silent]
        return tuple(sorted(kept, key=lambda each: (order.index(each.occasion), each.platform)))

    def _usual(self, occasion: str) -> str:
        """The text for a ruleset that has none, without what its policy does not know."""
        policy = self.policy
        within, to = (bool(policy.appeal_within_s), bool(policy.appeal_to)) if policy else (False, False)
        next_step = NEXT_STEP if policy and policy.ladder else ""
        return TEMPLATES[occasion].replace("{next}", next_step).replace("{appeal}", APPEALS[within, to])

    def _check(self, notice: WrittenNotice, platforms: Sequence[str]) -> None:
        sound = True
        for slot in slots(notice.text):
            sound &= self._check_slot(slot, notice)
        if sound:
            self._check_length(notice, platforms)

    def _check_slot(self, slot: Slot, notice: WrittenNotice) -> bool:
        """Whether a brace or field may stand here; a field that is always empty may, but is warned of."""
        at = self.report.within(notice.at, notice.text, slot.start)
        name, known = slot.name, [field.name for field in NOTICE_FIELDS.values() if notice.occasion.name in field.occasions]
        if name is None:
            self.report.error("notice-brace", at, found=notice.text[slot.start])
        elif name in known:
            if self._is_empty(name):
                self.report.warning("notice-field-empty", at, found=f"{{{name}}}")
            return True
        elif name in NOTICE_FIELDS:
            expected = ", ".join(known)
            self.report.error("notice-field-elsewhere", at, found=f"{{{name}}}", occasion=notice.occasion.name, expected=expected)
        elif name.split(".")[0] in _UNMASKED:
            self.report.error("notice-unmasked", at, near="{evidence.masked}", found=f"{{{name}}}")
        else:
            near = nearest(name, known)
            meant = f"{{{near}}}" if near else None
            self.report.error("unknown-notice-field", at, near=meant, found=f"{{{name}}}", expected=", ".join(known))
        return False

    def _is_empty(self, name: str) -> bool:
        """Whether a field never holds anything in this ruleset."""
        policy = self.policy
        match name:
            case "appeal.within":
                return policy is None or not policy.appeal_within_s
            case "appeal.to":
                return policy is None or not policy.appeal_to
            case "next_step":
                return policy is None or not policy.ladder
            case "rule.charter":
                return not any(rule.charter for rule in self.rules)
        return False

    def _report_repeated(self, own: Sequence[WrittenNotice]) -> None:
        """Report the forbidden words that the bot itself would say."""
        if not own:
            return
        spoken = {info.name for info in self.signals if "text" in info.fields}
        specs = [spec for listed in self.lists for spec in listed.specs if spec.signal in spoken]
        free = spoken - {spec.signal for spec in specs}
        repeated = RepeatedTerms(specs, self.rules, free, [notice.text for notice in own])
        for notice in own:
            for match in repeated.find(notice.text):
                at = self.report.within(notice.at, notice.text, match.start)
                self.report.error("notice-repeats-term", at, found=match.term)

    def _check_length(self, notice: WrittenNotice, platforms: Sequence[str]) -> None:
        own = [PLATFORMS[notice.platform]] if notice.platform else [each for name, each in PLATFORMS.items() if name not in platforms]
        sizes = [(self._size(notice.text, platform), platform) for platform in own]
        over = [(size, platform) for size, platform in sizes if size > platform.most]
        if over:
            size, platform = max(over, key=lambda pair: pair[0] / pair[1].most)
            limit = f"≤ {platform.most}"
            self.report.error("notice-too-long", notice.at, found=size, platform=platform.title, kind=platform.unit, expected=limit)

    def _size(self, text: str, platform: Platform) -> int:
        """The length of a template with the longest value in every field, and a blank before each."""
        longest = sum(self._longest(NOTICE_FIELDS[slot.name], platform) + 1 for slot in slots(text) if slot.name)
        fields = sum(platform.size(text[slot.start : slot.end]) for slot in slots(text))
        return platform.size(text) - fields + longest

    def _longest(self, field: NoticeField, platform: Platform) -> int:
        known = {
            "rule.title": [rule.title for rule in self.rules],
            "rule.charter": [rule.charter for rule in self.rules],
            "ruleset.title": [self.title],
            "appeal.to": [self.policy.appeal_to if self.policy else ""],
        }.get(field.name)
        if known is None:
            return field.longest * (_WIDEST[field.written_by] if platform.unit == "bytes" else 1)
        return max((platform.size(value[: field.longest]) for value in (*known, field.otherwise)), default=0)


def texts_of(written: Notices) -> Iterator[WrittenNotice]:
    """Yield every text of a ruleset's notices with its place."""
    for name, occasion in OCCASIONS.items():
        texts = getattr(written, name)
        at: Path = ("notices", name)
        if isinstance(texts, str):
            yield WrittenNotice(occasion=occasion, platform="", text=texts, at=at)
        elif isinstance(texts, NoticeTexts):
            for platform in ("default", *PLATFORMS):
                text = getattr(texts, platform)
                if text is not None:
                    yield WrittenNotice(
                        occasion=occasion, platform="" if platform == "default" else platform, text=text, at=(*at, platform)
                    )
