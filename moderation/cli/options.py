"""Options that several verbs share, and how a wrong value of one is answered."""

from typing import Annotated

import typer

from moderation.errors import UsageError
from moderation.wording import both
from moderation.wording.cli import SENTENCES
from moderation.wording.nearest import nearest

__all__ = ["RulesetOption", "RulesetsArgument", "pick"]

RulesetOption = Annotated[str, typer.Option("--ruleset", "-r", metavar="RULESET")]
RulesetsArgument = Annotated[list[str], typer.Argument(metavar="RULESET")]


def pick(option: str, value: str, choices: tuple[str, ...]) -> str:
    """Return `value` if it is one of `choices`.

    Raises:
        UsageError: it is not; the sentence names the choices and the nearest of them.
    """
    if value in choices:
        return value
    zh, en = nearest(value, choices)
    values = {"option": option, "value": value, "choices": " | ".join(choices)}
    texts = both(SENTENCES, "bad-choice", values)
    raise UsageError(texts[0] + zh, texts[1] + en)
