"""The pass over a text: tokens never overlap, and straight dots are read before bent ones."""

import pytest

from moderation.match.link_scan import han_names, ipv6_addresses, spelled_out, tail, tokens


def test_a_token_reads_names_with_straight_dots_apart():
    [token] = tokens("看a.com。b.cn吧")
    assert [address.host for address in token.straight()] == ["a.com", "b.cn"]


@pytest.mark.parametrize(("text", "host"), [
    ("www。baidu。com。cn", "www.baidu.com.cn"),
    ("baidu点com点abc", "baidu.com"),
    ("baidu·top", "baidu.top"),
])  # fmt: skip
def test_a_bent_name_ends_at_its_suffix(text, host):
    [token] = tokens(text)
    address = token.bent()
    assert address is not None
    assert (address.host, address.bent) == (host, True)


@pytest.mark.parametrize("text", ["a.com", "a。b。c", "abc"])
def test_straight_dots_and_other_endings_are_not_bent(text):
    assert [token.bent() for token in tokens(text) if token.bent()] == []


def test_scheme_and_user_belong_to_the_first_name():
    [token] = tokens("http://qq.com:80@evil.cn/x")
    [address] = token.straight()
    assert (address.scheme, address.user, address.host, address.start) == ("http://", "qq.com:80", "evil.cn", 0)


@pytest.mark.parametrize(("text", "port", "path"), [
    ("/x).", "", "/x"), (":8080/x?y=1", ":8080", "/x?y=1"), ("：80，好", "：80", ""), ("/中文", "", "/"), (":123456", "", ""), ("", "", ""),
    ("/a" + "b" * 5_000, "", "/a" + "b" * 2_047), ("/xhttp://b.cn", "", "/x"),
])  # fmt: skip
def test_port_and_path_end_where_a_sentence_goes_on(text, port, path):
    assert tail(text, 0) == (port, path)


def test_chinese_names_letters_and_groups_are_read():
    assert [address.host for address in han_names("晚风.top 云·cc 好.py")] == ["晚风.top", "云.cc"]
    assert [address.host for address in spelled_out("b a i d u . c o m，a.b")] == ["baidu.com"]
    assert [found[2:] for found in ipv6_addresses("2001:db8::1 [::1] 10:20")] == [("2001:db8::1", False), ("::1", True)]


@pytest.mark.parametrize(
    "text", ["a." * 50_000, "a。" * 50_000, "a/" * 50_000, "a@" * 50_000, "http://" * 15_000, "a " * 50_000, "a " * 50_000 + ". "]
)
def test_tokens_cover_a_text_at_most_once(text):
    found = list(tokens(text))
    assert sum(token.labels[-1][1] - token.start for token in found) <= len(text)
    assert len(list(spelled_out(text))) == 0
