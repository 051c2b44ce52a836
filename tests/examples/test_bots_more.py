"""The Telegram and the NoneBot2 example moderate against local servers that speak the Bot API and OneBot v11."""

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


def test_the_telegram_example_is_short_and_moderates_a_group(tmp_path):
    pytest.importorskip("aiogram", reason="aiogram is not installed")
    example = EXAMPLES / "telegram_bot.py"
    (tmp_path / "r.yaml").write_text(RULESET, encoding="utf-8")

    async def story():
        async with FakeTelegram() as server:
            environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent), "TELEGRAM_API": server.url, "TELEGRAM_TOKEN": server.token}
            bot = await asyncio.create_subprocess_exec(sys.executable, str(example), "r.yaml", cwd=tmp_path, env=environment)
            server.say("刷单返利", user=7)
            async with asyncio.timeout(60):
                while not server.done:  # noqa: ASYNC110 - another process acts
                    await asyncio.sleep(0.01)
            bot.send_signal(signal.SIGTERM)
            return await bot.wait(), server.done[0]

    assert asyncio.run(story()) == (0, ("deleteMessage", {"chat_id": -1001, "message_id": 1}))
    assert len(example.read_text(encoding="utf-8").splitlines()) < 20


def test_the_nonebot_example_is_short_and_moderates_a_group(tmp_path):
    pytest.importorskip("nonebot.adapters.onebot.v11", reason="nonebot2 or its OneBot adapter is not installed")
    example = EXAMPLES / "nonebot_bot.py"
    (tmp_path / "r.yaml").write_text(RULESET, encoding="utf-8")
    wanted = {"MODERATION_RULESET": "r.yaml", "MODERATION_STORE": "sqlite:///g.db", "MODERATION_STAFF_CHAT": "9", "DRIVER": "~websockets"}

    async def story():
        async with FakeOneBot("t") as server:
            connection = {"ONEBOT_V11_WS_URLS": json.dumps([server.url]), "ONEBOT_ACCESS_TOKEN": "t"}
            environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent), **wanted, **connection}
            bot = await asyncio.create_subprocess_exec(sys.executable, str(example), cwd=tmp_path, env=environment)
            async with asyncio.timeout(60):
                await server.connected()
                await server.say("大家早", user=6)
                await server.say("刷单返利", user=7)
                while len(server.done) < 2:  # noqa: ASYNC110 - another process acts
                    await asyncio.sleep(0.01)
            bot.send_signal(signal.SIGTERM)
            return await bot.wait(), server.done

    code, done = asyncio.run(story())
    assert [(action["action"], action["params"].get("message_id")) for action in done] == [("delete_msg", 2), ("send_group_msg", None)]
    assert code == 0
    assert len(example.read_text(encoding="utf-8").splitlines()) < 20


@pytest.mark.parametrize(
    ("wrong", "said"), [({"MODERATION_RULESET": "nope"}, "没有“nope”这个群规"), ({"MODERATION_STORE": "foo://x"}, "不认识存储“foo://”")]
)
def test_what_is_wrong_with_the_configuration_of_nonebot_ends_it_with_a_sentence(tmp_path, wrong, said):
    pytest.importorskip("nonebot.adapters.onebot.v11", reason="nonebot2 or its OneBot adapter is not installed")
    (tmp_path / "r.yaml").write_text(RULESET, encoding="utf-8")
    right = {"MODERATION_RULESET": "r.yaml", "MODERATION_STORE": "memory://", "DRIVER": "~websockets"}
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent), **right, **wrong}
    example = str(EXAMPLES / "nonebot_bot.py")
    ran = subprocess.run([sys.executable, example], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert said in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr


def test_without_nonebot_the_plugin_says_how_to_install_it():
    program = "import sys; sys.modules['nonebot'] = None\nimport moderation.bots.nonebot"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False, cwd=EXAMPLES.parent)
    assert "pip install 'moderation[nonebot]'" in ran.stderr
