"""A day of a group of 50 over a real WebSocket: exactly the expected calls, in order, with their notices; the same ledger in a replay."""

import asyncio
import json
import re
from contextlib import closing
from functools import partial

import pytest

from moderation import Moderator
from moderation.archives.chatlab_writing import write_chatlab
from moderation.bots.base import Place
from moderation.bots.fake import shuffled
from moderation.bots.fake_onebot import FakeOneBot
from moderation.bots.onebot import message_of
from moderation.bots.onebot_link import OneBotLink
from moderation.bots.onebot_runner import forward
from moderation.bots.running import run
from moderation.bots.session import Session
from moderation.bots.settings import Settings
from moderation.cli import main
from moderation.state import open_store

GROUP, STAFF = 1, 9
OWNER, ADMIN, ADVERTISER, FLOODER = 101, 102, 110, 111
CAMPAIGN = (120, 121, 122)
TALK = ["早", "昨晚的题有人做出来了吗", "第三题我卡住了", "看看讲义第 12 页", "谢谢！", "中午吃什么", "食堂的菠菜汤不错", "😂😂", "明天见"]
DISGUISES = ["刷·单·返·利找我", "刷 单 返 利 了解一下", "唰单返利有名额", "刷單返利日日有"]
COPY = "内部渠道名额有限想了解的朋友看我主页签名"
HOUR = 3_600
APPEAL = "如有异议，请在 7 天 内联系 群管组 申诉"


def the_day(server):
    """The events of the day, in the order of their time."""
    message, notice = partial(server.message, group=GROUP), partial(server.notice, group=GROUP)
    events = [message(TALK[user % len(TALK)], user=user, at=user - 100) for user in range(103, 150)]
    events += [message(text, user=ADVERTISER, at=HOUR + HOUR * place) for place, text in enumerate(DISGUISES)]
    events += [message(f"顶{place}", user=FLOODER, at=6 * HOUR + place) for place in range(7)]
    events += [message(COPY, user=user, at=7 * HOUR + 60 * place) for place, user in enumerate(CAMPAIGN)]
    events += [notice("group_increase", user=500 + place, at=8 * HOUR + place, operator_id=OWNER) for place in range(16)]
    events += [
        message("请问几点上课", user=130, at=9 * HOUR),
        message("我要投诉，服务太差了", user=131, at=9 * HOUR + 60),
        message("大家好", user=ADMIN, at=9 * HOUR + 120, role="admin"),
        message("百家乐带你玩", user=ADMIN, at=9 * HOUR + 180, role="admin"),
    ]
    return events


def shown(actions):
    """Actions as lines: what, where or whom, how long, and what is said."""
    for action in actions:
        params = action["params"]
        text = "".join(part["data"].get("text", "") for part in params.get("message", ()))
        about = [params.get(name) for name in ("group_id", "message_id", "user_id", "duration") if name in params]
        yield " ".join([action["action"], *map(str, about), text.split("\n")[0]]).strip()


@pytest.fixture
def live(ruleset, tmp_path):
    """Run a bot over a WebSocket while `story` goes on; return the server and the ledger."""

    async def go(story, *, settings=None, server=None, store="live.db"):
        async with server or FakeOneBot() as opened:
            opened.names[GROUP] = "学习群"
            moderator = Moderator.load(ruleset, store=f"sqlite:///{tmp_path / store}")
            link = OneBotLink()
            settings = settings or Settings(staff_chat=Place(id=str(STAFF)), review_file=tmp_path / "review.yaml")
            session = Session(moderator, link, settings)
            end = asyncio.Event()
            connect = partial(forward, link, session.feed, opened.url, opened.token, pauses_s=(0.01,))
            running = asyncio.create_task(run(session, link, connect, until=end))
            try:
                async with asyncio.timeout(60):  # for a bot that would never come to it
                    await opened.connected()
                    await story(opened, session)
            finally:
                end.set()
                await running
            ledger = tuple(moderator.store.records())
            moderator.store.close()
            return opened, ledger

    return lambda story, **options: asyncio.run(go(story, **options))


async def heard(server, session, events):
    """Deliver events one after the other, each when the one before has been dealt with."""
    for event in events:
        await server.send(event)
        await arrived(session, event)


async def until(condition):
    """Wait for what another process would tell in no other way: that a socket has been read."""
    while not condition():  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.001)


async def arrived(session, event):
    """Wait until an event has been read from the socket and dealt with."""
    message = message_of(event)
    await until(lambda: session._judging.recent._seen.get((message.key, message.kind == "recall", False)))
    await session.settled()


def case_free(line):
    """A line without the numbers of cases, which are hashes."""
    return re.sub(r"c-[a-z2-7]{10}", "c-…", line)


def warned(user, rule, article):
    return (
        f"send_group_msg 1 @群友{user} 您好，不好意思，您的消息涉及「{rule}」（{article}），已撤回，感谢理解与配合。"
        f"如再次违规，将禁言 10 分钟。案号 c-…，{APPEAL}。"
    )


