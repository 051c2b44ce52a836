"""Ruleset → Program: the passes in their order, with every mistake of all of them at once.

Term lists and patterns become signals; only then conditions can be read; only then it is known which signals are used.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from moderation.compile.behaviors import BehaviorReader
from moderation.compile.conditions import ConditionReader
from moderation.compile.encoding import encoded
from moderation.compile.faq import FaqReader
from moderation.compile.notices import NoticeReader
from moderation.compile.patterns import PatternReader
from moderation.compile.policy import PolicyReader
from moderation.compile.report import Report
from moderation.compile.routes import RouteReader
from moderation.compile.rules import RuleReader, fields_of
from moderation.compile.terms import ListReader
from moderation.compile.tree import signals_of
from moderation.match import suffixes
from moderation.match.spec import LinkSpec
from moderation.match.terms import build
from moderation.message import FIELDS
from moderation.program import Circumstance, PatternProgram, Program, RulesetInfo, SignalInfo
from moderation.ruleset.schema import NamePattern, TermList
from moderation.wording.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from moderation.compile.terms import ReadList
    from moderation.diagnostics import Diagnostic
    from moderation.match.spec import TermSpec
    from moderation.program import BehaviorProgram, Condition, FaqProgram, NoticeProgram, Policy, RuleProgram
    from moderation.ruleset.loading import Loaded
    from moderation.ruleset.schema import Ruleset
    from moderation.ruleset.source import Source

__all__ = ["Compiled", "compile_ruleset"]

_ROWS_AT_ONCE: Final = 1_000
"""Terms that become text together to be hashed: all at once would weigh more than the Program."""

_ENDLESS: Final = float("inf")
"""What a pattern adds at most: it may be seen with any number of distinct values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What a compilation came to: a Program, or none where `diagnostics` holds an error, and the files it was made from.

    `draft` is asked for by who wants to try the rules that are sound though others are not: it never runs for real.
    """

    program: Program | None
    draft: Program | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """A checked ruleset, before anything that is costly to build is built."""

    lists: tuple[ReadList, ...]
    patterns: tuple[PatternProgram, ...]
    signals: tuple[SignalInfo, ...]
    rules: tuple[RuleProgram, ...]
    behaviors: tuple[BehaviorProgram, ...] = ()
    policy: Policy | None = None
    notices: tuple[NoticeProgram, ...] = ()
    faq: FaqProgram | None = None

    def conditions_beside_rules(self) -> Iterator[Condition]:
        """What is asked of a message apart from its rules."""
        for adjustment in self.policy.adjustments if self.policy else ():
            if not isinstance(adjustment.when, Circumstance):
                yield adjustment.when
        yield from (route.when for route in (self.faq.routes if self.faq else ()))


def compile_ruleset(loaded: Loaded, *, draft: bool = False) -> Compiled:
    """Return the Program of a loaded ruleset with everything that was found wrong with it, those of loading included.

    With `draft` there is a draft of the sound rules where there is no Program. The time is linear in the number of terms;
    60,000 take about a second.
    """
    report = Report(loaded)
    parts = _Checks(loaded, report).parts()
    report.extend(loaded.diagnostics)
    diagnostics, sources, ruleset = report.diagnostics(), loaded.sources, loaded.ruleset
    faulty = report.faulty
    del loaded, report  # the rows of large lists are as heavy as the automaton that is built from them
    if any(diagnostic.gravity == "error" for diagnostic in diagnostics):
        tried = _program(ruleset, _sound(parts, ruleset, faulty)) if draft else None
        return Compiled(program=None, draft=tried, diagnostics=diagnostics, sources=sources)
    return Compiled(program=_program(ruleset, parts), diagnostics=diagnostics, sources=sources)


def _sound(parts: _Parts, ruleset: Ruleset, faulty: Collection[tuple[str, str | int]]) -> _Parts:
    """The parts without what is written wrong, and without the rules that ask for something that is not there."""
    spoilt = {name for room, name in faulty if room in ("patterns", "behaviors")}
    known = {info.name for info in parts.signals} - spoilt
    wrong = {ruleset.rules[number].id for room, number in faulty if room == "rules" and isinstance(number, int)}
    return replace(
        parts,
        patterns=tuple(pattern for pattern in parts.patterns if pattern.signal in known),
        signals=tuple(info for info in parts.signals if info.name in known),
        behaviors=tuple(behavior for behavior in parts.behaviors if behavior.signal in known),
        rules=tuple(rule for rule in parts.rules if rule.id not in wrong and known.issuperset(signals_of(rule.when))),
        policy=None,  # a draft is for trying rules
        faq=None,
    )


class _Checks:
    """One run of the passes over one ruleset; thrown away afterwards."""

    def __init__(self, loaded: Loaded, report: Report) -> None:
        self._ruleset = loaded.ruleset
        self._loaded = loaded
        self._report = report

    def parts(self) -> _Parts:
        """Return everything that a Program is built from."""
        lists = self._lists()
        patterns = self._patterns(lists)
        behaviors = self._behaviors()
        signals = self._signals(lists)
        names = [info.name for info in signals]
        conditions = ConditionReader({name: self._ceiling(name, lists.get(name)) for name in names}, self._report)
        rules = self._rules(lists, names, conditions)
        policy = self._policy(lists, names, conditions)
        faq = self._faq(lists, signals, rules, conditions)
        self._report_unused(lists, conditions.used | self._lists_of_names())
        notices = self._notices(tuple(lists.values()), signals, rules, policy)
        return _Parts(
            lists=tuple(lists.values()),
            patterns=patterns,
            signals=signals,
            rules=rules,
            behaviors=behaviors,
            policy=policy,
            notices=notices,
            faq=faq,
        )

    def _lists(self) -> dict[str, ReadList]:
        reader = ListReader(self._report)
        rows = self._loaded.lexicons
        return {
            name: reader.read(name, listed, rows.get(name, ()))
            for name, listed in self._ruleset.terms.items()
            if listed.terms or name in rows or not listed.domains
        }

    def _patterns(self, lists: Mapping[str, ReadList]) -> tuple[PatternProgram, ...]:
        domains = {name: listed.domains for name, listed in self._ruleset.terms.items() if listed.domains}
        reader = PatternReader(domains, lists, self._report)
        for name in self._ruleset.patterns.keys() & self._ruleset.terms.keys():
            self._report.error("duplicate-signal", ("patterns", name), found=name)
        written = self._ruleset.patterns.items()
        return tuple(PatternProgram(signal=name, weight=pattern.weight, spec=reader.read(name, pattern)) for name, pattern in written)

    def _behaviors(self) -> tuple[BehaviorProgram, ...]:
        names = {*self._ruleset.terms, *self._ruleset.patterns}
        kinds = {pattern.kind for pattern in self._ruleset.patterns.values()}
        return BehaviorReader(names=names, kinds=kinds, report=self._report).read(self._ruleset.behaviors)

    def _signals(self, lists: Iterable[str]) -> tuple[SignalInfo, ...]:
        written = {**{name: self._ruleset.terms[name] for name in lists}, **self._ruleset.patterns}
        return tuple(
            SignalInfo(
                name=name,
                title=source.title or name,
                fields=fields_of(source.from_ or "authored"),
                disguised_bonus=source.disguised_bonus if isinstance(source, TermList) else 0,
            )
            for name, source in written.items()
        ) + tuple(SignalInfo(name=name, title=behavior.title or name) for name, behavior in self._ruleset.behaviors.items())

    def _rules(self, lists: Mapping[str, ReadList], signals: Sequence[str], conditions: ConditionReader) -> tuple[RuleProgram, ...]:
        reader = RuleReader(
            conditions=conditions,
            report=self._report,
            signals=signals,
            silent=self._silent(lists),
            labels=(*LABELS, *self._ruleset.labels),
            behaviors=self._ruleset.behaviors,
        )
        own = self._ruleset.ruleset.charter if self._ruleset.ruleset else ()
        charters = self._loaded.charters
        read = [reader.read(rule, index, charters.get(rule.id, own)) for index, rule in enumerate(self._ruleset.rules)]
        return tuple(rule for rule in read if rule is not None)

    def _policy(self, lists: Mapping[str, ReadList], signals: Sequence[str], conditions: ConditionReader) -> Policy | None:
        labels = (*LABELS, *self._ruleset.labels, *(rule.id for rule in self._ruleset.rules if rule.label is None))
        reader = PolicyReader(
            conditions=conditions, report=self._report, signals=signals, silent=self._silent(lists), labels=tuple(dict.fromkeys(labels))
        )
        return reader.read(self._ruleset.policy) if self._ruleset.policy is not None else None

    def _notices(
        self, lists: Collection[ReadList], signals: Sequence[SignalInfo], rules: Sequence[RuleProgram], policy: Policy | None
    ) -> tuple[NoticeProgram, ...]:
        meta = self._ruleset.ruleset
        reader = NoticeReader(
            report=self._report, rules=rules, policy=policy, title=meta.title if meta else "", lists=lists, signals=signals
        )
        return reader.read(self._ruleset.notices)

    def _faq(
        self, lists: Mapping[str, ReadList], signals: Sequence[SignalInfo], rules: Sequence[RuleProgram], conditions: ConditionReader
    ) -> FaqProgram | None:
        written = self._ruleset.faq
        if written is None:
            return None
        routes = RouteReader(conditions=conditions, report=self._report, silent=self._silent(lists)).read(written.route)
        return FaqReader(report=self._report, rules=rules, lists=tuple(lists.values()), signals=signals).read(written, routes)

    def _silent(self, lists: Mapping[str, ReadList]) -> list[str]:
        """The lists with nothing in them that could be seen."""
        return [name for name, read in lists.items() if read.silent and not self._report.is_unread(name)]

    def _lists_of_names(self) -> set[str]:
        """The lists that patterns take their names from."""
        return {pattern.like for pattern in self._ruleset.patterns.values() if isinstance(pattern, NamePattern) and pattern.like}

    def _ceiling(self, name: str, read: ReadList | None) -> float:
        if self._report.is_unread(name):
            return _ENDLESS
        if read is not None:
            return read.most_points
        if name in self._ruleset.behaviors:  # once a message
            weight = self._ruleset.behaviors[name].weight
            return 1 if weight is None else max(weight, 0)
        return _ENDLESS if self._ruleset.patterns[name].weight > 0 else 0

    def _report_unused(self, lists: Iterable[str], used: Collection[str]) -> None:
        """Warn of signals of the ruleset's own file that no rule asks for; a file that is extended may offer more than is used."""
        counted = [name for name, behavior in self._ruleset.behaviors.items() if behavior.join_messages is None]
        for room, names in (("terms", lists), ("patterns", self._ruleset.patterns), ("behaviors", counted)):
            for name in names:
                if name not in used and self._report.is_own((room, name)):
                    self._report.warning("unused-signal", (room, name), found=name)


