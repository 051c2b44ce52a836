"""What is followed comes to the same verdicts as `check`, one by one, but for what a bot would do about them."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from moderation.batch.following import Following
from moderation.compile import load_program
from moderation.message import Author, Chat, Message
from moderation.moderator import Moderator
from moderation.state import open_store
from moderation.verdict import Level

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
TEXTS = (
    "早", "晚安", "今天的作业写完了吗😀", "赌", "博", "群", "加我", "微信 abc12345", "日结兼职，加微信 abc12345",
    "看看 https://a.example.com/x",
    "周末我们一起去爬山吧，有没有人想去的呀，可以报名了", "周末我们一起去爬山吧，有没有人想去的啊，可以报名",
    "傻逼", "[图片]", "\u200b", "\ud800", "", "哈" * 60, "老师带单稳赚不赔", "联系 a.b@example.com", "\u202e右到左", "来 网赌 吧",
    "薇❤️信：abc12345 日结",
)  # fmt: skip


def messages(seed, number=1_200):
    """Talk of eight members, with all that a member, a bot or an export may do to it."""
    dice = random.Random(seed)
    at = START
    for place in range(number):
        at += timedelta(seconds=dice.choice((0, 1, 2, 30)))
        kind = dice.choices(("text", "join", "leave", "recall", "system", "link"), (90, 5, 1, 2, 1, 2))[0]
        author = dice.choice("abcdefgh")
        name = f"{author}加薇信abc{author * 5}" if author < "c" else author
        yield Message(
            dice.choice(TEXTS), id=dice.choices((f"m{place}", f"m{max(place - 3, 0)}", None), (90, 8, 2))[0], kind=kind,
            author=Author(id=author, nickname=name, joined=START if author == "d" else None),
            chat=Chat(id=dice.choice("12")), at=at if dice.random() > 0.02 else None, edited=dice.random() < 0.02,
        )  # fmt: skip
    for place, letter in enumerate("来网赌加我"):
        yield Message(letter, id=f"p{place}", author=Author(id="z"), chat=Chat(id="1"), at=at + timedelta(seconds=place))


@pytest.mark.parametrize(("pack", "seed"), [("community", 1), ("community", 2), ("platform", 3), ("service", 4)])
def test_verdicts_are_those_of_check(pack, seed):
    program = load_program(pack)
    moderator = Moderator(program, store=open_store("memory://"))
    wanted = [moderator.check(message) for message in messages(seed)]
    found = list(Following(program).verdicts(messages(seed)))
    found = [replace(one, repeated=False) for one in found]
    assert found == [replace(one, sanction=None, notice=None, answer=None, route=None, repeated=False) for one in wanted]
    if program.behaviors:
        assert any(signal.field == "joined" for verdict in found for hit in verdict.hits for signal in hit.signals)


def test_no_ledger_is_kept_of_an_archive():
    """It would grow with the archive, and every offence of a member would be weighed against all before it."""
    following = Following(load_program("community"))
    texts = (Message("日结兼职，加微信 abc12345", id=str(n), author=Author(id="a"), at=START + timedelta(minutes=n)) for n in range(30))
    assert {verdict.level for verdict in following.verdicts(texts)} == {Level.BLOCK}
    assert list(following._live._store.records()) == []
