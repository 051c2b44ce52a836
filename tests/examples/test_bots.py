"""The examples of bots moderate against local servers that speak OneBot v11 and the Bot API, and are short."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from moderation.bots.fake_onebot import FakeOneBot
from moderation.bots.fake_telegram import FakeTelegram

EXAMPLES = Path(__file__).parents[2] / "examples"
RULESET = """
spec: 1
ruleset: {id: g}
terms: {ads: {terms: [刷单返利]}}
rules: [{id: ad, title: 广告, label: ad, severity: medium, when: ads, verdict: block, actions: [delete]}]
"""


@pytest.fixture
def home(tmp_path):
    """A folder with the ruleset, in which a bot may keep its store."""
    (tmp_path / "r.yaml").write_text(RULESET, encoding="utf-8")
    return tmp_path


async def done_by(example, home, server, say, *arguments, acts=1, **settings):
    """Run an example, say something to it and stop it once it acted so often: its exit code, and what it did.

    Its settings are variables of its environment.
    """
    path = EXAMPLES / example
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent), **settings}
    bot = await asyncio.create_subprocess_exec(sys.executable, str(path), *arguments, cwd=home, env=environment)
    async with asyncio.timeout(60):  # for a bot that would never come to it
        await say()
        while len(server.done) < acts:  # noqa: ASYNC110 - another process acts
            await asyncio.sleep(0.01)
    bot.send_signal(signal.SIGTERM)
    assert len(path.read_text(encoding="utf-8").splitlines()) < 20
    return await bot.wait(), server.done


def test_the_onebot_example_moderates_a_group(home):
    async def story():
        async with FakeOneBot() as server:

            async def say():
                await server.connected()
                await server.say("刷单返利", user=7)

            return await done_by("onebot_bot.py", home, server, say, server.url, "r.yaml", acts=2)

    code, done = asyncio.run(story())
    assert (code, [action["action"] for action in done]) == (0, ["delete_msg", "send_group_msg"])


def test_the_telegram_example_moderates_a_group(home):
    pytest.importorskip("aiogram", reason="aiogram is not installed")

    async def story():
        async with FakeTelegram() as server:

            async def say():
                server.say("刷单返利", user=7)

            reach = {"TELEGRAM_API": server.url, "TELEGRAM_TOKEN": server.token}
            return await done_by("telegram_bot.py", home, server, say, "r.yaml", **reach)

    code, done = asyncio.run(story())
    assert (code, done[0]) == (0, ("deleteMessage", {"chat_id": -1001, "message_id": 1}))


def test_the_nonebot_example_moderates_a_group(home):
    pytest.importorskip("nonebot.adapters.onebot.v11", reason="nonebot2 or its OneBot adapter is not installed")
    wanted = {"MODERATION_RULESET": "r.yaml", "MODERATION_STORE": "sqlite:///g.db", "MODERATION_STAFF_CHAT": "9", "DRIVER": "~websockets"}

    async def story():
        async with FakeOneBot("t") as server:

            async def say():
                await server.connected()
                await server.say("大家早", user=6)
                await server.say("刷单返利", user=7)

            reach = {"ONEBOT_V11_WS_URLS": json.dumps([server.url]), "ONEBOT_ACCESS_TOKEN": "t"}
            return await done_by("nonebot_bot.py", home, server, say, acts=2, **wanted, **reach)

    code, done = asyncio.run(story())
    assert [(action["action"], action["params"].get("message_id")) for action in done] == [("delete_msg", 2), ("send_group_msg", None)]
    assert code == 0


@pytest.mark.parametrize(
    ("wrong", "said"), [({"MODERATION_RULESET": "nope"}, "没有“nope”这个群规"), ({"MODERATION_STORE": "foo://x"}, "不认识存储“foo://”")]
)
def test_what_is_wrong_with_the_configuration_of_nonebot_ends_it_with_a_sentence(home, wrong, said):
    pytest.importorskip("nonebot.adapters.onebot.v11", reason="nonebot2 or its OneBot adapter is not installed")
    right = {"MODERATION_RULESET": "r.yaml", "MODERATION_STORE": "memory://", "DRIVER": "~websockets"}
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent), **right, **wrong}
    example = str(EXAMPLES / "nonebot_bot.py")
    ran = subprocess.run([sys.executable, example], cwd=home, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert said in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr


def test_without_nonebot_the_plugin_says_how_to_install_it():
    program = "import sys; sys.modules['nonebot'] = None\nimport moderation.bots.nonebot"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False, cwd=EXAMPLES.parent)
    assert "pip install 'moderation[nonebot]'" in ran.stderr
