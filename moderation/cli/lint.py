"""`moderation lint`: every mistake of a ruleset at once."""

from typing import Annotated, Final

import typer

from moderation import diagnostics
from moderation.cli import terminal
from moderation.cli.options import RulesetsArgument, pick
from moderation.compile.faq_source import is_faq
from moderation.ruleset.packs import existing
from moderation.wording import say
from moderation.wording.cli import SENTENCES
from moderation.workbench.lint import lint as find_mistakes

__all__ = ["lint"]

_FORMS: Final = ("text", "json", "github")


def lint(
    ctx: typer.Context, rulesets: RulesetsArgument, form: Annotated[str, typer.Option("--format", metavar="|".join(_FORMS))] = "text"
) -> int:
    """Print what is wrong with some rulesets; 1 if anything is an error."""
    pick("--format", form, _FORMS)
    for ruleset in rulesets:
        existing(ruleset)
    found = [diagnostic for ruleset in rulesets for diagnostic in find_mistakes(ruleset)]
    if form == "json":
        terminal.print_json([diagnostics.to_dict(diagnostic, ctx.obj) for diagnostic in found], indent=2)
    for diagnostic in found if form != "json" else ():
        terminal.print_text((diagnostics.to_github if form == "github" else diagnostics.render)(diagnostic, ctx.obj))
    errors = sum(diagnostic.gravity == "error" for diagnostic in found)
    if form == "text":
        numbers = {"rulesets": len(rulesets), "errors": errors, "warnings": len(found) - errors}
        has_faq = any(is_faq(source) for source in rulesets)
        terminal.print_text(say(SENTENCES, "linted-files" if has_faq else "linted", ctx.obj, numbers))
    return int(errors > 0)
