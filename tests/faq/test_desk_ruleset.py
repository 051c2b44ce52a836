"""The issue's scenarios from a ruleset's text to the verdict: nothing between what operators write and what the chat reads."""

from datetime import datetime

import pytest

from moderation.compile.assemble import compile_ruleset
from moderation.faq.queue import Queue
from moderation.message import BEIJING, Author, Chat, Message
from moderation.moderator import Moderator
from moderation.ruleset import load_text
from moderation.state.memory import MemoryStore

RULESET = """
spec: 1
ruleset: {id: study-group}
extends: [service]
terms: {ads: {terms: [代退, 加薇信]}}
rules:
  - {id: ad, label: ad, when: ads, verdict: block, tests: {match: [代退], pass: [早]}}
faq:
  hours: {open: "09:00-21:00", outside: "@{user} 您好，现在是非服务时间，您的问题我们会在明天 {next_open} 统一回复。"}
  reply: "@{user} 您好，{answer}"
  entries:
    - {id: F01, question: 怎么退款, answer: 在订单里点退款, variants: [如何申请退款, 钱怎么退]}
    - {id: F02, question: 几点开课, answer: 晚上八点}
"""


@pytest.fixture(scope="module")
def program():
    compiled = compile_ruleset(load_text(RULESET))
    assert [str(each) for each in compiled.diagnostics] == []
    return compiled.program


@pytest.fixture
def group(program):
    store = MemoryStore()
    moderator, queue = Moderator(program, store=store), Queue(store, "study-group")
    said = []

    def say(text, at, who="小林", role="member", **more):
        said.append(text)
        hour, minute, second = (*map(int, at.split(":")), 0)[:3]
        message = Message(
            text, id=str(len(said)), author=Author(id=who, nickname=who, role=role), chat=Chat(id="g1"),
            at=datetime(2026, 11, 23, hour, minute, second, tzinfo=BEIJING), **more,
        )  # fmt: skip
        verdict = moderator.check(message)
        queue.hear(message, verdict.route, entry=verdict.answer.entry if verdict.answer else "")
        return verdict

    say.queue = queue
    return say


def test_a_question_just_before_closing_and_just_after(group):
    assert group("请问怎么退款呀", "20:59").answer.text == "@小林 您好，在订单里点退款"
    late = group("几点开课", "21:01", who="小王")
    assert late.answer.text == "@小王 您好，现在是非服务时间，您的问题我们会在明天 09:00 统一回复。"
    assert [ticket.text for ticket in group.queue.waiting()] == ["几点开课"]


def test_one_question_three_times_in_a_minute_by_three_members(group):
    answers = [group("怎么退款", at, who=who).answer for who, at in (("甲", "10:00:00"), ("乙", "10:00:20"), ("丙", "10:00:55"))]
    assert [answer is not None for answer in answers] == [True, False, False]
    assert group("怎么退款", "10:02:00", who="丁").answer is not None


def test_a_question_that_contains_an_ad(group):
    verdict = group("怎么退款？加薇信 abc12345 代退", "10:00")
    assert (verdict.level.value, verdict.answer, verdict.route) == ("block", None, None)
    assert group("怎么退款", "10:01", who="小王").answer is not None


def test_a_complaint(group):
    verdict = group("我要投诉，退款没到账", "10:00")
    assert (verdict.route.id, verdict.route.to, verdict.route.priority) == ("complaint", "客服", "urgent")
    assert verdict.route.reply.startswith("@小林 非常抱歉")
    assert "私信" in verdict.route.reply
    assert verdict.answer is None or verdict.answer.decision == "suggest"
    group("上周三下的单", "10:01")
    (ticket,) = group.queue.waiting()
    assert ticket.notes == ("上周三下的单",)


def test_a_price_question_while_staff_are_busy(group):
    group("作业今晚交", "14:00", who="老师", role="admin")
    verdict = group("会员多少钱一年", "14:00:20")
    assert (verdict.answer, verdict.route.id, verdict.route.to) == (None, "price", "销售")
    due_ms = verdict.route.due_ms
    assert group.queue.overdue(due_ms) == ()
    assert [ticket.text for ticket in group.queue.overdue(due_ms + 1)] == ["会员多少钱一年"]
    group("399 一年", "14:30", who="老师", role="admin", quote="会员多少钱一年")
    assert group.queue.overdue(due_ms + 1) == ()


@pytest.mark.parametrize("text", ["大家早上好", "哈哈哈哈", "收到，谢谢老师", "今天好冷呀", "[图片]", "中午吃什么", "？？？", "1"])
def test_most_chat_gets_silence(group, text):
    verdict = group(text, "10:00")
    assert (verdict.answer, verdict.route) == (None, None)
