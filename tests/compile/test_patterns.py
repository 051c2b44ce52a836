"""Every key of a pattern reaches its matcher; domain lists are filled in, regular expressions tried out."""

import pytest

from moderation.match.spec import ContactSpec, LinkSpec, NameSpec, RegexSpec, RepeatSpec

DOMAINS = "terms: {ad: {terms: [广告]}, ok: {domains: [github.com, 12377.cn]}}\n"


@pytest.mark.parametrize(
    ("written", "spec"),
    [
        ("{kind: contact}", ContactSpec()),
        (
            "{kind: contact, of: [qq], lead: [加, '+'], lead_within: 3, not: [request]}",
            ContactSpec(of=("qq",), lead=("加", "+"), lead_within=3, exclude=("request",)),
        ),
        ("{kind: link}", LinkSpec(of=("url", "ip", "invite", "taokouling"))),
        ("{kind: link, of: [email]}", LinkSpec(of=("email",))),
        ("{kind: link, of: [url], domains_not_in: ok}", LinkSpec(of=("url",), domains_not_in=("github.com", "12377.cn"))),
        ("{kind: link, of: [url], domains_in: [evil.cn]}", LinkSpec(of=("url",), domains_in=("evil.cn",))),
        ("{kind: link, of: [url], domains_in: evil.cn}", LinkSpec(of=("url",), domains_in=("evil.cn",))),
        ("{kind: regex, regex: '日赚\\d{3,}'}", RegexSpec(regex="日赚\\d{3,}", literals=("日赚",))),
        ("{kind: regex, regex: 'Abc|中', ignore_case: false}", RegexSpec(regex="Abc|中", ignore_case=False, literals=("Abc", "中"))),
        ("{kind: name, names: [客服小美]}", NameSpec(names=("客服小美",))),
        ("{kind: name, like: staff, names: [客服小美]}", NameSpec(names=("客服小美",))),
        ("{kind: name, like: ad, names: [客服小美]}", NameSpec(names=("客服小美", "广告"))),
        (
            "{kind: name, length: [2, 20], must_have: [蓝鲸], format: '^\\d-'}",
            NameSpec(length=(2, 20), must_have=("蓝鲸",), format="^\\d-"),
        ),
        ("{kind: repeat}", RepeatSpec()),
        ("{kind: repeat, unit: line, at_least: 3}", RepeatSpec(unit="line", at_least=3)),
    ],
)
def test_a_pattern_is_read_as_it_is_written(compiled, written, spec):
    (pattern,) = compiled(f"{DOMAINS}patterns: {{p: {written}}}").program.patterns
    if isinstance(spec, RegexSpec):  # which literals are required is for the matcher to say
        assert (pattern.spec.regex, pattern.spec.ignore_case) == (spec.regex, spec.ignore_case)
    else:
        assert pattern.spec == spec


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        ("{kind: regex, regex: '日赚)+'}", ("bad-regex", 4, ")")),
        ("{kind: regex, regex: '日赚('}", ("bad-regex", 4, "'日赚('")),
        ("{kind: regex, regex: '(日|赚)*'}", ("regex-matches-empty", 4, "'(日|赚)*'")),
        ("{kind: regex, regex: 'a?'}", ("regex-matches-empty", 4, "'a?'")),
        ("{kind: link, domains_not_in: okk}", ("unknown-domain-list", 4, "okk")),
        ("{kind: name}", ("empty-name-pattern", 4, "p")),
        ("{kind: name, like: staff}", ("unknown-name-list", 4, "staff")),
        ("{kind: name, like: boss, names: [客服小美]}", ("unknown-name-list", 4, "boss")),
        ("{kind: name, length: [20, 2]}", ("wrong-value", 4, "length")),
        ("{kind: name, format: '^('}", ("bad-regex", 4, "'^('")),
        ("{kind: link, domains_in: ad}", ("unknown-domain-list", 4, "ad")),
    ],
)
def test_what_a_matcher_could_not_use_is_reported_where_it_stands(found, written, mistake):
    assert [one for one in found(f"{DOMAINS}patterns:\n  p: {written}") if one[0] != "unused-signal"] == [mistake]


def test_weight_title_and_field_of_a_pattern_arrive(compiled):
    program = compiled(f"{DOMAINS}patterns: {{p: {{kind: repeat, weight: 7, title: 重复, from: [card, nickname]}}}}").program
    assert program.patterns[0].weight == 7
    assert [(info.title, info.fields) for info in program.signals if info.name == "p"] == [("重复", ("nickname", "card"))]


@pytest.mark.parametrize("defaults", ["", "defaults: {from: authored}\n"])
def test_a_pattern_about_names_reads_names_unless_it_says_so_itself(compiled, defaults):
    for written, fields in (("", ("nickname", "card")), (", from: card", ("card",))):
        program = compiled(f"{defaults}{DOMAINS}patterns: {{p: {{kind: name, names: [客服小美]{written}}}}}").program
        assert [info.fields for info in program.signals if info.name == "p"] == [fields]


def test_a_list_that_names_are_taken_from_is_used(slugs):
    assert "unused-signal" not in slugs(
        "terms: {staff: {terms: [客服小美]}}\npatterns: {p: {kind: name, like: staff}}\n"
        "rules: [{id: r, label: ad, when: p, verdict: block, tests: {match: [a], pass: [b]}}]"
    )


def test_the_suffix_list_travels_only_with_links(compiled):
    assert not compiled("patterns: {p: {kind: repeat}}").program.suffixes
    assert " com.cn " in compiled("patterns: {p: {kind: link}}").program.suffixes


def test_a_name_for_two_signals_is_refused(slugs):
    assert "duplicate-signal" in slugs("patterns: {ad: {kind: repeat}}")
