"""Three scenes of a community, told by the shipped example over a store in a file, and two outages in the middle of one."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from moderation import Author, Chat, Message, Moderator, open_store
from tests.state.redis_process import BINARY, RedisProcess

EXAMPLE = Path(__file__).parents[1] / "examples" / "watched-group" / "ruleset.yaml"
START = datetime(2026, 11, 21, 3, tzinfo=UTC)
ROLES = {"小周": "admin", "群主": "owner"}
AD = "日入 {}+ 私 vx：money8888"


def said(number, text, *, days=0.0, user="小林", chat="一班群"):
    at = START + timedelta(days=days)
    author = Author(id=user, nickname=user, role=ROLES.get(user, "member"), joined=START - timedelta(days=90))
    return Message(text, id=str(number), platform="qq", chat=Chat(id=chat), author=author, at=at)


@pytest.fixture(scope="module")
def program():
    return Moderator.load(EXAMPLE, cache=False).program


@pytest.fixture
def path(tmp_path):
    return tmp_path / "群.db"


@pytest.fixture
def store(path):
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()


def test_who_advertises_again_is_warned_kindly_then_muted_then_removed_with_an_announcement(program, store):
    moderator = Moderator(program, store=store)
    verdicts = [moderator.check(said(number, AD.format(900 - number), days=days)) for number, days in enumerate((0, 3, 9, 17, 60))]
    assert [(one.sanction.action, one.sanction.duration_s) for one in verdicts] == [
        ("warn", None), ("mute", 86_400), ("mute", 7 * 86_400), ("kick", None), ("warn", None),
    ]  # fmt: skip
    assert "您好" in verdicts[0].notice
    assert "【通告】" not in verdicts[0].notice
    assert "第 2 次" in verdicts[1].notice
    assert "累计违规 4 次" in verdicts[3].notice
    assert "已移出本群" in verdicts[3].notice
    assert not any("money8888" in one.notice for one in verdicts)


def test_staff_who_post_a_forbidden_link_are_told_to_staff_and_not_sanctioned(program, store):
    moderator = Moderator(program, store=store)
    for number, user in enumerate(("小周", "群主", "小周")):
        verdict = moderator.check(said(number, "资料在 https://pan.example.com/s/1abc", user=user))
        assert (verdict.level, verdict.sanction.action) == ("block", "alert")
    assert moderator.check(said(9, "看看我的小站 https://site.example.net")).sanction.action == "warn"


def test_one_ad_of_five_accounts_in_three_groups_is_a_campaign_by_the_third_message(program, store):
    moderator = Moderator(program, store=store)
    text = "教材九成新打包转让，高数线代概率都有，可以送到宿舍楼下，电话 13{0} 0000 {0}{0}{0}{0}"
    verdicts = [
        moderator.check(said(number, text.format(number), days=number / 100, user=f"号{number}", chat=f"{number % 3}群"))
        for number in range(5)
    ]
    rules = [[hit.rule for hit in verdict.hits if hit.rule == "campaign"] for verdict in verdicts]
    assert rules == [[], [], ["campaign"], ["campaign"], ["campaign"]]
    named = next(hit for hit in verdicts[2].hits if hit.rule == "campaign").signals[0].messages
    assert named == ("qq|0群|0", "qq|1群|1", "qq|2群|2")


def offences(store):
    return [record.key for record in store.records() if record.kind == "offence"]


def test_a_disk_that_is_full_for_a_while_reaches_no_caller_and_loses_no_offence(program, store, path):
    moderator = Moderator(program, store=store)
    connection = store._file.connection()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    during = [moderator.check(said(number, AD.format(number) + "！" * 3_000, user=f"号{number}")) for number in range(12)]
    assert {one.level for one in during} == {"block"}
    assert "undecided" in {one.sanction.action for one in during}
    connection.execute("PRAGMA max_page_count = 1000000")
    after = moderator.check(said(99, AD.format(99), user="号0", days=1))
    assert after.sanction.count == 2
    moderator.bench.flush()
    assert len(set(offences(store))) == len(offences(store)) == 13
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.skipif(BINARY is None, reason="redis-server is not installed here")
def test_a_server_that_is_gone_for_a_while_reaches_no_caller_and_loses_no_offence(program, tmp_path):
    server = RedisProcess(tmp_path, durable=True)
    store = open_store(server.url)
    try:
        moderator = Moderator(program, store=store)
        assert moderator.check(said(0, AD.format(0))).sanction.action == "warn"
        server.kill()
        during = [moderator.check(said(number, AD.format(number), days=1)) for number in range(1, 4)]
        assert [one.sanction.action for one in during] == ["undecided"] * 3
        assert [one.level for one in during] == ["block"] * 3
        server.start()
        assert moderator.check(said(9, AD.format(9), days=2)).sanction.count == 5
        assert len(set(offences(store))) == len(offences(store)) == 5
    finally:
        store.close()
        server.kill()
