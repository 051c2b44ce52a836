"""`moderation vet`: the health check of word lists."""

from typing import Annotated, Any, Final

import typer

from moderation.batch.outlets import must_exist
from moderation.cli import terminal
from moderation.cli.options import pick
from moderation.ruleset.packs import existing
from moderation.wording import Lang, say
from moderation.wording.vet import SENTENCES
from moderation.workbench import findings
from moderation.workbench.findings import GRAVITY_ORDER, Vetting
from moderation.workbench.vet import is_ruleset
from moderation.workbench.vet import vet as check_health

__all__ = ["vet"]

_FORMS: Final = ("text", "json")


def vet(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="RULESET|WORDLIST")],
    *,
    against: Annotated[str, typer.Option("--against", metavar="FILE")] = "",
    brief: Annotated[bool, typer.Option("--brief")] = False,
    form: Annotated[str, typer.Option("--format", metavar="|".join(_FORMS))] = "text",
) -> int:
    """Print what is unhealthy about the terms of a ruleset or word list; 1 if anything is serious."""
    pick("--format", form, _FORMS)
    must_exist([path for path in (against, "" if is_ruleset(source) else source) if path])
    if is_ruleset(source):
        existing(source)
    vetting = check_health(source, against=against or None)
    if form == "json":
        terminal.print_json(_as_json(vetting, brief=brief), indent=2)
    else:
        _print(vetting, ctx.obj, brief=brief)
    return int(not vetting.ok)


def _print(vetting: Vetting, lang: Lang, *, brief: bool) -> None:
    for finding in vetting.findings:
        if not (brief and finding.gravity == "note"):
            terminal.print_text("\n".join(findings.lines(finding, lang)))
    counts: dict[str, object] = {gravity: vetting.count(gravity) for gravity in GRAVITY_ORDER}
    terminal.print_text(say(SENTENCES, "vetted", lang, {"terms": vetting.terms, **counts}))
    if vetting.messages is not None:
        terminal.print_text(say(SENTENCES, "against", lang, {"messages": vetting.messages}))
    if brief and counts["note"]:
        terminal.print_text(say(SENTENCES, "brief", lang))


def _as_json(vetting: Vetting, *, brief: bool) -> dict[str, Any]:
    shown = [finding for finding in vetting.findings if not (brief and finding.gravity == "note")]
    return {
        "terms": vetting.terms,
        "messages": vetting.messages,
        **{gravity: vetting.count(gravity) for gravity in GRAVITY_ORDER},
        "findings": [findings.to_dict(finding) for finding in shown],
    }
