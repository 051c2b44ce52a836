"""Cases as people deal with them: what is decided stays decided, what was wrong is undone, nothing is ever deleted."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.errors import StoreError, UsageError
from moderation.program import Measure
from moderation.sanctions.bench import Bench
from moderation.sanctions.cases import Cases
from moderation.sanctions.history import read
from moderation.sanctions.revision import recompute
from moderation.state.memory import MemoryStore
from moderation.verdict import Level
from tests.sanctions.conftest import POLICY, FailingLedger, at_ms, hit, message, said, verdict


def climb(bench, days=(0, 1, 2), **asked):
    return [bench.sanction(message(n, days=day), verdict(**asked)).sanction.case for n, day in enumerate(days)]


def undone(outcome):
    return [(undo.case.id, undo.do) for undo in outcome.undo]


def test_overturning_takes_a_case_out_of_the_count_and_lists_what_to_undo(bench, cases):
    first, second, third = climb(bench)
    outcome = cases.overturn(first, said(days=3))
    assert undone(outcome) == [(first, "retract_warning"), (second, "unmute"), (third, "shorten_mute")]
    assert [undo.is_over for undo in outcome.undo] == [False, True, False]
    assert outcome.undo[2].until_ms == at_ms(3)
    assert bench.sanction(message(9, days=4), verdict()).sanction.count == 3


def test_what_was_listed_once_is_not_listed_again(bench, cases):
    first, second, third = climb(bench)
    cases.overturn(first, said(days=3))
    assert undone(cases.overturn(second, said(days=3))) == [(third, "unmute")]
    assert cases.find(second).state == "overturned"


def test_a_case_that_was_overturned_stays_so_when_its_message_comes_again(bench, cases):
    (first,) = climb(bench, (0,))
    cases.overturn(first, said())
    again = bench.sanction(message(0), verdict(severity="critical"))
    assert (again.is_new, again.sanction.action, again.sanction.reasons) == (False, "alert", ("overturned",))


def test_decisions_stick_against_a_replay_from_the_start(bench, cases, ledger):
    first, second, _ = climb(bench)
    cases.overturn(first, said(days=3))
    cases.uphold(second, said(days=3, why="确实违规"))
    before = [record.body for record in ledger.records()]
    replayed = Bench(ledger, community="group", policy=POLICY)
    assert [replayed.sanction(message(n, days=n), verdict()).is_new for n in range(3)] == [False] * 3
    assert [record.body for record in ledger.records()] == before


def test_an_appeal_changes_nothing_until_staff_decide(bench, cases):
    first, second, _ = climb(bench)
    cases.appeal(first, said("小林", days=3, why="我只是开玩笑"))
    assert cases.find(first).state == "appealed"
    assert bench.sanction(message(9, days=3), verdict()).sanction.count == 4
    cases.uphold(first, said(days=4))
    assert cases.find(first).state == "upheld"
    cases.appeal(second, said("小林", days=3))
    cases.overturn(second, said(days=4))
    assert cases.find(second).state == "overturned"


@pytest.mark.parametrize(("days", "late"), [(7, False), (7.001, True)])
def test_appeals_have_a_time(bench, cases, days, late):
    (case,) = climb(bench, (0,))
    if late:
        with pytest.raises(UsageError, match="申诉期已过"):
            cases.appeal(case, said("小林", days=days))
    else:
        assert cases.appeal(case, said("小林", days=days)).changed


def test_without_a_policy_there_is_no_time_and_only_the_case_itself_is_undone(bench, ledger):
    first, second, _ = climb(bench)
    bare = Cases(ledger)
    assert bare.appeal(second, said("小林", days=90)).changed
    assert undone(bare.overturn(first, said(days=2))) == [(first, "retract_warning")]


def test_what_is_decided_twice_is_entered_once(bench, cases, ledger):
    (case,) = climb(bench, (0,))
    for _ in range(2):
        cases.appeal(case, said("小林"))
    for _ in range(2):
        cases.overturn(case, said())
    assert [record.kind for record in ledger.records()] == ["offence", "appeal", "overturn"]
    with pytest.raises(UsageError):
        cases.appeal(case, said("小林"))


def test_a_second_look_can_bring_a_case_back(bench, cases):
    first, second, _ = climb(bench)
    cases.overturn(first, said(days=3))
    cases.uphold(first, said(days=4))
    assert cases.find(first).state == "upheld"
    assert bench.sanction(message(9, days=5), verdict()).sanction.count == 4
    with pytest.raises(UsageError):
        cases.appeal(first, said("小林", days=5))
    assert cases.find(second).state == "standing"


def test_a_case_that_does_not_exist_is_named(cases):
    for ask in (cases.find, lambda case: cases.overturn(case, said()), lambda case: cases.appeal(case, said())):
        with pytest.raises(UsageError, match="c-nobody") as refused:
            ask("c-nobody")
        assert "There is no case" in refused.value.sentence("en")


def test_a_report_opens_a_case_that_counts_once_staff_uphold_it(bench, cases):
    spoken = message(5, text="你等着")
    (case,) = cases.report(spoken, said("小美", why="威胁我")).cases
    assert (case.state, case.reports) == ("open", ("小美",))
    (case,) = cases.report(spoken, said("小美", why="又说一遍")).cases
    (case,) = cases.report(spoken, said("小王")).cases
    assert case.reports == ("小美", "小王")
    assert bench.sanction(message(6, days=1), verdict()).sanction.count == 1
    outcome = cases.uphold(case.id, said(days=1), strikes=2)
    assert (outcome.sanction.action, outcome.sanction.duration_s) == ("mute", 86_400)
    assert bench.sanction(message(7, days=2), verdict()).sanction.strikes == 4


def test_a_report_about_a_message_with_a_case_joins_it(bench, cases):
    (case,) = climb(bench, (0,))
    (found,) = cases.report(message(0), said("小美")).cases
    assert (found.id, found.state, found.reports) == (case, "standing", ("小美",))


def test_what_staff_dismissed_is_no_offence_for_a_later_ruleset(bench, cases):
    (case,) = cases.report(message(5), said("小美")).cases
    cases.overturn(case.id, said())
    ruling = bench.sanction(message(5), verdict(severity="critical"))
    assert (ruling.sanction.action, ruling.sanction.case) == ("alert", case.id)
    assert bench.sanction(message(6, days=1), verdict()).sanction.count == 1


def test_a_message_for_review_is_sanctioned_when_staff_uphold_it(bench, cases):
    bench.sanction(message(1), verdict())
    waits = bench.sanction(message(2, days=1), verdict(level=Level.REVIEW, strike=2)).sanction
    outcome = cases.uphold(waits.case, said(days=2))
    assert (outcome.sanction.strikes, outcome.sanction.duration_s) == (3, 7 * 86_400)
    assert cases.overturn(waits.case, said(days=3)).undo == ()


def test_recalling_a_rule_removes_its_strikes_and_leaves_those_of_others(bench, cases):
    only = bench.sanction(message(1), verdict(hit("bad", strike=2))).sanction
    both = bench.sanction(message(2, days=1), verdict(hit("bad", strike=3), hit("good", strike=1))).sanction
    other = bench.sanction(message(3, days=2, user="小美"), verdict(hit("good"))).sanction
    outcome = cases.recall_rule("bad", said(days=3))
    assert {case.id for case in outcome.cases} == {only.case, both.case}
    assert undone(outcome) == [(only.case, "unmute"), (both.case, "readmit")]
    assert outcome.undo[1].now == Measure(action="warn")
    assert cases.find(other.case).state == "standing"
    assert bench.sanction(message(4, days=3), verdict()).sanction.strikes == 2
    assert cases.recall_rule("bad", said(days=9)).changed is False


def test_recalling_one_version_leaves_the_others(bench, cases):
    old = bench.sanction(message(1), verdict(ruleset="group@1#aaa")).sanction.case
    new = bench.sanction(message(2, days=1), verdict(ruleset="group@2#bbb")).sanction.case
    assert [case.id for case in cases.recall_rule("ad", said(days=2), version="1").cases] == [old]
    assert (cases.find(old).state, cases.find(new).state) == ("recalled", "standing")
    assert cases.recall_rule("nothing", said()).cases == ()


def test_what_staff_upheld_is_not_recalled(bench, cases):
    (case,) = climb(bench, (0,))
    cases.uphold(case, said())
    cases.recall_rule("ad", said(days=2))
    assert cases.find(case).state == "upheld"
    assert bench.sanction(message(9, days=3), verdict()).sanction.count == 2


def test_where_the_platform_did_less_there_is_less_to_undo(bench, cases):
    first = bench.sanction(message(1), verdict(strike=5))
    second = bench.sanction(message(2, days=1, user="小美"), verdict(strike=5))
    bench.applied(first, None, at_ms=at_ms(0), problem="not permitted")
    bench.applied(second, Measure(action="warn"), at_ms=at_ms(1), problem="degraded")
    assert undone(cases.overturn(first.sanction.case, said(days=2))) == []
    assert undone(cases.overturn(second.sanction.case, said(days=2))) == [(second.sanction.case, "retract_warning")]


def test_erasing_a_persons_words_keeps_every_count(bench, cases, ledger):
    climb(bench)
    bench.sanction(message(8, user="小美"), verdict())
    assert cases.erase("小林") == 3
    assert cases.erase("小林") == 0
    assert [bool(record.evidence) for record in ledger.records()] == [False, False, False, True]
    assert bench.sanction(message(9, days=3), verdict()).sanction.count == 4
    assert cases.erase("小林", platform="telegram") == 0
    assert cases.erase("没有这个人") == 0


def test_every_case_is_listed_with_all_that_was_entered_about_it(bench, cases):
    first, *_ = climb(bench)
    cases.appeal(first, said("小林"))
    assert len(list(cases.every())) == 3
    assert [record.kind for record in cases.records(cases.find(first))] == ["offence", "appeal"]
    assert list(Cases(bench._ledger, community="other").every()) == []


def test_a_store_that_is_gone_is_told_to_who_decides(ledger):
    failing = FailingLedger(ledger)
    failing.down = True
    with pytest.raises(StoreError):
        Cases(failing, community="group", policy=POLICY).overturn("c-x", said())


days = st.lists(st.integers(0, 40), min_size=1, max_size=8)
strikes = st.lists(st.integers(0, 3), min_size=8, max_size=8)


@given(days, strikes)
@settings(max_examples=50, deadline=None)
def test_without_decisions_nothing_is_revised(when, cost):
    ledger = MemoryStore()
    bench = Bench(ledger, community="group", policy=POLICY)
    rulings = [bench.sanction(message(n, days=day), verdict(strike=cost[n])) for n, day in enumerate(when)]
    subject = rulings[0].offence.subject
    for policy in (POLICY, replace(POLICY, ladder=POLICY.ladder[3:])):
        assert all(revision.now == revision.given for revision in recompute(read(ledger.history(subject)), policy))


@given(days, strikes)
@settings(max_examples=50, deadline=None)
def test_overturning_all_cases_gives_the_ledger_of_no_offences(when, cost):
    ledger = MemoryStore()
    bench, cases = Bench(ledger, community="group", policy=POLICY), Cases(ledger, community="group", policy=POLICY)
    rulings = [bench.sanction(message(n, days=day), verdict(strike=cost[n])) for n, day in enumerate(when)]
    listed = [undo for ruling in rulings for undo in cases.overturn(ruling.sanction.case, said(days=50)).undo]
    revisions = recompute(read(ledger.history(rulings[0].offence.subject)), POLICY)
    assert {revision.now.action for revision in revisions} == {"alert"}
    given_any = {ruling.sanction.case for ruling in rulings if ruling.sanction.action != "alert"}
    assert {undo.case.id for undo in listed} == given_any
    fresh = Bench(MemoryStore(), community="group", policy=POLICY).sanction(message(99, days=41), verdict()).sanction
    assert bench.sanction(message(99, days=41), verdict()).sanction == fresh


@given(days, strikes, st.data())
@settings(max_examples=50, deadline=None)
def test_after_overturning_one_later_sanctions_are_as_if_it_had_never_been(when, cost, data):
    ledger = MemoryStore()
    bench, cases = Bench(ledger, community="group", policy=POLICY), Cases(ledger, community="group", policy=POLICY)
    when = sorted(when)
    rulings = [bench.sanction(message(n, days=day), verdict(strike=cost[n])) for n, day in enumerate(when)]
    gone = data.draw(st.integers(0, len(when) - 1))
    cases.overturn(rulings[gone].sanction.case, said(days=50))
    other = Bench(MemoryStore(), community="group", policy=POLICY)
    without = {n: other.sanction(message(n, days=day), verdict(strike=cost[n])).sanction for n, day in enumerate(when) if n != gone}
    revisions = recompute(read(ledger.history(rulings[0].offence.subject)), POLICY)
    assert {n: revisions[n].now for n in without} == without
