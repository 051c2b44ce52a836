# ruff: noqa: PLC0415 - an adapter is imported by its own test, which is skipped without it
"""The NoneBot2 plugin over the adapters of OneBot v11, Telegram, Satori and QQ: events in, API calls out, in order."""

import asyncio
from datetime import UTC, datetime, timedelta
from importlib import import_module
from unittest.mock import ANY

import pytest

nonebot = pytest.importorskip("nonebot", reason="nonebot2 is not installed")
pytest.importorskip("nonebug", reason="nonebug is not installed")

NOW = 1_790_000_000
SENT = {"id": "m6"}
RULESET = """
spec: 1
ruleset: {id: g, title: 群规}
terms: {ads: {terms: [刷单返利]}}
rules: [{id: ad, title: 广告, label: ad, severity: medium, when: ads, verdict: block, actions: [delete, {strike: 1}]}]
policy: {strikes: {by: [community, user], window: 30d, per_message: max}, ladder: [{at: 1, do: {mute: 1h}}, {at: 2, do: kick}]}
notices: {mute: "禁言 {action.duration}", kick: "移出"}
"""


@pytest.fixture(scope="module")
def plugin(tmp_path_factory):
    ruleset = tmp_path_factory.mktemp("r") / "r.yaml"
    ruleset.write_text(RULESET, encoding="utf-8")
    nonebot.init(driver="~none", moderation_ruleset=str(ruleset), moderation_store="memory://", moderation_welcome=False)
    from nonebot.matcher import matchers
    from nonebug.provider import NoneBugProvider

    matchers.set_provider(NoneBugProvider)
    return nonebot.load_plugin("moderation.bots.nonebot")


@pytest.fixture
def play(plugin, monkeypatch):
    """Run events through NoneBot as nonebug does; return the ledger after every expected call was made, and no other."""
    from nonebug import App

    module = plugin.module
    monkeypatch.setattr(module.time, "time", lambda: NOW)
    monkeypatch.setattr(module.time, "time_ns", lambda: NOW * 10**9)

    async def _play(adapter, bot_of, events, expected):
        monkeypatch.setattr(adapter, "setup", lambda _: None, raising=False)  # it would connect
        monkeypatch.setattr(type(nonebot.get_driver()), "get_session", lambda *_, **__: None, raising=False)
        async with App().test_api() as ctx:
            made, name = ctx.create_adapter(base=adapter), adapter.get_name()
            monkeypatch.setattr(type(made), "get_name", classmethod(lambda _: name))  # nonebug calls every adapter "fake"
            bot = bot_of(ctx, made)
            for api, data, *answer in expected:
                ctx.should_call_api(api, data, *answer)
            for event in events:
                await nonebot.message.handle_event(bot, event)
                await module.settled()
            ledger = tuple(module._running.store.records()) if module._running.store else ()
            await module._stop()
        return ledger

    def begin(*args, **config):
        for name, value in config.items():
            monkeypatch.setattr(module._config, f"moderation_{name}", value)
        return asyncio.run(_play(*args))

    return begin


def plain(ctx, adapter, self_id="42", **more):
    module = import_module(type(adapter).__mro__[1].__module__.removesuffix(".adapter"))
    return ctx.create_bot(base=module.Bot, adapter=adapter, self_id=self_id, **more)


def test_the_plugin_says_what_it_is(plugin):
    meta = plugin.metadata
    assert meta.supported_adapters == {"~onebot.v11", "~qq", "~telegram", "~satori"}
    assert set(meta.config.model_fields) >= {"moderation_ruleset", "moderation_store"}


def test_ids_may_stand_in_the_configuration_without_quotes(plugin):
    config = plugin.module.Config.model_validate({"moderation_staff_chat": 12345, "moderation_staff": [7, "8"], "moderation_bots": [9]})
    assert (config.moderation_staff_chat, config.moderation_staff, config.moderation_bots) == ("12345", ["7", "8"], ["9"])


def onebot_event(text, id_=5, user=7):
    from nonebot.adapters.onebot.v11 import GroupMessageEvent

    return GroupMessageEvent.model_validate({
        "post_type": "message", "message_type": "group", "sub_type": "normal", "time": NOW, "self_id": 42, "message_id": id_,
        "group_id": 9, "user_id": user, "message": [{"type": "text", "data": {"text": text}}], "raw_message": text, "font": 0,
        "sender": {"user_id": user, "nickname": "林", "role": "member"},
    })  # fmt: skip


