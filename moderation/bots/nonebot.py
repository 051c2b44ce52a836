"""A NoneBot2 plugin: `nonebot.load_plugin("moderation.bots.nonebot")`, and the bot moderates its groups.

Works with the adapters of OneBot v11, QQ official, Telegram and Satori, as far as each can act. Every bot gets a session of its
own; all of them share one ruleset and one store. Events are only watched, never kept from other plugins.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from moderation.errors import ModerationError
from moderation.wording import both
from moderation.wording.bot_runner import RUNNER

try:
    import nonebot
except ImportError as error:
    raise ImportError("\n".join(both(RUNNER, "missing-nonebot"))) from error

from nonebot import get_driver, get_plugin_config
from nonebot.adapters import Bot, Event  # noqa: TC002 - NoneBot reads the annotations of a handler
from nonebot.exception import ActionFailed, ApiNotAvailable, NetworkError
from nonebot.log import LoguruHandler
from nonebot.plugin import PluginMetadata
from nonebot.plugin.on import on
from pydantic import BaseModel, ConfigDict

from moderation.bots.base import Call, Capabilities, Incoming, Outcome
from moderation.bots.nonebot_dialects import Dialect, dialect_of
from moderation.bots.recent import Bounded
from moderation.bots.session import Session
from moderation.bots.settings import REVIEW_FILE, Settings, place_in
from moderation.reload import WatchedModerator
from moderation.state.opening import open_store
from moderation.workbench.rehearsal import rehearse

if TYPE_CHECKING:
    from moderation.bots.base import Place
    from moderation.message import Message, Role
    from moderation.state.store import Store

__all__ = ["Config", "settled"]


class Config(BaseModel):
    """What stands in NoneBot's own configuration, such as `MODERATION_RULESET=ruleset.yaml` in `.env`; ids with or without quotes."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    moderation_ruleset: str = "community"
    moderation_store: str = "sqlite:///moderation.db"
    moderation_staff_chat: str = ""
    moderation_staff: list[str] = []
    moderation_bots: list[str] = []
    moderation_chats: list[str] = []
    moderation_quiet: bool = False
    moderation_welcome: bool = True
    moderation_review_file: str = str(REVIEW_FILE)


__plugin_meta__ = PluginMetadata(
    name="群聊审核 moderation",
    description="按一份声明式群规撤回、警告、禁言、移出、答问；每个判定都说得出依据",
    usage="在 .env 里写 MODERATION_RULESET=ruleset.yaml；群里回复一条消息：举报、申诉、误判、查；发送：群规、统计",
    type="application",
    config=Config,
    supported_adapters={"~onebot.v11", "~qq", "~telegram", "~satori"},
)

_ADMINS_FOR_S: Final = 600.0
"""How long the admins of a Telegram group are taken to be the same."""
_ROLES: Final[dict[str, Role]] = {"creator": "owner", "administrator": "admin"}
_PATIENCE_S: Final = 5.0
"""How long a first message waits for that; a platform that hangs must not keep it for ever."""
_CHATS: Final = 2_000
_END_S: Final = 1.0


class _Link:
    """One bot of NoneBot as an Adapter of a session."""

    def __init__(self, bot: Bot, dialect: Dialect) -> None:
        self.bot = bot
        self._dialect = dialect
        self._admins: Bounded[dict[str, Role]] = Bounded(_CHATS)
        self._asked: Bounded[tuple[float, asyncio.Task[None]]] = Bounded(_CHATS)

    @property
    def capabilities(self) -> Capabilities:
        return self._dialect.capabilities

    def read(self, event: dict[str, Any]) -> Incoming | None:
        return self._dialect.read(event, self.bot.self_id, self._role)

    async def ready(self) -> None:
        """A bot that NoneBot knows is connected; one that is not refuses, which is an outcome."""

    async def act(self, call: Call) -> Outcome:
        apis = self._dialect.apis(call, int(time.time()))
        if not apis:
            return Outcome(problem="unsupported")
        answer: Any = None
        try:
            for api, params in apis:
                answer = await self.bot.call_api(api, **self._dialect.models(params))
        except ApiNotAvailable as error:
            return Outcome(problem="unsupported", detail=str(error)[:200])
        except NetworkError as error:
            return Outcome(problem="lost", detail=str(error)[:200])
        except ActionFailed as error:
            return self._dialect.refused(str(error)[:300])
        return Outcome(id=_sent(answer))

    async def find(self, place: Place, message: str) -> Message | None:
        return await self._dialect.find(self.bot, place, message)

    async def prepare(self, event: dict[str, Any]) -> None:
        """Find out who the admins of a Telegram group are, which its messages do not tell; events of a group wait for it together."""
        chat = self._dialect.chat_to_ask(event)
        if not chat:
            return
        now = asyncio.get_running_loop().time()
        asked = self._asked.get(chat)
        if asked is None or now - asked[0] > _ADMINS_FOR_S:
            asked = (now, asyncio.create_task(self._ask(chat)))
            self._asked.put(chat, asked)
        await asyncio.wait({asked[1]}, timeout=_PATIENCE_S)

    async def _ask(self, chat: str) -> None:
        with suppress(ActionFailed, NetworkError, ApiNotAvailable):
            members = await self.bot.call_api("get_chat_administrators", chat_id=int(chat))
            self._admins.put(chat, dict(_admin(member) for member in members or ()))

    def _role(self, chat: str, user: str) -> Role:
        return (self._admins.get(chat) or {}).get(user, "member")


