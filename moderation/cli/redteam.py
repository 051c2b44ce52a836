"""`moderation redteam`: what disguises get through, what is hit wrongly, what no test protects."""

import sys
from typing import Annotated, Final

import typer

from moderation.cli import terminal
from moderation.cli.options import RulesetsArgument, pick
from moderation.cli.redteam_report import report
from moderation.errors import UsageError
from moderation.ruleset.packs import existing
from moderation.wording import both
from moderation.wording.redteam import SENTENCES
from moderation.workbench.redteam import redteam as attack
from moderation.workbench.redteam_page import page
from moderation.workbench.redteam_words import to_dict

__all__ = ["redteam"]

_FORMS: Final = ("text", "json", "html")


def redteam(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    rulesets: RulesetsArgument,
    *,
    floor: Annotated[float, typer.Option("--floor", metavar="0-1")] = 0.95,
    guards: Annotated[bool, typer.Option("--guards")] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N")] = 0,
    form: Annotated[str, typer.Option("--format", metavar="|".join(_FORMS))] = "text",
) -> int:
    """Attack some rulesets; 1 if one catches less of what it asks for than the floor or, asked for, leaves a guard unprotected."""
    pick("--format", form, _FORMS)
    if not 0 <= floor <= 1:
        raise UsageError(*both(SENTENCES, "bad-floor", {"floor": floor}))
    for ruleset in rulesets:
        existing(ruleset)
    found = attack(rulesets, seed=seed)
    if form == "json":
        terminal.print_json(to_dict(found, floor, guarded=guards), indent=2)
    elif form == "html":
        sys.stdout.write(page(found, floor, ctx.obj))
    else:
        report(found, floor, ctx.obj)
    return int(not found.holds(floor, guarded=guards))
