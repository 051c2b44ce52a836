"""Routes and replies: conditions are those of rules, and a field that nothing fills in is named with the nearest that is."""

import pytest

from moderation.compile.conditions import ConditionReader
from moderation.compile.report import Report
from moderation.compile.routes import RouteReader, check_replies, check_reply
from moderation.program import AnyOf, Has
from moderation.program.faq import OUTSIDE_FIELDS, REPLY_FIELDS, ROUTE_FIELDS
from moderation.ruleset import load_text
from moderation.ruleset.faq import Faq, FaqHours, FaqRoute


@pytest.fixture
def report():
    return Report(load_text("spec: 1\nruleset: {id: group}\n"))


def read(report, *routes):
    reader = RouteReader(conditions=ConditionReader({"price_words": 1, "link": 1}, report), report=report)
    return reader.read([FaqRoute.model_validate(route) for route in routes])


def test_a_route_is_read_with_its_condition_and_limit(report):
    (route,) = read(report, {"id": "price", "when": {"any": ["price_words"]}, "to": "销售", "priority": "high", "within": "10m"})
    assert (route.when, route.within_s, route.title, route.priority, route.reply) == (
        AnyOf((Has("price_words"),)),
        600,
        "price",
        "high",
        "",
    )
    assert report.diagnostics() == ()


@pytest.mark.parametrize(
    ("routes", "slug", "near"),
    [
        ([{"id": "a", "when": "price_word", "to": "销售"}], "unknown-signal", "price_words"),
        ([{"id": "a", "when": "link", "to": "销售", "within": "很快"}], "bad-duration", None),
        ([{"id": "a", "when": "link", "to": "销售", "within": "0m"}], "bad-duration", None),
        ([{"id": "a", "when": "link", "to": "销售"}, {"id": "a", "when": "link", "to": "客服"}], "duplicate-route", None),
        ([{"id": "a", "when": "link", "to": "销售", "reply": "@{usr} 您好"}], "unknown-answer-field", "{user}"),
        ([{"id": "a", "when": "link", "to": "销售", "reply": "@{user 您好"}], "answer-brace", None),
    ],
)
def test_a_mistake_is_one_diagnostic(report, routes, slug, near):
    read(report, *routes)
    assert [(each.slug, each.nearest) for each in report.diagnostics()] == [(slug, near)]


@pytest.mark.parametrize(
    ("text", "known", "mistakes"),
    [
        ("@{user} 您好，{answer}（{source}）", REPLY_FIELDS, []),
        ("{ user } {{原样}}", REPLY_FIELDS, []),
        ("@{user} 我们会在明天 {next_open} 统一回复", OUTSIDE_FIELDS, []),
        ("{next_open}", REPLY_FIELDS, ["unknown-answer-field"]),
        ("{answer} {due}", ROUTE_FIELDS, ["unknown-answer-field"]),
        ("{user.__class__}", ROUTE_FIELDS, ["unknown-answer-field"]),
        ("{0} {}", ROUTE_FIELDS, ["unknown-answer-field"] * 2),
        ("🐷{ }", ROUTE_FIELDS, ["unknown-answer-field"]),
    ],
)
def test_only_known_fields_may_stand_in_a_reply(report, text, known, mistakes):
    check_reply(text, known, ("faq", "reply"), report)
    assert [each.slug for each in report.diagnostics()] == mistakes


def test_a_reply_must_say_the_answer(report):
    check_replies(Faq(reply="@{user} 您好", hours=FaqHours(open="09:00-18:00", outside="{next_open} 见")), report)
    assert [each.slug for each in report.diagnostics()] == ["reply-without-answer"]
    check_replies(Faq(), report)
    assert len(report.diagnostics()) == 1
