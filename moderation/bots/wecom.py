"""WeCom (企业微信): the decrypted message archive as events. No bot can remove or mute there, so a verdict only becomes alerts.

row of the archive ─▶ message_of ─▶ check ─▶ Verdict ─▶ alerts_of ─▶ text for staff
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.options import Options
from moderation.archives.record import Record
from moderation.archives.reject import Reject
from moderation.archives.wecom import WeComReader
from moderation.bots.alerts import where
from moderation.bots.base import Capabilities
from moderation.bots.planning import plan
from moderation.sanctions.notices_safe import evidence
from moderation.wording import say
from moderation.wording.bots import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.bots.base import Call
    from moderation.message import Message
    from moderation.verdict import Verdict

__all__ = ["CAPABILITIES", "alerts_of", "message_of"]

CAPABILITIES: Final = Capabilities()
"""Nothing: neither the messages of members nor members themselves are in the reach of an application."""


def message_of(row: Mapping[str, Any]) -> Message | None:
    """Return the Message of a decrypted row, as `scan` reads it; `None` for a row that is none, or that cannot be read.

    >>> row = {"msgid": "m1", "action": "send", "from": "wm1", "tolist": ["lin"], "roomid": "wr1", "msgtime": 1700000000000}
    >>> message = message_of({**row, "msgtype": "text", "text": {"content": "大家早"}})
    >>> message.text, message.key
    ('大家早', 'wecom|wr1|m1')
    """
    if not isinstance(row, dict):
        return None
    taken = WeComReader(Options()).take(Record(1, dict(row)))
    return None if taken is None or isinstance(taken, Reject) else taken


def alerts_of(verdict: Verdict, message: Message) -> tuple[Call, ...]:
    """Return what staff are told about a verdict: never a call that does something, never a word to the chat."""
    alerts = (call for call in plan(verdict, message, CAPABILITIES, quiet=True) if call.name == "alert")
    return tuple(replace(call, text=_told(call, verdict, message)) if call.problem == "quiet" else call for call in alerts)


def _told(call: Call, verdict: Verdict, message: Message) -> str:
    """What staff have to do themselves, and by which rule."""
    hit = next((hit for hit in verdict.hits if hit.status == "enforce"), None)
    shown = evidence(hit.signals) if hit else ""
    values = {
        "to": call.to and f" {call.to}", "where": where(message), "user": message.author.id, "rule": hit.title if hit else "",
        "evidence": say(SENTENCES, "by-hand-evidence", "zh", {"evidence": shown}) if shown else "",
        "case": say(SENTENCES, "by-hand-case", "zh", {"case": call.case}) if call.case else "",
    }  # fmt: skip
    return say(SENTENCES, "by-hand", "zh", values)
