"""What is counted over several messages: defaults, what does not go together, and how files change what they inherit."""

import pytest

from moderation.compile.assemble import compile_ruleset
from moderation.program import BehaviorProgram, Campaign, Flood, Raid, Repeat, Stitched
from moderation.ruleset import load_text

PATTERNS = "patterns: {contact: {kind: contact}, link: {kind: link}}\n"
FLOOD = "{count: message, window: 10s, at_least: 6}"


def program_of(text, path="群规.yaml"):
    found = compile_ruleset(load_text(f"spec: 1\n{text}", path))
    assert [one for one in found.diagnostics if one.gravity == "error"] == []
    return found.program


@pytest.mark.parametrize(
    ("written", "spec"),
    [
        (FLOOD, Flood(by=("chat", "user"), window_s=10, at_least=6)),
        ("{count: message, by: [user, chat, community], window: 1m, at_least: 2}", Flood(by=("chat", "user"), window_s=60, at_least=2)),
        ("{count: message, by: [community], window: 7d, at_least: 500}", Flood(by=("community",), window_s=604_800, at_least=500)),
        (
            "{count: near_duplicate, window: 10m, at_least: 3}",
            Repeat(by=("chat", "user"), window_s=600, at_least=3, similarity_pct=90, min_chars=8),
        ),
        (
            "{count: near_duplicate, similarity: 1, by: [user], window: 10m, at_least: 3, min_chars: 20}",
            Repeat(by=("user",), window_s=600, at_least=3, similarity_pct=100, min_chars=20),
        ),
        (
            "{count: distinct_user, window: 6h, at_least: 3}",
            Campaign(of=("near_duplicate",), across="all_chats", window_s=21_600, at_least=3, similarity_pct=85, min_chars=15),
        ),
        (
            "{count: distinct_user, of: [contact, link, contact], across: chat, similarity: 0.8, window: 6h, at_least: 3}",
            Campaign(of=("contact", "link"), across="chat", window_s=21_600, at_least=3, similarity_pct=80, min_chars=15),
        ),
        ("{count: join, window: 60s, at_least: 15}", Raid(by=("chat",), window_s=60, at_least=15)),
        ("{join_messages: {}}", Stitched(by=("chat", "user"), gap_s=5, at_most=6, max_chars_each=4)),
        (
            "{join_messages: {by: [chat], gap: 1m, at_most: 20, max_chars_each: 1}}",
            Stitched(by=("chat",), gap_s=60, at_most=20, max_chars_each=1),
        ),
    ],
)
def test_a_behaviour_means_what_is_written_and_the_rest_is_usual(written, spec):
    program = program_of(f"{PATTERNS}behaviors: {{seen: {written}}}")
    assert program.behaviors == (BehaviorProgram(signal="seen", weight=1, spec=spec),)
    assert {info.name: info.fields for info in program.signals}["seen"] == ("text",)


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        ("{window: 10s, at_least: 6}", ("behavior-without-count", "seen")),
        ("{title: 刷屏}", ("behavior-without-count", "seen")),
        ("{count: message, at_least: 6}", ("missing-key", "seen")),
        ("{count: message, window: 10s}", ("missing-key", "seen")),
        ("{count: messages, window: 10s, at_least: 6}", ("wrong-value", "messages")),
        ("{count: message, window: soon, at_least: 6}", ("bad-duration", "soon")),
        ("{count: message, window: 0s, at_least: 6}", ("bad-duration", "0s")),
        ("{count: message, window: 8d, at_least: 6}", ("wrong-value", "8d")),
        ("{count: message, window: 10s, at_least: 1}", ("wrong-value", "1")),
        ("{count: message, window: 10s, at_least: '6'}", ("wrong-type", "'6'")),
        ("{count: message, window: 10s, at_least: 6, by: []}", ("empty-list", "by")),
        ("{count: message, window: 10s, at_least: 6, by: [member]}", ("wrong-value", "member")),
        ("{count: message, window: 10s, at_least: 6, similarity: 0.9}", ("key-beside-count", "0.9")),
        ("{count: message, window: 10s, at_least: 6, join_messages: {gap: 5s}}", ("key-beside-count", "join_messages")),
        ("{count: near_duplicate, window: 10s, at_least: 6, similarity: 0.2}", ("wrong-value", "0.2")),
        ("{count: near_duplicate, window: 10s, at_least: 6, similarity: high}", ("wrong-type", "high")),
        ("{count: near_duplicate, window: 10s, at_least: 101}", ("wrong-value", "101")),
        ("{count: distinct_user, window: 10s, at_least: 51}", ("wrong-value", "51")),
        ("{count: distinct_user, window: 10s, at_least: 6, by: [chat]}", ("key-beside-count", "by")),
        ("{count: distinct_user, window: 10s, at_least: 6, of: text}", ("wrong-value", "text")),
        ("{count: join, window: 10s, at_least: 6, by: [chat, user]}", ("wrong-value", "by")),
        ("{join_messages: {gap: 2m}}", ("wrong-value", "2m")),
        ("{join_messages: {at_most: 21}}", ("wrong-value", "21")),
        ("{join_messages: {gap: 5s}, window: 10s}", ("key-beside-count", "10s")),
    ],
)
def test_every_mistake_is_reported_once_where_it_stands(found, written, mistake):
    places = found(f"behaviors:\n  seen: {written}")
    assert [(slug, pointed) for slug, line, pointed in places if slug != "unused-signal"] == [mistake]


