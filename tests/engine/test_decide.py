"""What the rules come to together: the worst enforced hit decides, shadow hits only stand beside it."""

import itertools

import pytest

from moderation.engine.decide import Judge, decide, judge
from moderation.message import Message
from moderation.program import All, AnyOf, Fact, Has, Not, Score, SignalInfo
from moderation.verdict import Action, Level

MESSAGE = Message("好", id="m1")
DELETE = Action(name="delete")


@pytest.fixture(scope="session")
def verdict(program):
    def of(rules, *signals, **values):
        return Judge(program(*rules, **values)).verdict(MESSAGE, signals)

    return of


def test_nothing_observed_passes(verdict, rule):
    passed = verdict([rule("r", Has("a"))])
    assert passed.to_dict() == {
        "id": "m1", "verdict": "pass", "label": None, "labels": {}, "score": 0, "hits": [], "actions": [],
        "sanction": None, "notice": None, "answer": None, "route": None, "ruleset": "test@1#0123456789ab",
    }  # fmt: skip


def test_the_verdict_reads_as_documented(verdict, rule, signal):
    lure = rule("lure", All((Has("a"), Has("b"))), label="gambling", actions=(DELETE, Action(name="strike", value=10)))
    found = verdict([lure], signal("a", 0, weight=6), signal("b", 4, 7, term="abc", weight=6, disguise=("separators",), evasive=True))
    assert found.to_dict() == {
        "id": "m1", "verdict": "block", "label": "gambling", "labels": {"gambling": 12}, "score": 12,
        "hits": [
            {
                "rule": "lure", "label": "gambling", "status": "enforce", "verdict": "block", "score": 12,
                "signals": [
                    {"signal": "a", "term": "a", "start": 0, "end": 2, "text": "a", "disguise": []},
                    {"signal": "b", "term": "abc", "start": 4, "end": 7, "text": "abc", "disguise": ["separators"]},
                ],
            },
        ],
        "actions": ["delete", {"strike": 10}],
        "sanction": None, "notice": None, "answer": None, "route": None, "ruleset": "test@1#0123456789ab",
    }  # fmt: skip


def test_the_worst_enforced_hit_decides(verdict, rule, signal):
    rules = [
        rule("mild", Has("a"), verdict=Level.REVIEW, label="ad", actions=(Action(name="alert", value="群管组"),)),
        rule("hard", Has("b"), label="fraud", actions=(DELETE,)),
        rule("silent", Has("b"), label="porn", status="shadow", actions=(Action(name="warn"),)),
    ]
    found = verdict(rules, signal("a", 0, weight=50), signal("b", 3))
    assert (found.level, found.label, found.actions) == ("block", "fraud", (DELETE,))
    assert found.labels == (("ad", 50), ("fraud", 1))
    assert found.score == 50
    assert [hit.rule for hit in found.hits] == ["hard", "mild", "silent"]


@pytest.mark.parametrize(
    ("hits", "label"),
    [
        ([("ad", 3, "low"), ("porn", 2, "critical")], "ad"),
        ([("ad", 2, "low"), ("porn", 2, "high")], "porn"),
        ([("porn", 2, "low"), ("ad", 2, "low")], "ad"),
        ([("porn", 2, "low"), ("ad", 3, "low"), ("porn", 2, "low")], "porn"),
        ([("porn", 0, "low")], "porn"),
    ],
)
def test_the_label_has_the_most_points_then_the_severest_then_the_first_name(hits, label, verdict, rule, signal):
    rules = [rule(f"r{n}", Has(f"s{n}"), label=name, severity=severity) for n, (name, _, severity) in enumerate(hits)]
    signals = [signal(f"s{n}", n, weight=points) for n, (_, points, _) in enumerate(hits)]
    assert verdict(rules, *signals, signals=[seen.signal for seen in signals]).label == label


def test_the_order_of_hits_cannot_matter(rule, view, signal):
    seen = view(signal("a", 0), signal("b", 2, weight=3), signal("c", 4, weight=3))
    rules = [rule(name, Has(name), label=label) for name, label in (("a", "ad"), ("b", "porn"), ("c", "fraud"))]
    hits = [judge(each, seen) for each in rules]
    assert len({decide(order) for order in itertools.permutations(hits)}) == 1


def test_equal_actions_are_asked_for_once(verdict, rule, signal):
    strike = [Action(name="strike", value=points) for points in (1, 5)]
    rules = [rule("a", Has("a"), actions=(DELETE, strike[0])), rule("b", Has("a"), actions=(DELETE, strike[1]))]
    assert verdict(rules, signal("a")).actions == (DELETE, *strike)


SCORE = Score(signals=("a", "b"), review=4, block=7)


@pytest.mark.parametrize("when", [SCORE, All((SCORE, Not(Fact("user.trusted"))))])
def test_a_score_rule_takes_its_level_from_its_points(when, verdict, rule, signal):
    hits = [verdict([rule("r", when)], signal("a", weight=weight)).hits for weight in (3, 4, 6, 7)]
    assert [[(hit.verdict, hit.score) for hit in found] for found in hits] == [[], [("review", 4)], [("review", 6)], [("block", 7)]]


@pytest.mark.parametrize(
    ("fields", "hits"),
    [(None, ["text", "nickname"]), (("nickname",), ["nickname"]), (("quote", "text"), ["text", "quote"])],
)
def test_a_rule_reads_its_own_fields_else_those_of_each_signal(fields, hits, verdict, rule, signal):
    infos = [SignalInfo(name="a", title="甲"), SignalInfo(name="b", title="乙", fields=("nickname",))]
    seen = [signal(name, field=field) for field in ("text", "quote", "nickname") for name in "ab"]
    found = verdict([rule("r", AnyOf((Has("a"), Has("b"))), fields=fields)], *seen, signals=infos)
    assert list(dict.fromkeys(evidence.field for evidence in found.hits[0].signals)) == hits


def test_a_rule_without_triggers_is_always_asked(verdict, rule, signal):
    rules = [rule("short", Fact("message.chars", "<", 5)), rule("lure", Has("a"), triggers=("a",))]
    assert [hit.rule for hit in verdict(rules).hits] == ["short"]
    assert [hit.rule for hit in verdict(rules, signal("a")).hits] == ["lure", "short"]


def test_a_rule_whose_triggers_are_missing_is_not_asked(program, rule, signal):
    asked = Judge(program(rule("lure", Has("a"), triggers=("a",)), rule("other", Has("b"), triggers=("b", "c"))))
    assert [each.id for each, _ in asked.views(MESSAGE, [signal("c")])] == ["other"]


@pytest.mark.parametrize(("triggers", "needs"), [(("a",), True), (None, False)])
def test_a_judge_knows_whether_it_needs_signals(triggers, needs, program, rule):
    assert Judge(program(rule("r", Has("a"), triggers=triggers))).needs_signals is needs
