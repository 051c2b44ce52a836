"""What a policy comes to in the Program, and what is said about one that makes no sense."""

import pytest
import yaml

from moderation.compile.assemble import compile_ruleset
from moderation.compile.encoding import dump, load
from moderation.program import (
    Adjustment,
    Breaker,
    DeletedWithin,
    Fact,
    Has,
    LabelIs,
    Measure,
    Policy,
    RepeatedWithin,
    SeverityIs,
    Step,
    Strikes,
)
from moderation.ruleset import load_text

HEAD = """\
spec: 1
ruleset: {id: group}
labels: {mine: 自己的}
terms: {ad: {terms: [广告]}, staff_names: {terms: [客服], from: nickname}}
rules: [{id: ad, label: ad, when: ad, verdict: block, actions: [{strike: 1}], tests: {match: [广告], pass: [你好]}}]
"""

FULL = """\
policy:
  strikes: {by: [community, chat, user], window: 30d, per_message: max}
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}, {at: 5, do: kick}, {at: 9, do: ban}]
  aggravate:
    - {if: user.joined_within 24h, strike: +1}
    - {if: staff_names, strike: 2}
    - {if: disguised, strike: 1}
    - {if: "label in [mine, minors]", strike: 2}
    - {if: severity is not low, strike: 1}
    - {if: repeated_within 24h, strike: 1}
    - {if: {all: [ad, {not: user.trusted}]}, strike: 3}
  mitigate: [{if: deleted_within 2m, strike: -1}]
  protected: [owner]
  trusted: {at_most: alert}
  first_offence: {at_most: {mute: 10m}}
  breaker: {hit_rate: 2.5%, min_hits: 7, window: 30m, then: shadow, alert: 群管组}
  appeal: {within: 3d, to: 仲裁组}
"""


def compiled(policy, **changes):
    document = yaml.safe_load(HEAD + policy)
    for path, value in changes.items():
        place = document["policy"]
        *parents, last = [int(part) if part.isdigit() else part for part in path.split("__")]
        for part in parents:
            place = place[part]
        place[last] = value
    return compile_ruleset(load_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "群规.yaml"))


def test_a_policy_arrives_in_the_program_as_it_is_written():
    policy = compiled(FULL).program.policy
    assert policy.strikes == Strikes(by=("community", "chat", "user"), window_s=30 * 86_400)
    assert policy.ladder == (
        Step(at=1, do=Measure(action="warn")),
        Step(at=2, do=Measure(action="mute", duration_s=86_400)),
        Step(at=5, do=Measure(action="kick")),
        Step(at=9, do=Measure(action="ban")),
    )
    assert policy.mitigate == (Adjustment(when=DeletedWithin(120), strike=-1, written="deleted_within 2m"),)
    assert policy.protected == ("owner",)
    assert (policy.trusted, policy.first_offence) == (Measure(action="alert"), Measure(action="mute", duration_s=600))
    assert policy.breaker == Breaker(hit_rate_permille=25, min_hits=7, window_s=1800, alert="群管组")
    assert (policy.appeal_within_s, policy.appeal_to) == (3 * 86_400, "仲裁组")


def test_adjustments_are_conditions_where_the_message_tells_and_circumstances_where_the_ledger_does():
    policy = compiled(FULL).program.policy
    assert [one.when for one in policy.aggravate[:6]] == [
        Fact("user.joined_within", "<=", 86_400), Has("staff_names"), Fact("disguised"),
        LabelIs(("mine", "minors")), SeverityIs(("medium", "high", "critical")), RepeatedWithin(86_400),
    ]  # fmt: skip
    assert [one.written for one in policy.observable] == [
        "user.joined_within 24h", "staff_names", "disguised", "{all: [ad, {not: user.trusted}]}",
    ]  # fmt: skip


