"""Word-list files: rows, comments, weights, places."""

import pytest

from moderation.ruleset.lexicons import lexicon_terms
from moderation.ruleset.source import text_file


def read(text):
    return lexicon_terms(text_file("词库.txt", text))


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("百家乐", ("百家乐", None)),
        ("百家乐\t6", ("百家乐", 6)),
        ("百家乐\t-3", ("百家乐", -3)),
        ("百家乐\t +3 ", ("百家乐", 3)),
        ("百家乐\t", ("百家乐", None)),
        ("百家乐\t6 # 常见", ("百家乐", 6)),
        ("百家乐 # 常见", ("百家乐", None)),
        ("百家乐\t# 常见", ("百家乐", None)),
        ("  网赌  \r", ("网赌", None)),
        ("C#", ("C#", None)),
        ("加 微 信", ("加 微 信", None)),
        ("🐷头\t2", ("🐷头", 2)),
        ("\u202e博赌", ("\u202e博赌", None)),
        ("薇\u200b信", ("薇\u200b信", None)),
    ],
)
def test_a_line_is_a_term_with_an_optional_weight(line, row):
    ((term,), found) = read(line + "\n")
    assert ((term.text, term.weight), found) == (row, ())


@pytest.mark.parametrize("line", ["", "   ", "# 注释", "   # 注释", "#\t6"])
def test_blank_lines_and_comments_are_no_terms(line):
    assert read(f"{line}\n百家乐\n")[0][0].line == 2


@pytest.mark.parametrize(
    ("line", "slug", "columns"),
    [
        ("网赌\t六", "weight-not-number", (4, 5)),
        ("网赌\t1.5", "weight-not-number", (4, 7)),
        ("网赌\t6\t7", "weight-not-number", (4, 7)),
        ("6\t六 6", "weight-not-number", (3, 6)),
        ("网赌\t1001", "unsupported-weight", (4, 8)),
        ("赌" * 201, "too-long", (1, 202)),
        ("\t6", "empty-text", (2, 3)),
        ("网\0赌", "bad-character", (2, 3)),
    ],
)
def test_a_mistake_in_a_line_is_reported_where_it_stands(line, slug, columns):
    _, (found,) = read(f"# 第一行\n{line}\n百家乐\n")
    assert (found.slug, found.at.line, (found.at.column, found.at.end_column)) == (slug, 2, columns)


def test_a_row_with_a_wrong_weight_still_is_a_term():
    assert [row.text for row in read("网赌\t六\n百家乐\n")[0]] == ["网赌", "百家乐"]


def test_the_place_of_a_row_is_its_line():
    row = read("# 注释\n  百家乐\t6\n")[0][0]
    assert (row.at.path, row.at.line, row.at.column, row.at.source) == ("词库.txt", 2, 3, "  百家乐\t6")
