"""`moderation bot telegram`: what a newcomer gets wrong, in one sentence and in either language."""

import asyncio
import threading

import pytest

from moderation.bots.fake_telegram import FakeTelegram

pytest.importorskip("aiogram", reason="aiogram is not installed")


@pytest.fixture
def telegram():
    """A server of the Bot API in a thread of its own."""
    server, ready = FakeTelegram(), threading.Event()
    loop = asyncio.new_event_loop()

    def serve():
        loop.run_until_complete(server.start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(server.stop())
        loop.close()

    thread = threading.Thread(target=serve)
    thread.start()
    ready.wait()
    yield server
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        ((), "没有口令", "There is no token"),
        (("--token", "123"), "不像 Telegram 的口令", "no token of Telegram"),
        (("--token", "1:a", "--api", "api.telegram.org"), "不是地址", "is no address"),
        (("--token", "1:a", "--proxy", "127.0.0.1:7890"), "不是地址", "is no address"),
    ],
)
def test_a_wrong_call_is_one_sentence(run, arguments, zh, en):
    for lang, said in (("zh", zh), ("en", en)):
        code, out, err = run("bot", "telegram", *arguments, "--lang", lang)
        assert (code, out) == (2, "")
        assert said in err
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize(("lang", "first", "last"), [("zh", "没有 policy", "不认这个口令"), ("en", "has no policy", "refuses this token")])
def test_a_wrong_token_ends_the_program_and_the_log_is_in_the_chosen_language(run, telegram, lang, first, last):
    code, out, err = run(
        "bot", "telegram", "--token", "42:wrong", "--api", telegram.url, "--ruleset", "tiny.yaml", "--store", "memory://", "--lang", lang
    )  # fmt: skip
    assert (code, out) == (3, "")
    assert first in err
    assert last in err
    assert "42:wrong" not in err
