"""The Telegram bot over real HTTP on loopback: nothing lost, nothing twice, and errors as a newcomer meets them."""

import asyncio
import builtins

import pytest

from moderation.bots.base import Place
from moderation.bots.fake_telegram import BOT, FakeTelegram
from moderation.bots.running import run
from moderation.bots.session import Session
from moderation.bots.settings import Settings
from moderation.bots.telegram_api import TelegramApi, must_be_installed
from moderation.bots.telegram_link import TelegramLink
from moderation.bots.telegram_runner import poll
from moderation.errors import EnvironmentalError, UsageError

pytest.importorskip("aiogram", reason="aiogram is not installed")

AD = "刷单返利找我"
STAFF = -1009


async def until(condition):
    """Wait for what only the other end of a connection can bring about."""
    while not condition():  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.001)


@pytest.fixture
def live(moderator, tmp_path):
    """Run a bot against a server while a story goes on; return the server."""

    async def go(story, server, token, settings):
        async with server:
            link = TelegramLink(TelegramApi(token or server.token, server.url))
            session = Session(moderator, link, settings)
            end = asyncio.Event()
            running = asyncio.create_task(run(session, link, lambda: poll(link, session, wait_s=5, pauses_s=(0.01,)), until=end))
            try:
                async with asyncio.timeout(30):
                    told = asyncio.create_task(story(server, session))
                    await asyncio.wait({told, running}, return_when=asyncio.FIRST_COMPLETED)
                    if told.done():
                        await told
                    told.cancel()
            finally:
                end.set()
                await running
        return server

    def begin(story, server=None, *, token="", **settings):
        settings = {"staff_chat": Place(id=str(STAFF)), "review_file": tmp_path / "review.yaml", **settings}
        return asyncio.run(go(story, server or FakeTelegram(), token, Settings(**settings)))

    return begin


def methods(requests):
    return [method for method, _ in requests]


async def dealt_with(server, session):
    """Wait until the bot has said that it has all updates, and its calls are made."""
    await until(lambda: not server.waiting)
    await session.settled()


def test_a_message_is_removed_and_its_sender_warned(live):
    async def story(server, session):
        server.say(AD, user=7)
        server.say("早", user=8, at=1)
        await dealt_with(server, session)

    done = live(story).done
    assert done[0] == ("deleteMessage", {"chat_id": -1001, "message_id": 1})
    assert methods(done) == ["deleteMessage", "sendMessage"]
    assert "「广告引流」" in done[1][1]["text"]
    assert AD[:4] not in done[1][1]["text"]


def test_edits_captions_forwards_joins_and_requests_are_told_apart(live):
    def user(number):
        return {"id": number, "is_bot": False, "first_name": f"群友{number}"}

    async def story(server, session):
        chat = server.message("", user=1)["chat"]
        first = server.say("早上好", user=7)["message"]
        server.send({"edited_message": {**first, "text": AD, "edit_date": first["date"] + 60}})
        server.say("", user=8, at=70, photo=[{"file_id": "x"}], caption=AD)
        server.say(AD, user=9, at=80, forward_origin={"type": "hidden_user", "sender_user_name": "某"})
        joined = {"chat": chat, "from": user(10), "date": first["date"] + 90, "old_chat_member": {"status": "left", "user": user(10)}}
        server.send({"chat_member": {**joined, "new_chat_member": {"status": "member", "user": user(10)}}})
        server.send({"chat_join_request": {"chat": chat, "from": user(11), "date": first["date"] + 95, "bio": "刷单返利日结"}})
        server.say(AD, user=-1, at=100, sender_chat={"id": -1001, "type": "supergroup", "title": "学习群"})
        await dealt_with(server, session)

    done = live(story).done
    assert [params["message_id"] for method, params in done if method == "deleteMessage"] == [2, 3]
    assert any("欢迎新朋友" in params.get("text", "") for _, params in done)
    assert ("declineChatJoinRequest", {"chat_id": -1001, "user_id": 11}) in done
    assert any(params.get("chat_id") == STAFF and "学习群" in params["text"] for _, params in done)  # an anonymous admin
    assert not any("banChat" in method or "restrict" in method for method in methods(done))


