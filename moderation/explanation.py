"""A Verdict in sentences: what was found, where, against which rule, how it was disguised, how the points add up.

Reads nothing but the Verdict itself. What would have changed it, and which rules were nearly hit, needs the Program:
that is `Moderator.explain`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.facts import FACTS
from moderation.verdict import Level
from moderation.wording import language, say
from moderation.wording.explanation import BEHAVIORS, DISGUISES, FIELDS, KINDS, LEVELS, SENTENCES
from moderation.wording.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moderation.signal import Signal
    from moderation.verdict import Hit, Tally, Verdict
    from moderation.wording import Lang, Sentences

__all__ = ["Speaker", "explain"]

_LONGEST_SHOWN: Final = 40
"""Characters of evidence that are shown whole: more than any term, less than a line."""
_KEPT_OF_LONG: Final = 24
_EVIDENCE_SHOWN: Final = 12
"""Pieces of evidence listed for a hit; a member who flooded 500 words needs no list of them."""
_MESSAGES_SHOWN: Final = 8
_UNITS: Final = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))
_INNER_KINDS: Final = frozenset({"char", "phrase", "line"})
"""Patterns whose term says nothing to a member that the evidence does not."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories that a terminal or a chat would swallow, obey or refuse."""


def explain(verdict: Verdict, lang: str = "zh", *, masked: bool = False) -> str:
    """Return why a message passed or not, a line for each fact; `masked` hides the inner characters of evidence.

    >>> from moderation.verdict import Verdict
    >>> explain(Verdict())
    '结论：通过。没有发现违反群规的内容。'
    """
    return "\n".join(Speaker(lang=language(lang), masked=masked).lines(verdict))


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Says things about verdicts in one language, with evidence as it stood or masked."""

    lang: Lang = "zh"
    masked: bool = False

    def lines(self, verdict: Verdict) -> Iterator[str]:
        """Yield the explanation of a verdict, line by line: the conclusion, each hit, the ruleset."""
        yield self.conclusion(verdict)
        for number, hit in enumerate(verdict.hits, start=1):
            yield from self.hit(number, hit)
        if verdict.ruleset and verdict.hits:
            yield self.say("ruleset", ruleset=verdict.ruleset)

    def conclusion(self, verdict: Verdict) -> str:
        """Return the level, label and points of a verdict."""
        if verdict.level is Level.PASS:
            return self.say("passed-shadow" if verdict.hits else "passed")
        label = self.word(LABELS, verdict.label or "")
        return self.say(
            "verdict" if verdict.score else "verdict-unscored", level=self.level(verdict.level), label=label, score=verdict.score
        )

    def hit(self, number: int, hit: Hit) -> Iterator[str]:
        """Yield what a rule says and by which evidence it says so."""
        yield self.say(
            "hit" if hit.status == "enforce" else "shadow-hit",
            number=number,
            title=hit.title,
            charter=self.say("charter", charter=hit.charter) if hit.charter else "",
            level=self.level(hit.verdict),
            points=self.say("points", points=hit.score) if hit.score else "",
        )
        for signal in hit.signals[:_EVIDENCE_SHOWN]:
            yield f"   - {self.evidence(signal)}"
        if len(hit.signals) > _EVIDENCE_SHOWN:
            yield f"   - {self.say('more', count=len(hit.signals) - _EVIDENCE_SHOWN)}"
        if not hit.signals:
            yield f"   - {self.say('no-evidence')}"
        if hit.tally is not None:
            yield f"   - {self.tally(hit.tally, {signal.signal: signal.title for signal in hit.signals})}"

    def evidence(self, signal: Signal) -> str:
        """Return one piece of evidence: where it stands, what it belongs to, which term it is, how it is disguised.

        What was observed over several messages says what was counted and which messages they are.
        """
        if signal.messages and signal.term.partition(":")[0] in BEHAVIORS:
            return self.say(
                "behavior", list=signal.title or signal.signal, what=self.counted(signal.term), which=self.which(signal.messages)
            )
        notes = self.meaning(signal)
        if signal.disguise:
            how = self.say("and").join(self.word(DISGUISES, name) for name in signal.disguise)
            notes += self.say("disguised", how=how)
        notes += self.which(signal.messages)
        return self.say("evidence", place=self.place(signal), text=self.shown(signal.text), list=signal.title or signal.signal, notes=notes)

    def counted(self, term: str) -> str:
        """Return what a behaviour counted, from its term: `message:6/10s`.

        >>> Speaker().counted("message:6/10s"), Speaker().counted("distinct_user:3/21600s")
        ('10 秒内 6 条消息', '6 小时内 3 个帐号发了同样的内容')
        """
        kind, _, counted = term.partition(":")
        count, _, window = counted.partition("/")
        return say(BEHAVIORS, kind, self.lang, {"count": count, "time": self.time(window)})

    def time(self, window: str) -> str:
        """Return a number of seconds, such as `600s`, in the largest unit that fits without a rest; empty for nothing."""
        if not window:
            return ""
        window_s = int(window.removesuffix("s"))
        unit, size = next((unit, size) for unit, size in _UNITS if window_s % size == 0)
        return say(BEHAVIORS, unit, self.lang, {"n": window_s // size})

    def which(self, messages: Sequence[str]) -> str:
        """Return the ids of the messages that evidence is about, the newest last; empty for one that is about its own message."""
        if not messages:
            return ""
        ids = self.say("list").join("".join(map(_visible, key.rpartition("|")[2][:_LONGEST_SHOWN])) for key in messages[-_MESSAGES_SHOWN:])
        cut = len(messages) > _MESSAGES_SHOWN
        return self.say("messages", messages=self.say("messages-cut", messages=ids) if cut else ids)

    def meaning(self, signal: Signal) -> str:
        """Return what a piece of evidence stands for, as a note; empty where it says so itself."""
        kind, colon, value = signal.term.partition(":")
        if colon and kind in KINDS:
            return "" if value == signal.text else self.say("as-kind", kind=self.word(KINDS, kind), term=self.shown(value))
        if signal.term in (signal.text, signal.title) or (colon and kind in _INNER_KINDS):
            return ""
        return self.say("as-term", term=self.shown(signal.term))

    def place(self, signal: Signal) -> str:
        """Return where evidence stands, counted as people count: from 1, both ends included."""
        key = "place-one" if signal.end == signal.start + 1 else "place"
        return self.say(key, field=self.word(FIELDS, signal.field), first=signal.start + 1, last=signal.end)

    def tally(self, tally: Tally, titles: Mapping[str, str]) -> str:
        """Return how points add up and what they would have to come to."""
        terms = [f"{self.named(name, titles)} {points}" for name, points in tally.points]
        thresholds = [
            self.say(key, points=points)
            for key, points in (("review-from", tally.review), ("block-from", tally.block))
            if points is not None
        ]
        return self.say("tally", sum=" + ".join(terms) or "0", total=tally.total, thresholds=self.say("and").join(thresholds))

    def named(self, name: str, titles: Mapping[str, str]) -> str:
        """Return what people call a signal, or a comparison such as `message.chars > 200`."""
        fact, _, comparison = name.partition(" ")
        if name not in titles and fact in FACTS:
            meaning = FACTS[fact].en if self.lang == "en" else FACTS[fact].zh
            return f"{meaning} {comparison}".rstrip()
        return titles.get(name) or name

    def level(self, level: Level) -> str:
        """Return what people call a level."""
        return self.word(LEVELS, level.value)

    def shown(self, text: str) -> str:
        r"""Return evidence as it may be shown: masked if asked for, cut if long, with nothing that a screen would obey.

        >>> Speaker().shown("赌\u200b博\n"), Speaker(masked=True).shown("百家乐")
        ('赌<U+200B>博<U+000A>', '百*乐')
        """
        shown = _masked(text) if self.masked else text
        if len(text) > _LONGEST_SHOWN:
            shown = shown[:_KEPT_OF_LONG]
        cut = self.say("cut", count=len(text)) if len(text) > _LONGEST_SHOWN else ""
        return "".join(map(_visible, shown)) + cut

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of `wording.explanation`."""
        return say(SENTENCES, key, self.lang, values)

    def word(self, words: Sentences, name: str) -> str:
        """Return what a name is called, the name itself where it has no other."""
        return say(words, name, self.lang) if name in words else name


def _masked(text: str) -> str:
    """Only the first and the last of three and more characters, only the first of two.

    >>> _masked("abc12345"), _masked("赌博"), _masked("赌")
    ('a******5', '赌*', '*')
    """
    if len(text) < 3:  # noqa: PLR2004 - see the docstring
        return text[:1] + "*" if len(text) > 1 else "*"
    return f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}"


def _visible(character: str) -> str:
    return f"<U+{ord(character):04X}>" if unicodedata.category(character) in _UNSEEN else character