def test_onebot_v11(play):
    pytest.importorskip("nonebot.adapters.onebot.v11")
    from nonebot.adapters.onebot.v11 import Adapter

    said = [{"type": "text", "data": {"text": "禁言 1 小时"}}]
    play(
        Adapter, plain,
        [onebot_event("大家早"), onebot_event("刷单返利", 6), onebot_event("刷单返利", 6), onebot_event("再来刷单返利", 7)],
        [
            ("delete_msg", {"message_id": 6}, {}),
            ("set_group_ban", {"group_id": 9, "user_id": 7, "duration": 3600}, {}),
            ("send_group_msg", {"group_id": 9, "message": said}, {"message_id": 1}),
            ("delete_msg", {"message_id": 7}, {}),
            ("set_group_kick", {"group_id": 9, "user_id": 7, "reject_add_request": False}, {}),
            ("send_group_msg", {"group_id": 9, "message": [{"type": "text", "data": {"text": "移出"}}]}, {"message_id": 2}),
        ],
    )  # fmt: skip


def test_a_call_that_the_platform_refuses_raises_nothing(play):
    pytest.importorskip("nonebot.adapters.onebot.v11")
    from nonebot.adapters.onebot.v11 import ActionFailed, Adapter

    refusal = ActionFailed(status="failed", retcode=102, wording="没有权限")
    play(
        Adapter, plain, [onebot_event("刷单返利")],
        [
            ("delete_msg", {"message_id": 5}, {}),
            ("set_group_ban", {"group_id": 9, "user_id": 7, "duration": 3600}, {}),
            ("send_group_msg", {"group_id": 9, "message": [{"type": "text", "data": {"text": "禁言 1 小时"}}]}, None, refusal),
        ],
    )  # fmt: skip


def test_deeds_that_the_platform_refuses_become_true_words_an_alert_and_a_line_in_the_ledger(play):
    pytest.importorskip("nonebot.adapters.onebot.v11")
    from nonebot.adapters.onebot.v11 import ActionFailed, Adapter

    refusal = ActionFailed(status="failed", retcode=102, wording="没有权限")
    said = {"type": "text", "data": {"text": ANY}}
    ledger = play(
        Adapter, plain, [onebot_event("刷单返利")],
        [
            ("delete_msg", {"message_id": 5}, None, refusal),
            ("set_group_ban", {"group_id": 9, "user_id": 7, "duration": 3600}, None, refusal),
            ("send_group_msg", {"group_id": 9, "message": [said]}, {"message_id": 1}),
            ("send_group_msg", {"group_id": 99, "message": [said]}, {"message_id": 2}),
        ],
        staff_chat="99",
    )  # fmt: skip
    assert [record.kind for record in ledger] == ["offence", "applied"]
    assert '"problem":"' in ledger[1].body
    assert "not permitted" in ledger[1].body


def notice(name, user=7, **more):
    from nonebot.adapters.onebot.v11 import event

    told = {"time": NOW, "self_id": 42, "post_type": "notice", "group_id": 9, "user_id": user, **more}
    return getattr(event, name).model_validate(told)


def test_joins_and_recalls_are_heard(play):
    pytest.importorskip("nonebot.adapters.onebot.v11")
    from nonebot.adapters.onebot.v11 import Adapter

    said = [{"type": "text", "data": {"text": ANY}}]
    joined = {"notice_type": "group_increase", "sub_type": "approve", "operator_id": 1}
    ledger = play(
        Adapter, plain,
        [
            notice("GroupIncreaseNoticeEvent", **joined),
            notice("GroupIncreaseNoticeEvent", user=8, **joined),
            onebot_event("刷单返利"),
            notice("GroupRecallNoticeEvent", notice_type="group_recall", operator_id=7, message_id=5),
        ],
        [
            ("send_group_msg", {"group_id": 9, "message": said}, {"message_id": 1}),
            ("delete_msg", {"message_id": 5}, {}),
            ("set_group_ban", {"group_id": 9, "user_id": 7, "duration": 3600}, {}),
            ("send_group_msg", {"group_id": 9, "message": said}, {"message_id": 2}),
        ],
        welcome=True,
    )  # fmt: skip
    assert [record.kind for record in ledger] == ["offence", "applied", "taken_back"]


def test_telegram(play):
    pytest.importorskip("nonebot.adapters.telegram")
    from nonebot.adapters.telegram import Adapter, Event
    from nonebot.adapters.telegram.config import BotConfig

    def said(text, id_, user):
        who = {"id": user, "is_bot": False, "first_name": "林"}
        told = {"message_id": id_, "date": NOW, "chat": {"id": -1001, "type": "supergroup", "title": "群"}, "from": who, "text": text}
        return Event.parse_event({"update_id": id_, "message": told})

    admins = [{"status": "administrator", "user": {"id": 8}}]
    silent = {"can_send_messages": False}
    preview = {"link_preview_options": {"is_disabled": True}}
    play(
        Adapter, lambda ctx, adapter: plain(ctx, adapter, config=BotConfig(token="42:x")),
        [said("大家早", 4, 8), said("刷单返利", 5, 7)],
        [
            ("get_chat_administrators", {"chat_id": -1001}, admins),
            ("deleteMessage", {"chat_id": -1001, "message_id": 5}, True),
            ("restrictChatMember", {"chat_id": -1001, "user_id": 7, "permissions": silent, "until_date": NOW + 3600}, True),
            ("sendMessage", {"chat_id": -1001, "text": "禁言 1 小时", **preview}, {"message_id": 9}),
        ],
    )  # fmt: skip


