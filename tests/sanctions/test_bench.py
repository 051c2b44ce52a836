"""Verdicts become sanctions once each, whoever else is at it; a ledger out of reach sanctions nobody and loses nothing."""

import json
import random
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.program import Adjustment, Fact, LabelIs, Measure
from moderation.sanctions.backlog import Backlog
from moderation.sanctions.bench import Bench
from moderation.sanctions.history import read
from moderation.sanctions.offence import case_id
from moderation.state.memory import MemoryStore
from moderation.verdict import Action, Level, Verdict
from tests.sanctions.conftest import POLICY, FailingLedger, at_ms, hit, message, verdict

FORBIDDEN = "带你玩百 家 乐\ud800\u202e\x00加V❤信：abc12345 שלום"


def named(bench, ledger=None):
    return Bench(ledger or MemoryStore(), community="group", policy=bench)


def test_the_same_member_climbs_the_ladder_and_others_do_not(bench):
    given = [bench.sanction(message(n, days=n), verdict()).sanction for n in range(5)]
    assert [(one.action, one.duration_s) for one in given] == [
        ("warn", None), ("mute", 86_400), ("mute", 7 * 86_400), ("mute", 15 * 86_400), ("kick", None),
    ]  # fmt: skip
    assert bench.sanction(message(9, days=5, user="小美"), verdict()).sanction.action == "warn"


def test_a_message_that_comes_twice_gets_what_was_decided_and_is_not_new(bench, ledger):
    first = bench.sanction(message(1), verdict())
    bench.sanction(message(2, days=1), verdict())
    again = bench.sanction(message(1), verdict())
    assert (first.is_new, again.is_new, again.sanction) == (True, False, first.sanction)
    assert len(list(ledger.records())) == 2


def test_an_edit_of_a_message_that_has_a_case_changes_nothing(bench):
    first = bench.sanction(message(1), verdict(strike=1))
    edited = bench.sanction(message(1, text="更坏的话", edited=True), verdict(strike=9, severity="critical"))
    assert (edited.is_new, edited.sanction) == (False, first.sanction)


def test_case_ids_are_the_same_in_any_replay_and_other_in_another_community(bench):
    given = bench.sanction(message(1), verdict()).sanction
    assert given.case == case_id("group", "qq|g1|1")
    assert given.case != case_id("other", "qq|g1|1")
    assert len(given.case) == 12


def test_an_offence_that_comes_in_late_does_not_count_what_came_after_it(bench, ledger):
    later = bench.sanction(message(2, days=5), verdict())
    earlier = bench.sanction(message(1, days=1), verdict())
    assert (later.sanction.count, earlier.sanction.count) == (1, 1)
    recorded = read(ledger.history(later.offence.subject)).case(later.sanction.case).offence.sanction
    assert recorded == later.sanction
    assert bench.sanction(message(3, days=6), verdict()).sanction.count == 3


def test_only_the_rules_that_decided_are_broken(bench):
    hits = (hit("a", strike=2), hit("b", strike=5), hit("c", strike=9, level=Level.REVIEW), hit("d", strike=9, status="shadow"))
    offence = bench.sanction(message(1), verdict(*hits)).offence
    assert ([broken.rule for broken in offence.rules], offence.strikes) == (["a", "b"], 5)


def test_adjustments_that_the_engine_saw_are_entered_with_the_offence():
    young = Adjustment(when=Fact("user.joined_within", "<=", 86_400), strike=1, written="user.joined_within 24h")
    other = Adjustment(when=Fact("disguised"), strike=5, written="disguised")
    minors = Adjustment(when=LabelIs(("minors",)), strike=2, written="label is minors")
    bench = named(replace(POLICY, aggravate=(young, other, minors)))
    given = bench.sanction(message(1), verdict(label="minors"), [young]).sanction
    assert (given.strikes, given.reasons) == (4, ("user.joined_within 24h", "label is minors"))


def test_the_body_holds_nobodys_words_and_the_evidence_all_of_them(bench, ledger):
    spoken = replace(message(1, text=FORBIDDEN), quote="别人的话")
    bench.sanction(spoken, verdict(hit(text=FORBIDDEN)))
    (record,) = ledger.records()
    assert not any(word in record.body for word in ("百", "abc12345", "加我微信", "别人的话"))
    evidence = json.loads(record.evidence)
    assert evidence["text"] == FORBIDDEN
    assert evidence["hits"][0]["signals"][0]["text"] == FORBIDDEN
    record.evidence.encode("utf-8")


def test_evidence_is_bounded_however_much_was_said(bench, ledger):
    signal = hit().signals[0]
    flood = replace(hit(), signals=(replace(signal, text="赌" * 100_000),) * 1_000)
    bench.sanction(message(1, text="赌" * 1_000_000), verdict(flood))
    (record,) = ledger.records()
    assert len(record.evidence) < 2_100_000


