"""Commands: a word within talk is none; who may give which; each is answered, logged once, and repeats nothing forbidden."""

import asyncio
import json
from dataclasses import replace

import pytest
import yaml

from moderation import Moderator
from moderation.bots.base import Capabilities, Incoming, Place
from moderation.bots.commands import command_in
from moderation.bots.fake import FakePlatform
from moderation.bots.session import Session
from moderation.bots.settings import Settings
from moderation.message import Author, Chat, Message
from moderation.text.outgoing import outgoing
from tests.bots.conftest import RULESET, START

STAFF = Place(id="staff")


@pytest.fixture
def chat(moderator, said, tmp_path):
    """Let people speak one after the other, and return the calls that the last of them led to, with the platform."""

    def speak(*sayings, **settings):
        async def go():
            platform = FakePlatform()
            options = Settings(staff_chat=STAFF, review_file=tmp_path / "review.yaml", **settings)
            async with Session(moderator, platform, options) as session:
                for place, saying in enumerate(sayings):
                    platform.calls.clear()
                    await session.feed(saying(place))
                    await session.settled()
            return [(call.name, call.place.id, call.text) for call in platform.calls], platform

        return asyncio.run(go())

    def by(user, text, quoted="", *, mentions=(), **more):
        def saying(place):
            message = said(text, user, f"m{place}", after=60 * place, **more)
            return Incoming(message=message, words=text, quoted=quoted, mentions=mentions)

        return saying

    return speak, by


@pytest.mark.parametrize(
    ("words", "quoted", "name"),
    [
        ("查", "5", "why"), ("查 c-abcdefghij", "", "why"), ("查c-abcdefghij", "", "why"),
        ("查", "", None), ("查一下天气", "5", None),
        ("误判 看错了", "5", "overturn"), ("举报", "5", "report"), ("举报这种人", "5", None), ("举报", "", None),
        ("申诉：我没有", "5", "appeal"),
        ("群规", "", "rules"), ("群规在哪", "", None), ("群规 呢", "", None),
        ("统计", "", "today"), ("解禁", "5", "unmute"), ("解禁", "", None),
        ("问答 添加 几点｜八点", "", "add"), ("why", "5", None), ("/why", "5", "why"), ("／查", "", "why"), ("/FAQ add a|b", "", "add"),
        ("查" * 2_000, "5", None), ("", "5", None), ("\u202e查", "5", None),
    ],
)  # fmt: skip
def test_a_word_within_talk_is_no_command(said, words, quoted, name):
    command = command_in(Incoming(message=said(words), words=words, quoted=quoted))
    assert (command and command.name) == name


AD = "刷单返利找我"


def test_why_tells_the_rule_the_masked_evidence_and_the_sanction(chat):
    speak, by = chat
    calls, _ = speak(by("1", AD), by("9", "查", "m0", role="admin"))
    assert len(calls) == 1
    name, place, text = calls[0]
    assert (name, place) == ("reply", "g")
    assert "规则「广告引流」（第2条 禁止广告）\n证据：刷＊＊利\n处理：警告，累计 1 分" in text
    assert "刷单返利" not in text


def test_overturning_by_an_answer_to_the_notice_undoes_the_mute_and_says_so(chat, moderator):
    speak, by = chat
    calls, _ = speak(
        by("1", AD), by("1", AD), by("9", "误判 看错了", "5", role="owner")
    )  # the fifth call was the notice of the second offence
    assert [name for name, _, _ in calls] == ["unmute", "say", "reply"]
    assert "属于误判" in calls[1][2]
    assert calls[2][2].endswith("已解除禁言。")
    kinds = [record.kind for record in moderator.store.records()]
    assert kinds.count("overturn") == kinds.count("command") == 1


@pytest.mark.parametrize("text", ["/查", "/误判", "/解禁", "/统计", "/问答 添加 甲|乙"])
def test_members_are_told_that_a_command_is_for_staff_and_nothing_happens(chat, moderator, text):
    speak, by = chat
    calls, _ = speak(by("1", AD), by("5", text, "m0"))
    assert [(name, "只有群主和管理员" in said) for name, _, said in calls] == [("reply", True)]
    assert "command" not in [record.kind for record in moderator.store.records()]
    assert speak(by("5", text[1:], "m0"))[0] == []


