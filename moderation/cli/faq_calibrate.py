"""`moderation faq calibrate`: thresholds of a FAQ by the community's own archive."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Final

import typer

from moderation.cli import terminal
from moderation.cli.faq_archive import ColumnsOption, FormatOption, RolesOption, Rows, ZoneOption
from moderation.compile.faq_source import load_faq
from moderation.errors import UsageError
from moderation.faq import Matcher
from moderation.faq.calibration import Calibration, Calibrator, Guess
from moderation.text.authored import authored
from moderation.wording import Lang, both, say
from moderation.wording.faq_answer import SENTENCES

__all__ = ["faq_calibrate"]

_LEAST_ONE_IN: Final = 10
_SHOWN: Final = 10
_LONGEST: Final = 60


def faq_calibrate(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    *,
    faq: Annotated[str, typer.Option("--faq", metavar="FILE|RULESET")],
    archive: Annotated[list[str], typer.Option("--archive", metavar="FILE")],
    one_in: Annotated[int, typer.Option("--one-in", metavar="N")] = 2000,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    form: FormatOption = "",
    tz: ZoneOption = "Asia/Shanghai",
    roles: RolesOption = "",
    columns: ColumnsOption = "",
) -> int:
    """Print the thresholds that keep the promise, and what would be said."""
    if one_in < _LEAST_ONE_IN:
        raise UsageError(*both(SENTENCES, "bad-one-in", {"value": one_in}))
    rows = Rows(archive, form=form, tz=tz, roles=roles, columns=columns)
    calibrator = Calibrator(Matcher(load_faq(faq)))
    for message in rows:
        if message.kind == "text" and message.author.role != "bot":
            calibrator.add(authored(message.text))
    found = calibrator.calibrate(one_in)
    if not found.messages:
        raise UsageError(*both(SENTENCES, "no-messages"))
    if as_json:
        terminal.print_json(asdict(found))
    else:
        terminal.print_text("\n".join(_lines(found, one_in, ctx.obj)))
    return 0


def _lines(found: Calibration, one_in: int, lang: Lang) -> list[str]:
    counts = {"messages": found.messages, "answered": found.answered, "suggested": found.suggested, "false": f"{found.false:.1f}"}
    lines = [say(SENTENCES, "calibrated", lang, counts)]
    for key, value in (("answer_at", found.answer_at), ("suggest_at", found.suggest_at)):
        lines.append(say(SENTENCES, "threshold", lang, {"key": key, "value": f"{value:g}"}))
    if found.messages < one_in:
        lines.append(say(SENTENCES, "few", lang, {"wanted": one_in}))
    return [*lines, *_guesses("frequent", found.frequent, lang), *_guesses("doubtful", found.doubtful, lang)]


def _guesses(title: str, guesses: Sequence[Guess], lang: Lang) -> list[str]:
    shown = [
        {"count": guess.count, "sure": f"{guess.confidence:.2f}", "text": " ".join(guess.text.split())[:_LONGEST], "entry": guess.entry}
        for guess in guesses[:_SHOWN]
    ]
    return [say(SENTENCES, title, lang), *(say(SENTENCES, "guess", lang, values) for values in shown)] if shown else []
