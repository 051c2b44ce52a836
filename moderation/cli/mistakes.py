"""What typer says about a wrong command line, in the operator's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from moderation.wording import say
from moderation.wording.cli import SENTENCES
from moderation.wording.nearest import nearest

if TYPE_CHECKING:
    import typer

    from moderation.wording import Lang

__all__ = ["hint", "sentence"]


def sentence(mistake: typer.TyperException, lang: Lang) -> str:
    """Return one sentence that says what is wrong with the command line."""
    key, values = _reading(mistake)
    return say(SENTENCES, key, lang, values) + (_near_option(mistake)[lang == "en"] if key == "no-such-option" else "")


def hint(mistake: typer.TyperException, lang: Lang) -> str:
    """Return where the right way to call the verb is described."""
    context = getattr(mistake, "ctx", None)
    return say(SENTENCES, "see-help", lang, {"command": context.command_path if context else "moderation"})


def _reading(mistake: typer.TyperException) -> tuple[str, dict[str, str]]:
    """Which sentence a mistake is: typer tells by class and words."""
    message = mistake.format_message()
    option = str(getattr(mistake, "option_name", ""))
    match type(mistake).__name__:
        case "NoSuchOption":
            return "no-such-option", {"option": option}
        case "MissingParameter":
            return "missing-argument", {"argument": _missing(getattr(mistake, "param", None)) or message}
        case "BadOptionUsage":
            return "needs-value" if "requires" in message else "takes-no-value", {"option": option}
    extra = re.search(r"unexpected extra argument\S* \((.*)\)", message, re.DOTALL)
    return ("extra-argument", {"argument": extra[1]}) if extra else ("usage-mistake", {"message": message})


def _missing(parameter: Any) -> str:  # noqa: ANN401 - typer's parameter classes are private
    """What a parameter that has to be there looks like on the command line."""
    if parameter is None:
        return ""
    shown = parameter.metavar or parameter.name
    return f"{max(parameter.opts, key=len)} {shown}" if parameter.param_type_name == "option" else shown


def _near_option(mistake: typer.TyperException) -> tuple[str, str]:
    context = getattr(mistake, "ctx", None)
    parameters = context.command.params if context else []
    known = [name for parameter in parameters for name in parameter.opts if name.startswith("-")]
    return nearest(str(getattr(mistake, "option_name", "")), [*known, "--lang", "--help"])