def test_everybody_in_the_staff_chat_is_staff_and_nothing_there_is_moderated(chat):
    speak, by = chat
    calls, _ = speak(by("1", AD), by("5", AD, chat="staff"))
    assert calls == []
    calls, _ = speak(by("5", "统计", chat="staff"))
    assert "今天（11-22）：违规 1 条，1 人；警告 1。" in calls[0][2]
    assert speak(by("5", "/统计"), staff=frozenset({"5"}))[0][0][2].startswith("今天")


def test_a_report_opens_a_case_for_staff(chat, moderator):
    speak, by = chat
    calls, _ = speak(by("1", "你等着"), by("5", "举报 威胁人", "m0"))
    assert [(name, place) for name, place, _ in calls] == [("reply", "g"), ("alert", "staff")]
    assert "已收到" in calls[0][2]
    assert "5 举报了 1 的消息" in calls[1][2]
    assert "威胁人" not in calls[1][2]
    assert [record.kind for record in moderator.store.records()] == ["command", "report"]


def test_members_appeal_for_themselves_alone(chat):
    speak, by = chat
    calls, _ = speak(by("1", AD), by("1", "申诉 我没有", "m0"))
    assert [(name, place) for name, place, _ in calls] == [("reply", "g"), ("alert", "staff")]
    calls, _ = speak(by("1", AD, chat="h"), by("2", "申诉 他没有", "m0", chat="h"))
    assert [text for _, _, text in calls] == ["只能为自己申诉。"]


def test_unmuting_whom_a_message_names(chat):
    speak, by = chat
    calls, platform = speak(by("9", "解禁", mentions=("7",), role="admin"))
    assert [name for name, _, _ in calls] == ["unmute", "reply"]
    assert platform.calls[0].user == "7"


def test_a_refused_deed_is_not_told_as_done(moderator, said):
    async def go():
        platform = FakePlatform(refuses=lambda call: "not permitted" if call.name == "unmute" else "")
        async with Session(moderator, platform) as session:
            await session.feed(Incoming(message=said("/解禁", "9", role="admin"), words="/解禁", mentions=("7",)))
            await session.settled()
        return platform.calls[-1].text

    assert asyncio.run(go()) == "没有做成：没有权限，请把机器人设为管理员。"


def test_a_case_is_overturned_though_the_platform_will_not_unmute(moderator, said):
    async def go():
        platform = FakePlatform(refuses=lambda call: "not permitted" if call.name == "unmute" else "")
        async with Session(moderator, platform) as session:
            for place in range(2):
                await session.feed(said(AD, "1", f"m{place}", after=60 * place))
                await session.settled()
            await session.feed(Incoming(message=said("误判", "9", "q", role="admin", after=120), words="误判", quoted="m1"))
            await session.settled()
        return platform.calls[-1].text

    text = asyncio.run(go())
    assert text.startswith("已撤销案号 c-")
    assert text.endswith("不再计分；但处罚没有解除：没有权限，请把机器人设为管理员，请手动解除。")
    assert [record.kind for record in moderator.store.records()].count("overturn") == 1


def test_rules_that_are_too_long_for_a_message_are_told_in_short_and_the_asking_is_logged(moderator, said):
    async def go():
        platform = FakePlatform(Capabilities(text_most=120))
        async with Session(moderator, platform) as session:
            await session.feed(Incoming(message=said("群规", "5"), words="群规"))
            await session.settled()
        return platform.calls

    calls = asyncio.run(go())
    assert [call.name for call in calls] == ["reply"]
    assert "第1条" in calls[0].text
    assert len(calls[0].text) <= 120
    assert [record.kind for record in moderator.store.records()] == ["command"]


def test_rules_are_told_without_a_store_too(program, said):
    async def go():
        platform = FakePlatform()
        async with Session(Moderator(program), platform) as session:
            for number, words in enumerate(("/群规", "/统计")):
                await session.feed(Incoming(message=said(words, "9", f"m{number}", role="admin"), words=words))
            await session.settled()
        return [call.text for call in platform.calls]

    rules, today = asyncio.run(go())
    assert rules.startswith("【学习群群规】")
    assert "没有存储" in today


def test_the_rules_for_everybody_and_a_welcome_once_a_minute(chat, said, moderator):
    speak, by = chat
    assert speak(by("5", "群规"))[0][0][2].startswith("【学习群群规】\n第1条 守法\n· 赌博引流")

    async def go():
        platform = FakePlatform()
        async with Session(moderator, platform) as session:
            for second in (0, 1, 59, 61, 62, 30):
                await session.feed(said("", f"n{second}", f"~join-n{second}", after=second, kind="join"))
            await session.settled()
        return platform.calls

    calls = asyncio.run(go())
    assert [call.name for call in calls] == ["say", "say"]
    assert all(len(call.text) < 500 and "第2条 禁止广告" in call.text for call in calls)


