"""Forwarded conversations that the server only names are asked for, and judged when they come; no message waits for them."""

import asyncio
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import Moderator
from moderation.bots.fake_onebot import FakeOneBot
from moderation.bots.onebot import message_of
from moderation.bots.onebot_forwards import conversation_in, opened, unopened
from moderation.bots.onebot_link import OneBotLink
from moderation.bots.onebot_runner import forward
from moderation.bots.running import run
from moderation.bots.session import Session

RULESET = """\
spec: 1
ruleset: {id: g}
terms: {ads: {terms: [刷单返利]}}
rules:
  - {id: ad, title: 广告, label: ad, from: [text, forward], when: ads, verdict: block, actions: [delete],
     tests: {match: [刷单返利], pass: [早]}}
"""


def named(id_):
    return [{"type": "forward", "data": {"id": id_}}]


def said(text):
    return {"sender": {"nickname": "甲"}, "message": [{"type": "text", "data": {"text": text}}]}


@pytest.fixture
def played(tmp_path):
    """Play a story to a bot; return the server."""
    (tmp_path / "r.yaml").write_text(RULESET, encoding="utf-8")

    async def go(story):
        async with FakeOneBot() as server:
            link, end = OneBotLink(), asyncio.Event()
            session = Session(Moderator.load(tmp_path / "r.yaml", store="memory://"), link)
            running = asyncio.create_task(run(session, link, partial(forward, link, session.feed, server.url), until=end))
            try:
                async with asyncio.timeout(60):
                    await server.connected()
                    await story(server)
            finally:
                end.set()
                await running
            return server

    return lambda story: asyncio.run(go(story))


async def done(server, count):
    while len(server.done) < count:  # noqa: ASYNC110 - the other end of a socket acts
        await asyncio.sleep(0.001)


def test_a_conversation_that_is_only_named_is_judged_when_it_is_known(played):
    async def story(server):
        server.forwards["f1"] = [said("早"), said("刷单返利")]
        await server.say(named("f1"), user=7)
        await done(server, 2)

    actions = played(story).done
    assert [action["action"] for action in actions] == ["delete_msg", "send_group_msg"]
    assert actions[0]["params"] == {"message_id": 1}


def test_no_message_waits_for_a_conversation_that_never_comes(played):
    async def story(server):
        server.hangs = lambda action: action["action"] == "get_forward_msg"
        await server.say(named("f1"), user=7)
        await server.say("刷单返利", user=8)
        await done(server, 2)

    assert played(story).done[0]["params"] == {"message_id": 2}


def test_the_event_becomes_an_edit_with_the_conversation_in_it():
    event = FakeOneBot().message([*named("f1"), *named("f2")], user=7)
    assert unopened(event) == ("f1", "f2")
    read = message_of(opened(event, {"f1": [said("早😀")]}))
    assert (read.text, read.forward, read.edited, read.id) == ("[聊天记录][聊天记录]", "早😀", True, message_of(event).id)
    assert unopened(opened(event, {"f1": [said("早")], "f2": [said("晚")]})) == ()


@given(
    st.dictionaries(st.sampled_from(["post_type", "message"]), st.none() | st.integers() | st.lists(st.integers() | st.text(max_size=3)))
)
def test_nonsense_names_no_conversation(event):
    assert unopened(event) == ()
    assert conversation_in(event.get("message")) is None or isinstance(event["message"], list)
