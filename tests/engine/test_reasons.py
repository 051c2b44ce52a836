"""Why a condition does not hold, in the words of the ruleset."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.engine.evaluate import evidence
from moderation.engine.reasons import Reasons
from moderation.message import Author, Message
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from moderation.wording.engine import SENTENCES

A, B, C, D = (Has(name) for name in "abcd")
TITLES = {"a": "赌博用语", "b": "联系方式", "c": "链接", "d": ""}
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MEMBER = Message("好", at=NOW, author=Author(joined=NOW - timedelta(days=9)))


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        (B, "没有「联系方式」", "no “联系方式”"),
        (D, "没有「d」", "no “d”"),
        (All((A, B, C)), "没有「联系方式」；没有「链接」", "no “联系方式”; no “链接”"),
        (AnyOf((B, C)), "以下一项也不成立：没有「联系方式」、没有「链接」", "none of these holds: no “联系方式”, no “链接”"),
        (
            AtLeast(2, (A, B, C)),
            "3 项里只有 1 项成立，要 2 项：没有「联系方式」、没有「链接」",
            "1 of 3 hold, 2 are needed: no “联系方式”, no “链接”",
        ),
        (Not(A), "属于例外：有「赌博用语」", "an exception applies: “赌博用语” is there"),
        (Not(All((A, Not(B)))), "属于例外：有「赌博用语」", "an exception applies: “赌博用语” is there"),
        (Not(Not(B)), "属于例外：没有「联系方式」", "an exception applies: no “联系方式”"),
        (
            Not(Fact("user.role", "is", "member")),
            "属于例外：满足「发言人身份是 member」",
            "an exception applies: role of the author is member",
        ),
        (Near(("a", "b"), 5), "没有「联系方式」", "no “联系方式”"),
        (Near(("a", "z"), 5), "「赌博用语」、「z」 相隔超过 5 字", "“赌博用语”, “z” are more than 5 characters apart"),
        (Fact("user.new"), "不满足「入群不满 7 天」（实际：否）", "not so: joined less than 7 days ago (actually: no)"),
        (
            Fact("chat.id", "in", ("g1", "g2")),
            "不满足「群号属于 g1、g2」（实际：未知）",
            "not so: id of the chat is one of g1, g2 (actually: unknown)",
        ),
        (
            Fact("user.joined_within", "<=", 86_400),
            "不满足「入群时长不超过 1 天」（实际：9 天）",
            "not so: time since the author joined is at most 1 days (actually: 9 days)",
        ),
        (Score(signals=("a", "b"), review=4, block=7), "只有 3 分（赌博用语 3），不到 4 分", "only 3 points (赌博用语 3), 4 are needed"),
        (
            Score(signals=("a",), bonuses=((Fact("message.chars", "<", 9), -1),), block=7),
            "只有 2 分（赌博用语 3 + 正文字数 < 9 -1），不到 7 分",
            "only 2 points (赌博用语 3 + code points of the text < 9 -1), 7 are needed",
        ),
        (Score(signals=("b",), review=4), "只有 0 分（0），不到 4 分", "only 0 points (0), 4 are needed"),
    ],
)
def test_what_is_missing_is_said(condition, zh, en, view, signal):
    seen = view(signal("a", 0, weight=3), signal("z", 50), message=MEMBER)
    assert evidence(condition, seen) is None
    told = [Reasons(lang=lang, view=seen, titles=TITLES).why_not(condition) for lang in ("zh", "en")]
    assert told == [zh, en]


def test_every_sentence_is_there_in_both_languages():
    assert all(zh and en for zh, en in SENTENCES.values())
