"""What is said about an offence: the occasion, the facts, and nothing that a member wrote acts or is repeated."""

import runpy
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.compile.assemble import compile_ruleset
from moderation.engine.decide import Judge
from moderation.engine.examine import Examiner
from moderation.message import Author, Chat, Message
from moderation.program.notices import NOTICE_FIELDS, OCCASIONS, PLATFORMS
from moderation.ruleset import load_text
from moderation.sanctions.notices import Announcer, filled_notice, occasion_of
from moderation.text.templates import slots
from moderation.verdict import Action, Hit, Level, Sanction, Verdict

ROOT = Path(__file__).parent.parent.parent
RULES = """spec: 1
ruleset: {id: group, title: 学习群群规, charter: [第1条 守法, 第2条 不打广告]}
terms:
  ad: {terms: [刷单, 日结兼职]}
  gambling: {terms: [百家乐]}
  single: {terms: [赌博]}
patterns: {contact: {kind: contact}}
rules:
  - {id: ad, title: 广告引流, charter: 第2条, label: ad, when: ad, verdict: block, actions: [delete, {strike: 1}],
     tests: {match: [刷单], pass: [早]}}
  - {id: gambling, title: 赌博引流, label: gambling, severity: critical, when: {any: [gambling, single]}, verdict: block,
     actions: [delete, {strike: 10}], tests: {match: [百家乐], pass: [早]}}
  - {id: private, title: 私加好友, label: contact, when: contact, verdict: review, tests: {match: [加微信 abc12345], pass: [早]}}
policy:
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 12h}}, {at: 4, do: {mute: 7d}}, {at: 5, do: kick}]
  appeal: {within: 7d, to: 群管组}
"""
MEMBER = Author(id="10001", nickname="小林", card="01-小林")
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("@[]<>&{}*_`~|\\#()!\n\u202e\u200b\ufe0f\ud800🐷赌博刷单加微信0123./:")), max_size=60
)


@cache
def compiled(extra=""):
    return compile_ruleset(load_text(RULES + extra)).program


PROGRAM = compiled()


def spoken(text, sanction=None, program=PROGRAM, **about):
    """What is said about a text: as the engine sees it, with a sanction of our own."""
    examiner = Examiner(program)
    about = {"author": MEMBER, "chat": Chat(id="g", name="编程学习群"), "platform": "qq", **about}
    message = Message(text, id="1", **about)
    verdict = replace(Judge(program).verdict(message, examiner.examine(message)), sanction=sanction)
    return Announcer(program, sees=examiner.observe).notice(message, verdict)


WARN = Sanction(action="warn", strikes=1, count=1, case="c-abcdefghij")
MUTE = Sanction(action="mute", duration_s=43_200, strikes=3, count=2, case="c-abcdefghij")
KICK = Sanction(action="kick", strikes=6, count=5, case="c-abcdefghij")


CASE = "案号 c-abcdefghij，如有异议，请在 7 天 内联系 群管组 申诉。"
AD = "「广告引流」（第2条 不打广告）"


@pytest.mark.parametrize(
    ("text", "sanction", "said"),
    [
        ("刷单来", WARN, f"@ 01-小林 您好，不好意思，您的消息涉及{AD}，已撤回，感谢理解与配合。如再次违规，将禁言 12 小时。{CASE}"),
        (
            "日 结 兼 职",
            MUTE,
            f"【通告】01-小林 近期第 2 次违反{AD}，累计 3 分，禁言 12 小时。证据：日＊＊职。如再次违规，将禁言 7 天。{CASE}",
        ),
        ("刷单日结兼职", KICK, f"【通告】01-小林 近期累计违规 5 次，已移出本群。最近一次违反{AD}，证据：刷＊、日＊＊职。{CASE}"),
        (
            "来百家乐",
            replace(WARN, count=2),
            f"【提醒】01-小林 近期第 2 次违反「赌博引流」，已撤回。证据：百＊＊。如再次违规，将移出本群。{CASE}",
        ),
        (
            "刷单",
            Sanction(action="alert", case="c-abcdefghij", alert="群管组"),
            f"【请管理人员处理】编程学习群：01-小林（10001）的消息涉及{AD}，证据：刷＊。没有处罚，请看案卷 c-abcdefghij。",
        ),
        ("刷单", None, f"@ 01-小林 您好，不好意思，您的消息涉及{AD}，已撤回，感谢理解与配合。{CASE[16:]}"),
        ("加我微信 abc12345", None, None),
        ("早上好", None, None),
    ],
)  # fmt: skip
def test_the_usual_texts_are_courteous_first_and_then_say_everything(text, sanction, said):
    assert spoken(text, sanction) == said


@pytest.mark.parametrize(
    ("verdict", "occasion"),
    [
        (Verdict(), None),
        (Verdict(level=Level.REVIEW), "review"),
        (Verdict(level=Level.BLOCK), None),
        (Verdict(level=Level.BLOCK, actions=(Action(name="delete"),)), "delete"),
        (Verdict(level=Level.BLOCK, sanction=WARN), "warn"),
        (Verdict(level=Level.BLOCK, sanction=replace(WARN, count=2)), "warn_again"),
        (
            Verdict(level=Level.BLOCK, actions=(Action(name="delete"),), sanction=Sanction(action="alert", reasons=("nothing-due",))),
            "delete",
        ),
        (Verdict(level=Level.BLOCK, sanction=Sanction(action="alert", reasons=("nothing-due",), alert="值班")), "alert"),
        *((Verdict(sanction=Sanction(action=action)), action) for action in ("mute", "kick", "ban", "alert", "undecided")),
    ],
)
def test_the_sanction_decides_the_occasion(verdict, occasion):
    assert occasion_of(verdict) == occasion


