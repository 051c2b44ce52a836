"""Rules become what the engine takes; what they cite, name or ask for must exist, and what they ask for must be possible."""

import pytest

from moderation.compile.rules import article_of, fields_of
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from moderation.verdict import Action, Level

TERMS = """terms:
  ad: {terms: [{term: 广告, weight: 2}, {term: 兼职, weight: 3}]}
  link: {terms: [链接]}
"""
TESTS = "tests: {match: [广告], pass: [你好]}"


def rules(*written):
    return f"{TERMS}rules:\n" + "".join(f"  - {{id: r{number}, label: ad, {TESTS}, {rule}}}\n" for number, rule in enumerate(written))


@pytest.mark.parametrize(
    ("when", "condition"),
    [
        ("ad", Has("ad")),
        ("{all: [ad, {not: link}]}", All((Has("ad"), Not(Has("link"))))),
        ("{any: [ad, {all: [link, user.new]}]}", AnyOf((Has("ad"), All((Has("link"), Fact("user.new")))))),
        ("{at_least: 2, of: [ad, link, message.chars > 5]}", AtLeast(2, (Has("ad"), Has("link"), Fact("message.chars", ">", 5)))),
        ("{near: [ad, link], within: 5}", Near(("ad", "link"), 5)),
        ("{near: [ad, link]}", Near(("ad", "link"), 12)),
        ("{all: [ad, disguised]}", All((Has("ad"), Fact("disguised")))),
        (
            "{score: [ad, link], cap: {ad: 4}, bonus: {user.new: 2, link: 1, user.role is admin: -3}, review: 2, block: 6}",
            Score(
                signals=("ad", "link"),
                caps=(("ad", 4),),
                bonuses=((Fact("user.new"), 2), (Has("link"), 1), (Fact("user.role", "is", "admin"), -3)),
                review=2,
                block=6,
            ),
        ),
    ],
)
def test_conditions_are_read_as_they_are_written(compiled, when, condition):
    verdict = "" if "score" in when else ", verdict: block"
    (rule,) = compiled(rules(f"when: {when}{verdict}")).program.rules
    assert rule.when == condition


def test_every_other_key_of_a_rule_arrives(compiled):
    text = (
        "ruleset: {id: g, charter: [第1条 守法, 第2条 不发广告]}\nlabels: {mine: 自己的}\n"
        + TERMS
        + f"""rules:
  - id: r
    title: 标题
    charter: 第2条
    label: mine
    severity: critical
    status: shadow
    from: [quote, nickname]
    when: ad
    verdict: review
    actions: [delete, warn, {{strike: 10}}, {{alert: 群管组}}]
    {TESTS}
"""
    )
    compiled_ruleset = compiled(text)
    (rule,) = compiled_ruleset.program.rules
    assert (rule.id, rule.title, rule.charter, rule.label) == ("r", "标题", "第2条 不发广告", "mine")
    assert (rule.severity, rule.status, rule.verdict, rule.fields) == ("critical", "shadow", Level.REVIEW, ("quote", "nickname"))
    assert rule.actions == (
        Action(name="delete"),
        Action(name="warn"),
        Action(name="strike", value=10),
        Action(name="alert", value="群管组"),
    )
    assert rule.triggers == ("ad",)
    assert compiled_ruleset.program.fields == ("quote", "nickname")


def test_what_a_rule_does_not_say_has_a_harmless_meaning(compiled):
    (rule,) = compiled(f"{TERMS}rules: [{{id: r, when: ad, verdict: block, {TESTS}}}]").program.rules
    assert (rule.title, rule.charter, rule.label, rule.severity, rule.status) == ("r", "", "r", "medium", "enforce")
    assert (rule.actions, rule.fields) == ((), None)


def test_a_rule_that_is_off_is_checked_and_left_out(compiled, slugs):
    assert compiled(rules("when: ad, verdict: block, status: 'off'")).program.rules == ()
    assert "unknown-signal" in slugs(rules("when: adv, verdict: block, status: 'off'"))


