"""Help pages in both languages, for the terminal and for the docs: read off the commands, worded in `wording.cli`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moderation.wording import say
from moderation.wording.cli import EXAMPLES, HELP, SENTENCES, VERBS

if TYPE_CHECKING:
    from moderation.wording import Lang

__all__ = ["Page", "Row", "family_page", "rendered", "root_page", "verb_page"]

Row = tuple[str, str]
"""What is typed, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The help of the program or of one verb: how it is called, what it does, sections of rows, examples."""

    usage: str
    about: str
    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    examples: tuple[str, ...] = ()


def root_page(lang: Lang) -> Page:
    """Return the help of the program: its verbs, and the options that stand before or after any verb."""
    verbs = tuple((verb, say(HELP, verb, lang)) for verb in VERBS)
    alone = tuple((f"--{name}", say(HELP, f"moderation.{name}", lang)) for name in ("version", "install-completion"))
    options = (*_everywhere(lang), *alone)
    return Page(
        usage=f"moderation {say(SENTENCES, 'verb-metavar', lang)}",
        about=say(HELP, "moderation", lang),
        sections=((say(SENTENCES, "verbs", lang), verbs), (say(SENTENCES, "options", lang), options)),
        examples=("moderation COMMAND --help",),
    )


def family_page(first: str, lang: Lang) -> Page | None:
    """Return the help of the verbs of two words that begin with `first`, such as `bot`; `None` where there are none."""
    verbs = tuple((verb, say(HELP, verb, lang)) for verb in VERBS if verb.startswith(f"{first} "))
    if not verbs:
        return None
    return Page(
        usage=f"moderation {' | '.join(verb for verb, _ in verbs)}",
        about=say(SENTENCES, "family", lang, {"first": first}),
        sections=((say(SENTENCES, "verbs", lang), verbs), (say(SENTENCES, "options", lang), _everywhere(lang))),
        examples=(f"moderation {verbs[0][0]} --help",),
    )


def verb_page(verb: str, parameters: list[Any], lang: Lang) -> Page:
    """Return the help of one verb from its typer parameters."""
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    options = [p for p in parameters if p.param_type_name == "option" and p.name != "help"]
    rows = [(say(SENTENCES, "arguments", lang), tuple((_typed(p), _meaning(verb, p, lang)) for p in arguments))] if arguments else []
    options_rows = (*((_typed(p), _meaning(verb, p, lang)) for p in options), *_everywhere(lang))
    return Page(
        usage=" ".join(["moderation", verb, *map(_typed, arguments), f"[{say(SENTENCES, 'options', lang)}]"]),
        about=say(HELP, verb, lang),
        sections=(*rows, (say(SENTENCES, "options", lang), options_rows)),
        examples=EXAMPLES[verb],
    )


def rendered(page: Page, lang: Lang) -> str:
    """Return a page for the terminal, in columns that fit wide characters."""
    from rich.console import Console  # noqa: PLC0415 - only help needs it
    from rich.table import Table  # noqa: PLC0415 - the same

    screen = Console(markup=False, emoji=False, highlight=False)
    with screen.capture() as captured:
        screen.print(say(SENTENCES, "usage", lang, {"usage": page.usage}), soft_wrap=True)
        screen.print(f"\n  {page.about}", soft_wrap=False)
        for title, rows in page.sections:
            table = Table.grid(padding=(0, 3, 0, 0))
            table.add_column(no_wrap=True)
            table.add_column()
            for typed, meaning in rows:
                table.add_row(f"  {typed}", meaning)
            screen.print(f"\n{title}")
            screen.print(table)
        if page.examples:
            screen.print(f"\n{say(SENTENCES, 'examples', lang)}")
            screen.print("\n".join(f"  {example}" for example in page.examples), soft_wrap=True)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _everywhere(lang: Lang) -> tuple[Row, ...]:
    return (("--lang zh|en", say(HELP, "*.lang", lang)), ("--help", say(HELP, "*.help", lang)))


def _typed(parameter: Any) -> str:  # noqa: ANN401 - typer's parameter classes are private
    """What a parameter looks like on the command line."""
    metavar = parameter.metavar or parameter.name.upper()
    if parameter.param_type_name == "argument":
        typed = f"{metavar}…" if parameter.nargs == -1 else metavar
        return typed if parameter.required else f"[{typed}]"
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {metavar}"


def _meaning(verb: str, parameter: Any, lang: Lang) -> str:  # noqa: ANN401 - the same
    key = f"{verb}.{parameter.name}"
    meaning = say(HELP, key if key in HELP else f"*.{parameter.name}", lang)
    default = parameter.default
    return meaning + say(SENTENCES, "default", lang, {"default": default}) if isinstance(default, str) and default else meaning
