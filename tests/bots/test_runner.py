"""The runner as a newcomer meets it: wrong tokens, taken ports, what is no OneBot server; forward and reverse."""

import asyncio
import socket
from functools import partial

import pytest
from websockets.asyncio.server import serve
from websockets.exceptions import InvalidStatus

from moderation.bots.fake_onebot import FakeOneBot
from moderation.bots.onebot_link import OneBotLink
from moderation.bots.onebot_runner import address_in, forward, reverse
from moderation.bots.running import run
from moderation.bots.session import Session
from moderation.errors import EnvironmentalError, UsageError


def limited(story):
    """Run a story, or fail: a bot that never comes to it is no reason to wait for ever."""
    return asyncio.run(asyncio.wait_for(story, 60))


async def until(condition):
    """Wait for what only the other end of a socket can bring about."""
    async with asyncio.timeout(60):  # for what would never come
        while not condition():  # noqa: ASYNC110 - see above
            await asyncio.sleep(0.001)


def free_port():
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return opened.getsockname()[1]


async def connected(moderator, url, token=""):
    link = OneBotLink()
    session = Session(moderator, link)
    await run(session, link, partial(forward, link, session.feed, url, token, pauses_s=(0.01,)))


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_wrong_token_is_said_at_once(moderator, token):
    async def go():
        async with FakeOneBot(token="right") as server:
            await connected(moderator, server.url, token)

    with pytest.raises(EnvironmentalError, match="口令"):
        limited(go())


def test_a_server_that_lets_us_in_to_say_that_the_token_is_wrong(moderator):
    async def refuse(opened):
        await opened.send('{"status": "failed", "retcode": 1403, "data": null, "message": "token验证失败"}')
        await opened.wait_closed()

    async def go():
        async with serve(refuse, "127.0.0.1", 0) as server:
            await connected(moderator, f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}")

    with pytest.raises(EnvironmentalError, match="口令"):
        limited(go())


def test_what_is_no_websocket_is_no_onebot_server(moderator):
    async def answer(reader, writer):
        await reader.readline()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
        await writer.drain()
        writer.close()

    async def go():
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            await connected(moderator, f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}")

    with pytest.raises(EnvironmentalError, match="不是 OneBot v11"):
        limited(go())


@pytest.mark.parametrize("url", ["127.0.0.1:3001", "http://127.0.0.1", "ws://", "ws:/x", ""])
def test_what_is_no_address_is_said(moderator, url):
    with pytest.raises(UsageError, match="WebSocket 地址"):
        limited(connected(moderator, url))


def test_a_server_that_is_not_up_yet_is_waited_for(moderator, caplog):
    async def go():
        port = free_port()
        end = asyncio.Event()
        link = OneBotLink()
        session = Session(moderator, link)
        url = f"ws://127.0.0.1:{port}"
        running = asyncio.create_task(run(session, link, partial(forward, link, session.feed, url, pauses_s=(0.01,)), until=end))
        await until(lambda: "没有程序在监听" in caplog.text)

        async def greet(opened):
            await opened.send('{"post_type": "meta_event"}')
            await opened.wait_closed()

        async with serve(greet, "127.0.0.1", port):
            await link.ready()
            end.set()
            await running

    limited(go())


def test_a_taken_port_is_said(moderator):
    async def go():
        link = OneBotLink()
        session = Session(moderator, link)
        async with FakeOneBot() as server:
            port = int(server.url.rpartition(":")[2])
            await run(session, link, partial(reverse, link, session.feed, ("127.0.0.1", port)))

    with pytest.raises(EnvironmentalError, match="已被别的程序占用"):
        limited(go())


def test_reverse_connections_with_their_token_are_served_and_others_refused(moderator, caplog):
    caplog.set_level("INFO", logger="moderation.bots")

    async def go():
        port, end = free_port(), asyncio.Event()
        link = OneBotLink()
        session = Session(moderator, link)
        running = asyncio.create_task(run(session, link, partial(reverse, link, session.feed, ("127.0.0.1", port), "t"), until=end))
        async with FakeOneBot(token="t") as good, FakeOneBot(token="x") as bad:
            await until(lambda: "等待 OneBot 连接" in caplog.text)
            with pytest.raises(InvalidStatus, match="401"):
                await bad.dial(f"ws://127.0.0.1:{port}")
            dialled = asyncio.create_task(good.dial(f"ws://127.0.0.1:{port}"))
            await good.connected()
            await link.ready()
            await good.say("刷单返利", user=7)
            await until(lambda: len(good.done) == 2)
            end.set()
            await running
            await dialled
            return [action["action"] for action in good.done]

    assert limited(go()) == ["delete_msg", "send_group_msg"]
    assert "拒绝了一个连接" in caplog.text


@pytest.mark.parametrize(
    ("url", "why"),
    [("ws://nosuch.invalid:1/?access_token=secret", "找不到这台主机"), ("ws://127.0.0.1:9/?access_token=secret", "没有程序在监听")],
)
def test_why_there_is_no_connection_is_said_in_chinese_and_without_the_token(moderator, caplog, url, why):
    async def go():
        link, end = OneBotLink(), asyncio.Event()
        session = Session(moderator, link)
        running = asyncio.create_task(run(session, link, partial(forward, link, session.feed, url, pauses_s=(0.01,)), until=end))
        await until(lambda: "连不上" in caplog.text)
        end.set()
        await running

    limited(go())
    assert why in caplog.text
    assert "secret" not in caplog.text


def test_an_address_that_is_not_ours_is_said_in_chinese(moderator):
    async def go():
        link = OneBotLink()
        session = Session(moderator, link)
        await run(session, link, partial(reverse, link, session.feed, ("192.0.2.1", 0)))

    with pytest.raises(EnvironmentalError, match="这台机器没有这个地址"):
        limited(go())


@pytest.mark.parametrize(("listen", "token", "said"), [("x", "", "监听地址"), ("1:99999999", "t", "监听地址"), ("0.0.0.0:80", "", "口令")])
def test_addresses_that_are_none_or_open_to_everybody_are_refused(listen, token, said):
    with pytest.raises(UsageError, match=said):
        address_in(listen, token)
