"""The rules of a group as its members read them, rendered from the ruleset: articles, what each forbids, what it costs, how to appeal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from moderation.compile.durations import written
from moderation.sanctions.notices_safe import harmless
from moderation.verdict import Severity
from moderation.wording import say
from moderation.wording.charter import ACTIONS, CHARTER
from moderation.wording.notices import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.program import Measure, Program
    from moderation.wording import Lang

__all__ = ["FORMS", "charter"]

FORMS: Final = ("text", "markdown", "short")
_SHORT_CHARS: Final = 400
"""What is read in a chat without scrolling."""
_FOR_AUTHORS: Final = re.compile(r"[（(](?:打分|复核|试运行)[)）]\Z")
_SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)


def charter(program: Program, form: str = "text", lang: Lang = "zh") -> str:
    """Return the rules of a group as a notice for its members, made only of what the ruleset says.

    `text` and `markdown` name every rule under its article, the ladder and the way of appeal; `short` is one message of at most
    400 characters with the articles alone, for a welcome. Rules on trial are left out: nobody is punished by them.
    """
    if form == "short":
        return _short(program, lang)
    bold, item = ("**{}**", "- ") if form == "markdown" else ("{}", "· ")
    title = f"# {program.info.title}\n" if form == "markdown" else f"【{program.info.title}】"
    lines = [title]
    for article, rules in _articles(program, lang):
        lines.append(bold.format(article) if article else "")
        lines += [f"{item}{rule}" for rule in rules if rule not in article]
        lines += [""] if form == "markdown" else []
    lines += [*_about_sanctions(program, lang, bold, item), *_about_appeals(program, lang)]
    return "\n".join(line for line in lines if line or form == "markdown").strip() + "\n"


def _short(program: Program, lang: Lang) -> str:
    title = program.info.title
    rest: list[str] = []
    articles = [article or "、".join(rules) for article, rules in _articles(program, lang)]
    appeals = "".join(_about_appeals(program, lang))
    for article in articles:
        if len(title) + sum(len(one) for one in rest) + len(article) + len(appeals) + 20 > _SHORT_CHARS:
            rest.append("……")
            break
        rest.append(article)
    return say(CHARTER, "short", lang, {"title": title, "articles": "\n".join(rest)}) + (f"\n{appeals}" if appeals else "")


def _articles(program: Program, lang: Lang) -> Iterator[tuple[str, list[str]]]:
    """Each article with the titles of its rules, the worst first; rules without an article come last."""
    enforced = sorted((rule for rule in program.rules if rule.status == "enforce"), key=lambda rule: -_SEVERITIES.index(rule.severity))
    named = dict.fromkeys((*program.info.charter, *(rule.charter for rule in program.rules if rule.charter)))
    for article in named:
        yield article, list(dict.fromkeys(_title(rule.title) for rule in enforced if rule.charter == article))
    others = list(dict.fromkeys(_title(rule.title) for rule in enforced if not rule.charter))
    if others:
        yield (say(CHARTER, "others", lang) if named else ""), others


def _title(title: str) -> str:
    """A rule's title without what only its author wants to know."""
    return _FOR_AUTHORS.sub("", title)


def _about_sanctions(program: Program, lang: Lang, bold: str, item: str) -> Iterator[str]:
    policy = program.policy
    if policy is None or not policy.ladder:
        return
    window = say(CHARTER, "window", lang, {"window": _length(policy.strikes.window_s, lang)}) if policy.strikes.window_s else ""
    yield bold.format(say(CHARTER, "ladder", lang, {"window": window}))
    for step in policy.ladder:
        yield item + say(CHARTER, "step", lang, {"at": step.at, "do": _measure(step.do, lang)})
    if any(rule.severity == "critical" and rule.status == "enforce" for rule in program.rules):
        yield item + say(CHARTER, "critical", lang, {"do": _measure(policy.ladder[-1].do, lang)})


def _about_appeals(program: Program, lang: Lang) -> Iterator[str]:
    policy = program.policy
    if policy is None:
        return
    within = say(CHARTER, "within", lang, {"within": _length(policy.appeal_within_s, lang)}) if policy.appeal_within_s else ""
    to = say(CHARTER, "to", lang, {"to": harmless(policy.appeal_to, 20)}) if policy.appeal_to else ""
    yield say(CHARTER, "appeal", lang, {"within": within, "to": to})


def _measure(measure: Measure, lang: Lang) -> str:
    name = say(ACTIONS, measure.action, lang)
    return f"{name} {_length(measure.duration_s, lang)}" if measure.duration_s else name


def _length(seconds: int | None, lang: Lang) -> str:
    return span(seconds or 0) if lang == "zh" else written(seconds or 0)