def test_what_staff_add_waits_in_a_file_for_review(chat, tmp_path):
    speak, by = chat
    calls, _ = speak(
        by("9", "每晚八点，\n在直播间"), by("9", "问答 添加 几点上课：急", "m0", role="admin"), by("9", '问答 添加 甲 | "乙"', role="admin")
    )
    assert "review.yaml" in calls[0][2]
    entries = yaml.safe_load((tmp_path / "review.yaml").read_text(encoding="utf-8"))["entries"]
    assert entries == [{"question": "几点上课：急", "answer": "每晚八点，\n在直播间"}, {"question": "甲", "answer": '"乙"'}]
    assert "写成：问答 添加" in speak(by("9", "/问答 添加 只有问题", role="admin"))[0][0][2]


@pytest.mark.parametrize("pair", ["刷单返利怎么做｜问群主", "怎么赚钱｜刷 单 返 利", "怎么赚钱｜傻逼都知道"])
def test_what_members_may_not_say_is_not_noted_for_the_bot_to_say(chat, tmp_path, pair):
    speak, by = chat
    calls, _ = speak(by("9", f"问答 添加 {pair}", role="admin"))
    forbidden = "傻逼" not in pair  # a word that only goes to a person is for that person to judge
    assert calls[0][2].startswith("没有记下" if forbidden else "已记下")
    assert not forbidden or "刷" not in calls[0][2]
    assert (tmp_path / "review.yaml").exists() is not forbidden


def test_a_notice_of_a_process_before_names_its_case_itself(chat, moderator):
    speak, by = chat
    calls, _ = speak(by("1", AD, chat="k"))
    notice = next(text for name, _, text in calls if name == "say")

    async def go():
        platform = FakePlatform()
        platform.read(said_by_bot(notice))
        async with Session(moderator, platform, Settings(staff_chat=STAFF)) as session:
            for number, (user, role, words) in enumerate((("1", "member", "申诉 我没有"), ("9", "admin", "误判"))):
                message = replace(said_by_bot(words), id=f"n{number}", author=Author(id=user, role=role))
                await session.feed(Incoming(message=message, words=words, quoted="notice"))
                await session.settled()
        return [call.text for call in platform.calls if call.name == "reply"]

    def said_by_bot(text):
        return Message(text, id="notice", author=Author(id="bot", role="bot"), chat=Chat(id="k"), at=START, platform="qq")

    appealed, overturned = asyncio.run(go())
    assert "申诉已收到" in appealed
    assert overturned.startswith("已撤销案号 c-")


def test_why_says_in_words_what_the_platform_would_not_do(moderator, said):
    async def go():
        platform = FakePlatform(refuses=lambda call: "not permitted" if call.name == "delete" else "")
        async with Session(moderator, platform) as session:
            await session.feed(said(AD, "1", "m0"))
            await session.settled()
            await session.feed(Incoming(message=said("查", "9", "q", role="admin"), words="查", quoted="m0"))
            await session.settled()
        return platform.calls[-1].text

    assert asyncio.run(go()).endswith("\n平台：警告（撤回：没有权限，请把机器人设为管理员）")


@pytest.mark.parametrize("name", ["刷单返利", "加微信abc12345", "傻 逼"])
@pytest.mark.parametrize("text", ["请问群里几点上课", "我要投诉", "几点上课啊还是说改时间了"])
def test_no_answer_and_no_alert_says_a_name_that_the_rules_look_for(tmp_path, said, name, text):
    ruleset = tmp_path / "r.yaml"
    ruleset.write_text(RULESET.replace("from: [nickname, card, join_answer]", "from: [join_answer]"), encoding="utf-8")
    moderator = Moderator.load(ruleset, store="memory://", cache=False)

    async def go():
        platform = FakePlatform()
        async with Session(moderator, platform, Settings(staff_chat=STAFF)) as session:
            await session.feed(said(text, "5", "q", nickname=name))
            await session.settled()
        return [call.text for call in platform.calls]

    texts = asyncio.run(go())
    assert texts or "几点上课啊" in text
    for forbidden in (name, name.replace(" ", ""), "abc12345", outgoing(name)):
        assert all(forbidden not in said for said in texts)


