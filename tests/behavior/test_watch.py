"""What a Watch observes when messages come one after the other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.behavior import Watch
from moderation.engine.decide import Judge
from moderation.message import Author
from moderation.program import All, Campaign, Fact, Flood, Has, Raid, Repeat, RuleProgram, Stitched
from moderation.signal import Signal
from moderation.state.memory import MemoryStore
from moderation.verdict import Level

FLOOD = Flood(window_s=10, at_least=3)
REPEAT = Repeat(window_s=600, at_least=3, similarity_pct=90)
CAMPAIGN = Campaign(window_s=21_600, at_least=3, similarity_pct=85)


def names(signals):
    return [signal.signal for signal in signals]


def test_a_flood_is_seen_from_the_message_that_fills_it_and_names_all_of_it(room):
    here = room(flood=FLOOD)
    seen = [here.say("在吗", at=second) for second in (0, 4, 9.999, 10, 30)]
    assert [names(signals) for signals in seen] == [[], [], ["flood"], ["flood"], []]
    (flood,) = seen[2]
    assert (flood.title, flood.term, flood.text, flood.span, flood.weight) == ("flood标题", "message:3/10s", "在吗", (0, 2), 1)
    assert flood.messages == ("qq|g1|1", "qq|g1|2", "qq|g1|3")
    assert seen[3][0].messages == ("qq|g1|2", "qq|g1|3", "qq|g1|4")


def test_a_long_flood_names_its_newest_messages(room):
    here = room(flood=Flood(window_s=100, at_least=25))
    seen = [here.say("在吗", at=second) for second in range(30)]
    assert [bool(signals) for signals in seen] == [False] * 24 + [True] * 6
    assert seen[-1][0].term == "message:25/100s"
    assert seen[-1][0].messages == tuple(f"qq|g1|{number}" for number in range(11, 31))


@pytest.mark.parametrize(
    "other",
    [
        {"text": "[图片]"}, {"text": "[CQ:image,file=a.jpg]"}, {"text": " \n"}, {"text": "小林加入了群聊", "kind": "system"},
        {"text": "小林撤回了一条消息", "kind": "recall"}, {"text": "", "kind": "leave"}, {"text": "改好了", "edited": True},
        {"text": "没有名字", "id": None}, {"text": "别人", "user": "小王"}, {"text": "别处", "chat": "g2"},
        {"text": "别的平台", "platform": "wecom"}, {"text": "不知是谁", "user": ""},
        {"text": "", "quote": "引用的话"},
    ],
)  # fmt: skip
def test_what_does_not_count(room, message, other):
    here = room(flood=FLOOD)
    here.say("一", at=0)
    here.say("二", at=1)
    assert names(here.see(message("x", at=2, **other))[0]) == []
    assert names(here.say("三", at=3)) == ["flood"]


def test_a_message_without_a_time_leaves_nothing(room, message):
    assert room(flood=FLOOD).watch.marks(replace(message(1, "在吗"), at=None), ()) == ()


@pytest.mark.parametrize(
    "other",
    [
        {"text": "看图[图片]"}, {"text": "视频来了", "kind": "video"}, {"text": "https://github.com", "kind": "link"}, {"text": "😀"},
        {"text": "「小王：在吗」\n- - - - - - - - - - - - - - -\n在"},
    ],
)  # fmt: skip
def test_what_counts(room, other):
    here = room(flood=FLOOD)
    here.say("一", at=0)
    here.say("二", at=1)
    assert names(here.say(at=2, **other)) == ["flood"]


def test_what_is_counted_together_is_as_asked(room):
    here = room(
        chat=Flood(by=("chat",), window_s=10, at_least=3),
        user=Flood(by=("user",), window_s=10, at_least=3),
        everything=Flood(by=("community",), window_s=10, at_least=4),
    )
    assert names(here.say("一", "甲", "g1")) == []
    assert names(here.say("二", "乙", "g1")) == []
    assert names(here.say("三", "丙", "g1")) == ["chat"]
    assert names(here.say("四", "甲", "g2")) == ["everything"]
    assert names(here.say("五", "甲", "g3")) == ["user", "everything"]


def test_a_repetition_is_seen_through_what_is_varied(room):
    here = room(repeat=REPEAT)
    assert names(here.say("全新键盘便宜出，要的联系", at=0)) == []
    assert names(here.say("今天食堂的菜真不错，你去吃了吗", at=30)) == []
    assert names(here.say("全新鍵盤便宜出！！要的聯繫😀", at=60)) == []
    (repeat,) = here.say("全新 键盘 便宜出呢，要的联系 888", at=120)
    assert (repeat.term, repeat.messages) == ("near_duplicate:3/600s", ("qq|g1|1", "qq|g1|3", "qq|g1|4"))
    assert names(here.say("全新键盘便宜出，要的联系", at=659)) == ["repeat"]
    assert names(here.say("全新键盘便宜出，要的联系", at=2_000)) == []


def test_short_messages_may_be_repeated(room):
    here = room(repeat=REPEAT)
    assert [names(here.say(text, at=number)) for number, text in enumerate(["收到收到"] * 5 + ["哈哈哈哈哈哈哈哈哈"] * 5)] == [[]] * 10


ADS = (
    "招日结兼职一天八百，在家就能做，有需要的加微信：abc12345",
    "招日結兼職一天９００❤️在家就能做，有需要的加V：money8888",
    "🔥招日结兼职🔥每天800，在家就能做哦，有需要的➕微 zz998877",
    "招日结兼职一天1000！在家就可以做，有需要的加扣扣 5566778899",
    "有需要的加微信 lucky777，在家就能做，招日结兼职一天六百吧",
)


def test_one_advertisement_of_five_accounts_in_three_groups_is_found_by_the_third(room):
    here = room(campaign=CAMPAIGN)
    seen = [here.say(text, f"号{number}", f"g{number % 3}", number * 300) for number, text in enumerate(ADS)]
    assert [names(signals) for signals in seen] == [[], [], ["campaign"], ["campaign"], ["campaign"]]
    assert [signals[0].term for signals in seen[2:]] == [f"distinct_user:{count}/21600s" for count in (3, 4, 5)]
    assert seen[2][0].messages == ("qq|g0|1", "qq|g1|2", "qq|g2|3")
    assert seen[4][0].messages == ("qq|g0|1", "qq|g1|2", "qq|g2|3", "qq|g0|4", "qq|g1|5")


def test_one_account_is_no_campaign_and_nobody_is_no_account(room):
    here = room(campaign=CAMPAIGN)
    assert [names(here.say(text, "小林", at=number)) for number, text in enumerate(ADS)] == [[]] * 5
    assert [names(here.say(text, "", at=number)) for number, text in enumerate(ADS)] == [[]] * 5
    assert names(here.say(ADS[0], "小王")) == []
    assert names(here.say(ADS[0], "小王", platform="wecom")) == ["campaign"]


def test_a_campaign_may_be_looked_for_in_each_chat(room):
    here = room(campaign=Campaign(across="chat", window_s=3_600, at_least=2, similarity_pct=85))
    assert names(here.say(ADS[0], "甲", "g1")) == []
    assert names(here.say(ADS[1], "乙", "g2")) == []
    assert names(here.say(ADS[2], "丙", "g1")) == ["campaign"]


def seen_as(term, kind="contact"):
    return (Signal(signal=kind, title=kind, term=term, start=0, end=0, text=""),)


@pytest.mark.parametrize(("of", "kind", "found"), [("link", "link", 1), ("contact", "contact", 1), ("link", "contact", 0)])
def test_one_link_or_contact_of_several_accounts_is_a_campaign(room, of, kind, found):
    here = room(campaign=Campaign(of=(of,), window_s=3_600, at_least=2, similarity_pct=85))
    assert names(here.say("看这里 abc", "甲", "g1", signals=seen_as("wechat:abc12345", kind))) == []
    assert names(here.say("别的号 abc", "丙", "g1", signals=seen_as("wechat:other999", kind))) == []
    assert len(here.say("加我 abc", "乙", "g2", signals=seen_as("wechat:abc12345", kind))) == found
    assert names(here.say("没有号", "丁", "g2")) == []


def test_a_campaign_adds_up_texts_links_and_contacts(room):
    here = room(campaign=Campaign(of=("near_duplicate", "contact"), window_s=3_600, at_least=3, similarity_pct=85))
    here.say(ADS[0], "甲")
    here.say("有事找我", "乙", signals=seen_as("wechat:abc12345"))
    assert here.say(ADS[1], "丙", signals=seen_as("wechat:abc12345"))[0].term == "distinct_user:3/3600s"


def test_what_contact_patterns_found_is_cut_out_of_the_text(room):
    here = room(campaign=Campaign(window_s=3_600, at_least=2, similarity_pct=100, min_chars=6))
    one, other = "出售个人自用显卡，加薇信一三八零零一三八", "出售个人自用显卡，抠抠伍伍六六"
    contact = [Signal(signal="contact", title="", term="qq:1", start=9, end=len(text), text=text[9:]) for text in (one, other)]
    assert names(here.say(one, "甲", signals=contact[:1])) == []
    assert names(here.say(other, "乙", signals=contact[1:])) == ["campaign"]
    assert names(here.say("出售个人自用显卡，不包邮的", "丙")) == []


def test_a_raid_is_made_of_joins_alone(room):
    here = room(raid=Raid(window_s=60, at_least=3), flood=FLOOD)
    joins = {"kind": "join", "text": ""}
    assert names(here.say(user="甲", at=0, **joins)) == []
    assert names(here.say("大家好", "甲", at=1)) == []
    assert names(here.say(user="乙", at=2, **joins)) == []
    assert names(here.say(user="丙", chat="g2", at=3, **joins)) == []
    (raid,) = here.say(user="丁", at=4, **joins)
    assert (raid.term, raid.messages, raid.span) == ("join:3/60s", ("qq|g1|1", "qq|g1|3", "qq|g1|5"), (0, 0))


def test_a_message_delivered_again_counts_once_and_says_the_same(room, message):
    here = room(flood=FLOOD, repeat=REPEAT, campaign=CAMPAIGN)
    said = [message(number, ADS[number], f"号{number % 3}", at=number) for number in range(5)]
    first = [here.see(one) for one in said]
    assert [here.see(one) for one in said] == first
    assert [here.see(one) for one in reversed(said)] == first[::-1]


def test_marks_are_few_and_small(room, message):
    watch = room(flood=FLOOD, repeat=REPEAT, campaign=CAMPAIGN, stitched=Stitched(gap_s=5, at_most=6, max_chars_each=4)).watch
    counts = {text: len(watch.marks(message(1, text), ())) for text in ("好", "你好吗朋友", "今天食堂的菜不错", ADS[0], ADS[0] * 1000)}
    assert list(counts.values()) == [2, 1, 2, 6, 6]
    found = [Signal(signal="link", title="", term=f"url:{n}", start=0, end=1, text="x") for n in range(50)]
    program_of = room(campaign=Campaign(of=("near_duplicate", "link"), window_s=9, at_least=3, similarity_pct=85))
    assert len(program_of.watch.marks(message(1, ADS[0]), found)) == 8
    marks = watch.marks(message(1, ADS[0] * 1000, "长" * 100_000, "群|" * 100_000), ())
    assert max(len(mark.window) + len(mark.who) + len(mark.value) for mark in marks) < 700


def test_hostile_texts_are_marked_in_bounded_time(room, message):
    watch = room(flood=FLOOD, repeat=REPEAT, campaign=CAMPAIGN).watch
    for text in ("加" * 1_000_000, "\ud800" * 100_000, "[" * 1_000_000, "\u202e\x00" * 100_000, "「" * 100_000, "🔥" * 100_000):
        found = [Signal(signal="link", title="", term="url:x", start=n, end=n + 2, text="x") for n in range(0, 20_000, 2)]
        assert len(watch.marks(message(1, text), found)) <= 8


def test_windows_of_several_communities_in_one_store_are_apart(room, message, program):
    store = MemoryStore()
    here, there = room(store, flood=FLOOD), room(store, flood=FLOOD)
    other = program(flood=FLOOD)
    there.watch = Watch(replace(other, info=replace(other.info, id="other")))
    for number in range(3):
        here.see(message(f"a{number}", "在吗"))
    assert names(there.see(message("b", "在吗"))[0]) == []
    assert names(here.see(message("c", "在吗"))[0]) == ["flood"]


def test_without_behaviours_nothing_is_left(room, message):
    here = room()
    assert here.watch.marks(message(1, ADS[0]), ()) == ()
    assert here.watch.marks(message(1, "", kind="join"), ()) == ()


@pytest.mark.parametrize(("hour", "days", "level"), [(2, 0, "block"), (14, 0, "pass"), (2, 30, "pass")])
def test_rules_combine_behaviours_with_night_and_new_members(room, message, hour, days, level):
    night = All((Has("flood"), Fact("chat.hour", "in", (0, 1, 2, 3, 4, 5)), Fact("user.joined_within", "<=", 86_400)))
    rule = RuleProgram(
        id="night", title="", charter="", label="flood", severity="low", status="enforce", verdict=Level.BLOCK, when=night,
        triggers=("flood",),
    )  # fmt: skip
    here = room(flood=FLOOD)
    judge = Judge(replace(here.program, rules=(rule,)))
    for number in range(3):
        one = message(number, "在吗")
        at = one.at.replace(hour=hour) + timedelta(seconds=number)
        one = replace(one, at=at, author=Author(id="小林", joined=at - timedelta(days=days)))
        verdict = judge.verdict(one, here.see(one)[0])
    assert verdict.level == level