def test_what_is_not_written_is_mild_and_documented():
    policy = compiled("policy: {ladder: [{at: 1, do: warn}]}").program.policy
    assert policy == Policy(ladder=(Step(at=1, do=Measure(action="warn")),))
    assert (policy.strikes.by, policy.strikes.window_s, policy.protected) == (("community", "user"), 30 * 86_400, ("owner", "admin", "bot"))
    assert compiled("policy: {appeal: {}}").program.policy.appeal_within_s == 7 * 86_400
    assert compiled("").program.policy is None


def test_a_half_life_takes_the_place_of_the_window():
    assert compiled("policy: {strikes: {half_life: 15d}}").program.policy.strikes == Strikes(window_s=None, half_life_s=15 * 86_400)


CHANGES = {
    "strikes__by": ["user"], "strikes__window": "7d", "ladder": [{"at": 1, "do": "warn"}], "ladder__0__at": 0, "ladder__1__do": "kick",
    "ladder__1__do__mute": "2d", "aggravate": [], "aggravate__0__if": "user.new", "aggravate__0__strike": 3, "mitigate": [],
    "mitigate__0__if": "deleted_within 3m", "mitigate__0__strike": -2, "protected": [], "trusted__at_most": "kick",
    "first_offence__at_most": "warn", "first_offence__at_most__mute": "5m", "breaker__hit_rate": "3%", "breaker__min_hits": 8,
    "breaker__window": "1h", "breaker__alert": "别人", "appeal__within": "2d", "appeal__to": "别人", "strikes__per_message": "sum",
    "breaker__then": "off",
}  # fmt: skip


@pytest.mark.parametrize("path", CHANGES)
def test_every_key_of_a_policy_changes_the_program_or_is_refused(path):
    base, other = compiled(FULL), compiled(FULL, **{path: CHANGES[path]})
    assert base.diagnostics == ()
    assert other.program is None or other.program.info.digest != base.program.info.digest


def test_a_program_with_a_policy_survives_its_bytes():
    program = compiled(FULL).program
    assert load(dump(program)).program == program


def test_signals_that_only_the_policy_asks_for_are_used_and_their_fields_are_read():
    program = compiled(FULL).program
    assert program.fields == ("text", "nickname")


