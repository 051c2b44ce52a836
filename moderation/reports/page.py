"""A report as one HTML file that needs no other: every text in it is escaped and made visible, nothing in it runs or loads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from moderation.errors import EnvironmentalError
from moderation.reports import charts
from moderation.wording import both, say
from moderation.wording.labels import LABELS
from moderation.wording.reports import KINDS, MISSING, REASONS, SENTENCES, TIERS, WEEKDAYS
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

    from moderation.reports.values import Report
    from moderation.wording import Lang, Sentences

__all__ = ["page", "word"]

_WORDS = {"label": LABELS, "kind": KINDS, "tier": TIERS, "reason": REASONS, "missing": MISSING, "weekday": WEEKDAYS}


def page(report: Report, lang: Lang = "zh") -> str:
    """Return the whole page.

    Raises:
        EnvironmentalError: jinja2 is not installed.
    """
    environment = _environment()
    from markupsafe import Markup  # noqa: PLC0415 - it comes with jinja2, an extra

    drawn = {
        name: Markup(draw(report, lang))  # noqa: S704 - numbers and our own sentences, escaped where they were drawn
        for name, draw in (
            ("by_day", charts.by_day), ("flagged_by_day", charts.flagged_by_day), ("moves_by_day", charts.moves_by_day),
            ("by_hour", charts.by_hour),            ("by_week", charts.by_week), ("tiers", charts.tier_bar),
        )
    }  # fmt: skip
    sentences = {name: partial(word, words, lang=lang) for name, words in _WORDS.items()}
    template = environment.get_template("report.html.j2")
    return template.render(
        report=report,
        lang=lang,
        charts=drawn,
        bars=len(charts.periods(report)),
        peaks=charts.peaks(report),
        stretch=charts.stretch(report),
        titles={rule.rule: rule.title or rule.rule for rule in report.rules},
        t=partial(_sentence, lang),
        **{f"{k}_word": v for k, v in sentences.items()},
    )


def word(words: Sentences, name: str, *, lang: Lang) -> str:
    """Return what a name is called; one that nobody gave a word for is shown as it is.

    >>> word(TIERS, "core", lang="zh"), word(TIERS, "other", lang="zh")
    ('核心', 'other')
    """
    return say(words, name, lang) if name in words else name


def _sentence(lang: Lang, key: str, /, **values: object) -> str:
    return say(SENTENCES, key, lang, values)


def _environment() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EnvironmentalError(*both(SENTENCES, "missing-jinja")) from error
    loader = PackageLoader("moderation.reports")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown)


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Strangers' text without anything that a browser would obey or hide."""
    return visible(value, keep="\n") if type(value) is str else value