def test_a_command_that_comes_to_two_processes_is_carried_out_once(moderator, said):
    async def go():
        calls = []
        for _ in range(2):
            platform = FakePlatform()
            async with Session(moderator, platform) as session:
                await session.feed(Incoming(message=said("/统计", "9", role="admin"), words="/统计"))
                await session.settled()
            calls.append([call.name for call in platform.calls])
        return calls

    assert asyncio.run(go()) == [["reply"], []]


def test_bots_give_no_commands_and_a_wrong_case_is_a_friendly_answer(chat):
    speak, by = chat
    assert speak(by("8", "/群规", role="bot"))[0] == []
    assert speak(by("9", "查 c-aaaaaaaaaa", role="admin", chat="h"))[0][0][2].startswith("没有案号「c-aaaaaaaaaa」")
    assert "请引用那条消息" in speak(by("9", "/误判", role="admin", chat="i"))[0][0][2]


def test_bots_that_only_the_operator_knows_are_bots_too(chat):
    speak, by = chat
    assert speak(by("8", "/群规"), bots=frozenset({"8"}))[0] == []
    calls, _ = speak(by("8", AD, chat="j"), bots=frozenset({"8"}))
    assert [(name, place) for name, place, _ in calls] == [("alert", "staff")]


def test_a_command_about_a_message_that_only_the_platform_remembers(moderator, said):
    old = said("你等着", "1", "old")

    async def go():
        platform = FakePlatform()
        platform.read(old)
        async with Session(moderator, platform, Settings(staff_chat=STAFF)) as session:
            await session.feed(Incoming(message=said("举报", "5", "m9"), words="举报", quoted="old"))
            await session.settled()
        return [call.name for call in platform.calls]

    assert asyncio.run(go()) == ["reply", "alert"]
    report = next(record for record in moderator.store.records() if record.kind == "report")
    assert json.loads(report.evidence)["text"] == "你等着"
    assert replace(old, id="x").key != old.key


def asked(said, *, times, text="群规", role="member", members=1, pause_s=3, quoted=""):  # noqa: PLR0913 - who asks for what
    """Commands of some members in turns."""
    for place in range(times):
        message = said(text, f"{place % members + 100}", f"a{place}", after=pause_s * place, role=role)
        yield Incoming(message=message, words=text, quoted=quoted)


def answers(moderator, events, **settings):
    """What a session says and tells to staff."""

    async def go():
        platform = FakePlatform()
        async with Session(moderator, platform, Settings(staff_chat=STAFF, **settings)) as session:
            for event in events:
                await session.feed(event)
            await session.settled()
        return [call.name for call in platform.calls]

    return asyncio.run(go())


@pytest.mark.parametrize(("members", "pause_s", "shown"), [(1, 3, 5), (100, 1, 2), (1, 60, 100), (100, 60, 100)])
def test_the_rules_are_shown_once_a_minute_however_many_ask_for_them(moderator, said, members, pause_s, shown):
    assert answers(moderator, asked(said, times=100, members=members, pause_s=pause_s)) == ["reply"] * shown


def test_staff_see_the_rules_whenever_they_ask(moderator, said):
    assert answers(moderator, asked(said, times=9, role="admin")) == ["reply"] * 9


def test_a_member_who_gives_commands_all_the_time_is_listened_to_five_times_a_minute(moderator, said):
    assert answers(moderator, asked(said, times=20, text="/统计", pause_s=3)) == ["reply"] * 5
    assert answers(moderator, asked(said, times=20, text="/统计", pause_s=3), member_commands_a_minute=2) == ["reply"] * 2


def test_what_members_report_reaches_staff_when_the_bot_has_said_enough(moderator, said):
    bad = said("你等着", "7", "m0")
    calls = answers(moderator, [bad, *asked(said, times=30, text="举报", members=30, pause_s=1, quoted="m0")], alerts_a_minute=100)
    assert (calls.count("reply"), calls.count("alert")) == (10, 30)
    assert sum(record.kind == "report" for record in moderator.store.records()) == 30


def test_one_chat_does_not_take_the_answers_of_another(moderator, said):
    events = [
        Incoming(message=replace(one.message, chat=replace(one.message.chat, id=f"g{place % 3}"), id=f"b{place}"), words="群规")
        for place, one in enumerate(asked(said, times=9, members=9))
    ]
    assert answers(moderator, events).count("reply") == 3
