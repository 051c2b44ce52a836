"""The example bot, under 20 lines, against a server that speaks the protocol."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from moderation.bots.fake_onebot import FakeOneBot

EXAMPLE = Path(__file__).parents[2] / "examples" / "onebot_bot.py"


def test_the_example_is_short_and_moderates_a_group(ruleset, tmp_path):
    async def story():
        async with FakeOneBot() as server:
            environment = {**os.environ, "PYTHONPATH": str(EXAMPLE.parents[1])}
            bot = await asyncio.create_subprocess_exec(
                sys.executable, str(EXAMPLE), server.url, str(ruleset), cwd=tmp_path, env=environment
            )  # fmt: skip
            async with asyncio.timeout(60):  # for a bot that would never come to it
                await server.connected()
                await server.say("刷单返利", user=7)
                while len(server.done) < 2:  # noqa: ASYNC110 - another process acts
                    await asyncio.sleep(0.01)
            bot.send_signal(signal.SIGTERM)
            return await bot.wait(), server.done

    code, done = asyncio.run(story())
    assert code == 0
    assert [action["action"] for action in done] == ["delete_msg", "send_group_msg"]
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) < 20
