"""Every usual form of a word list is read, and nothing in it is lost in silence."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.workbench.wordlists import read_list


@pytest.fixture
def read(tmp_path):
    def reader(content, encoding="utf-8"):
        (tmp_path / "list.txt").write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_list(tmp_path / "list.txt")

    return reader


def rows(words):
    return [(row.text, row.category, row.weight, row.line) for row in words.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_term_a_line_in_any_encoding(read, encoding, end):
    words = read(end.join(["# 赌博", "网赌", "", "// 注释", "百家乐 # 例", "C#"]), encoding)
    assert rows(words) == [("网赌", "", None, 2), ("百家乐", "", None, 5), ("C#", "", None, 6)]
    assert words.skipped == ()


def test_big5_is_told_from_gb18030_by_what_makes_sense(read):
    assert rows(read("網路賭場\n百家樂\n毒品", "big5")) == [("網路賭場", "", None, 1), ("百家樂", "", None, 2), ("毒品", "", None, 3)]
    assert rows(read("網路賭場\n百家樂\n毒品", "gb18030")) == rows(read("網路賭場\n百家樂\n毒品", "big5"))


def test_a_bad_line_does_not_change_how_the_others_are_read(read):
    words = read("网赌\n".encode() + b"\xb8\xeb\xff\n" + "百家乐\n裸聊".encode())
    assert [row.text for row in words.rows] == ["网赌", "百家乐", "裸聊"]
    assert [(row.line, row.reason) for row in words.skipped] == [(2, "bad-encoding")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('词,类别\n网赌,赌博\n"冰,毒",毒品', [("网赌", "赌博"), ("冰,毒", "毒品")]),
        ("百家乐,赌博\n裸聊,色情", [("百家乐", "赌博"), ("裸聊", "色情")]),
        ("百家乐,赌博\n网赌,赌博\n羊毛,黑产", [("百家乐", "赌博"), ("网赌", "赌博"), ("羊毛", "黑产")]),
        ('词,类别\n"网赌,赌博\n百家乐,赌博', [('"网赌', "赌博"), ("百家乐", "赌博")]),
        ("category;term\ngambling;网赌", [("网赌", "gambling")]),
        ("网赌,赌博\n百家乐,赌博\n冰毒,毒品\n牌九,赌博", [("网赌", "赌博"), ("百家乐", "赌博"), ("冰毒", "毒品"), ("牌九", "赌博")]),
        ("gambling\t网赌\ndrugs\t冰毒", [("网赌", "gambling"), ("冰毒", "drugs")]),
        ("网赌,百家乐,牌九\n冰毒,", [("网赌", ""), ("百家乐", ""), ("牌九", ""), ("冰毒", "")]),
        ("网赌、百家乐、牌九", [("网赌", ""), ("百家乐", ""), ("牌九", "")]),
        ("网赌|\n百家乐|", [("网赌", ""), ("百家乐", "")]),
        ("网赌\n你好，世界\n百家乐", [("网赌", ""), ("你好，世界", ""), ("百家乐", "")]),
    ],
)  # fmt: skip
def test_columns_are_told_by_header_or_content(read, text, expected):
    assert [(row.text, row.category) for row in read(text).rows] == expected


def test_a_tab_stands_before_a_weight(read):
    words = read("网赌\t6\n百家乐\n牌九\t-2\n代考\t0.5\n冰毒\t9999")
    assert [(row.text, row.weight) for row in words.rows] == [("网赌", 6), ("百家乐", None), ("牌九", -2), ("代考", None), ("冰毒", None)]
    assert [(row.line, row.reason) for row in words.skipped] == [(4, "weight-ignored"), (5, "weight-ignored")]


def test_base64_is_decoded_only_where_every_line_is_that(read):
    coded = [base64.b64encode(term.encode()).decode() for term in ("网赌", "sb!", "百家乐")]
    assert [row.text for row in read("\n".join(coded)).rows] == ["网赌", "sb!", "百家乐"]
    assert [row.text for row in read("\n".join([*coded, "网赌"])).rows] == [*coded, "网赌"]
    assert [row.text for row in read("fuck\nshit\ndamn").rows] == ["fuck", "shit", "damn"]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("网赌\n" + "长" * 300, 2, "too-long"),
        ("网赌\n" + "长" * 30_000, 2, "line-too-long"),
        ("网赌\na\x01b", 2, "bad-character"),
        ("网赌\n\u200b", 2, "empty"),
        ("词,类别\n,赌博", 2, "no-term"),
        ("词,类别\n网赌,赌博,多", 2, "cell-ignored"),
        ("网赌\n".encode() + b"\xff\xfe\xfa", 2, "bad-encoding"),
    ],
)
def test_what_is_not_taken_is_told_with_its_line(read, content, line, reason):
    assert [(row.line, row.reason) for row in read(content).skipped] == [(line, reason)]


@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_are_too_strange(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("lists") / "any.txt"
    path.write_bytes(content)
    words = read_list(path)
    assert all(row.text.strip() for row in words.rows)
    assert [row.line for row in words.skipped] == sorted(row.line for row in words.skipped)
