"""Terms become what matchers take: with their own options, else those of their list; empty ones and doubles are found."""

import pytest

from moderation.compile.report import Report
from moderation.compile.terms import ListReader
from moderation.match.spec import EXACT, NORMAL, Matching, NearSpec, TermSpec
from moderation.ruleset import load_text


def read(text, tmp_path=None, path="群规.yaml"):
    loaded = load_text(f"spec: 1\nterms:\n  ad: {text}\n", str(tmp_path / path) if tmp_path else path)
    assert not loaded.diagnostics
    report = Report(loaded)
    rows = loaded.lexicons.get("ad", ())
    return ListReader(report).read("ad", loaded.ruleset.terms["ad"], rows), report.diagnostics()


@pytest.mark.parametrize(
    ("written", "specs"),
    [
        ("{terms: [广告]}", [TermSpec("广告", "ad", "term", 1, NORMAL)]),
        ("{terms: [广告], weight: 6, match: exact}", [TermSpec("广告", "ad", "term", 6, EXACT)]),
        ("{terms: [{term: 广告, weight: 0}], weight: 6}", [TermSpec("广告", "ad", "term", 0, NORMAL)]),
        ("{terms: [{term: 广告, weight: -3}]}", [TermSpec("广告", "ad", "term", -3, NORMAL)]),
        (
            "{terms: [{term: 菠菜, near: [稳赚, 平台], within: 5}]}",
            [TermSpec("菠菜", "ad", "term", 1, NORMAL, NearSpec(("稳赚", "平台"), 5))],
        ),
        ("{terms: [{term: 菠菜, near: [稳赚]}]}", [TermSpec("菠菜", "ad", "term", 1, NORMAL, NearSpec(("稳赚",), 12))]),
        ("{terms: [{term: 菠菜, within: 5}]}", [TermSpec("菠菜", "ad", "term", 1, NORMAL)]),
        (
            "{terms: [{term: sb, boundary: latin}, 脑残], boundary: word}",
            [TermSpec("sb", "ad", "term", 1, Matching(boundary="latin")), TermSpec("脑残", "ad", "term", 1, Matching(boundary="word"))],
        ),
        (
            "{terms: [菠菜], allow: [菠菜汤], match: {separators: 0}}",
            [TermSpec("菠菜", "ad", "term", 1, Matching(separators=0)), TermSpec("菠菜汤", "ad", "allow", 0, Matching(separators=0))],
        ),
    ],
)
def test_terms_are_read_as_they_are_written(written, specs):
    read_list, mistakes = read(written)
    assert list(read_list.specs) == specs
    assert not mistakes


def test_a_word_list_file_adds_its_rows_with_the_weight_of_the_list_or_their_own(tmp_path):
    (tmp_path / "a.txt").write_text("百家乐\t9\n网赌\n", encoding="utf-8")
    read_list, mistakes = read("{terms: [赌博], file: a.txt, weight: 4, match: exact}", tmp_path)
    assert [(spec.text, spec.weight, spec.matching) for spec in read_list.specs] == [
        ("赌博", 4, EXACT),
        ("百家乐", 9, EXACT),
        ("网赌", 4, EXACT),
    ]
    assert read_list.most_points == 17
    assert not mistakes


@pytest.mark.parametrize(
    ("written", "slug", "pointed_at"),
    [
        ("{terms: [广告, ' ', 兼职]}", "empty-term", "' '"),
        ('{terms: ["\\u200b"]}', "empty-term", '"\\u200b"'),
        ("{terms: [广告], allow: ['　']}", "empty-term", "'　'"),
        ("{terms: [{term: 菠菜, near: [稳赚, ' ']}]}", "empty-term", "' '"),
        ("{terms: [广告, 廣告]}", "duplicate-term", "廣告"),
        ("{terms: [广告, 广 告]}", "duplicate-term", "广 告"),
        ("{terms: [VX, ｖｘ]}", "duplicate-term", "ｖｘ"),
        ("{terms: [广告, 广告 ], match: exact}", "duplicate-term", "广告"),
        ("{title: 空的}", "empty-term-list", "ad"),
        ("{allow: [广告]}", "empty-term-list", "ad"),
    ],
)
def test_a_list_that_holds_less_than_it_seems_to_is_reported_where_it_does(written, slug, pointed_at):
    _, mistakes = read(written)
    assert [(one.slug, one.at.line, one.at.source[one.at.column - 1 : one.at.end_column - 1]) for one in mistakes] == [
        (slug, 3, pointed_at)
    ]


@pytest.mark.parametrize(
    "written",
    [
        "{terms: [广告, 廣告], match: exact}",
        "{terms: [{term: 菠菜, near: [稳赚]}, {term: 菠菜, near: [平台]}]}",
        "{terms: [菠菜, 菠菜汤], allow: [菠菜汤]}",
        "{terms: ['❤', '+v', 'C++', '🈲']}",
    ],
)
def test_what_only_looks_alike_is_no_double(written):
    assert not read(written)[1]


def test_a_double_in_a_file_is_reported_in_its_line_and_names_the_first(tmp_path):
    (tmp_path / "a.txt").write_text("# 词库\n百家乐\n百 家 乐\t3\n", encoding="utf-8")
    _, (mistake,) = read("{file: a.txt}", tmp_path)
    assert (mistake.slug, mistake.gravity, mistake.at.line) == ("duplicate-term", "warning", 3)
    assert mistake.values["other"] == "百家乐"
    assert mistake.values["place"].endswith("a.txt:2")


def test_a_list_of_nothing_but_allow_or_empty_terms_is_silent():
    assert read("{terms: [' '], allow: [菠菜汤]}")[0].silent
    assert not read("{terms: [菠菜]}")[0].silent