def _program(ruleset: Ruleset, parts: _Parts) -> Program:
    specs = [spec for read in parts.lists for spec in read.specs]
    meta = ruleset.ruleset
    assert meta is not None  # loading names what does not name itself
    info = RulesetInfo(id=meta.id, title=meta.title or meta.id, version=meta.version, digest="", charter=tuple(meta.charter))
    links = any(isinstance(pattern.spec, LinkSpec) for pattern in parts.patterns)
    program = Program(
        info=info,
        signals=parts.signals,
        terms=build(specs),
        patterns=parts.patterns,
        rules=parts.rules,
        behaviors=parts.behaviors,
        policy=parts.policy,
        notices=parts.notices,
        faq=parts.faq,
        fields=_read_fields(parts),
        suffixes=suffixes.read() if links else "",
    )
    return replace(program, info=replace(info, digest=_digest(program, specs)))


def _read_fields(parts: _Parts) -> tuple[str, ...]:
    """Every field that a rule looks into: its own, else those of the signals that it asks for."""
    own = {info.name: info.fields for info in parts.signals}
    wanted = {name for rule in parts.rules for name in rule.fields or ()}
    for rule in parts.rules:
        if rule.fields is None:
            wanted.update(field for signal in signals_of(rule.when) for field in own[signal])
    wanted.update(field for condition in parts.conditions_beside_rules() for signal in signals_of(condition) for field in own[signal])
    return tuple(name for name in FIELDS if name in wanted) or ("text",)


def _digest(program: Program, specs: Iterable[TermSpec]) -> str:
    """The SHA-256 of what the Program says, whatever the automaton's bytes are: the same rules have the same digest anywhere."""
    matchings = {matching: asdict(matching) for matching in {spec.matching for spec in specs}}
    said = {name.name: encoded(getattr(program, name.name)) for name in fields(program) if name.name != "terms"}
    rows = ((spec.text, spec.signal, spec.role, spec.weight, matchings[spec.matching], spec.near) for spec in specs)
    digest = hashlib.sha256()
    for content in chain([said], iter(lambda: list(islice(rows, _ROWS_AT_ONCE)), [])):
        digest.update(json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
