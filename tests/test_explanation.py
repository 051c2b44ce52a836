"""What a verdict says about itself, to the member whom it stopped, in Chinese and in English."""

from dataclasses import replace

import pytest

from moderation.explanation import Speaker, explain
from moderation.signal import Signal
from moderation.verdict import Hit, Level, Tally, Verdict
from moderation.wording import explanation as wording

LURE = Signal(signal="gambling", title="赌博用语", term="百家乐", start=3, end=8, text="百 家 乐", disguise=("separators",), evasive=True)
CONTACT = Signal(signal="contact", title="联系方式", term="abc12345", start=12, end=20, text="abc12345")


def hit(**values):
    given = {
        "rule": "gambling-lure", "title": "赌博引流", "charter": "第1条 守法", "label": "gambling", "severity": "critical",
        "status": "enforce", "verdict": Level.BLOCK, "score": 12, "signals": (LURE, CONTACT),
    }  # fmt: skip
    return Hit(**(given | values))


def verdict(*hits, **values):
    given = {"level": Level.BLOCK, "label": "gambling", "labels": (("gambling", 12),), "score": 12, "ruleset": "study-group@1#9f2c"}
    return Verdict(hits=hits, **(given | values))


BLOCKED_ZH = """\
结论：拦截。主要类别：赌博，共 12 分。
1. 违反「赌博引流」（第1条 守法），拦截，12 分。
   - 正文第 4–8 字「百 家 乐」：属于「赌博用语」，对应「百家乐」，用符号、空格或别的字隔开
   - 正文第 13–20 字「abc12345」：属于「联系方式」
依据：study-group@1#9f2c"""

BLOCKED_EN = """\
Verdict: block. Main label: gambling; 12 points.
1. Against “赌博引流” (第1条 守法): block, 12 points.
   - the text, characters 4–8, “百 家 乐”: listed in “赌博用语”, as “百家乐”; set apart by symbols, blanks or other characters
   - the text, characters 13–20, “abc12345”: listed in “联系方式”
Ruleset: study-group@1#9f2c"""

SHADOW_ZH = """\
结论：通过。只有试运行的规则命中。
1. 试运行规则「赌博引流」（第1条 守法）也会拦截，1 分；只作记录，不影响结论。
   - 正文第 13–20 字「abc12345」：属于「联系方式」
依据：r"""


@pytest.mark.parametrize(("lang", "text"), [("zh", BLOCKED_ZH), ("en", BLOCKED_EN), ("en_GB.UTF-8", BLOCKED_EN), ("fr", BLOCKED_ZH)])
def test_a_hit_is_explained(lang, text):
    assert verdict(hit()).explain(lang) == text


def test_masked_evidence_keeps_only_its_ends():
    told = verdict(hit()).explain(masked=True)
    assert "「百***乐」" in told
    assert "「a******5」" in told
    assert "百家乐" not in told
    assert "abc12345" not in told


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (Verdict(ruleset="r"), "结论：通过。没有发现违反群规的内容。"),
        (
            Verdict(hits=(hit(status="shadow", signals=(CONTACT,), score=1),), ruleset="r"),
            SHADOW_ZH,
        ),
    ],
)
def test_a_pass_is_explained(passed, text):
    assert explain(passed) == text


def test_points_are_added_up_with_their_names_and_thresholds():
    points = (("contact", 4), ("user.new", 2), ("message.chars > 200", 1), ("unseen", -1))
    told = explain(verdict(hit(signals=(CONTACT,), tally=Tally(points=points, review=4, block=7))))
    assert "计分：联系方式 4 + 入群不满 7 天 2 + 正文字数 > 200 1 + unseen -1 = 6 分；4 分起复核，7 分起拦截" in told


def test_a_rule_about_facts_alone_says_so():
    told = explain(verdict(hit(signals=(), score=0), score=0, labels=(("gambling", 0),)))
    assert "这条规则看的是消息的属性，不是文字" in told
    assert "分" not in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("赌博", "赌博"),
        ("赌\u200b博", "赌<U+200B>博"),
        ("\ud800\x00", "<U+D800><U+0000>"),
        ("a\u202eb\nc", "a<U+202E>b<U+000A>c"),
        ("❤️", "❤️"),
        ("哈" * 41, "哈" * 24 + "…（共 41 字）"),
    ],
)
def test_evidence_is_shown_so_that_no_screen_obeys_it(text, shown):
    assert Speaker().shown(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [("", "*"), ("赌", "*"), ("赌博", "赌*"), ("百家乐", "百*乐"), ("哈" * 41, "哈" + "*" * 23 + "…（共 41 字）")]
)
def test_masking(text, shown):
    assert Speaker(masked=True).shown(text) == shown


