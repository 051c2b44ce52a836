"""Mining: what is asked again and again becomes one proposal, chat does not, and staff's own answers come with it."""

from datetime import datetime, timedelta

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.faq.gaps import Gaps
from moderation.faq.mining import Miner
from moderation.faq.mining_page import page, proposal_to_dict
from moderation.faq.mining_stars import neighbours, stars
from moderation.faq.mining_talk import talk_of
from moderation.message import BEIJING, Author, Chat, Message
from moderation.program import Hours

START = datetime(2026, 11, 23, 10, tzinfo=BEIJING)
REFUND = ["怎么退款", "请问怎么退款？", "如何退款呀", "怎么退款啊啊", "退款怎么退"]
OPEN = ["几点开门", "你们几点开门呀", "请问几点开门？"]
CHAT = ["早上好", "哈哈哈哈哈", "收到，谢谢老师", "今天天气真不错", "晚安各位", "中午吃了火锅", "下雨了记得带伞", "周末一起爬山去"] * 4


def archive(*lines, gap_s=60):
    """Messages a minute apart; `老师：` before a text says who speaks, `老师>…：` what is quoted."""
    for number, line in enumerate(lines):
        who, _, text = line.rpartition("：") if "：" in line[:12] else ("", "", line)
        name, _, quote = who.partition(">")
        author = Author(id=name or f"u{number}", nickname=name or f"u{number}")
        yield Message(text, id=str(number), author=author, chat=Chat(id="g1"), at=START + timedelta(seconds=number * gap_s), quote=quote)


def test_paraphrases_become_one_proposal_and_chat_none():
    found = Miner().mine(archive(*REFUND, *CHAT, *OPEN))
    assert [(proposal.count, proposal.askers) for proposal in found] == [(5, 5), (3, 3)]
    assert {found[0].question, *found[0].variants} == set(REFUND)
    assert {found[1].question, *found[1].variants} == set(OPEN)
    assert (found[0].first_ms, found[0].last_ms) == tuple(int((START + timedelta(minutes=at)).timestamp() * 1000) for at in (0, 4))


@pytest.mark.parametrize(
    "others",
    [["怎么开通会员", "如何开通会员", "怎么关闭会员", "如何关闭会员"], ["为什么不能退款", "为什么退款失败", "多久能退款", "退款多久到账"]],
)
def test_opposite_and_different_questions_stay_apart(others):
    found = Miner(at_least=2).mine(archive(*others))
    assert all(len({proposal.question, *proposal.variants}) <= 2 for proposal in found)


def test_what_is_rare_or_covered_is_left_out():
    assert Miner(at_least=6).mine(archive(*REFUND)) == ()
    assert Miner(covered=lambda text: "退款" in text).mine(archive(*REFUND, *OPEN))[0].question in OPEN


def test_the_answers_of_staff_come_with_the_question():
    lines = [
        "怎么退款",
        "老师：@u0 您好，在订单里点退款",
        "请问怎么退款？",
        "哈哈",
        "老师：在订单里点退款",
        "如何退款呀",
        "老师>如何退款呀：三天到账",
    ]
    (proposal,) = Miner(staff={"老师"}).mine(archive(*lines))
    assert proposal.answers == (("在订单里点退款", 2), ("三天到账", 1))


def test_a_reply_to_somebody_else_is_no_answer():
    lines = ["怎么退款", "几点开门", "老师>几点开门：九点开门的哦", "如何退款", "老师：@u9 明天再说吧", "请问怎么退款"]
    (proposal,) = Miner(staff={"老师"}).mine(archive(*lines))
    assert proposal.answers == ()


def test_the_page_is_yaml_whatever_members_write():
    hostile = ['怎么退款"：- [x]', "怎么退款\n# {a: b}", "怎么退款\u202e\x00\x85\u2028？", "怎么退款\ud800", "怎么退款 🐷 &a *b !c"]
    text = page(Miner(at_least=2).mine(archive(*hostile)), archive="群\n.jsonl")
    entries = yaml.safe_load(text)["entries"]
    assert entries
    assert all(entry["question"] and entry["answer"] == "" for entry in entries)
    assert "2026-11-23 到 2026-11-23" in text
    assert yaml.safe_load(page(())) == {"entries": []}


def test_a_proposal_as_json_values():
    (proposal,) = Miner().mine(archive(*REFUND))
    assert proposal_to_dict(proposal)["first"] == "2026-11-23"


def test_an_archive_without_times_names_or_words_gives_nothing():
    assert Miner().mine([Message(""), Message("\ud800" * 50), Message("？" * 5), Message("a" * 1_000_000)]) == ()


def test_a_star_is_near_its_middle_and_no_chain():
    texts = [{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "e"}, {"x"}]
    near = neighbours(texts, 0.3, lambda *_: True)
    assert near == ([1], [0, 2], [1, 3], [2], [])
    assert stars(near, [1] * 5) == [[1, 0, 2]]
    assert stars(near, [1, 1, 1, 1, 2]) == [[1, 0, 2], [4]]


@settings(max_examples=50)
@given(st.lists(st.sets(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=1), max_size=12))
def test_neighbours_are_mutual_and_stars_share_nothing(texts):
    near = neighbours(texts, 0.5, lambda *_: True)
    assert all(one in near[other] for one, others in enumerate(near) for other in others)
    clusters = stars(near, [1] * len(texts))
    members = [place for cluster in clusters for place in cluster]
    assert len(members) == len(set(members))
    assert all(other in near[middle] for middle, *rest in clusters for other in rest)


def test_who_is_staff_is_told_by_role_account_or_name():
    messages = [
        Message("一", author=Author(id="1", role="admin")), Message("二", author=Author(id="2")), Message("三", author=Author(card="老师")),
        Message("四", author=Author(id="4")), Message("五", author=Author(id="5", role="bot")),
    ]  # fmt: skip
    (talk,) = talk_of(messages, {"2", "老师"})
    assert [said.staff for said in talk.said] == [True, True, True, False]


@pytest.mark.parametrize(
    ("lines", "gaps"),
    [
        (["怎么退款？", "哈哈", "老师：在订单里点退款"], []),
        (["怎么退款？", *["哈哈"] * 12, "老师：在订单里点退款"], [(180,)]),
        (["怎么退款？", "哈哈"], [(None,)]),
        (["怎么退款？", "几点开门？", "老师：九点"], [(None,)]),
        (["怎么退款？", "几点开门？", "老师>怎么退款？：在订单里"], [(None,)]),
        (["老师：怎么退款？", "哈哈"], []),
        (["早上好"], []),
    ],
)
def test_a_gap_is_a_question_that_staff_did_not_answer_in_time(lines, gaps):
    report = Gaps(within_s=600, staff={"老师"}).find(archive(*lines))
    assert [(gap.late_s,) for gap in report.gaps] == gaps
    assert report.never == sum(late is None for (late,) in gaps)


def test_a_promise_runs_only_in_service_hours():
    hours = Hours(spans=((540, 605),))
    lines = ["怎么退款？", *["哈哈"] * 30, "老师：在订单里"]
    assert Gaps(within_s=600, staff={"老师"}, hours=hours).find(archive(*lines)).gaps == ()
    assert len(Gaps(within_s=600, staff={"老师"}).find(archive(*lines)).gaps) == 1
    assert Gaps(asks=lambda _: False).find(archive(*lines)).questions == 0