def test_strikes_are_counted_by_chat_where_the_policy_says_so():
    by_chat = named(replace(POLICY, strikes=replace(POLICY.strikes, by=("chat", "user"))))
    given = [by_chat.sanction(message(n, chat=chat), verdict()).sanction.count for n, chat in enumerate(["g1", "g2", "g1"])]
    assert given == [1, 1, 2]
    everywhere = named(POLICY)
    assert [everywhere.sanction(message(n, chat=chat), verdict()).sanction.count for n, chat in enumerate(["g1", "g2"])] == [1, 2]


@pytest.mark.parametrize(("user", "at"), [("", True), ("小林", False), ("", False)])
def test_without_author_or_time_there_is_a_case_but_no_sanction(bench, ledger, user, at):
    spoken = message(1, user=user)
    for n in range(3):
        ruling = bench.sanction(replace(spoken, id=str(n), at=spoken.at if at else None), verdict(severity="critical"))
        assert ruling.sanction.action == "alert"
    assert len(list(ledger.records())) == 3
    assert bench.sanction(message(9), verdict()).sanction.count == 1


def test_a_message_without_an_id_is_known_by_what_it_is(bench):
    spoken = replace(message(1), id=None)
    assert [bench.sanction(one, verdict()).is_new for one in (spoken, spoken, replace(spoken, text="别的"))] == [True, False, True]


def test_taking_a_message_back_is_entered_once_and_only_for_its_author(bench, ledger):
    bench.sanction(message(1), verdict())
    recall = message(1, days=0.001, kind="recall", text="")
    assert bench.taken_back(replace(recall, author=replace(recall.author, id="小美"))) is False
    assert bench.taken_back(recall) is bench.taken_back(recall) is True
    assert bench.taken_back(message(7, kind="recall")) is False
    assert [record.kind for record in ledger.records()] == ["offence", "taken_back"]


def test_what_the_platform_made_of_it_is_entered(bench, cases):
    ruling = bench.sanction(message(1), verdict(strike=2))
    bench.applied(ruling, None, at_ms=at_ms(0), problem="not permitted")
    bench.applied(ruling, Measure(action="warn"), at_ms=at_ms(0.1))
    first, second = cases.find(ruling.sanction.case).applied
    assert (first.requested, first.done, first.problem) == (Measure(action="mute", duration_s=86_400), None, "not permitted")
    assert second.done == Measure(action="warn")


class Late:
    """A ledger in which another process is faster, once, with message 1."""

    def __init__(self, ledger):
        self.ledger, self.others = ledger, []

    def __getattr__(self, name):
        return getattr(self.ledger, name)

    def append(self, record, *, after=None):
        if not self.others:
            self.others.append(None)  # the other one is not late itself
            self.others[0] = Bench(self.ledger, community="group", policy=POLICY).sanction(message(1), verdict())
        return self.ledger.append(record, after=after)


def test_of_two_processes_only_one_can_see_a_first_offence(ledger):
    late = Bench(Late(ledger), community="group", policy=POLICY).sanction(message(2), verdict())
    assert (late.sanction.count, late.sanction.action, late.is_new) == (2, "mute", True)


def test_of_two_processes_with_the_same_message_only_one_acts(ledger):
    faster = Late(ledger)
    late = Bench(faster, community="group", policy=POLICY).sanction(message(1), verdict())
    assert (late.sanction.count, late.is_new, faster.others[0].is_new) == (1, False, True)


def test_threads_count_every_offence_once_and_give_every_sanction_once(ledger):
    benches = [Bench(ledger, community="group", policy=POLICY) for _ in range(2)]
    rulings = []

    def work(seed):
        order = random.Random(seed)
        for n in order.sample(range(60), 60):
            rulings.append(benches[seed % 2].sanction(message(n, user=f"u{n % 3}"), verdict()))  # noqa: PERF401 - as it happens

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    new = [ruling for ruling in rulings if ruling.is_new]
    assert (len(rulings), len(new)) == (240, 60)
    for user in range(3):
        counts = sorted(ruling.sanction.count for ruling in new if ruling.offence.user == f"u{user}")
        assert counts == list(range(1, 21))


def test_a_store_that_is_gone_punishes_nobody_and_loses_nothing():
    ledger = FailingLedger(MemoryStore())
    bench = named(POLICY, ledger)
    bench.sanction(message(1), verdict())
    ledger.down = True
    rulings = [bench.sanction(message(n), verdict(severity="critical")) for n in (2, 3, 2)]
    assert [ruling.sanction.action for ruling in rulings] == ["undecided"] * 3
    assert [ruling.is_new for ruling in rulings] == [True, True, False]
    assert {ruling.sanction.alert for ruling in rulings} == {"群管组"}
    ledger.down = False
    assert bench.sanction(message(4, days=1), verdict()).sanction.count == 4
    assert [record.kind for record in ledger.records()] == ["offence"] * 4
    assert bench.sanction(message(2), verdict()).is_new is False


