"""The program: finds the language, then the verb, loads that verb's module alone, and turns errors into exit codes."""

from __future__ import annotations

import importlib
import keyword
import os
import sys
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from moderation.cli import mistakes, terminal
from moderation.cli.help import family_page, rendered, root_page, verb_page
from moderation.cli.options import pick
from moderation.errors import EnvironmentalError, ModerationError, RulesetError, UsageError
from moderation.wording import both, language
from moderation.wording.cli import SENTENCES, VERBS
from moderation.wording.nearest import nearest

if TYPE_CHECKING:
    from moderation.wording import Lang

__all__ = ["run", "verb_command"]

CLEAN: Final = 0
USAGE: Final = 2
ENVIRONMENT: Final = 3
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141
"""What a shell reports for a command that was ended by Ctrl-C or by a reader that went away."""


def run(arguments: list[str] | None) -> int:
    """Run a command line and return its exit code."""
    terminal.unbreakable_streams()
    lang = language(os.environ.get("MODERATION_LANG"))
    try:
        lang, rest = _language_and_rest(list(sys.argv[1:] if arguments is None else arguments), lang)
        if len(rest) == 2 and rest[1] == "--help" and (page := family_page(rest[0], lang)):  # noqa: PLR2004 - a verb's first word alone
            terminal.print_text(rendered(page, lang).rstrip("\n"))
            return CLEAN
        code = _program().main(args=rest, prog_name="moderation", standalone_mode=False, obj=lang)
        terminal.flush()
    except BrokenPipeError:
        terminal.abandon_stdout()
        return CLOSED_PIPE
    except typer.TyperException as mistake:
        terminal.complain(mistakes.sentence(mistake, lang), lang, mistakes.hint(mistake, lang))
        return USAGE
    except (ModerationError, OSError) as error:
        return _answer(error, lang)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    return code if isinstance(code, int) else CLEAN


def _answer(error: ModerationError | OSError, lang: Lang) -> int:
    """Say what went wrong, and return who has to act as an exit code."""
    if isinstance(error, RulesetError):
        from moderation.diagnostics import render  # noqa: PLC0415 - only a wrong ruleset needs it

        sys.stderr.write("\n\n".join(render(diagnostic, lang) for diagnostic in error.diagnostics) + "\n")
        return USAGE
    if isinstance(error, OSError):
        terminal.complain(str(error), lang)
        return ENVIRONMENT
    terminal.complain(error.sentence(lang), lang)
    return ENVIRONMENT if isinstance(error, EnvironmentalError) else USAGE


def _language_and_rest(arguments: list[str], lang: Lang) -> tuple[Lang, list[str]]:
    """Take `--lang` out of a command line, wherever it stands: the pages to come depend on it."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    rest: list[str] = []
    words = iter(arguments[:end])
    for word in words:
        if word == "--lang" or word.startswith("--lang="):
            wanted = word[7:] if word != "--lang" else next(words, "")
            lang = language(pick("--lang", wanted, ("zh", "en")))
        else:
            rest.append(word)
    return lang, rest + arguments[end:]


class _Program(TyperGroup):
    """The verbs, each of which is loaded when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's signature
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - the same
        return verb_command(cmd_name) if cmd_name in VERBS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the same
        if " ".join(args[:2]) in VERBS:
            args = [" ".join(args[:2]), *args[2:]]
        if args[0] not in VERBS and not args[0].startswith("-"):
            raise _no_such_verb(args)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the same
        try:
            code = super().invoke(ctx)
            terminal.flush()
        except BrokenPipeError:  # before typer ends the process for it
            terminal.abandon_stdout()
            raise typer.Exit(CLOSED_PIPE) from None
        return code

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - the same
        formatter.write(rendered(root_page(ctx.obj), ctx.obj).rstrip("\n"))


def _no_such_verb(args: list[str]) -> UsageError:
    """What is wrong with the name of a verb: of `queue lst` the second word, if there are verbs that begin with the first."""
    inner = [verb for verb in VERBS if verb.startswith(f"{args[0]} ")]
    wanted = " ".join([args[0], *(word for word in args[1:2] if inner and not word.startswith("-"))])
    zh, en = nearest(wanted, inner or VERBS)
    texts = both(SENTENCES, "no-such-verb", {"verb": wanted, "verbs": " | ".join(inner or VERBS)})
    return UsageError(texts[0] + zh, texts[1] + en)


class _Verb(TyperCommand):
    """One verb, with a help page in the language of the call."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's signature
        formatter.write(rendered(verb_page(str(self.name), self.params, ctx.obj), ctx.obj).rstrip("\n"))


def _program() -> Any:  # noqa: ANN401 - typer's command classes are private
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(cls=_Program, invoke_without_command=True)(_without_verb)
    return typer.main.get_command(app)


def _without_verb(ctx: typer.Context, *, version: Annotated[bool, typer.Option("--version")] = False) -> int:
    if version:
        raise typer.Exit(verb_command("version").callback())
    if ctx.invoked_subcommand is None:
        sys.stderr.write(rendered(root_page(ctx.obj), ctx.obj))
        return USAGE
    return CLEAN


def verb_command(verb: str) -> Any:  # noqa: ANN401 - typer's command classes are private
    """Return the typer command of a verb: the function of that name in the module of that name.

    A name that Python keeps for itself has an underscore behind it, and a verb of two words, or with a hyphen, has one there.
    """
    name = f"{verb}_" if keyword.iskeyword(verb) else verb.replace(" ", "_").replace("-", "_")
    function = getattr(importlib.import_module(f"moderation.cli.{name}"), name)
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name=verb, cls=_Verb)(function)
    return typer.main.get_command(app)