def test_a_behaviour_is_named_like_no_list_and_no_pattern(slugs):
    assert "duplicate-signal" in slugs(f"behaviors: {{ad: {FLOOD}}}")
    assert "duplicate-signal" in slugs(f"{PATTERNS}behaviors: {{link: {FLOOD}}}")


def test_links_and_contacts_are_followed_only_where_a_pattern_finds_them(found):
    written = "behaviors:\n  seen: {count: distinct_user, of: [link, contact], window: 6h, at_least: 3}\n"
    rule = "rules: [{id: r, label: ad, when: seen, verdict: review}]"
    assert [slug for slug, *_ in found(f"{written}{rule}")] == ["no-pattern-for-count", "no-pattern-for-count", "unused-signal"]
    assert [slug for slug, *_ in found(f"{PATTERNS}{written}{rule}")] == ["unused-signal"] * 3


def test_short_messages_are_joined_in_one_way_only(slugs):
    both = "behaviors: {one: {join_messages: {}}, other: {join_messages: {gap: 9s}}}"
    assert slugs(both) == ["several-join-messages"]


def test_what_no_rule_asks_for_is_reported_but_joined_messages_serve_every_rule(slugs):
    assert slugs(f"behaviors: {{seen: {FLOOD}, joined: {{join_messages: {{}}}}}}") == ["unused-signal"]


def test_conditions_bonuses_and_policies_know_the_name(slugs):
    rule = "{id: r, label: ad, when: {score: [ad, seen], bonus: {other: 2}, review: 4}, tests: {match: [广告], pass: [早]}}"
    behaviors = f"behaviors: {{seen: {FLOOD[:-1]}, weight: 1}}, other: {FLOOD}, third: {FLOOD}}}\n"
    policy = "policy: {aggravate: [{if: third, strike: 1}]}\n"
    assert slugs(f"{behaviors}{policy}rules: [{rule}]") == []
    assert slugs(f"{behaviors}{policy}rules: [{rule.replace('review: 4', 'review: 5')}]") == ["unreachable-score"]
    assert slugs("rules: [{id: r, label: ad, when: {any: [ad, flood]}, verdict: block, status: shadow}]") == ["unknown-signal"]


@pytest.mark.parametrize(
    ("when", "reported"),
    [
        ("seen", []),
        ("{all: [seen, ad]}", []),
        ("{all: [{any: [seen, other]}, user.new]}", []),
        ("{any: [seen, ad]}", ["rule-without-tests"]),
        ("{not: seen}", ["rule-without-tests"]),
        ("{score: [ad], bonus: {seen: 2}, review: 1}", ["rule-without-tests"]),
    ],
)
def test_only_a_rule_that_needs_a_past_needs_no_tests(slugs, when, reported):
    behaviors = f"behaviors: {{seen: {FLOOD}, other: {FLOOD}}}\n"
    off = "{id: off, label: ad, when: {any: [ad, seen, other]}, verdict: block, status: 'off'}"
    verdict = "" if "score" in when else ", verdict: block"
    assert slugs(f"{behaviors}rules: [{off}, {{id: r, label: ad, when: {when}{verdict}}}]") == reported


def test_a_file_changes_single_keys_of_what_it_inherits(tmp_path):
    base = f"spec: 1\nbehaviors: {{seen: {FLOOD}, joined: {{join_messages: {{gap: 5s, at_most: 4}}}}}}\n"
    (tmp_path / "base.yaml").write_text(base, encoding="utf-8")
    own = "extends: [base.yaml]\nbehaviors: {seen: {at_least: 9, title: 刷屏}, joined: {weight: 3, join_messages: {gap: 8s}}}"
    program = program_of(own, str(tmp_path / "own.yaml"))
    assert [behavior.spec for behavior in program.behaviors] == [
        Flood(window_s=10, at_least=9),
        Stitched(gap_s=8, at_most=4, max_chars_each=4),
    ]
    assert [info.title for info in program.signals] == ["刷屏", "joined"]
    assert program.behaviors[1].weight == 3


def test_a_mistake_in_a_base_is_no_second_mistake_above(tmp_path):
    (tmp_path / "base.yaml").write_text("spec: 1\nbehaviors: {seen: {count: message, window: [10s], at_least: 6}}\n", encoding="utf-8")
    loaded = load_text("spec: 1\nextends: [base.yaml]\nbehaviors: {seen: {at_least: 9}}\n", str(tmp_path / "own.yaml"))
    assert [one.slug for one in compile_ruleset(loaded).diagnostics if one.gravity == "error"] == ["wrong-type"]
