"""What NoneBot's adapters have not in common: how an event is told as a dict, and under which API a call goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from moderation.bots import onebot, qq_official, satori, telegram
from moderation.bots.base import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.bots.base import Call, Capabilities, Incoming, Place
    from moderation.message import Message, Role

    RoleOf = Callable[[str, str], Role]

__all__ = ["Dialect", "dialect_of"]

Apis = list[tuple[str, dict[str, Any]]]
_NOT_PERMITTED: Final = ("权限", "permission", "rights", "forbidden", "not enough", "admin_required", "unauthorized")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One adapter. `told` returns an event as dicts, `read` what one of them is about, `apis` what carries a call out."""

    name: str
    capabilities: Capabilities
    told: Callable[[Any], list[dict[str, Any]]]
    read: Callable[[dict[str, Any], str, RoleOf], Incoming | None]
    apis: Callable[[Call, int], Apis]

    def models(self, params: dict[str, Any]) -> dict[str, Any]:
        """Return parameters as the adapter takes them: only that of QQ insists on a model of its own."""
        if self.name != "QQ" or "members" not in params:
            return params
        from nonebot.adapters.qq.models import SetMemberMuteState  # noqa: PLC0415 - there is such an adapter only where it is used

        return {**params, "members": [SetMemberMuteState(**member) for member in params["members"]]}

    def refused(self, told: str) -> Outcome:
        """Return what became of a call that the adapter says has failed, by what it tells."""
        if self.name == "Telegram":
            return telegram.outcome_of({"ok": False, "description": told})
        refused = any(word in told.lower() for word in _NOT_PERMITTED)
        return Outcome(problem="not permitted" if refused else "refused", detail=told)

    def chat_to_ask(self, event: dict[str, Any]) -> str:
        """Return the group whose admins have to be asked for, empty where events tell roles themselves."""
        if self.name != "Telegram":
            return ""
        incoming = telegram.incoming_of(event)
        return incoming.place.id if incoming and incoming.place.kind == "group" else ""

    async def find(self, bot: Any, place: Place, message: str) -> Message | None:  # noqa: ANN401 - NoneBot's Bot
        """Return a message by its id, where the platform can be asked for one."""
        if self.name != "OneBot V11" or not message.removeprefix("-").isdigit():
            return None
        found = onebot.message_in({"data": await bot.call_api("get_msg", message_id=int(message))})
        return found if found is not None and found.chat.id in ("", place.id) else None


def dialect_of(adapter: str) -> Dialect | None:
    """Return the dialect of an adapter by the name that it gives itself, `None` for one that we do not speak."""
    return _DIALECTS.get(adapter)


def _onebot_told(event: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - the event of the adapter
    """As the server sent it: the adapter takes mentions of the bot and quotes out of `message`."""
    told: dict[str, Any] = event.model_dump()
    written = getattr(event, "original_message", None)
    if written is not None:
        told["message"] = [{"type": segment.type, "data": dict(segment.data)} for segment in written]
    return [told]


def _telegram_told(event: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - the event of the adapter
    """As Telegram sent it: the adapter keeps text, entities and media apart, as segments."""
    model = getattr(event, "telegram_model", None)
    told: dict[str, Any] = model.model_dump(by_alias=True, exclude_none=True) if model is not None else {}
    for name in ("message", "edited_message"):
        if name in told:
            kept = event.model_dump(by_alias=True, exclude_none=True, exclude=_APART)
            told[name] = {**told[name], **kept, **_written(_segments(event))}
            answered = getattr(event, "reply_to_message", None)
            if answered is not None:
                about = _written(_segments(answered))
                told[name]["reply_to_message"] = {**about, "message_id": getattr(answered, "message_id", 0)}
    return telegram.parted(told)


_APART: Final = {"telegram_model", "message", "original_message", "reply_to_message"}


def _segments(event: Any) -> Any:  # noqa: ANN401 - the event of the adapter
    """What was written, before the adapter took mentions out of it; of an edit it keeps no such copy."""
    return getattr(event, "original_message", None) or getattr(event, "message", None)


def _written(segments: Any) -> dict[str, Any]:  # noqa: ANN401 - a message of the adapter
    """Text, entities and media of a message, from its segments; entities count in UTF-16 units."""
    text, entities, media = "", [], {}
    for segment in segments or ():
        piece = segment.data.get("text")
        if not isinstance(piece, str):
            media[segment.type] = dict(segment.data) or True
            continue
        units = [len(part.encode("utf-16-le", "surrogatepass")) // 2 for part in (text, piece)]
        entities.append({**segment.data, "type": segment.type, "offset": units[0], "length": units[1]})
        text += piece
    return {"text": text, "entities": [entity for entity in entities if entity["type"] != "text"], **media}


def _plain_told(event: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - the event of the adapter
    return [event.model_dump()]


def _onebot_apis(call: Call, _now_s: int) -> Apis:
    action = onebot.call_of(call)
    return [(action["action"], action["params"])] if action else []


def _telegram_apis(call: Call, now_s: int) -> Apis:
    return [(request["method"], request["params"]) for request in telegram.requests_of(call, now_s=now_s)]


_SPOKEN: Final = (
    Dialect(
        name="OneBot V11", capabilities=onebot.CAPABILITIES, told=_onebot_told, apis=_onebot_apis,
        read=lambda event, _bot, _role_of: onebot.incoming_of(event),
    ),
    Dialect(
        name="Telegram", capabilities=telegram.CAPABILITIES, told=_telegram_told, apis=_telegram_apis,
        read=lambda event, bot, role_of: telegram.incoming_of(event, bot={"id": int(bot) if bot.isdigit() else bot}, role_of=role_of),
    ),
    Dialect(
        name="QQ", capabilities=qq_official.CAPABILITIES, told=_plain_told, apis=lambda call, now_s: qq_official.apis_of(call, now_s=now_s),
        read=lambda event, bot, _role_of: qq_official.incoming_of(event, bot),
    ),
    Dialect(
        name="Satori", capabilities=satori.CAPABILITIES, told=_plain_told, apis=lambda call, now_s: satori.apis_of(call, now_s=now_s),
        read=lambda event, bot, _role_of: satori.incoming_of(event, bot.rpartition(":")[2]),
    ),
)  # fmt: skip
_DIALECTS: Final = {dialect.name: dialect for dialect in _SPOKEN}