def test_an_edit_and_a_join_on_telegram(play):
    pytest.importorskip("nonebot.adapters.telegram")
    from nonebot.adapters.telegram import Adapter, Event
    from nonebot.adapters.telegram.config import BotConfig

    who, chat = {"id": 7, "is_bot": False, "first_name": "林"}, {"id": -1001, "type": "supergroup", "title": "群"}
    first = {"message_id": 5, "date": NOW, "chat": chat, "from": who, "text": "早"}
    left, inside = ({"status": status, "user": who} for status in ("left", "member"))
    told = [
        {"message": first},
        {"edited_message": {**first, "text": "刷单返利", "edit_date": NOW + 5}},
        {"chat_member": {"chat": chat, "from": who, "date": NOW + 9, "old_chat_member": left, "new_chat_member": inside}},
    ]
    preview = {"link_preview_options": {"is_disabled": True}}
    silent = {"can_send_messages": False}
    play(
        Adapter, lambda ctx, adapter: plain(ctx, adapter, config=BotConfig(token="42:x")),
        [Event.parse_event({"update_id": number, **update}) for number, update in enumerate(told, 1)],
        [
            ("get_chat_administrators", {"chat_id": -1001}, []),
            ("deleteMessage", {"chat_id": -1001, "message_id": 5}, True),
            ("restrictChatMember", {"chat_id": -1001, "user_id": 7, "permissions": silent, "until_date": NOW + 3600}, True),
            ("sendMessage", {"chat_id": -1001, "text": "禁言 1 小时", **preview}, {"message_id": 9}),
            ("sendMessage", {"chat_id": -1001, "text": ANY, **preview}, {"message_id": 10}),
        ],
        welcome=True,
    )  # fmt: skip


def test_satori(play):
    pytest.importorskip("nonebot.adapters.satori")
    from nonebot.adapters.satori import Adapter
    from nonebot.adapters.satori.config import ClientInfo
    from nonebot.adapters.satori.event import PublicMessageCreatedEvent
    from nonebot.adapters.satori.models import Login

    login = {"sn": 1, "adapter": "t", "status": 1, "platform": "t", "user": {"id": "42"}, "features": []}

    def said(content):
        return PublicMessageCreatedEvent.model_validate({
            "sn": 1, "type": "message-created", "timestamp": NOW * 1000, "login": login, "channel": {"id": "C", "type": 0},
            "guild": {"id": "C", "name": "群"}, "user": {"id": "7", "name": "林"}, "member": {"nick": "小林"},
            "message": {"id": "m5", "content": content},
        })  # fmt: skip

    def bot_of(ctx, adapter):
        return plain(ctx, adapter, login=Login.model_validate(login), info=ClientInfo(port=1), proxy_urls=[])

    play(
        Adapter, bot_of, [said("<quote id='1'>刷单返利</quote>别信"), said("刷单<b>返利</b>")][1:],
        [
            ("message_delete", {"channel_id": "C", "message_id": "m5"}),
            ("guild_member_mute", {"guild_id": "C", "user_id": "7", "duration": 3_600_000}),
            ("message_create", {"channel_id": "C", "content": "禁言 1 小时"}, [{"id": "m6"}]),
        ],
    )  # fmt: skip


def test_qq_official(play):
    pytest.importorskip("nonebot.adapters.qq")
    from nonebot.adapters.qq import Adapter, GroupMessageCreateEvent
    from nonebot.adapters.qq.config import BotInfo
    from nonebot.adapters.qq.models import SetMemberMuteState

    at = datetime.fromtimestamp(NOW, UTC)
    event = GroupMessageCreateEvent.model_validate({
        "__type__": "GROUP_MESSAGE_CREATE", "id": "m5", "content": "刷单返利", "timestamp": at.isoformat(), "group_id": "G",
        "group_openid": "G", "author": {"id": "7", "bot": False, "member_openid": "U7", "member_role": "member"}, "to_me": False,
    })  # fmt: skip
    info = BotInfo.model_validate({"id": "42", "token": "t", "secret": "s"})
    state = SetMemberMuteState(op="add", member_openid="U7", mute_expire_at=(at + timedelta(hours=1)).isoformat())
    play(
        Adapter, lambda ctx, adapter: plain(ctx, adapter, bot_info=info), [event],
        [
            ("delete_group_message", {"group_openid": "G", "message_id": "m5"}),
            ("set_group_members_mute", {"group_id": "G", "members": [state]}),
            ("post_group_messages", {"group_openid": "G", "msg_type": 0, "content": "禁言 1 小时", "msg_id": "m5"}, SENT),
        ],
    )  # fmt: skip