def test_a_message_that_was_decided_before_the_outage_is_entered_once():
    ledger = FailingLedger(MemoryStore())
    bench = named(POLICY, ledger)
    before = bench.sanction(message(1), verdict())
    ledger.down = True
    assert bench.sanction(message(1), verdict()).sanction.action == "undecided"
    ledger.down = False
    assert bench.flush() == 0
    assert bench.sanction(message(1), verdict()).sanction == before.sanction
    assert len(list(ledger.records())) == 1


@pytest.mark.parametrize("asked", [{"role": "admin"}, {"user": ""}])
def test_what_needs_no_ledger_is_decided_without_one(asked):
    ledger = FailingLedger(MemoryStore())
    ledger.down = True
    assert named(POLICY, ledger).sanction(message(1, **asked), verdict()).sanction.action == "alert"


def test_taking_back_and_platform_results_wait_for_the_store_too():
    ledger = FailingLedger(MemoryStore())
    bench = named(POLICY, ledger)
    ledger.down = True
    ruling = bench.sanction(message(1), verdict())
    assert bench.taken_back(message(1, days=0.001, kind="recall")) is True
    bench.applied(ruling, None, at_ms=at_ms(0), problem="not permitted")
    assert bench.flush() == 3
    ledger.down = False
    assert bench.flush() == 0
    assert [record.kind for record in ledger.records()] == ["offence", "taken_back", "applied"]


def test_while_a_subjects_offences_wait_nobody_counts_without_them():
    ledger = FailingLedger(MemoryStore())
    bench = Bench(ledger, community="group", policy=POLICY)
    ledger.down = True
    for n in range(300):
        bench.sanction(message(n, user="小林" if n < 290 else "小美"), verdict())
    ledger.down = False
    assert bench.sanction(message(900, days=1, user="小美"), verdict()).sanction.count == 11
    assert bench.sanction(message(901, days=1), verdict()).sanction.count == 291


def test_the_backlog_keeps_counts_when_it_has_no_room_for_texts():
    ledger = FailingLedger(MemoryStore())
    bench = Bench(ledger, community="group", policy=POLICY, backlog=Backlog(records=5, text_bytes=2_000))
    ledger.down = True
    for n in range(7):
        bench.sanction(message(n), verdict())
    assert (len(bench.backlog), bench.backlog.dropped) == (5, 2)
    ledger.down = False
    assert bench.flush() == 0
    kept = [bool(record.evidence) for record in ledger.records()]
    assert (len(kept), kept[0], kept[-1]) == (5, True, False)


def test_rules_of_a_verdict_without_hits_or_with_strange_actions_do_no_harm(bench):
    strange = hit(actions=(Action(name="strike", value="x"), Action(name="strike", value=-5), Action(name="alert", value="值班")))
    given = bench.sanction(message(1), verdict(strange)).sanction
    assert (given.strikes, given.alert) == (1, "值班")
    assert bench.sanction(message(2), Verdict(level=Level.BLOCK, ruleset="group@1#a")).sanction.action == "alert"


days = st.lists(st.integers(0, 40), min_size=1, max_size=12)


@given(days, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_redeliveries_in_any_order_change_nothing(when, chance):
    plain, noisy = named(POLICY), named(POLICY)
    first = [plain.sanction(message(n, days=day), verdict()).sanction for n, day in enumerate(when)]
    second = []
    for n, day in enumerate(when):
        second.append(noisy.sanction(message(n, days=day), verdict()).sanction)
        repeated = chance.randrange(n + 1)
        assert noisy.sanction(message(repeated, days=when[repeated]), verdict()).is_new is False
    assert first == second


@given(days, days)
@settings(max_examples=50, deadline=None)
def test_later_offences_change_no_earlier_sanction(when, more):
    ledger = MemoryStore()
    bench = named(POLICY, ledger)
    given_before = [bench.sanction(message(n, days=day), verdict()) for n, day in enumerate(when)]
    for n, day in enumerate(more, start=100):
        bench.sanction(message(n, days=day), verdict())
    history = read(ledger.history(given_before[0].offence.subject))
    assert [history.case(one.sanction.case).offence.sanction for one in given_before] == [one.sanction for one in given_before]


@given(days)
@settings(max_examples=50, deadline=None)
def test_a_restart_in_between_changes_nothing(when):
    ledger, other = MemoryStore(), MemoryStore()
    bench = named(POLICY, ledger)
    whole = [bench.sanction(message(n, days=day), verdict()).sanction for n, day in enumerate(when)]
    apart = [named(POLICY, other).sanction(message(n, days=day), verdict()).sanction for n, day in enumerate(when)]
    assert whole == apart
    assert [record.body for record in ledger.records()] == [record.body for record in other.records()]