def announced(user, counts, rule, mute, *words):
    (nth, points), (seen, then) = counts, words
    return (
        f"【通告】群友{user} 近期第 {nth} 次违反「{rule[0]}」（{rule[1]}），累计 {points} 分，禁言 {mute}。证据：{seen}。"
        f"如再次违规，将{then}。案号 c-…，{APPEAL}。"
    )


ADS, FLOOD, COPIES = ("广告引流", "第2条 禁止广告"), ("刷屏", "第3条 不刷屏"), ("多账号同文案", "第2条 禁止广告")
CLAMPED = "（平台不支持这么长或这么短的禁言，已按平台允许的时长执行）"
SECOND = announced(110, (2, 2), ADS, "10 分钟", "刷＊＊利", "禁言 60 天")
THIRD = announced(110, (3, 3), ADS, "30 天", "唰＊＊利", "移出本群")
FLOODED = announced(111, (2, 2), FLOOD, "10 分钟", "顶＊", "禁言 60 天")
COPIED = announced(122, (1, 2), COPIES, "10 分钟", "内＊＊＊＊名", "移出本群")
RUSH = "涉及「集中入群」（第2条 禁止广告），证据：见案卷。没有处罚，请看案卷 c-…。"

KICKED = f"【通告】群友110 近期累计违规 4 次，已移出本群。最近一次违反「广告引流」（第2条 禁止广告），证据：刷＊＊利。案号 c-…，{APPEAL}。"

EXPECTED = [
    "delete_msg 48",
    warned(110, *ADS),
    "delete_msg 49",
    "set_group_ban 1 110 600",
    f"send_group_msg 1 {SECOND}",
    "delete_msg 50",
    "set_group_ban 1 110 2591999",
    f"send_group_msg 1 {THIRD}",
    f"send_group_msg 9 【提醒】学习群：{THIRD}{CLAMPED}",
    "delete_msg 51",
    "set_group_kick 1 110",
    f"send_group_msg 1 {KICKED}",
    "delete_msg 57",
    warned(111, *FLOOD),
    "delete_msg 58",
    "set_group_ban 1 111 600",
    f"send_group_msg 1 {FLOODED}",
    "delete_msg 61",
    "set_group_ban 1 122 600",
    f"send_group_msg 1 {COPIED}",
    f"send_group_msg 9 【提醒 群管组】学习群：{COPIED}",
    "send_group_msg 1 欢迎新朋友！发言前请先看群规：",
    f"send_group_msg 9 【请管理人员处理】学习群：群友（514）的消息{RUSH}",
    f"send_group_msg 9 【请管理人员处理】学习群：群友（515）的消息{RUSH}",
    "send_group_msg 1 @群友130 您好，每晚八点在直播间上课。",
    "send_group_msg 1 @群友131 非常抱歉，麻烦您私信我们，一定给您解决。",
    "send_group_msg 9 【请处理：客诉 → 客服】学习群：群友131：我要投诉，服务太差了",
    "send_group_msg 9 【请管理人员处理】学习群：群友102（102）的消息涉及「赌博引流」（第1条 守法），证据：百＊＊。没有处罚，请看案卷 c-…。",
]
EVENING = [
    "send_group_msg 1 @群友122 您好，您对案号 c-… 的申诉已收到，我们会尽快复核，请稍候。",
    "send_group_msg 9 【申诉】学习群：122 对案号 c-… 申诉。回复“查 c-…”看案卷，“误判 c-…”撤销。",
    "send_group_msg 9 案号 c-… · 申诉中",
    "send_group_msg 1 @群友122 您好，非常抱歉，案号 c-… 经复核属于误判，处理已撤销，不再计入您的记录。",
    "send_group_msg 9 已撤销案号 c-…，不再计分。",
]


async def evening(server, session):
    """The member of the campaign who had only copied a text appeals; staff look, and overturn."""
    notice = next(number for number, action in enumerate(server.done) if "多账号同文案" in str(action) and "通告" in str(action))
    sent = [action for action in server.done[: notice + 1] if action["action"].startswith("send_")]
    reply = {"type": "reply", "data": {"id": str(900_000_000 + len(sent))}}
    appeal = server.message([reply, {"type": "text", "data": {"text": "申诉 我只是转发"}}], user=122, group=GROUP, at=10 * HOUR)
    await heard(server, session, [appeal])
    case = re.search(r"c-[a-z2-7]{10}", "".join(shown(server.done[notice : notice + 1])))[0]
    staff = [
        server.message(f"{word} {case}", user=OWNER, group=STAFF, at=10 * HOUR + place) for place, word in enumerate(["查", "误判"], 60)
    ]
    await heard(server, session, staff)
    return [appeal]


def test_a_day_gives_exactly_these_calls_in_this_order_with_these_notices(live):
    async def story(server, session):
        await heard(server, session, the_day(server))
        await evening(server, session)

    server, _ = live(story)
    assert [case_free(line) for line in shown(server.done)] == [*EXPECTED, *EVENING]


def decided(records):
    """What a replay can know: offences, and what was taken back."""
    return [(one.key, one.subject, one.at_ms, one.kind, one.body) for one in records if one.kind in ("offence", "taken_back")]


