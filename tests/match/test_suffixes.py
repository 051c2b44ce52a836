"""The Public Suffix List: which part of a host somebody registered."""

import pytest

from moderation.match.suffixes import SuffixTable, read

TABLE = SuffixTable(read())


@pytest.mark.parametrize(("host", "domain"), [
    ("qq.com", "qq.com"),
    ("a.b.qq.com", "qq.com"),
    ("qq.com.evil.cn", "evil.cn"),
    ("shop.taobao.com.cn", "taobao.com.cn"),
    ("www.gov.cn", "www.gov.cn"),
    ("foo.github.io", "github.io"),
    ("a.kobe.jp", None),
    ("x.a.kobe.jp", "x.a.kobe.jp"),
    ("www.ck", "www.ck"),
    ("例子.中国", "例子.中国"),
    ("com", None),
    ("com.cn", None),
    ("localhost", None),
    ("main.unknownsuffix", None),
    ("", None),
    (".", None),
])  # fmt: skip
def test_the_registrable_domain_is_the_suffix_and_one_label(host, domain):
    assert TABLE.registrable(host) == domain


def test_many_labels_cost_no_more_than_few():
    assert TABLE.registrable("a." * 50_000 + "evil.cn") == "evil.cn"


def test_the_list_travels_as_one_line_of_text():
    text = read()
    assert "\n" not in text
    assert text == read()
    assert text.isprintable()


def test_without_a_list_nothing_has_a_domain():
    assert SuffixTable("").registrable("qq.com") is None
