"""From a ruleset in YAML to an explained verdict, end to end."""

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from moderation import Author, Message, Moderator, RulesetError, UsageError

RULESET = Path(__file__).parent / "ruleset.yaml"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEWCOMER = Author(joined=NOW - timedelta(days=1))


@pytest.fixture(scope="module")
def moderator():
    return Moderator.load(RULESET, cache=False)


@pytest.mark.parametrize(
    ("text", "level", "label", "rules"),
    [
        ("今天下午三点开会", "pass", None, []),
        ("", "pass", None, []),
        ("带你玩百 家 乐，加V信：abc12345", "block", "gambling", ["gambling-lure", "gambling-talk"]),
        ("百家乐都是骗局，发现请举报 https://www.12377.cn", "pass", None, ["gambling-talk"]),
        ("网赌危害大", "pass", None, []),
        ("你妈是傻逼", "block", "abuse", ["insult"]),
        ("你妈喊你回家吃饭，那边有个傻逼", "pass", None, []),
        ("兼职日入800", "review", "ad", ["ad-score", "two-of-three"]),
        ("兼职日结在家可做招人 日入800", "block", "ad", ["ad-score", "two-of-three"]),
        ("哈哈哈哈哈哈哈哈哈哈哈哈哈哈", "block", "flood", ["flooding"]),
    ],
)
def test_a_text_gets_its_verdict(text, level, label, rules, moderator):
    verdict = moderator.check(text)
    assert (verdict.level, verdict.label, [hit.rule for hit in verdict.hits]) == (level, label, rules)


@pytest.mark.parametrize(
    ("message", "level"),
    [
        (Message("兼职 http://x8.example.com/r"), "review"),
        (Message("兼职 http://x8.example.com/r 日入 800", author=Author(trusted=True)), "review"),
        (Message("日结 http://x8.example.com/r 日入 800"), "block"),
        (Message("看 http://x8.example.com/r", at=NOW, author=NEWCOMER), "review"),
        (Message("大家好", author=Author(nickname="群主小号")), "review"),
        (Message("大家好", author=Author(nickname="群主", role="owner")), "pass"),
        (Message("支持", quote="带你玩百家乐，加V信：abc12345"), "pass"),
        (Message("带你玩百家乐，加V信：abc12345", kind="recall"), "pass"),
    ],
)
def test_who_wrote_a_message_and_where_counts(message, level, moderator):
    assert moderator.check(message).level == level


def test_the_evidence_is_pointed_at(moderator):
    verdict = moderator.check(Message("带你玩百 家 乐，加V信：abc12345", id="m1"))
    evidence = verdict.hits[0].signals[0]
    assert (verdict.id, evidence.start, evidence.end, evidence.text, evidence.term) == ("m1", 3, 8, "百 家 乐", "百家乐")
    assert evidence.disguise == ("separators",)
    assert verdict.to_dict()["hits"][0]["signals"][0]["text"] == "百 家 乐"
    assert verdict.ruleset.startswith("end-to-end@1#")
    assert [action.to_json() for action in verdict.actions] == ["delete", {"strike": 10}, {"alert": "群管组"}]


def test_a_verdict_explains_itself(moderator):
    told = moderator.check("兼职日结在家可做招人 日入800").explain()
    assert "结论：拦截。主要类别：广告引流" in told
    assert "（第2条 禁止广告引流）" in told
    assert "招募用语 4 + 收益承诺 3 = 7 分；4 分起复核，7 分起拦截" in told


def test_the_moderator_explains_what_would_have_changed_it(moderator):
    told = moderator.explain("带你玩百 家 乐，加V信：abc12345")
    assert "若没有「百 家 乐」" in told
    assert "规则「赌博引流」不会命中" in told


def test_the_moderator_explains_near_misses(moderator):
    told = moderator.explain("百家乐都是骗局，发现请举报 https://www.12377.cn")
    assert "「赌博引流」：属于例外：有「举报用语」。" in told
    assert "came close" in moderator.explain("你妈喊你回家", lang="en")
    assert moderator.explain("今天下午三点开会") == "结论：通过。没有发现违反群规的内容。"


def test_scan_gives_a_verdict_for_each_message_in_order(moderator):
    messages = ["网赌", Message("你妈是傻逼", id="b"), "好"]
    assert list(moderator.scan(iter(messages))) == [moderator.check(message) for message in messages]


def test_scan_reads_no_further_than_it_is_asked(moderator):
    verdicts = moderator.scan(iter(["网赌", "好"]))
    next(verdicts)
    assert next(verdicts).level == "pass"


def test_a_pickled_program_gives_the_same_verdicts(moderator):
    twin = Moderator(pickle.loads(pickle.dumps(moderator.program)))
    text = "带你玩百 家 乐，加V信：abc12345 兼职日入800"
    assert twin.program == moderator.program
    assert twin.check(text) == moderator.check(text)


@pytest.mark.parametrize("text", ["", "\ud800", "\x00", "[图片]", "好"])
def test_a_clean_text_costs_one_shared_verdict(text, moderator):
    assert moderator.check(text) is moderator.check("开会")


def test_what_cannot_be_loaded_is_refused(tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("spec: 1\nrules: [{id: x, when: nobody}]\n", encoding="utf-8")
    with pytest.raises(RulesetError) as refused:
        Moderator.load(broken, cache=False)
    assert refused.value.diagnostics
    with pytest.raises((UsageError, RulesetError)):
        Moderator.load("no-such-pack", cache=False)