@pytest.mark.parametrize(
    ("start", "end", "field", "place"),
    [(0, 1, "text", "正文第 1 字"), (0, 2, "card", "群名片第 1–2 字"), (9, 12, "quote", "引用的消息第 10–12 字")],
)
def test_places_are_counted_as_people_count(start, end, field, place):
    signal = Signal(signal="a", title="甲", term="甲", start=start, end=end, text="甲", field=field)
    assert Speaker().place(signal) == place


@pytest.mark.parametrize(
    ("term", "text", "told"),
    [
        ("清单", "日入800", "「日入800」：属于「清单」"),
        ("char:哈", "哈哈哈", "「哈哈哈」：属于「清单」"),
        ("wechat:abc12345", "加V信：abc12345", "「加V信：abc12345」：属于「清单」，即微信号「abc12345」"),
        ("url:baidu.com", "baidu点com", "「baidu点com」：属于「清单」，即网址「baidu.com」"),
        ("ip:1.2.3.4", "1.2.3.4", "「1.2.3.4」：属于「清单」"),
        ("比例:1", "比例：1", "「比例：1」：属于「清单」，对应「比例:1」"),
    ],
)
def test_what_patterns_found_is_said_in_plain_words(term, text, told):
    signal = Signal(signal="a", title="清单", term=term, start=0, end=len(text), text=text)
    assert Speaker().evidence(signal).partition(" 字")[2] == told


def test_much_evidence_is_cut_short():
    signals = tuple(Signal(signal="a", title="甲", term="甲", start=place, end=place + 1, text="甲") for place in range(500))
    told = explain(verdict(hit(signals=signals)))
    assert "还有 488 处" in told
    assert told.count("\n") < 20


def test_braces_in_evidence_are_only_text():
    braces = Signal(signal="a", title="{x}", term="{0}", start=0, end=3, text="{y}")
    assert "「{y}」：属于「{x}」，对应「{0}」" in explain(verdict(hit(signals=(braces,), title="{title}")))


@pytest.mark.parametrize("catalogue", [wording.SENTENCES, wording.DISGUISES, wording.FIELDS, wording.KINDS, wording.LEVELS])
def test_every_sentence_is_there_in_both_languages(catalogue):
    assert all(zh and en for zh, en in catalogue.values())


FLOOD = Signal(
    signal="flood", title="刷屏", term="message:6/10s", start=0, end=2, text="在吗", messages=tuple(f"qq|g1|{n}" for n in range(1, 7))
)  # fmt: skip


@pytest.mark.parametrize(
    ("term", "lang", "told"),
    [
        ("message:6/10s", "zh", "「刷屏」：10 秒内 6 条消息（消息 1、2、3、4、5、6）"),
        ("message:6/10s", "en", "“刷屏”: 6 messages within 10 seconds (messages 1, 2, 3, 4, 5, 6)"),
        ("near_duplicate:3/600s", "zh", "「刷屏」：10 分钟内 3 条相近的消息（消息 1、2、3、4、5、6）"),
        ("distinct_user:5/21600s", "zh", "「刷屏」：6 小时内 5 个帐号发了同样的内容（消息 1、2、3、4、5、6）"),
        ("join:15/5400s", "zh", "「刷屏」：90 分钟内 15 次入群（消息 1、2、3、4、5、6）"),
        ("message:6/604800s", "en", "“刷屏”: 6 messages within 7 days (messages 1, 2, 3, 4, 5, 6)"),
        ("join_messages:3", "zh", "「刷屏」：3 条消息接起来才看得出（消息 1、2、3、4、5、6）"),
    ],
)
def test_what_was_counted_over_several_messages_names_them(term, lang, told):
    assert Speaker(lang=lang).evidence(replace(FLOOD, term=term)) == told


def test_only_the_newest_of_many_messages_are_listed_and_ids_obey_no_screen():
    many = replace(FLOOD, messages=(*(f"qq|g1|{n}" for n in range(20)), "qq|g1|\u202e9"))
    assert Speaker(masked=True).evidence(many).endswith("（消息 …13、14、15、16、17、18、19、<U+202E>9）")


def test_what_was_found_in_joined_messages_says_where_it_came_from():
    joined = replace(LURE, field="joined", start=0, end=3, text="百家乐", disguise=(), messages=("qq|g1|7", "qq|g1|8"))
    assert Speaker().evidence(joined) == "接起来的短消息第 1–3 字「百家乐」：属于「赌博用语」（消息 7、8）"