def test_pictures_that_were_sent_together_are_removed_together(live):
    async def story(server, session):
        for caption in ("", AD, ""):
            server.say("", user=7, media_group_id="a", photo=[{"file_id": "x"}], **({"caption": caption} if caption else {}))
        await dealt_with(server, session)
        server.say("", user=7, at=1, media_group_id="a", photo=[{"file_id": "x"}])
        await dealt_with(server, session)
        await until(lambda: "deleteMessage" in methods(server.done))

    done = live(story).done
    assert ("deleteMessages", {"chat_id": -1001, "message_ids": [1, 2, 3]}) in done
    assert ("deleteMessage", {"chat_id": -1001, "message_id": 4}) in done


def test_admins_are_known_by_asking_and_staff_commands_are_theirs(live):
    async def story(server, session):
        server.admins[5] = {"status": "creator", "user": {"id": 5}}
        notice = server.say(AD, user=7)["message"]
        await dealt_with(server, session)
        answered = {"reply_to_message": {**notice, "text": AD}}
        server.say("/why", user=8, at=5, **answered)
        server.say("/why@guan_bot", user=5, at=6, entities=[{"type": "bot_command", "offset": 0, "length": 13}], **answered)
        server.say(AD, user=5, at=7)
        await dealt_with(server, session)

    texts = [params.get("text", "") for _, params in live(story).done]
    assert any("只有群主和管理员" in text for text in texts)
    assert any(text.startswith("案号 c-") and "刷＊＊利" in text for text in texts)
    assert any(text.startswith(("【提醒】", "【请管理人员处理】")) for text in texts)  # of the owner only staff are told


def test_what_the_network_hid_comes_when_it_is_back_once(live, caplog):
    caplog.set_level("INFO", logger="moderation.bots")

    async def story(server, session):
        server.say("早", user=1)
        await dealt_with(server, session)
        await server.stop()
        server.say(AD, user=7, at=1)
        await until(lambda: "连不上" in caplog.text)
        await server.start()
        await dealt_with(server, session)

    assert methods(live(story).done) == ["deleteMessage", "sendMessage"]
    assert "又连上了" in caplog.text


def test_updates_that_come_again_after_a_crash_are_acted_on_once(live):
    async def story(server, session):
        update = server.say(AD, user=7)
        await dealt_with(server, session)
        server.send({"message": update["message"]})
        await dealt_with(server, session)

    assert methods(live(story).done) == ["deleteMessage", "sendMessage"]


def test_no_message_waits_behind_a_request_that_hangs(live):
    def hangs(_, params):
        return params.get("message_id") == 1

    async def story(server, session):
        server.say(AD, user=7)
        server.say(AD, user=8, at=1)
        await until(lambda: any("群友8" in str(params) for _, params in server.done))
        assert not any("群友7" in str(params) for _, params in server.done)
        server.resume()
        await dealt_with(server, session)

    assert methods(live(story, FakeTelegram(hangs=hangs)).done) == ["deleteMessage", "sendMessage", "deleteMessage", "sendMessage"]


def test_a_platform_that_asks_for_a_pause_gets_it_and_a_group_that_moved_is_followed(live):
    answers = [
        {"error_code": 429, "description": "Too Many Requests: retry after 0", "parameters": {"retry_after": 0}},
        {"error_code": 400, "description": "Bad Request: group chat was upgraded", "parameters": {"migrate_to_chat_id": -1002}},
    ]

    def refuses(method, _):
        return answers.pop(0) if method == "deleteMessage" and answers else None

    async def story(server, session):
        server.say(AD, user=7)
        await dealt_with(server, session)

    server = live(story, FakeTelegram(refuses=refuses))
    assert [params["chat_id"] for method, params in server.asked if method == "deleteMessage"] == [-1001, -1001, -1002]
    assert methods(server.done) == ["deleteMessage", "sendMessage"]