@pytest.mark.parametrize(
    ("policy", "mistakes"),
    [
        ("strikes: {window: 30天}", [("bad-duration", "30天", None)]),
        ("strikes: {half_life: 0d}", [("bad-duration", "0d", None)]),
        ("strikes: {window: 1d, half_life: 1d}", [("window-and-half-life", "1d", None)]),
        ("strikes: {by: [chat]}", [("strikes-without-user", "by", None)]),
        ("ladder: [{at: 1, do: mute}]", [("mute-without-duration", "mute", "{mute: 1d}")]),
        ("ladder: [{at: 1, do: {mute: 一天}}]", [("bad-duration", "一天", None)]),
        ("ladder: [{at: 2, do: warn}, {at: 2, do: kick}]", [("ladder-not-ascending", "2", None)]),
        ("ladder: [{at: 3, do: warn}, {at: 1, do: kick}, {at: 2, do: ban}]", [("ladder-not-ascending", "1", None)]),
        ("ladder: [{at: 1, do: kick}, {at: 2, do: warn}]", [("milder-step", "warn", None)]),
        ("aggravate: [{if: label is minor, strike: 1}]", [("wrong-fact-value", "label is minor", "minors")]),
        ("aggravate: [{if: severity is hihg, strike: 1}]", [("wrong-fact-value", "severity is hihg", "high")]),
        ("aggravate: [{if: lable is minors, strike: 1}]", [("unknown-fact", "lable is minors", "label")]),
        ("aggravate: [{if: repeted_within 24h, strike: 1}]", [("unknown-fact", "repeted_within 24h", "repeated_within")]),
        ("aggravate: [{if: repeated_within, strike: 1}]", [("wrong-fact-operator", "repeated_within", None)]),
        ("aggravate: [{if: repeated_within > 24h, strike: 1}]", [("wrong-fact-operator", "repeated_within > 24h", None)]),
        ("aggravate: [{if: repeated_within 一天, strike: 1}]", [("wrong-fact-value", "repeated_within 一天", None)]),
        ("mitigate: [{if: deleted_within 0m, strike: -1}]", [("wrong-fact-value", "deleted_within 0m", None)]),
        ("aggravate: [{if: label, strike: 1}]", [("wrong-fact-operator", "label", None)]),
        ("aggravate: [{if: label = ad, strike: 1}]", [("wrong-fact-operator", "label = ad", "label is ad")]),
        ("aggravate: [{if: joined_within 24h, strike: 1}]", [("unknown-fact", "joined_within 24h", "user.joined_within")]),
        ("aggravate: [{if: campain, strike: 1}]", [("unknown-signal", "campain", None)]),
        ("aggravate: [{if: adx, strike: 1}]", [("unknown-signal", "adx", "ad")]),
        ("aggravate: [{if: {all: [ad, {not: ad}]}, strike: 1}]", [("never-holds", "if", None)]),
        ('aggravate: [{if: "severity not in [low, medium, high, critical]", strike: 1}]', [("never-holds", None, None)]),
        ("first_offence: {at_most: mute}", [("mute-without-duration", "mute", "{mute: 1d}")]),
        ("breaker: {hit_rate: 3}", [("bad-percent", "3", "3%")]),
        ("breaker: {hit_rate: 0.03}", [("bad-percent", "0.03", "3%")]),
        ("breaker: {hit_rate: 0%}", [("bad-percent", "0%", None)]),
        ("breaker: {hit_rate: 101%}", [("bad-percent", "101%", None)]),
        ("breaker: {hit_rate: 很多}", [("bad-percent", "很多", None)]),
        ("breaker: {hit_rate: 3%, window: 1月}", [("bad-duration", "1月", None)]),
        ("appeal: {within: 一周}", [("bad-duration", "一周", None)]),
    ],
)
def test_a_mistake_is_found_where_it_stands_with_what_was_meant(policy, mistakes):
    names = (
        "" if "staff_names" in policy else "\n  - {id: names, label: ad, when: staff_names, verdict: block, tests: {match: [a], pass: [b]}}"
    )
    text = HEAD.replace("rules: [", "rules:\n  - ").replace("pass: [你好]}}]", "pass: [你好]}}" + names) + f"policy:\n  {policy}\n"
    found = [
        (one.slug, one.at.source[one.at.column - 1 : one.at.end_column - 1], one.nearest)
        for one in compile_ruleset(load_text(text, "群规.yaml")).diagnostics
    ]
    assert [(slug, place if place is not None else found[0][1], near) for slug, place, near in mistakes] == found


def test_a_mistake_of_the_policy_does_not_keep_the_rules_from_being_tried():
    loaded = load_text(HEAD + "policy: {aggravate: [{if: nobody, strike: 1}]}\n")
    tried = compile_ruleset(loaded, draft=True)
    assert (tried.program, tried.draft.policy, [rule.id for rule in tried.draft.rules]) == (None, None, ["ad"])


def test_a_file_on_top_replaces_the_keys_that_it_writes(tmp_path):
    (tmp_path / "base.yaml").write_text(HEAD + FULL, encoding="utf-8")
    top = "spec: 1\nruleset: {id: mine}\nextends: base.yaml\npolicy: {ladder: [{at: 3, do: ban}], protected: []}\n"
    policy = compile_ruleset(load_text(top, str(tmp_path / "top.yaml"))).program.policy
    assert policy.ladder == (Step(at=3, do=Measure(action="ban")),)
    assert policy.protected == ()
    assert policy.breaker == Breaker(hit_rate_permille=25, min_hits=7, window_s=1800, alert="群管组")
