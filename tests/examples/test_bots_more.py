"""The Telegram example moderates against a local server that speaks the Bot API; the NoneBot2 example loads the plugin."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_the_nonebot_example_loads_the_plugin(tmp_path):
    pytest.importorskip("nonebot.adapters.onebot.v11", reason="nonebot2 or its OneBot adapter is not installed")
    program = "import nonebot, nonebot_bot; nonebot_bot.main(driver='~none'); print(len(nonebot.get_loaded_plugins()))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(EXAMPLES), str(EXAMPLES.parent)])}
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=env, check=True, capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == "1"
