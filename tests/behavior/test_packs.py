"""The behaviours of the shipped pack at work: what it stops, and what a lively group may do."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation import Moderator
from moderation.message import Author, Chat, Message
from moderation.state.memory import MemoryStore

START = datetime(2026, 11, 22, 13, tzinfo=UTC)
ADS = (
    "招日结兼职一天八百，在家就能做，有需要的加微信：abc12345",
    "招日結兼職一天９００❤️在家就能做，有需要的加V：money8888",
    "🔥招日结兼职🔥每天800，在家就能做哦，有需要的➕微 zz998877",
    "招日结兼职一天1000！在家就可以做，有需要的加扣扣 5566778899",
    "有需要的加微信 lucky777，在家就能做，招日结兼职一天六百吧",
)


@pytest.fixture
def community():
    return Moderator.load("community", store=MemoryStore())


def rules(verdict):
    return {hit.rule for hit in verdict.hits}


def told(moderator, rows, *, every=1.0, kind="text"):
    """The verdicts on (who, where, what) rows, one after the other."""
    return [
        moderator.check(
            Message(text, id=str(number), author=Author(id=user), chat=Chat(id=chat), platform="qq", kind=kind,
                    at=START + timedelta(seconds=number * every))
        )
        for number, (user, chat, text) in enumerate(rows)
    ]  # fmt: skip


def test_five_accounts_with_one_advertisement_in_three_groups_are_found_by_the_third(community):
    seen = told(community, [(f"号{n}", f"g{n % 3}", text) for n, text in enumerate(ADS)], every=600)
    assert ["campaign-lure" in rules(verdict) for verdict in seen] == [False, False, True, True, True]
    campaign = next(hit for hit in seen[2].hits if hit.rule == "campaign-lure").signals
    assert next(s for s in campaign if s.signal == "campaign").messages == ("qq|g0|0", "qq|g1|1", "qq|g2|2")
    assert "6 小时内 3 个帐号发了同样的内容（消息 0、1、2）" in seen[2].explain()


def test_a_burst_and_copies_of_one_member_are_a_flood(community):
    burst = told(community, [("小林", "g1", f"第{n}句话说完了") for n in range(7)])
    assert ["flood-burst" in rules(verdict) for verdict in burst] == [False] * 5 + [True, True]
    copies = told(Moderator(community.program, store=MemoryStore()), [("小林", "g1", "有没有人一起拼单买键盘")] * 3, every=60)
    assert ["flood-copies" in rules(verdict) for verdict in copies] == [False, False, True]


def test_an_insult_in_pieces_is_an_insult_and_every_piece_is_named(community):
    seen = told(community, [("小林", "g1", piece) for piece in ("你", "个", "傻", "逼", "哈哈")])
    assert [verdict.level == "pass" for verdict in seen] == [True, True, True, False, True]
    evidence = [signal for hit in seen[3].hits for signal in hit.signals if signal.field == "joined"]
    assert {"qq|g1|2", "qq|g1|3"} <= set(evidence[0].messages)


def test_many_joins_at_once_are_shown_to_staff(community):
    seen = told(community, [(f"号{n}", "g1", "") for n in range(16)], kind="join")
    assert ["raid-join" in rules(verdict) for verdict in seen] == [False] * 14 + [True, True]


def test_a_lively_group_breaks_nothing(community):
    talk = (
        "早上好",
        "今天食堂的菜真不错，你去吃了吗",
        "去了去了",
        "排了好长的队",
        "明天一起",
        "好的",
        "几点",
        "十二点吧",
        "行",
        "那就这么说定了",
    )
    seen = told(community, [(f"号{n % 4}", "g1", text) for n, text in enumerate(talk * 3)], every=2)
    assert {rule for verdict in seen for rule in rules(verdict)} == set()


def test_without_a_store_nothing_is_observed():
    seen = told(Moderator.load("community"), [("小林", "g1", "有没有人一起拼单买键盘")] * 8)
    assert {verdict.level for verdict in seen} == {"pass"}
