"""An offence: what the ledger remembers of a verdict, apart from what was said. First step of a sanction.

It carries its own terms (which rules were broken, what they cost, what aggravates or mitigates), so that a policy that changes
later never makes an earlier offence weigh more.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, get_args

from moderation.program import Circumstance
from moderation.verdict import Level, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from moderation.message import Message, Role
    from moderation.program import Adjustment, Policy
    from moderation.verdict import Hit, Sanction, Verdict

__all__ = ["Broken", "Extra", "Offence", "case_id", "message_key", "offence_of", "parts_of", "subject_of"]

_SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
_CASE_CHARS: Final = 10
"""50 bits: among ten thousand cases of a community the chance that two share an id is one in twenty million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A rule that decided the verdict: what it is called, and what it asks for."""

    rule: str
    title: str
    charter: str
    label: str
    severity: Severity
    strikes: int = 0
    warns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """Strikes that are added or taken: at once, or where `when` holds, which the other rules or the ledger tell."""

    written: str
    strike: int
    when: Circumstance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """A verdict in the ledger. `subject` is whose history it belongs to, `message` the key of what was said.

    `ruleset` is `id@version#digest`. `placed` is false where author or time is unknown: such an offence belongs to nobody's history.
    `sanction` is the one that was given, `None` before.
    """

    case: str
    community: str
    subject: str
    message: str
    at_ms: int
    platform: str = ""
    chat: str = ""
    user: str = ""
    role: Role = "member"
    trusted: bool = False
    placed: bool = True
    level: Level = Level.BLOCK
    label: str = ""
    ruleset: str = ""
    rules: tuple[Broken, ...] = ()
    extras: tuple[Extra, ...] = ()
    alert: str = ""
    sanction: Sanction | None = None

    @property
    def strikes(self) -> int:
        """What the worst of its rules costs: one incident, one strike."""
        return max((broken.strikes for broken in self.rules), default=0)

    @property
    def warns(self) -> bool:
        """Whether a rule asks for a warning, whatever it costs."""
        return any(broken.warns for broken in self.rules)

    @property
    def severity(self) -> Severity:
        """The worst among its rules, `low` without any."""
        return max((broken.severity for broken in self.rules), key=_SEVERITIES.index, default="low")

    def without(self, recalled: Collection[str]) -> Offence:
        """Return it as if these rules had never been."""
        if not recalled:
            return self
        return replace(self, rules=tuple(broken for broken in self.rules if broken.rule not in recalled))


def case_id(community: str, message: str) -> str:
    """Return the id of the case about a message: the same in any replay, so that what people decided about it stays decided.

    >>> case_id("study-group", "qq|g1|7")
    'c-rn3ycqmdri'
    """
    name = f"{_safe(community)}\n{message}".encode("utf-8", "surrogatepass")
    return "c-" + base64.b32encode(hashlib.sha256(name).digest())[:_CASE_CHARS].decode("ascii").lower()


def message_key(message: Message) -> str:
    """Return the key of a message; one without an id is known by its place, author, time and words."""
    if message.key is not None:
        return message.key
    told = (message.platform, message.chat.id, message.author.id, str(message.at_ms), message.text)
    digest = hashlib.sha256("\n".join(map(_safe, told)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{_safe(message.platform)}|{_safe(message.chat.id)}|={digest}"


def subject_of(community: str, message: Message, by: Sequence[str]) -> str:
    """Return whose history a message belongs to: community, platform, chat where each has a history of its own, author.

    >>> from moderation.message import Author, Chat, Message
    >>> subject_of("study-group", Message("早", author=Author(id="小林"), chat=Chat(id="g1"), platform="qq"), ["community", "user"])
    'study-group|qq||小林'
    """
    chat = message.chat.id if "chat" in by else ""
    return "|".join(map(_safe, (community, message.platform, chat, message.author.id)))


def offence_of(message: Message, verdict: Verdict, *, community: str, policy: Policy, seen: Collection[Adjustment] = ()) -> Offence:
    """Return what the ledger will remember of a verdict; one that passes is remembered as reported, not as broken rules.

    `seen` are the adjustments of the policy whose conditions hold for the message; those that the verdict or the ledger
    answers are added here.
    """
    key, reported = message_key(message), verdict.level is Level.PASS
    deciding = [] if reported else [hit for hit in verdict.hits if hit.status == "enforce" and hit.verdict is verdict.level]
    case, placed = case_id(community, key), bool(message.author.id) and message.at_ms is not None
    return Offence(
        case=case,
        community=community,
        subject=subject_of(community, message, policy.strikes.by) if placed else _unplaced(community, message, case),
        message=key,
        at_ms=message.at_ms or 0,
        platform=message.platform,
        chat=message.chat.id,
        user=message.author.id,
        role=message.author.role,
        trusted=message.author.trusted,
        placed=placed,
        level=Level.REVIEW if reported else verdict.level,
        label=verdict.label or "",
        ruleset=verdict.ruleset,
        rules=tuple(map(_broken, deciding)),
        extras=tuple(_extra(one) for one in policy.adjustments if isinstance(one.when, Circumstance) or one in seen),
        alert=next((str(action.value) for hit in deciding for action in hit.actions if action.name == "alert"), ""),
    )


def _unplaced(community: str, message: Message, case: str) -> str:
    """A subject of its own for an offence that belongs to nobody's history, in which the author can still be found."""
    return f"{subject_of(community, message, ())}|{case}"


def _broken(hit: Hit) -> Broken:
    strikes = [action.value for action in hit.actions if action.name == "strike" and isinstance(action.value, int)]
    return Broken(
        rule=hit.rule,
        title=hit.title,
        charter=hit.charter,
        label=hit.label,
        severity=hit.severity,
        strikes=max(0, *strikes, 0),
        warns=any(action.name == "warn" for action in hit.actions),
    )


def _extra(one: Adjustment) -> Extra:
    return Extra(written=one.written, strike=one.strike, when=one.when if isinstance(one.when, Circumstance) else None)


def parts_of(name: str) -> list[str]:
    r"""Return the parts that the key of a message or the name of a subject was made of.

    >>> parts_of(r"qq|g\|1|7")
    ['qq', 'g|1', '7']
    """
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in re.findall(r"(?:^|\|)((?:[^|\\]|\\.)*)", name, re.DOTALL)]


def _safe(part: str) -> str:
    """A part of a name in which no separator stands, and nothing that a database could not store."""
    return part.encode("utf-8", "backslashreplace").decode("utf-8").replace("\\", "\\\\").replace("|", "\\|")