@pytest.mark.parametrize(
    ("rule", "mistake"),
    [
        ("when: lnik, verdict: block", ("unknown-signal", "link")),
        ("when: {all: [ad, lnik]}, verdict: block", ("unknown-signal", "link")),
        ("when: {near: [ad, lnik]}, verdict: block", ("unknown-signal", "link")),
        ("when: {score: [lnik], review: 1}", ("unknown-signal", "link")),
        ("when: disguise, verdict: block", ("unknown-signal", "disguised")),
        ("when: {all: [ad, user.nwe]}, verdict: block", ("unknown-fact", "user.new")),
        ("when: {all: [ad, ad and link]}, verdict: block", ("unknown-fact", None)),
        ("when: {all: [ad, user.role is admn]}, verdict: block", ("wrong-fact-value", "admin")),
        ("when: {all: [ad, user.role = admin]}, verdict: block", ("wrong-fact-operator", "user.role is admin")),
        ("when: {score: [ad], bonus: {user.nwe: 1}, review: 1}", ("unknown-fact", "user.new")),
        ("when: {score: [ad], cap: {add: 1}, review: 1}", ("cap-outside-score", "ad")),
        ("when: {score: [ad]}, verdict: block", ("score-without-level", None)),
        ("when: {score: [ad], review: 3, block: 2}", ("block-below-review", None)),
        ("when: {score: [ad], review: 6}", ("unreachable-score", None)),
        ("when: {score: [ad], review: 1, block: 6}", ("unreachable-score", None)),
        ("when: {score: [ad], cap: {ad: 1}, bonus: {user.new: 1, user.trusted: -5}, review: 3}", ("unreachable-score", None)),
        ("when: {score: [ad], review: 1}, verdict: block", ("verdict-beside-score", None)),
        ("when: {all: [ad, {not: ad}]}, verdict: block", ("never-holds", None)),
        ("when: {any: [link, {all: [ad, {not: ad}]}]}, verdict: block", ("never-holds", None)),
        ("when: {at_least: 3, of: [ad, link]}, verdict: block", ("never-holds", None)),
        ("when: {all: [ad, message.chars > 10, message.chars < 5]}, verdict: block", ("never-holds", None)),
        ("when: {score: [ad], bonus: {chat.hour > 30: 1}, review: 1}", ("never-holds", None)),
        ("when: ad, verdict: block, label: gambing", ("unknown-label", "gambling")),
        ("when: ad, verdict: block, actions: [delet]", ("unknown-action", "delete")),
        ("when: ad, verdict: block, actions: [{strke: 1}]", ("unknown-action", "strike")),
        ("when: ad, verdict: block, actions: [{strike: 一}]", ("wrong-action-value", None)),
        ("when: ad, verdict: block, actions: [strike]", ("wrong-action-value", None)),
        ("when: ad, verdict: block, actions: [{delete: 1}]", ("wrong-action-value", None)),
        ("when: ad, verdict: block, tests: {}", ("rule-without-tests", None)),
        ("when: ad, verdict: block, tests: {match: [广告]}", ("rule-without-tests", None)),
    ],
)
def test_each_mistake_is_named_with_the_nearest_right_spelling(compiled, rule, mistake):
    text = rules(rule).replace(f"{TESTS}, ", "") if "tests:" in rule else rules(rule)
    text = text.replace("label: ad, ", "") if "label:" in rule else text
    slug, nearest = mistake
    found = [one for one in compiled(text).diagnostics if one.slug not in ("unused-signal", "duplicate-key")]
    assert [(one.slug, one.nearest, one.at.line) for one in found if one.slug == slug] == [(slug, nearest, 6)]
    assert {one.slug for one in found} == {slug}


def test_points_that_bonuses_reach_are_reachable(slugs):
    assert slugs(rules("when: {score: [ad, link], cap: {ad: 1}, bonus: {user.new: 1}, review: 3}")) == []


def test_a_pattern_has_no_ceiling(slugs):
    text = rules("when: {score: [far], review: 900}", "when: {any: [ad, link]}, verdict: block")
    assert slugs(text + "patterns: {far: {kind: contact}}\n") == []
    assert slugs(text + "patterns: {far: {kind: contact, weight: 0}}\n") == ["unreachable-score"]


@pytest.mark.parametrize(
    ("reference", "article"),
    [
        ("第1条", "第1条 守法"),
        ("第1条 守法", "第1条 守法"),
        ("第1", "第1条 守法"),
        ("第10条", "第10条 不刷屏"),
        ("一、", "一、友善"),
        ("第9条", None),
        ("守法", None),
    ],
)
def test_a_rule_cites_the_article_that_its_reference_begins(reference, article):
    assert article_of(reference, ["第10条 不刷屏", "第1条 守法", "一、友善"]) == article


def test_an_article_that_is_not_in_the_charter_is_reported_only_where_there_is_a_charter(found, slugs):
    text = rules("when: ad, verdict: block, charter: 第3条", "when: link, verdict: block")
    assert slugs(text) == []
    assert found("ruleset: {id: g, charter: [第1条 守法, 第2条 文明]}\n" + text)[0] == ("unknown-charter", 7, "第3条")


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("authored", ("text",)),
        ("text", ("text",)),
        (["nickname", "authored"], ("text", "nickname")),
        (["join_answer", "card", "forward"], ("forward", "card", "join_answer")),
    ],
)
def test_from_names_fields_in_one_order(written, fields):
    assert fields_of(written) == fields
