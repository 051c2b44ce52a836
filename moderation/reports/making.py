"""Makes a report: reads archives or verdicts, gathers, sums up, and writes it in the form that is asked for."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Unpack

from moderation.archives import read
from moderation.archives.options import zone_of
from moderation.archives.reject import Reject
from moderation.batch.bulk import Bulk
from moderation.batch.following import Following
from moderation.batch.outlets import must_exist
from moderation.compile import load_program
from moderation.errors import ModerationError, UsageError
from moderation.match.suffixes import read as read_suffixes
from moderation.moderator import Moderator
from moderation.reports.addresses import Addresses
from moderation.reports.gather import Gathering
from moderation.reports.markdown import markdown
from moderation.reports.page import page
from moderation.reports.source import Titles, holds_verdicts, opened, read_verdicts
from moderation.reports.summary import summarised
from moderation.verdict import Verdict
from moderation.wording import both
from moderation.wording.reports import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from moderation.batch import ReadOptions
    from moderation.message import Message
    from moderation.program import Program
    from moderation.reports.values import Report
    from moderation.wording import Lang

    _Judge = Callable[[Sequence[Message]], Iterable[Verdict]]

__all__ = ["FORMS", "Reporting", "report", "written"]

FORMS: Final = ("html", "json", "md")
_ROWS: Final = 1 << 12
"""Messages that are judged together."""


class Reporting:
    """A report in the making: `add` every source, then read `report`. Memory does not grow with the sources.

    An archive is judged by the ruleset, which is loaded when the first archive comes; one with `behaviors` remembers within
    memory. Verdicts are taken as they are.
    """

    def __init__(self, ruleset: str | Moderator = "community", *, tz: str | None = None) -> None:
        self._ruleset = ruleset
        self._judge: _Judge | None = None
        self._followed = False
        self._sources: list[str] = []
        self._kinds: set[bool] = set()
        self._titled: dict[str, Titles] = {}
        self._gathered = Gathering(Addresses(read_suffixes()), zone_of(tz))

    def add(self, source: str | Path | BinaryIO, *, name: str = "", **options: Unpack[ReadOptions]) -> None:
        """Read an archive or a file of verdicts; `name` is what the report calls it.

        Raises:
            UsageError, EnvironmentalError: as `archives.read`; or verdicts and archives are mixed, so that messages would count twice.
            RulesetError: the ruleset has mistakes.
        """
        is_path = isinstance(source, (str, Path))
        with opened(source) as stream:
            is_judged = holds_verdicts(stream)
            self._kinds.add(is_judged)
            if len(self._kinds) > 1:
                raise UsageError(*both(SENTENCES, "mixed", {"name": name or str(source)}))
            rows = read_verdicts(stream, self._titles) if is_judged else self._judged(read(source if is_path else stream, **options))
            self._gathered.take(rows)
        self._sources.append(name or (Path(str(source)).name if is_path else ""))

    def report(self, *, masked: bool = True) -> Report:
        """Return what it comes to; nothing is added after this."""
        return summarised(self._gathered, self._sources, masked=masked, followed=self._followed)

    def _titles(self, name: str) -> Titles:
        """What the rules of a ruleset are called, if it is the one that was named; verdicts are told without it as well."""
        if name not in self._titled:
            program = None
            with suppress(ModerationError):
                program = self._ruleset.program if isinstance(self._ruleset, Moderator) else load_program(self._ruleset)
            is_same = program is not None and program.info.id == name.partition("@")[0]
            self._titled[name] = {rule.id: (rule.title, rule.charter) for rule in program.rules} if program and is_same else {}
        return self._titled[name]

    def _judged(self, rows: Iterable[Message | Reject]) -> Iterator[tuple[Message, Verdict] | Reject]:
        if self._judge is None:
            judging = self._ruleset if isinstance(self._ruleset, Moderator) else load_program(self._ruleset)
            self._followed = _follows(judging)
            self._judge = _judge(judging)
        coming = iter(rows)
        while some := list(islice(coming, _ROWS)):
            verdicts = iter(self._judge([row for row in some if not isinstance(row, Reject)]))
            yield from (row if isinstance(row, Reject) else (row, next(verdicts)) for row in some)


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


def _follows(judging: Moderator | Program) -> bool:
    """Whether messages are judged in the light of those before them."""
    if isinstance(judging, Moderator):
        return judging.store is not None and bool(judging.program.behaviors)
    return bool(judging.behaviors)


def _judge(judging: Moderator | Program) -> _Judge:
    """What gives messages their verdicts, many at once where it may; a Program with `behaviors` remembers within memory."""
    if isinstance(judging, Moderator) and judging.store is not None:
        return partial(map, judging.check)
    program = replace(judging.program if isinstance(judging, Moderator) else judging, faq=None)  # a report tells no answers
    if isinstance(judging, Moderator) or not program.behaviors:
        return partial(
            _by_themselves,
            Bulk(judging if isinstance(judging, Moderator) and judging.program.faq is None else Moderator(program)),
            program.info.name,
        )
    return Following(program).verdicts


def _by_themselves(bulk: Bulk, ruleset: str, messages: Sequence[Message]) -> Iterator[Verdict]:
    """The verdicts on messages that tell nothing about each other."""
    for message, verdict in zip(messages, bulk.verdicts(messages), strict=True):
        yield Verdict(id=message.id, ruleset=ruleset) if verdict is None else verdict
