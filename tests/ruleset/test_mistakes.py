"""What does not fit the schema: every mistake at once, at the key or value that is to blame, with what was meant."""

import pytest

from moderation.ruleset import load_text
from moderation.ruleset.mistakes import LATER


def found(text):
    return load_text(text, "群规.yaml").diagnostics


def one(text):
    (diagnostic,) = found("spec: 1\n" + text)
    return diagnostic


@pytest.mark.parametrize(
    ("text", "slug", "place", "nearest"),
    [
        ("termz: {}\n", "unknown-key", (2, 1, 6), "terms"),
        ("ruleset: {id: a, titel: x}\n", "unknown-key", (2, 18, 23), "title"),
        ("ruleset:\n  title: 我的群\n", "missing-key", (2, 1, 8), None),
        ("defaults: {form: quote}\n", "unknown-key", (2, 12, 16), "from"),
        ("defaults: {from: qoute}\n", "wrong-value", (2, 18, 23), "quote"),
        ("defaults: {from: [quote, qoute]}\n", "wrong-value", (2, 26, 31), "quote"),
        ("defaults: {from: []}\n", "empty-list", (2, 12, 16), None),
        ("defaults: {match: excat}\n", "wrong-value", (2, 19, 24), "exact"),
        ("defaults: {match: {level: excat}}\n", "wrong-value", (2, 27, 32), "exact"),
        ("defaults: {match: {seperators: 1}}\n", "unknown-key", (2, 20, 30), "separators"),
        ("defaults: {match: robsut}\n", "wrong-value", (2, 19, 25), "robust"),
        ("defaults: {match: {pinyin: true}}\n", "wrong-value", (2, 28, 32), None),
        ("defaults: {match: {pinyin: intials}}\n", "wrong-value", (2, 28, 35), "initials"),
        ("defaults: {homophone: true}\n", "unknown-key", (2, 12, 21), None),
        ("defaults: {match: [exact]}\n", "wrong-type", (2, 12, 17), None),
        ("defaults: {match: {variants: yes}}\n", "wrong-type", (2, 30, 33), "true"),
        ("terms: {a: {terms: [{term: 菠菜, boundary: wrod}]}}\n", "wrong-value", (2, 42, 46), "word"),
        ("terms: {a: {terms: [{trem: 菠菜, term: x}]}}\n", "unknown-key", (2, 22, 26), "term"),
        ("terms: {a: {terms: [{near: [x]}]}}\n", "missing-key", (2, 21, 32), None),
        ("terms: {a: {terms: [{term: x, near: x}]}}\n", "wrong-type", (2, 37, 38), None),
        ("terms: {a: {terms: [{term: x, within: 0}]}}\n", "wrong-value", (2, 39, 40), None),
        ("terms: {a: {terms: [[x]]}}\n", "wrong-type", (2, 21, 24), None),
        ("terms: {a: {terms: x}}\n", "wrong-type", (2, 20, 21), None),
        ("terms: {a: {terms: {x: 1}}}\n", "wrong-type", (2, 13, 18), None),
        ("terms: {a: {weight: 六}}\n", "wrong-type", (2, 21, 22), None),
        ("terms: {a: {weight: 1.5}}\n", "wrong-type", (2, 21, 24), None),
        ("terms: {a: {weight: true}}\n", "wrong-type", (2, 21, 25), None),
        ("terms: {a: {weight: 5000}}\n", "wrong-value", (2, 21, 25), None),
        ("terms: {a: {file: {x: 1}}}\n", "wrong-type", (2, 13, 17), None),
        ("terms: {a: {title: ~}}\n", "wrong-type", (2, 20, 21), None),
        ("terms:\n  a:\n    title:\n", "wrong-type", (4, 5, 10), None),
        ("terms: {a: 3}\n", "wrong-type", (2, 12, 13), None),
        ("terms: {赌博: {}}\n", "bad-name", (2, 9, 11), None),
        ("terms: [a]\n", "wrong-type", (2, 1, 6), None),
        ("terms:\n", "wrong-type", (2, 1, 6), None),
        ("patterns: {p: {regex: x}}\n", "missing-key", (2, 12, 13), None),
        ("patterns: {p: {kind: regexp, regex: x}}\n", "wrong-value", (2, 22, 28), "regex"),
        ("patterns: {p: {kind: regex, regexp: x, regex: y}}\n", "unknown-key", (2, 29, 35), "regex"),
        ("patterns: {p: {kind: [regex]}}\n", "wrong-type", (2, 16, 20), None),
        ("patterns: {p: {kind: contact, of: [qqq]}}\n", "wrong-value", (2, 36, 39), "qq"),
        ("patterns: {p: {kind: contact, of: []}}\n", "empty-list", (2, 31, 33), None),
        ("patterns: {p: regex}\n", "wrong-type", (2, 15, 20), None),
        ("patterns: {p: {kind: regex, regex: x, ignore_case: no}}\n", "wrong-type", (2, 52, 54), "false"),
        ("rules: {id: x}\n", "wrong-type", (2, 1, 6), None),
        ("rules: [x]\n", "wrong-type", (2, 9, 10), None),
        ("rules: [{when: x, verdict: block}]\n", "missing-key", (2, 9, 34), None),
        ("rules: [{id: a b, when: x, verdict: block}]\n", "bad-name", (2, 14, 17), None),
        ("rules: [{id: a, when: x, verdict: blcok}]\n", "wrong-value", (2, 35, 40), "block"),
        ("rules: [{id: a, when: [x], verdict: block}]\n", "wrong-type", (2, 17, 21), None),
        ("rules: [{id: a, when: {}, verdict: block}]\n", "wrong-type", (2, 17, 21), None),
        ("rules: [{id: a, when: {an: [x]}, verdict: block}]\n", "unknown-operator", (2, 24, 26), "any"),
        ("rules: [{id: a, when: {within: 3, naer: [x, y]}, verdict: block}]\n", "unknown-operator", (2, 35, 39), "near"),
        ("rules: [{id: a, when: {gambling: true}, verdict: block}]\n", "unknown-operator", (2, 24, 32), None),
        ("rules: [{id: a, when: {all: [x], any: [y]}, verdict: block}]\n", "two-operators", (2, 34, 37), None),
        ("rules: [{id: a, when: {all: x}, verdict: block}]\n", "wrong-type", (2, 29, 30), None),
        ("rules: [{id: a, when: {at_least: 2}, verdict: block}]\n", "missing-key", (2, 17, 21), None),
        ("rules: [{id: a, when: {near: [x, y], wihtin: 3}, verdict: block}]\n", "unknown-key", (2, 38, 44), "within"),
        ("rules: [{id: a, when: {score: [x], cap: {x: -1}, review: 1}}]\n", "wrong-value", (2, 45, 47), None),
        ("rules: [{id: a, when: {score: [x], bonus: {disguised: 多}, review: 1}}]\n", "wrong-type", (2, 55, 56), None),
        ("rules: [{id: a, when: x, verdict: block, actions: delete}]\n", "wrong-type", (2, 51, 57), None),
        ("rules: [{id: a, when: x, verdict: block, actions: [{strike: [1]}]}]\n", "wrong-type", (2, 53, 59), None),
        ("rules: [{id: a, when: x, verdict: block, actions: [{strike: 1, alert: x}]}]\n", "wrong-type", (2, 52, 73), None),
        ("rules: [{id: a, when: x, verdict: block, tests: {mach: [x]}}]\n", "unknown-key", (2, 50, 54), "match"),
        ("rules: [{id: a, when: x, verdict: block, tests: {match: [{txt: x}]}}]\n", "unknown-key", (2, 59, 62), "text"),
        ("labels: {spam: ''}\n", "empty-text", (2, 10, 14), None),
        ("policy: []\n", "wrong-type", (2, 1, 7), None),
        ("policy: {laddr: []}\n", "unknown-key", (2, 10, 15), "ladder"),
        ("policy: {ladder: []}\n", "empty-list", (2, 10, 16), None),
        ("policy: {ladder: [{at: 0, do: warn}]}\n", "wrong-value", (2, 24, 25), None),
        ("policy: {ladder: [{at: 1, do: wran}]}\n", "wrong-value", (2, 31, 35), "warn"),
        ("policy: {ladder: [{at: 1}]}\n", "missing-key", (2, 19, 26), None),
        ("policy: {aggravate: [{strike: 1}]}\n", "missing-key", (2, 22, 33), None),
        ("policy: {aggravate: [{if: ad, strike: -1}]}\n", "wrong-value", (2, 39, 41), None),
        ("policy: {mitigate: [{if: ad, strike: 1}]}\n", "wrong-value", (2, 38, 39), None),
        ("policy: {mitigate: [{if: {al: [ad]}, strike: -1}]}\n", "unknown-operator", (2, 27, 29), "all"),
        ("policy: {protected: [amdin]}\n", "wrong-value", (2, 22, 27), "admin"),
        ("policy: {strikes: {by: [usr]}}\n", "wrong-value", (2, 25, 28), "user"),
        ("policy: {strikes: {per_message: sum}}\n", "wrong-value", (2, 33, 36), None),
        ("policy: {first_offence: {at_most: wran}}\n", "wrong-value", (2, 35, 39), "warn"),
        ("policy: {breaker: {hit_rate: 3%, than: shadow}}\n", "unknown-key", (2, 34, 38), "then"),
        ("policy: {appeal: {within: [7d]}}\n", "wrong-type", (2, 19, 25), None),
        ("extends: {community: true}\n", "wrong-type", (2, 1, 8), None),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_what_is_to_blame_with_the_nearest_right_spelling(text, slug, place, nearest):
    diagnostic = one(text)
    at = diagnostic.at
    assert (diagnostic.slug, (at.line, at.column, at.end_column), diagnostic.nearest) == (slug, place, nearest)


@pytest.mark.parametrize(
    "text",
    [
        *(f"{key}: {{}}\n" for key in sorted(LATER)),
        "patterns: {p: {kind: weights, file: ad.tsv, bias: -2.1}}\n",
    ],
)  # fmt: skip
def test_what_later_versions_bring_is_refused_by_name(text):
    assert one(text).slug == "not-supported-yet"


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("[110, 2024]", ["110", "2024"]),
        ("[007, 1.10]", ["007", "1.10"]),
        ("[true, no, off]", ["true", "no", "off"]),
        ("[12:30]", ["12:30"]),
    ],
)
def test_numbers_are_text_where_text_is_expected(written, terms):
    loaded = load_text(f"spec: 1\nterms: {{a: {{title: 110, terms: {written}}}}}\n")
    assert (loaded.diagnostics, loaded.ruleset.terms["a"].terms, loaded.ruleset.terms["a"].title) == ((), terms, "110")