def test_a_bot_without_rights_says_so_before_and_tells_staff_after(live, moderator, caplog):
    def refuses(method, _):
        if method in ("deleteMessage", "restrictChatMember"):
            return {"error_code": 400, "description": "Bad Request: message can't be deleted: not enough rights"}
        return None

    async def story(server, session):
        server.admins[42] = {"status": "administrator", "user": BOT, "can_delete_messages": False}
        server.say(AD, user=7)
        await dealt_with(server, session)

    done = live(story, FakeTelegram(refuses=refuses)).done
    assert "没有权限：删除消息" in caplog.text
    assert [params["chat_id"] for _, params in done] == [-1001, STAFF]
    assert "已撤回" not in done[0][1]["text"]
    applied = [record.body for record in moderator.store.records() if record.kind == "applied"]
    assert "delete: not permitted" in applied[0]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"error_code": 404, "description": "Not Found"}, "不认这个口令"),
        ({"error_code": 409, "description": "Conflict: can't use getUpdates method while webhook is active"}, "webhook"),
    ],
)
def test_what_can_never_work_ends_the_program_and_says_why(live, answer, said):
    async def story(*_):
        await asyncio.Event().wait()

    with pytest.raises(EnvironmentalError, match=said):
        live(story, FakeTelegram(refuses=lambda *_: answer))


def test_a_wrong_token_is_said_at_once(live):
    async def story(*_):
        await asyncio.Event().wait()

    with pytest.raises(EnvironmentalError, match="不认这个口令"):
        live(story, token="42:wrong")


def test_another_program_with_the_same_token_is_waited_for(live, caplog):
    answers = [{"error_code": 409, "description": "Conflict: terminated by other getUpdates request"}]

    def refuses(method, _):
        return answers.pop() if method == "getUpdates" and answers else None

    async def story(server, session):
        server.say(AD, user=7)
        await dealt_with(server, session)

    assert methods(live(story, FakeTelegram(refuses=refuses)).done) == ["deleteMessage", "sendMessage"]
    assert "另一个程序" in caplog.text


def test_what_is_no_bot_api_is_said(moderator):
    async def answer(reader, writer):
        await reader.readline()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        await writer.drain()
        writer.close()

    async def go():
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            link = TelegramLink(TelegramApi("42:secret", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"))
            session = Session(moderator, link)
            await run(session, link, lambda: poll(link, session))

    with pytest.raises(EnvironmentalError, match="不是 Telegram Bot API"):
        asyncio.run(go())


@pytest.mark.parametrize(
    ("token", "base", "said"),
    [("", "http://x", "BotFather"), ("42", "http://x", "不像"), ("42:a b", "http://x", "不像"), ("42:a", "x", "不是地址")],
)
def test_what_cannot_be_a_token_or_an_address_is_said(token, base, said):
    with pytest.raises(UsageError, match=said):
        TelegramApi(token, base)


def test_a_missing_package_says_how_to_install_it(monkeypatch):
    real = builtins.__import__

    def without(name, *more):
        if name.split(".")[0] == "aiogram":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EnvironmentalError, match=r"moderation\[telegram\]"):
        must_be_installed()


def test_the_ladder_is_climbed_call_by_call(live):
    async def story(server, session):
        for place in range(4):
            server.say(AD, user=7, at=60 * place)
            await dealt_with(server, session)

    done = [(method, params) for method, params in live(story).done if params["chat_id"] != STAFF]
    assert methods(done) == [
        "deleteMessage", "sendMessage",
        "deleteMessage", "restrictChatMember", "sendMessage",
        "deleteMessage", "restrictChatMember", "sendMessage",
        "deleteMessage", "banChatMember", "unbanChatMember", "sendMessage",
    ]  # fmt: skip
