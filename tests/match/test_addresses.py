"""Judging an address: who vouches for a host whose letters are not what they seem."""

import pytest

from moderation.match.addresses import AddressReader
from moderation.match.suffixes import SuffixTable
from moderation.text.fold import plain

READER = AddressReader(SuffixTable("cn com net py"))


def hosts(text):
    return [(link.found.value, link.host) for link in READER.links(text, plain(text))]


@pytest.mark.parametrize("text", ["qq.com", "ｑｑ.com", "QQ.COM", "ⓠⓠ.com", "q\u200bq.com", "qq。com"])
def test_letters_that_browsers_read_alike_open_the_same_host(text):
    assert hosts(text) == [("url:qq.com", "qq.com")]


@pytest.mark.parametrize("text", ["qq.сom", "ԛq.com", "q\u200bq.сom"])
def test_letters_of_another_script_open_another_host(text):
    assert [host for _, host in hosts(text)] == [""]


def test_names_within_a_path_are_part_of_it():
    assert hosts("a.cn/b.cn/c.cn d.cn") == [("url:a.cn/b.cn/c.cn", "a.cn"), ("url:d.cn", "d.cn")]


@pytest.mark.parametrize("text", ["main.py", "_a.cn", "b/a.cn_x", "v1.2.3.4", "第 1.2.3.4 节"])
def test_parts_of_words_files_and_versions_are_not_yielded(text):
    assert hosts(text) == []
