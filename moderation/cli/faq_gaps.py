"""`moderation faq gaps`: questions that nobody of the staff answered in time."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

import typer

from moderation.cli import terminal
from moderation.cli.faq_archive import ColumnsOption, FilesArgument, FormatOption, RolesOption, Rows, StaffOption, ZoneOption
from moderation.compile.durations import seconds, written
from moderation.errors import UsageError
from moderation.faq.gaps import Gap, Gaps
from moderation.message import BEIJING
from moderation.moderator import Moderator
from moderation.wording import Lang, both, say
from moderation.wording.faq_mining import SENTENCES

__all__ = ["faq_gaps"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def faq_gaps(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    files: FilesArgument,
    *,
    within: Annotated[str, typer.Option("--within", metavar="TIME")] = "10m",
    ruleset: Annotated[str, typer.Option("--ruleset", "-r", metavar="RULESET")] = "",
    staff: StaffOption = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    form: FormatOption = "",
    tz: ZoneOption = "Asia/Shanghai",
    roles: RolesOption = "",
    columns: ColumnsOption = "",
) -> int:
    """Print every gap, and what they come to; 1 if there is one."""
    within_s = seconds(within)
    if not within_s:
        raise UsageError(*both(SENTENCES, "bad-duration", {"value": within}))
    program = Moderator.load(ruleset).program if ruleset else None
    rows = Rows(files, form=form, tz=tz, roles=roles, columns=columns)
    report = Gaps(within_s=within_s, hours=program.faq.hours if program and program.faq else None, staff=staff or ()).find(rows)
    for gap in report.gaps:
        if as_json:
            terminal.print_json(gap.to_dict())
        else:
            terminal.print_text(_line(gap, ctx.obj))
    if not as_json:
        counts = {"questions": report.questions, "gaps": len(report.gaps), "never": report.never}
        terminal.print_text(say(SENTENCES, "gaps", ctx.obj, counts))
        if not staff and not rows.has_staff:
            terminal.print_text(say(SENTENCES, "no-staff", ctx.obj))
    return int(bool(report.gaps))


def _line(gap: Gap, lang: Lang) -> str:
    state = say(SENTENCES, "never", lang) if gap.late_s is None else say(SENTENCES, "late", lang, {"late": written(gap.late_s)})
    values = {
        "when": _when(gap.at_ms),
        "chat": gap.chat.rpartition("|")[2],
        "name": gap.name or gap.user,
        "text": " ".join(gap.text.split()),
    }
    return say(SENTENCES, "gap", lang, {**values, "state": state})


def _when(at_ms: int) -> str:
    try:
        return f"{(_EPOCH + timedelta(milliseconds=at_ms)).astimezone(BEIJING):%Y-%m-%d %H:%M}"
    except OverflowError:
        return "?"
