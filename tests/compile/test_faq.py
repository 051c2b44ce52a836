"""A FAQ is compiled whole, and what is wrong with an answer is told before anybody reads it."""

import pytest

from moderation.compile.answers import dead_links, iso_date
from moderation.compile.assemble import compile_ruleset
from moderation.compile.encoding import dump
from moderation.compile.encoding import load as read_back
from moderation.program.faq import ANSWER_AT, SUGGEST_AT
from moderation.ruleset import load_text

RULES = """
terms: {ad: {terms: [刷单兼职, {term: 微商, near: [加我]}]}, mild: {terms: [便宜]}}
rules:
  - {id: ad, label: ad, when: ad, verdict: block, tests: {match: [刷单兼职], pass: [早]}}
  - {id: mild, label: ad, when: {all: [mild, ad]}, verdict: block, tests: {match: [便宜刷单兼职], pass: [早]}}
"""


def compiled(faq, rules=""):
    return compile_ruleset(load_text(f"spec: 1\nruleset: {{id: group}}\n{rules}\nfaq:\n{faq}"))


def slugs(faq, rules=""):
    return [(each.slug, each.gravity) for each in compiled(faq, rules).diagnostics]


def entry(answer="九点", question="几点开门", more=""):
    return f"  entries: [{{question: {question}, answer: {answer!r}{more}}}]\n"


def test_what_is_not_written_has_its_default():
    faq = compiled(entry()).program.faq
    assert (faq.answer_at, faq.suggest_at, faq.cooldown_s, faq.cooldown_per) == (ANSWER_AT, SUGGEST_AT, 120, ("chat", "entry"))
    assert (faq.entries[0].id, faq.hours, faq.routes) == ("q1", None, ())


def test_entries_without_an_id_are_numbered_past_those_that_are_taken():
    text = "  entries: [{question: 一, answer: a}, {id: q1, question: 二, answer: b}, {question: 三, answer: c}]\n"
    assert [each.id for each in compiled(text).program.faq.entries] == ["q2", "q1", "q3"]


def test_a_lower_answer_at_takes_the_default_of_suggest_at_along():
    faq = compiled("  answer_at: 0.2\n").program.faq
    assert (faq.answer_at, faq.suggest_at) == (0.2, 0.2)


@pytest.mark.parametrize(
    ("faq", "found"),
    [
        (entry("刷单兼职日结"), [("forbidden-answer", "error")]),
        (entry("做微商的请联系店长"), []),
        (entry("这里最便宜"), []),
        (entry("看 http:/example.com"), [("dead-link", "warning")]),
        (entry("看 https://example.com/a?b=1#c，谢谢"), []),
        (entry(more=", valid_until: 2026-02-30"), [("bad-date", "error")]),
        (entry(question="'？！'"), [("empty-question", "error")]),
        ("  answer_at: 0.5\n  suggest_at: 0.6\n", [("suggest-above-answer", "error")]),
        ("  cooldown: {time: 两分钟}\n", [("bad-duration", "error")]),
        ("  synonyms: [[退费]]\n", [("too-few", "error")]),
        ("  answer_at: 1.5\n", [("wrong-value", "error")]),
        ("  entries: [{question: 几点開門, answer: a}, {question: 几点 开门？, answer: b}]\n", [("duplicate-question", "warning")]),
        ("  entries: [{question: 几点, answer: a, variants: [上班]}, {question: 上班, answer: b}]\n", [("colliding-phrasings", "warning")]),
        ("  entries: [{question: 几点, answer: a, variants: [几点]}]\n", []),
    ],
)
def test_mistakes_are_told_by_name(faq, found):
    assert slugs(faq, RULES) == found


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("https://example.com", []),
        ("www.example.com/a b", []),
        ("http://192.168.0.1:8080/x", []),
        ("https://例子.中国/帮助", []),
        ("http 协议和 https 的区别", []),
        ("http：//example.com", ["http：//example.com"]),
        ("https//example.com", ["https//example.com"]),
        ("htps://example.com", ["htps://example.com"]),
        ("http://", ["http://"]),
        ("https://待补充", ["https://待补充"]),
        ("www。example。com", ["www。example"]),
    ],
)
def test_links_that_open_nothing_are_seen(text, dead):
    assert [found[0] for found in dead_links(text)] == dead


@pytest.mark.parametrize(
    ("written", "iso"), [("2026-2-3", "2026-02-03"), (" 2026-12-31 ", "2026-12-31"), ("2026-02-29", None), ("明年", None)]
)
def test_dates_are_iso_or_none(written, iso):
    assert iso_date(written) == iso


def test_a_route_asks_for_signals_and_fields_as_rules_do():
    rules = "terms: {price: {terms: [多少钱], from: nickname}}\n"
    done = compiled("  route: [{id: p, when: price, to: 销售, within: 10m}]\n", rules)
    assert done.diagnostics == ()
    assert (done.program.faq.routes[0].within_s, done.program.fields) == (600, ("nickname",))
    assert slugs("  route: [{id: p, when: prise, to: 销售}]\n", rules) == [("unknown-signal", "error")]


def test_the_faq_is_read_back_as_it_was_stored():
    program = compiled(entry(more=", variants: [营业时间], chats: 一群, roles: [member]") + "  synonyms: [[退费, 退钱]]\n").program
    assert read_back(dump(program)).program == program


def test_a_large_faq_is_compiled_in_linear_time():
    rows = ", ".join(f"{{question: 第{number}个问题怎么办, answer: 找{number}号}}" for number in range(3_000))
    assert len(compiled(f"  entries: [{rows}]\n").program.faq.entries) == 3_000
