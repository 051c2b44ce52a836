"""A moderator with a store remembers, counts once, and goes on when the store does not."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from moderation import Author, Chat, Level, Message, Moderator, open_store
from moderation.compile.assemble import compile_ruleset
from moderation.errors import StoreError
from moderation.faq.queue import Queue
from moderation.ruleset.loading import load_text
from moderation.state.memory import MemoryStore

START = datetime(2026, 11, 21, 3, tzinfo=UTC)
RULESET = {
    "spec": 1,
    "ruleset": {"id": "group", "charter": ["第1条 不发广告"]},
    "terms": {"ad": {"title": "广告", "terms": ["兼职日结"]}, "price": {"terms": ["多少钱"]}},
    "behaviors": {"flood": {"title": "刷屏", "count": "message", "by": ["chat", "user"], "window": "10s", "at_least": 3}},
    "rules": [
        {"id": "ad", "title": "广告", "charter": "第1条", "label": "ad", "severity": "medium", "when": "ad", "verdict": "block",
         "actions": ["delete", {"strike": 1}], "tests": {"match": ["兼职日结"], "pass": ["早"]}},
        {"id": "flood", "title": "刷屏", "charter": "第1条", "label": "flood", "severity": "low", "when": "flood", "verdict": "review"},
    ],
    "policy": {
        "ladder": [{"at": 1, "do": "warn"}, {"at": 2, "do": {"mute": "1d"}}, {"at": 3, "do": "kick"}],
        "breaker": {"hit_rate": "50%", "min_hits": 4, "window": "1h", "then": "shadow"},
    },
    "faq": {
        "entries": [{"id": "F1", "question": "怎么报名", "answer": "点群公告里的链接。"}],
        "route": [{"id": "price", "title": "咨询价格", "when": {"any": ["price"]}, "to": "销售", "priority": "high", "within": "10m"}],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def program():
    compiled = compile_ruleset(load_text(yaml.safe_dump(RULESET, allow_unicode=True, sort_keys=False)))
    assert compiled.program is not None, [str(one) for one in compiled.diagnostics]
    return compiled.program


def said(text, number, *, minutes=0, user="u1", **values):
    at = START + timedelta(minutes=minutes)
    return Message(text, id=str(number), platform="qq", chat=Chat(id="g1"), author=Author(id=user, nickname="小林"), at=at, **values)


class Gone(MemoryStore):
    """A store that can be out of reach."""

    reachable = True

    def _reached(self):
        if not self.reachable:
            raise StoreError("断了。", "gone.")

    def observe(self, *arguments):
        self._reached()
        return super().observe(*arguments)

    def append(self, *arguments, **options):
        self._reached()
        return super().append(*arguments, **options)

    def history(self, *arguments):
        self._reached()
        return super().history(*arguments)


def test_offences_climb_the_ladder_and_are_told(program):
    moderator = Moderator(program, store=open_store("memory://"))
    verdicts = [moderator.check(said("兼职日结", number, minutes=60 * number)) for number in range(3)]
    assert [verdict.sanction.action for verdict in verdicts] == ["warn", "mute", "kick"]
    assert verdicts[1].sanction.duration_s == 86_400
    assert all(verdict.notice and "兼职日结" not in verdict.notice for verdict in verdicts)


def test_what_comes_twice_is_judged_once(program):
    moderator = Moderator(program, store=open_store("memory://"))
    first, again = (moderator.check(said("兼职日结", 1)) for _ in range(2))
    assert (first.repeated, again.repeated) == (False, True)
    assert first.sanction == again.sanction
    assert moderator.check(said("兼职日结", 2, minutes=5)).sanction.count == 2


def test_an_edit_brings_an_advertisement_in_but_no_flood(program):
    moderator = Moderator(program, store=open_store("memory://"))
    for number in range(2):
        moderator.check(said("早上好呀", number))
    assert moderator.check(said("早上好呀呀", 1, edited=True)).level is Level.PASS
    assert moderator.check(said("兼职日结", 1, edited=True)).level is Level.BLOCK


def test_an_edit_that_brings_an_advertisement_in_is_news_without_a_policy_too():
    bare = {key: value for key, value in RULESET.items() if key not in ("policy", "faq")}
    moderator = Moderator(compile_ruleset(load_text(yaml.safe_dump(bare, allow_unicode=True))).program, store=open_store("memory://"))
    seen = [moderator.check(said(text, 1, edited=edited)) for text, edited in (("早", False), ("早", False), ("兼职日结", True))]
    assert [(verdict.level, verdict.repeated) for verdict in seen] == [(Level.PASS, False), (Level.PASS, True), (Level.BLOCK, False)]


def test_a_flood_names_its_messages(program):
    moderator = Moderator(program, store=open_store("memory://"))
    verdicts = [moderator.check(said(text, number)) for number, text in enumerate(["在吗", "有人吗", "人呢"])]
    assert [verdict.level for verdict in verdicts] == [Level.PASS, Level.PASS, Level.REVIEW]
    assert verdicts[2].hits[0].signals[0].messages == ("qq|g1|0", "qq|g1|1", "qq|g1|2")


def test_a_rule_that_hits_too_much_is_put_in_shadow(program):
    moderator = Moderator(program, store=open_store("memory://"))
    verdicts = [moderator.check(said("兼职日结", number, minutes=number, user=f"u{number}")) for number in range(6)]
    assert [verdict.level for verdict in verdicts[:3]] == [Level.BLOCK] * 3
    assert verdicts[5].level is Level.PASS
    assert [hit.status for hit in verdicts[5].hits] == ["shadow"]


def test_without_its_store_nobody_is_punished_and_nothing_is_lost(program):
    store = Gone()
    moderator = Moderator(program, store=store)
    store.reachable = False
    away = moderator.check(said("兼职日结", 1))
    assert (away.level, away.sanction.action) == (Level.BLOCK, "undecided")
    store.reachable = True
    back = moderator.check(said("兼职日结", 2, minutes=5))
    assert back.sanction.count == 2  # the first one was entered meanwhile


def test_a_message_without_time_is_judged_and_left_to_staff(program):
    moderator = Moderator(program, store=open_store("memory://"))
    verdict = moderator.check("兼职日结")
    assert verdict.level is Level.BLOCK
    assert verdict.sanction.action in ("alert", "undecided")


def test_questions_are_answered_and_prices_go_to_a_person(program):
    moderator = Moderator(program, store=open_store("memory://"))
    answered = moderator.check(said("请问怎么报名？", 1))
    assert (answered.answer.entry, answered.answer.decision) == ("F1", "answer")
    routed = moderator.check(said("多少钱一个月", 2, minutes=1))
    assert (routed.route.id, routed.route.to, routed.route.due_ms) == ("price", "销售", said("", 0, minutes=11).at_ms)
    assert [ticket.user for ticket in Queue(moderator.store, "group").waiting()] == ["u1"]
    assert moderator.check(said("怎么报名 兼职日结", 3, minutes=9)).answer is None


def test_an_answer_is_not_given_twice_for_one_message(program):
    moderator = Moderator(program, store=open_store("memory://"))
    verdicts = [moderator.check(said("怎么报名", 1)) for _ in range(2)]
    assert [verdict.repeated for verdict in verdicts] == [False, True]


def test_awaiting_gives_the_same_verdict(program):
    plain, awaited = (Moderator(program, store=open_store("memory://")) for _ in range(2))
    assert asyncio.run(awaited.acheck(said("兼职日结", 1))) == plain.check(said("兼职日结", 1))


def test_a_later_message_changes_no_earlier_verdict(program):
    texts = ["早", "兼职日结", "多少钱", "怎么报名", "兼职日结", "在吗"]
    messages = [said(text, number, minutes=number, user=f"u{number % 2}") for number, text in enumerate(texts)]
    moderator = Moderator(program, store=open_store("memory://"))
    whole = [moderator.check(message) for message in messages]
    for number in range(1, len(messages)):
        shorter = Moderator(program, store=open_store("memory://"))
        assert [shorter.check(message) for message in messages[:number]] == whole[:number]
