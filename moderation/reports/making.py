"""Makes a report: reads archives or verdicts, gathers, sums up, and writes it in the form that is asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Unpack

from moderation.archives import read
from moderation.archives.options import zone_of
from moderation.archives.reject import Reject
from moderation.batch.outlets import must_exist
from moderation.match.suffixes import read as read_suffixes
from moderation.moderator import Moderator
from moderation.reports.addresses import Addresses
from moderation.reports.gather import Gathering
from moderation.reports.markdown import markdown
from moderation.reports.page import page
from moderation.reports.source import holds_verdicts, opened, read_verdicts
from moderation.reports.summary import summarised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.batch import ReadOptions
    from moderation.message import Message
    from moderation.reports.values import Report
    from moderation.verdict import Verdict
    from moderation.wording import Lang

__all__ = ["FORMS", "Reporting", "report", "written"]

FORMS: Final = ("html", "json", "md")


class Reporting:
    """A report in the making: `add` every source, then read `report`. Memory does not grow with the sources.

    An archive is judged by the ruleset, which is loaded when the first archive comes; one with `behaviors` remembers within
    memory. Verdicts are taken as they are.
    """

    def __init__(self, ruleset: str | Moderator = "community", *, tz: str | None = None) -> None:
        self._ruleset = ruleset
        self._moderator: Moderator | None = ruleset if isinstance(ruleset, Moderator) else None
        self._sources: list[str] = []
        self._gathered = Gathering(Addresses(read_suffixes()), zone_of(tz))

    def add(self, source: str | Path | BinaryIO, *, name: str = "", **options: Unpack[ReadOptions]) -> None:
        """Read an archive or a file of verdicts; `name` is what the report calls it.

        Raises:
            UsageError, EnvironmentalError: as `archives.read`.
            RulesetError: the ruleset has mistakes.
        """
        is_path = isinstance(source, (str, Path))
        with opened(source) as stream:
            rows = read_verdicts(stream) if holds_verdicts(stream) else self._judged(read(source if is_path else stream, **options))
            self._gathered.take(rows)
        self._sources.append(name or (Path(str(source)).name if is_path else ""))

    def report(self, *, masked: bool = True) -> Report:
        """Return what it comes to; nothing is added after this."""
        return summarised(self._gathered, self._sources, masked=masked)

    def _judged(self, rows: Iterable[Message | Reject]) -> Iterator[tuple[Message, Verdict] | Reject]:
        if self._moderator is None:
            self._moderator = _loaded(str(self._ruleset))
        check = self._moderator.check
        for row in rows:
            yield row if isinstance(row, Reject) else (row, check(row))


def report(
    source: str | Path,
    *,
    ruleset: str | Moderator = "community",
    masked: bool = True,
    **options: Unpack[ReadOptions],
) -> Report:
    """Return the report of an archive, judged by a ruleset, or of a file of verdicts that `scan` or `replay --json` wrote.

    With `masked`, nothing in it names a member, an account, a phone number or a chat's id. `tz` is the zone of days and hours.

    Raises:
        UsageError: there is no such file, or it is in no readable format.
        EnvironmentalError: the file cannot be read.
        RulesetError: the ruleset has mistakes.
    """
    must_exist([source])
    zone = options.get("tz")
    making = Reporting(ruleset, tz=zone if isinstance(zone, str) else None)
    making.add(source, **options)
    return making.report(masked=masked)


def written(made: Report, form: str, lang: Lang = "zh") -> str:
    """Return a report as a page in one of `FORMS`.

    Raises:
        EnvironmentalError: HTML is asked for, and jinja2 is not installed.
    """
    if form == "json":
        return json.dumps(made.to_dict(), ensure_ascii=False, indent=1) + "\n"
    return markdown(made, lang) if form == "md" else page(made, lang)


def _loaded(ruleset: str) -> Moderator:
    moderator = Moderator.load(ruleset)
    return Moderator.load(ruleset, store="memory://") if moderator.program.behaviors else moderator