def test_the_same_day_replayed_gives_the_same_ledger(live, ruleset, tmp_path, capsys):
    spoken = []

    async def story(server, session):
        spoken.extend(the_day(server))
        await heard(server, session, spoken)
        spoken.extend(await evening(server, session))

    _, ledger = live(story)
    write_chatlab([message_of(event) for event in spoken], tmp_path / "day.jsonl")
    url = f"sqlite:///{tmp_path / 'replay.db'}"
    assert main(["replay", str(tmp_path / "day.jsonl"), "--ruleset", str(ruleset), "--store", url, "--json"]) == 0
    with closing(open_store(url)) as store:
        replayed = tuple(store.records())
    assert decided(replayed) == decided(ledger)
    assert len(decided(ledger)) == 10
    assert len(capsys.readouterr().out.splitlines()) == 11  # what the verb tells of each, and the sum


def test_events_twice_and_out_of_order_give_the_same_offences_and_nothing_twice(live):
    async def story(server, session):
        events = shuffled(the_day(server), reach=3)
        for event in events:
            await server.send(event)
        for event in events:
            await arrived(session, event)

    server, ledger = live(story)
    once = [line for line in shown(server.done) if line.startswith(("delete_msg", "send_group_msg"))]
    assert len(once) == len(set(once))
    assert {f"delete_msg {number}" for number in (48, 49, 50, 51)} <= set(once)  # the advertiser's, which no order can hide
    assert len({record.key for record in ledger}) == len(ledger)


def test_what_a_break_of_the_connection_hid_is_asked_for_and_done_once(live):
    async def story(server, session):
        first, hidden = server.message("早", user=1, at=1), server.message("刷单返利", user=2, at=2)
        await heard(server, session, [first])
        await server.break_off()
        await server.send(hidden)  # nobody is connected: only the server's history has it
        await server.connected()
        await arrived(session, hidden)
        await server.send(hidden)
        await heard(server, session, [server.message("晚安", user=1, at=3)])

    server, ledger = live(story)
    assert [line.split()[0] for line in shown(server.done)] == ["delete_msg", "send_group_msg"]
    assert server.connections == 2
    assert len(decided(ledger)) == 1


def test_a_deed_that_the_break_swallowed_is_done_when_the_connection_is_back(live):
    async def story(server, session):
        server.hangs = lambda action: server.connections == 1 and action["action"] == "delete_msg"
        event = server.message("刷单返利", user=2, at=2)
        await server.send(event)
        await until(lambda: server.asked)
        await server.break_off()
        await server.connected()
        await arrived(session, event)

    server, _ = live(story)
    assert [action["action"] for action in server.done] == ["delete_msg", "send_group_msg"]
    assert [action["action"] for action in server.asked] == ["delete_msg", "delete_msg", "send_group_msg"]


def test_calls_that_are_refused_become_milder_words_an_alert_and_a_line_in_the_ledger(live):
    async def story(server, session):
        server.refuses = lambda action: "权限不足" if action["action"] in ("delete_msg", "set_group_ban") else ""
        await heard(server, session, [server.message("刷单返利", user=2, at=place) for place in (1, 61)])

    server, ledger = live(story)
    lines = [case_free(line) for line in shown(server.done)]
    assert "请撤回" in lines[0]
    assert lines[2].startswith("send_group_msg 1 【提醒】群友2 近期第 2 次违反「广告引流」（第2条 禁止广告），请撤回。")
    assert lines[3].startswith("send_group_msg 9 ")
    assert "没有权限，请把机器人设为管理员" in lines[3]
    applied = [json.loads(record.body) for record in ledger if record.kind == "applied"]
    assert [(one["done"]["action"], one["problem"]) for one in applied] == [
        ("warn", "delete: not permitted"),
        ("warn", "delete: not permitted; mute: not permitted"),
    ]


def test_no_message_waits_behind_a_platform_that_hangs_and_late_answers_are_entered(live):
    settings = Settings(staff_chat=Place(id=str(STAFF)), patience_s=0.2)

    async def story(server, session):
        server.hangs = lambda action: action["params"].get("user_id") == 2 or action["params"].get("message_id") in (1, 2)
        slow = [server.message("刷单返利", user=2, at=place) for place in (1, 61)]
        quick = server.message("刷单返利", user=3, at=62)
        for event in (*slow, quick):
            await server.send(event)
        await until(lambda: any("群友3" in str(action) for action in server.done))
        assert not any("群友2" in str(action) for action in server.done)
        await arrived(session, quick)
        server.resume()
        await until(lambda: not session._carrier._late)

    server, ledger = live(story, settings=settings)
    applied = [json.loads(record.body) for record in ledger if record.kind == "applied" and "mute" in record.key]
    assert [(one["done"]["action"], one["problem"]) for one in applied] == [
        ("warn", "delete: no answer; mute: no answer"),
        ("mute", "late"),
    ]
    assert any("平台没有回应" in str(action) for action in server.done)
