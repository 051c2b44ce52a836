"""What an offence comes to: by the ladder, by what aggravates and mitigates it, by who its author is; and by nothing that comes later."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.program import (
    Adjustment,
    DeletedWithin,
    Fact,
    LabelIs,
    Measure,
    Policy,
    RepeatedWithin,
    SeverityIs,
    Step,
    Strikes,
)
from moderation.sanctions.history import NO_HISTORY, Case, Decision, history_of
from moderation.sanctions.ladder import is_nothing, sanction
from moderation.sanctions.offence import Broken, Extra, Offence
from moderation.verdict import Level
from tests.sanctions.conftest import ALERT, DAY_S, KICK, LADDER, POLICY, WARN, at_ms, mute

ADJUSTED = replace(
    POLICY,
    aggravate=(
        Adjustment(when=LabelIs(("minors",)), strike=2, written="label is minors"),
        Adjustment(when=SeverityIs(("high", "critical")), strike=1, written="severity is high"),
        Adjustment(when=RepeatedWithin(DAY_S), strike=1, written="repeated_within 24h"),
    ),
    mitigate=(Adjustment(when=DeletedWithin(120), strike=-1, written="deleted_within 2m"),),
)


def offence(case="c-x", *, days=0.0, strike=1, label="ad", severity="medium", policy=POLICY, seen=(), **more):  # noqa: PLR0913 - what an offence is
    rules = more.pop("rules", (Broken(rule="ad", title="广告", charter="", label=label, severity=severity, strikes=strike),))
    extras = tuple(Extra(written=one.written, strike=one.strike, when=one.when) for one in policy.adjustments)
    return Offence(
        case=case, community="group", subject="s", message=case, at_ms=at_ms(days), user="小林", label=label, rules=rules,
        extras=(*extras, *(Extra(written=written, strike=strike) for written, strike in seen)), **more,
    )  # fmt: skip


def past(*offences, **decided):
    return history_of(Case(offence=one, number=place, entered=place, **decided) for place, one in enumerate(offences, start=1))


def done(given):
    return Measure(action=given.action, duration_s=given.duration_s)


def test_each_offence_in_the_window_is_a_step_up_the_ladder():
    offences = [offence(f"c-{n}", days=n) for n in range(7)]
    given = [sanction(past(*offences[:n]), offences[n], POLICY) for n in range(7)]
    assert [done(one) for one in given] == [WARN, mute(1), mute(7), mute(15), KICK, KICK, KICK]
    assert [(one.strikes, one.count) for one in given] == [(n, n) for n in range(1, 8)]


def test_three_in_thirty_days_and_back_to_a_warning_once_the_window_is_over():
    offences = [offence(f"c-{day}", days=day) for day in (0, 3, 9, 60)]
    assert [done(sanction(past(*offences[:n]), offences[n], POLICY)) for n in range(4)] == [WARN, mute(1), mute(7), WARN]


@pytest.mark.parametrize(("days", "strikes"), [(29.999, 2), (30, 1), (30.001, 1)])
def test_an_offence_stops_counting_when_the_window_is_over_to_the_moment(days, strikes):
    assert sanction(past(offence("c-1")), offence(days=days), POLICY).strikes == strikes


@pytest.mark.parametrize(("days", "strikes"), [(0.001, 5), (10, 3), (20, 2), (30, 2), (31, 1), (300, 1)])
def test_with_a_half_life_strikes_fade_to_the_nearest_whole_one(days, strikes):
    policy = replace(POLICY, strikes=Strikes(window_s=None, half_life_s=10 * DAY_S))
    assert sanction(past(offence("c-1", strike=4)), offence(days=days), policy).strikes == strikes


def test_one_incident_is_one_strike_the_worst_of_its_rules():
    rules = tuple(Broken(rule=str(n), title="", charter="", label="ad", severity="low", strikes=n) for n in (1, 3, 2))
    assert done(sanction(NO_HISTORY, offence(rules=rules), POLICY)) == mute(7)


def test_critical_goes_straight_to_the_top_whatever_the_limit_of_first_offences():
    policy = replace(POLICY, first_offence=WARN)
    given = sanction(NO_HISTORY, offence(severity="critical"), policy)
    assert (done(given), given.reasons) == (KICK, ("critical",))


@pytest.mark.parametrize(
    ("asked", "reasons", "strikes"),
    [
        ({"label": "minors"}, ("label is minors",), 3),
        ({"severity": "high"}, ("severity is high",), 2),
        ({"label": "minors", "severity": "high"}, ("label is minors", "severity is high"), 4),
        ({"seen": (("campaign", 2), ("disguised", 1))}, ("campaign", "disguised"), 4),
        ({}, (), 1),
    ],
)
def test_what_aggravates_adds_strikes_and_says_so_as_the_policy_writes_it(asked, reasons, strikes):
    given = sanction(NO_HISTORY, offence(policy=ADJUSTED, **asked), ADJUSTED)
    assert (given.reasons, given.strikes) == (reasons, strikes)


@pytest.mark.parametrize(("days", "repeated"), [(0, True), (0.5, True), (1, True), (1.001, False)])
def test_a_repetition_within_a_day_aggravates_whatever_the_label(days, repeated):
    given = sanction(past(offence("c-1", label="abuse")), offence(days=days, policy=ADJUSTED), ADJUSTED)
    assert ("repeated_within 24h" in given.reasons) is repeated
    assert given.strikes == 2 + repeated


def test_a_message_that_was_taken_back_soon_counts_less_from_then_on():
    first = offence("c-1", policy=ADJUSTED, strike=2)
    soon, late = (past(first, taken_back=(first.at_ms + delay_ms, 2)) for delay_ms in (120_000, 120_001))
    assert [sanction(taken, offence(days=5), ADJUSTED).strikes for taken in (soon, late)] == [2, 3]


def test_mitigation_takes_no_more_than_there_is():
    policy = replace(POLICY, mitigate=(Adjustment(when=Fact("user.trusted"), strike=-3, written="user.trusted"),))
    given = sanction(NO_HISTORY, offence(seen=(("user.trusted", -3),)), policy)
    assert (given.action, given.strikes, given.reasons) == ("alert", 0, ("user.trusted", "nothing-due"))


def test_a_rule_without_a_strike_leaves_the_ladder_alone():
    given = sanction(past(offence("c-1", strike=4)), offence(strike=0), POLICY)
    assert (given.action, is_nothing(given)) == ("alert", True)
    assert not is_nothing(sanction(NO_HISTORY, offence(strike=0, role="admin"), POLICY))
    assert not is_nothing(sanction(NO_HISTORY, offence(strike=0, alert="值班"), POLICY))
    warns = (Broken(rule="a", title="", charter="", label="ad", severity="low", warns=True),)
    assert sanction(NO_HISTORY, offence(rules=warns), POLICY).action == "warn"
    assert sanction(past(offence("c-1", rules=warns)), offence(), POLICY).strikes == 1


def test_a_first_offence_has_a_limit_and_the_second_has_none():
    policy = replace(POLICY, first_offence=WARN)
    first = offence("c-1", strike=3)
    assert (done(sanction(NO_HISTORY, first, policy)), sanction(NO_HISTORY, first, policy).reasons) == (WARN, ("first_offence",))
    assert done(sanction(past(first), offence(days=1, strike=3), policy)) == KICK
    assert done(sanction(past(first), offence(days=40, strike=3), policy)) == WARN


@pytest.mark.parametrize("role", ["owner", "admin", "bot"])
def test_protected_roles_are_never_sanctioned_and_staff_are_told(role):
    offences = [offence(f"c-{n}", days=n, role=role, severity="critical", strike=10) for n in range(6)]
    given = [sanction(past(*offences[:n]), offences[n], POLICY) for n in range(6)]
    assert {one.action for one in given} == {"alert"}
    assert all("protected" in one.reasons and one.alert == "群管组" for one in given)


def test_what_staff_did_does_not_count_once_they_are_members():
    assert sanction(past(offence("c-1", role="admin")), offence(days=1), POLICY).count == 1


@pytest.mark.parametrize(("limit", "expected"), [(WARN, WARN), (ALERT, ALERT), (mute(2), mute(2)), (KICK, KICK)])
def test_trusted_members_have_a_limit_even_where_it_is_critical(limit, expected):
    given = sanction(NO_HISTORY, offence(trusted=True, severity="critical"), replace(POLICY, trusted=limit))
    assert done(given) == expected
    assert ("trusted" in given.reasons) is (expected != KICK)


def test_a_message_for_review_costs_nothing_until_staff_uphold_it():
    waits = offence("c-1", level=Level.REVIEW, strike=2)
    given = sanction(NO_HISTORY, waits, POLICY)
    assert (given.action, given.reasons, given.strikes) == ("alert", ("review",), 0)
    assert sanction(past(waits), offence(days=1), POLICY).count == 1
    upheld = past(waits, decisions=(Decision(verb="uphold", who="阿管", at_ms=0),))
    assert done(sanction(upheld, waits, POLICY)) == mute(1)
    assert sanction(upheld, offence(days=1), POLICY).strikes == 3


def test_a_report_that_staff_uphold_costs_what_they_say_or_one():
    report = offence("c-1", level=Level.REVIEW, rules=())
    for strikes, expected in ((None, WARN), (3, mute(7))):
        upheld = past(report, decisions=(Decision(verb="uphold", who="阿管", at_ms=0, strikes=strikes),))
        assert done(sanction(upheld, report, POLICY)) == expected


def test_who_or_when_is_unknown_is_nobodys_history():
    given = sanction(past(offence("c-1")), offence(placed=False), POLICY)
    assert (given.action, given.strikes) == ("alert", 0)


def test_a_policy_without_a_ladder_only_counts():
    given = sanction(past(offence("c-1")), offence(days=1), Policy())
    assert (given.action, given.strikes, given.count) == ("alert", 2, 2)


def test_a_ladder_that_starts_later_lets_the_first_pass():
    policy = replace(POLICY, ladder=LADDER[1:])
    assert done(sanction(NO_HISTORY, offence(), policy)) == ALERT
    assert done(sanction(past(offence("c-1")), offence(days=1), policy)) == mute(1)


offences = st.builds(
    offence,
    days=st.floats(0, 90).map(lambda days: round(days, 3)),
    strike=st.integers(0, 4),
    label=st.sampled_from(["ad", "minors"]),
    severity=st.sampled_from(["low", "high", "critical"]),
    policy=st.just(ADJUSTED),
    seen=st.sampled_from([(), (("campaign", 2),), (("user.trusted", -1),)]),
    level=st.sampled_from([Level.BLOCK, Level.BLOCK, Level.REVIEW]),
    role=st.sampled_from(["member", "member", "member", "admin"]),
    trusted=st.booleans(),
)
decisions = st.lists(
    st.builds(Decision, verb=st.sampled_from(["appeal", "uphold", "overturn"]), who=st.just("阿管"), at_ms=st.just(0)), max_size=2
).map(tuple)
policies = st.builds(
    replace,
    st.just(ADJUSTED),
    strikes=st.sampled_from([Strikes(window_s=30 * DAY_S), Strikes(window_s=None, half_life_s=7 * DAY_S), Strikes(window_s=DAY_S)]),
    first_offence=st.sampled_from([None, WARN, mute(1)]),
    ladder=st.sampled_from([LADDER, LADDER[1:], (), (Step(at=2, do=KICK),)]),
)
histories = st.lists(st.tuples(offences, decisions), max_size=8).map(
    lambda rows: [
        Case(offence=replace(one, case=f"c-{place}"), number=place, entered=place, decisions=decided)
        for place, (one, decided) in enumerate(rows, start=1)
    ]
)


@given(histories, offences, policies)
@settings(max_examples=200, deadline=None)
def test_only_offences_that_are_not_later_change_a_sanction(history, one, policy):
    not_later = [case for case in history if case.offence.at_ms <= one.at_ms]
    assert sanction(history_of(history), one, policy) == sanction(history_of(not_later), one, policy)


@given(histories, offences, policies)
@settings(max_examples=200, deadline=None)
def test_a_history_that_was_overturned_is_none(history, one, policy):
    gone = [replace(case, decisions=(Decision(verb="overturn", who="阿管", at_ms=0),)) for case in history]
    assert sanction(history_of(gone), one, policy) == sanction(NO_HISTORY, one, policy)


@given(histories, offences, policies, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_in_which_order_others_were_entered_does_not_matter_where_nothing_depends_on_repetition(history, one, policy, chance):
    history = [replace(case, offence=replace(case.offence, extras=case.offence.extras[:2])) for case in history]
    shuffled = random.Random(chance.random()).sample(history, len(history))
    assert sanction(history_of(history), one, policy) == sanction(history_of(shuffled), one, policy)


@given(histories, offences, policies)
@settings(max_examples=100, deadline=None)
def test_one_offence_more_never_makes_it_milder(history, one, policy):
    more = [*history, Case(offence=offence("c-more", days=0), number=99, entered=99)]
    assert done(sanction(history_of(more), one, policy)).rank >= done(sanction(history_of(history), one, policy)).rank


def test_of_very_many_cases_the_latest_thousand_are_weighed():
    history = past(*(offence(f"c-{n}", days=n / 10_000) for n in range(1_500)))
    assert sanction(history, offence(days=1), POLICY).count == 1_001