def _admin(member: Any) -> tuple[str, Role]:  # noqa: ANN401 - a model of the adapter, or a dict
    told = member if isinstance(member, dict) else member.model_dump()
    return str(told["user"]["id"]), _ROLES.get(str(told["status"]), "member")


def _sent(answer: Any) -> str:  # noqa: ANN401 - whatever an adapter returns
    first = answer[0] if isinstance(answer, list) and answer else answer
    if isinstance(first, dict):
        return str(first.get("message_id") or first.get("id") or "")
    return str(getattr(first, "message_id", None) or getattr(first, "id", None) or "")


class _Running:
    """What is open while NoneBot runs: the store, the ruleset that is watched, a session a bot."""

    def __init__(self) -> None:
        self.store: Store | None = None
        self.watched: WatchedModerator | None = None
        self.is_ending = False
        self.sessions: dict[tuple[str, str], tuple[_Link, Session]] = {}


_log: Final = logging.getLogger("moderation.bots")
"""What sessions say, alerts among them where there is no staff chat: shown where NoneBot shows what it says itself."""
_running: Final = _Running()
_config: Final = get_plugin_config(Config)
_matcher: Final = on(priority=1, block=False)


async def _start() -> None:
    """Open the store and load the ruleset, so that a mistake in it stops NoneBot at its start and not in the group."""
    if _running.watched is None:
        _log.handlers[:] = [LoguruHandler()]
        _log.propagate = False
        _running.store = open_store(_config.moderation_store)
        _running.watched = WatchedModerator(_config.moderation_ruleset, store=_running.store, rehearse=rehearse)
        _running.watched.start()
        nonebot.logger.info(f"moderation：群规 {_running.watched.program.info.name}")


async def _begin() -> None:
    """Start, or say in a sentence why that cannot be and end NoneBot: an unmoderated group would be no better than none."""
    try:
        await _start()
    except ModerationError as error:
        nonebot.logger.error(f"moderation：{error.sentence()}")
        end = getattr(get_driver(), "exit", None)
        if end is None:  # a driver that can only be ended by an error
            raise
        _running.is_ending = True
        asyncio.get_running_loop().call_later(_END_S, end)  # NoneBot itself breaks where it is ended while it starts


async def _stop() -> None:
    for _, session in _running.sessions.values():
        await session.stop()
    _running.sessions.clear()
    if _running.watched is not None:
        _running.watched.stop()
    if _running.store is not None:
        _running.store.close()
    _running.watched = _running.store = None
    _log.handlers.clear()
    _log.propagate = True


get_driver().on_startup(_begin)
get_driver().on_shutdown(_stop)


@_matcher.handle()
async def _hear(bot: Bot, event: Event) -> None:
    """Hand an event to the session of its bot; what comes of it comes in its own time."""
    dialect = dialect_of(bot.adapter.get_name())
    if dialect is None or _running.is_ending:
        return
    link, session = await _session(bot, dialect)
    for told in dialect.told(event):
        await link.prepare(told)
        await session.feed(told)


async def _session(bot: Bot, dialect: Dialect) -> tuple[_Link, Session]:
    await _start()
    assert _running.watched is not None
    key = (dialect.name, bot.self_id)
    if key not in _running.sessions:
        settings = Settings(
            staff_chat=place_in(_config.moderation_staff_chat), staff=frozenset(_config.moderation_staff),
            bots=frozenset(_config.moderation_bots), chats=frozenset(_config.moderation_chats), quiet=_config.moderation_quiet,
            welcome=_config.moderation_welcome, review_file=Path(_config.moderation_review_file),
        )  # fmt: skip
        link = _Link(bot, dialect)
        session = Session(_running.watched, link, settings)
        _running.sessions[key] = (link, session)
        await session.__aenter__()
    link, session = _running.sessions[key]
    link.bot = bot
    return link, session


async def settled() -> None:
    """Return when everything that was heard has been judged and carried out: for tests, and before a planned stop."""
    for _, session in _running.sessions.values():
        await session.settled()