def test_a_platform_has_its_own_text_where_there_is_one():
    program = compiled("notices: {warn: {default: 大家好, wecom: 企业好}}")
    assert [spoken("刷单", WARN, program, platform=name) for name in ("wecom", "qq", "somewhere")] == ["企业好", "大家好", "大家好"]


def test_silence_is_kept():
    assert spoken("刷单", WARN, compiled("notices: {silent: [warn]}")) is None


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (Author(nickname="小林"), "小林"),
        (Author(nickname="小林", card="\u200b\u3164"), "小林"),
        (Author(), "群友"),
        (Author(nickname="\u202e\ufe0f"), "群友"),
        (Author(nickname="everyone"), "「everyone」"),
        (Author(nickname="全体成员"), "「全体成员」"),
        (Author(nickname="durov"), " durov"),
        (Author(nickname="刷单找我"), "刷＊＊"),
        (Author(nickname="加微信abc12345"), "加＊＊"),
        (Author(nickname="百 家 乐"), "百＊＊"),
        (Author(nickname="{user.id}{evidence.masked}"), "｛u＊＊＊＊｝｛e＊＊＊＊｝"),
        (Author(nickname="王" * 50), "王" * 19 + "…"),
    ],
)
def test_a_name_is_said_so_that_it_does_nothing(author, name):
    assert spoken("刷单", WARN, compiled("notices: {warn: '@{user}，您好'}"), author=author) == f"@{name}，您好"


def test_evidence_that_is_still_recognised_is_not_shown():
    program = compiled("notices: {mute: '证据：{evidence.masked}'}")
    seen = Announcer(program, sees=lambda text: "刷" in text)
    hit = Hit(rule="ad", title="广告", charter="", label="ad", severity="low", status="enforce", verdict=Level.BLOCK, score=1,
              signals=tuple(Examiner(PROGRAM).observe("刷单")))  # fmt: skip
    verdict = Verdict(level=Level.BLOCK, hits=(hit,), sanction=MUTE)
    assert seen.notice(Message("刷单"), verdict) == "证据：见案卷"
    assert Announcer(program).notice(Message("刷单"), verdict) == "证据：刷＊"


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_notice_acts_or_repeats_whatever_members_write(name, chat, text):
    said = spoken(f"{text}刷单{text}", MUTE, author=Author(id=name, nickname=name), chat=Chat(name=chat))
    assert not set(said) & set("@[]<>&{}*`~|\\#()!/")
    assert not {unicodedata.category(character) for character in said} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not Examiner(PROGRAM).find_terms(said.replace("「赌博引流」", ""))
    assert "\n" not in said
    said.encode("utf-8")


@pytest.mark.parametrize("occasion", OCCASIONS)
@given(values=st.fixed_dictionaries(dict.fromkeys(NOTICE_FIELDS, HOSTILE)))
def test_every_value_keeps_to_its_bound_and_stays_a_value(occasion, values):
    fields = [field for field in NOTICE_FIELDS.values() if occasion in field.occasions and field.name != "evidence.masked"]
    program = compiled(f"notices: {{{occasion}: '{'。'.join('{%s}' % field.name for field in fields)}'}}")  # noqa: UP031 - braces
    said = Announcer(program).say(
        occasion, {name: values[name] for name in values if NOTICE_FIELDS[name].written_by in ("member", "staff")}
    )
    for field, value in zip(fields, said.split("。"), strict=False):
        assert len(value) <= field.longest
    assert not slots(said)


def test_a_decision_about_a_case_is_told():
    announcer = Announcer(compiled("notices: {upheld: '{user}，案号 {case.id}：{reason}（{rule.charter}）'}"))
    said = announcer.say("upheld", {"user": "小林", "case.id": "c-1", "reason": "确有广告\n<b>"})
    assert said == "小林，案号 c-1：确有广告 ＜b＞"
    assert announcer.say("overturned", {"user": "小林", "case.id": "c-1"}).startswith("@小林 您好，非常抱歉，案号 c-1")
    assert announcer.say("review", {}) is None


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        ("{a}{{b}}{c}", {"a": "{b}", "c": "}}"}, "{b}{b}}}"),
        ("（{a}）「{a}」【{a}】({a})", {}, ""),
        ("（{a}{b}）", {"b": "好"}, "（好）"),
        ("@{a}", {"a": "all"}, "@ all"),
        ("@{a}", {"a": "小林"}, "@小林"),
        ("{a}", {"a": "（）"}, "（）"),
    ],
)
def test_filling_is_done_once(template, values, said):
    assert filled_notice(template, values) == said


def test_the_usual_texts_fit_every_platform_at_their_longest():
    program = compile_ruleset(load_text(RULES.replace("title: 广告引流", f"title: {'长' * 60}"))).program
    for notice in program.notices:
        longest = {field.name: "🐷" * field.longest for field in NOTICE_FIELDS.values()}
        said = filled_notice(notice.template, longest)
        assert all(platform.size(said) <= platform.most for platform in PLATFORMS.values() if platform.name != "wecom")
        assert PLATFORMS["wecom"].size(said) <= PLATFORMS["wecom"].most


def test_docs_pages_are_current():
    tool = runpy.run_path(str(ROOT / "tools" / "notices_docs.py"))
    for name in tool["HEAD"]:
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == tool["page"](name), "run tools/notices_docs.py"
