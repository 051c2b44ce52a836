"""What the verbs about cases share: the store that must be there, the ruleset whose cases they are, and who decides when and why."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import unquote

import typer

from moderation.archives.moments import moment
from moderation.batch.outlets import must_exist
from moderation.errors import UsageError
from moderation.moderator import Moderator
from moderation.sanctions.cases import Cases, Said
from moderation.state.opening import open_store
from moderation.wording import both
from moderation.wording.sanctions import REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.sanctions.history import Case
    from moderation.state.store import Store

__all__ = [
    "AtOption", "CaseArgument", "JsonOption", "OptionalRulesetOption", "StoreOption", "WhoOption", "WhyOption", "opened_cases",
    "opened_store", "said",
]  # fmt: skip

_SQLITE: Final = "sqlite:///"

CaseArgument = Annotated[str, typer.Argument(metavar="CASE")]
StoreOption = Annotated[str, typer.Option("--store", "-s", metavar="URL")]
OptionalRulesetOption = Annotated[str, typer.Option("--ruleset", "-r", metavar="RULESET")]
WhoOption = Annotated[str, typer.Option("--who", "--by", metavar="NAME")]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT")]
AtOption = Annotated[str, typer.Option("--at", metavar="TIME")]
JsonOption = Annotated[bool, typer.Option("--json")]


@contextmanager
def opened_store(url: str) -> Iterator[Store]:
    """Open a store that is there: a file that is not would be made, and nobody looks for cases in an empty one."""
    if url.startswith(_SQLITE):
        must_exist([Path(unquote(url[len(_SQLITE) :].partition("?")[0]))])
    with closing(open_store(url)) as store:
        yield store


@contextmanager
def opened_cases(url: str, ruleset: str = "", case: str = "") -> Iterator[Cases]:
    """Open the cases of a store by the policy of a ruleset; a `case` that is named must be one of that ruleset's community."""
    program = Moderator.load(ruleset).program if ruleset else None
    with opened_store(url) as store:
        if program is None:
            yield Cases(store)
            return
        cases = Cases(store, community=program.info.id, policy=program.policy)
        if case:
            _must_belong(cases.find(case), program.info.id)
        yield cases


def said(who: str, why: str, at: str) -> Said:
    """Return who decides, why and when: now, unless another time was named.

    Raises:
        UsageError: it is no time.
    """
    if not at:
        return Said(who=who, why=why, at_ms=int(time.time() * 1000))
    when = moment(at)
    if when is None:
        raise UsageError(*both(REFUSED, "no-time", {"found": at}))
    return Said(who=who, why=why, at_ms=int(when.timestamp() * 1000))


def _must_belong(case: Case, community: str) -> None:
    if case.offence.community != community:
        raise UsageError(*both(REFUSED, "other-community", {"case": case.id, "community": case.offence.community}))
