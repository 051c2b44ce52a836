"""Offences and what is decided about them ↔ records of the ledger: JSON, in which nobody's words stand but in the evidence.

What was said, by whom it was complained about in which words, and why staff decided as they did are evidence: `erase` empties it,
and every count stays.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final

from moderation.message import field_text
from moderation.program import DeletedWithin, LabelIs, RepeatedWithin, SeverityIs
from moderation.sanctions.offence import Broken, Extra, Offence
from moderation.state.store import Record
from moderation.verdict import Level, Sanction

if TYPE_CHECKING:
    from moderation.message import Message
    from moderation.verdict import Verdict

__all__ = ["OFFENCE", "REPORT", "evidence_of", "json_text", "offence_in", "record_of"]

OFFENCE: Final = "offence"
REPORT: Final = "report"
"""The kinds of records that open a case; the others are about one that is open."""

_CIRCUMSTANCES: Final = {kind.__name__: kind for kind in (LabelIs, SeverityIs, RepeatedWithin, DeletedWithin)}
_LOST: Final = re.compile("[\ud800-\udfff]")
_MOST_CHARS: Final = 20_000
"""Of a text that is kept as evidence: no platform sends more in one message, and a ledger is for ever."""
_MOST_SIGNALS: Final = 100
"""Of one hit: a flood of one word is shown well enough by its first hundred places."""


def json_text(value: object) -> str:
    r"""Return compact JSON that any database can store: half a surrogate pair is written as an escape.

    >>> print(json_text({"why": "误判\ud800"}))
    {"why":"误判\ud800"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _LOST.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def record_of(offence: Offence, evidence: str, *, key: str = "", kind: str = OFFENCE, **told: object) -> Record:
    """Return the record that opens a case; `told` stands in its body beside the offence."""
    body = {name.name: getattr(offence, name.name) for name in fields(offence)}
    body |= {
        "level": offence.level.value,
        "rules": [asdict(broken) for broken in offence.rules],
        "extras": [_extra(extra) for extra in offence.extras],
        "sanction": offence.sanction.to_dict() if offence.sanction else None,
        **told,
    }
    del body["subject"], body["at_ms"]  # the record has them
    return Record(key=key or offence.case, subject=offence.subject, at_ms=offence.at_ms, kind=kind, body=json_text(body), evidence=evidence)


def offence_in(record: Record) -> Offence:
    """Return the offence of a record that `record_of` made."""
    body = json.loads(record.body)
    given = {name.name: body[name.name] for name in fields(Offence) if name.name in body}
    given |= {
        "subject": record.subject,
        "at_ms": record.at_ms,
        "level": Level(body["level"]),
        "rules": tuple(Broken(**broken) for broken in body["rules"]),
        "extras": tuple(extra for row in body["extras"] if (extra := _read_extra(row))),
        "sanction": _read_sanction(body["sanction"]),
    }
    return Offence(**given)


def evidence_of(message: Message, verdict: Verdict | None = None, **told: object) -> str:
    """Return what was said as JSON: the text, every other field in which something was found, and the hits."""
    hits = [] if verdict is None else [hit.to_dict() for hit in verdict.hits]
    seen = {signal["field"] for hit in hits for signal in hit["signals"] if "field" in signal}
    for hit in hits:
        del hit["signals"][_MOST_SIGNALS:]
        for signal in hit["signals"]:
            signal["text"] = signal["text"][:_MOST_CHARS]
    found = {name: field_text(message, name)[:_MOST_CHARS] for name in sorted(seen) if name in _FIELDS}
    return json_text({"text": message.text[:_MOST_CHARS], "nickname": message.author.nickname, **found, "hits": hits, **told})


_FIELDS: Final = ("quote", "forward", "nickname", "card", "join_answer")


def _extra(extra: Extra) -> dict[str, Any]:
    row: dict[str, Any] = {"written": extra.written, "strike": extra.strike}
    if extra.when is not None:
        row["when"] = {"is": type(extra.when).__name__, **asdict(extra.when)}
    return row


def _read_extra(row: dict[str, Any]) -> Extra | None:
    """What was written, `None` for a circumstance that only a later version knows: it does not hold then."""
    if "when" not in row:
        return Extra(written=row["written"], strike=row["strike"])
    kind: Any = _CIRCUMSTANCES.get(row["when"]["is"])
    read = {name: tuple(value) if isinstance(value, list) else value for name, value in row["when"].items() if name != "is"}
    return Extra(written=row["written"], strike=row["strike"], when=kind(**read)) if kind else None


def _read_sanction(row: dict[str, Any] | None) -> Sanction | None:
    if row is None:
        return None
    return Sanction(**{**row, "reasons": tuple(row["reasons"]), "alert": row["alert"] or ""})