def test_every_mistake_of_a_file_is_reported_at_once_in_its_order():
    text = """\
spec: 2
ruleset: {titel: 我的群}
terms:
  gambling: {terms: [百家乐, 3, {trem: x}], wieght: 3}
rules:
  - {id: a, when: {al: [gambling]}, verdict: ban}
"""
    assert [(each.slug, each.at.line) for each in found(text)] == [
        ("wrong-value", 1), ("missing-key", 2), ("unknown-key", 2), ("missing-key", 4), ("unknown-key", 4), ("unknown-key", 4),
        ("unknown-operator", 6), ("wrong-value", 6),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [("- a\n", "list"), ("百家乐\n", "text"), ("3\n", "integer"), ("---\n", "nothing")])
def test_a_document_that_is_no_mapping_is_one_mistake(text, kind):
    (diagnostic,) = found(text)
    assert (diagnostic.slug, diagnostic.values["kind"]) == ("wrong-type", kind)


@pytest.mark.parametrize("text", ["", "# 只有注释\n"])
def test_an_empty_file_lacks_its_version(text):
    (diagnostic,) = found(text)
    assert (diagnostic.slug, diagnostic.values["found"]) == ("missing-key", "spec")


def test_what_is_right_is_kept_beside_what_is_wrong():
    loaded = load_text("""\
spec: 1
terms:
  gambling: {terms: [百家乐, [x], {term: 菠菜, nera: [x]}], weight: 六}
  drugs: 3
rules:
  - {id: a, when: gambling, verdict: block, severity: hihg}
  - {id: b, when: {all: [gambling, {any: []}]}, verdict: block}
  - {id: c, when: gambling, verdict: blok}
""")
    gambling = loaded.ruleset.terms["gambling"]
    assert [getattr(term, "term", term) for term in gambling.terms] == ["百家乐", "菠菜"]
    assert gambling.weight == 1
    assert [(rule.id, rule.severity) for rule in loaded.ruleset.rules] == [("a", None), ("b", None), ("c", None)]
    assert loaded.ruleset.rules[1].when.all == ["gambling"]
    assert loaded.broken >= {"drugs"}
    assert "incomplete-rule" not in {each.slug for each in loaded.diagnostics}


def test_a_flood_of_mistakes_ends_with_a_count():
    diagnostics = found("spec: 1\nterms: {a: {terms: [" + "[],\n" * 40_000 + "]}}\n")
    assert [each.slug for each in diagnostics].count("wrong-type") == 500
    assert diagnostics[-1].slug == "too-many-mistakes"


def test_misspelt_words_of_any_length_are_compared_in_no_time():
    diagnostics = found("spec: 1\n" + "".join(f"{'terms' * 180}{n}: 1\n" for n in range(300)))
    assert {each.slug for each in diagnostics} == {"unknown-key"}
