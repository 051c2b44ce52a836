"""Host names: canonical form, lists, and what a bare name may be without being a link."""

import pytest

from moderation.match.hosts import canonical, covers, is_bare_link, is_bent_link, is_host, is_ipv4, is_ipv6


@pytest.mark.parametrize(("host", "form"), [
    ("QQ.COM", "qq.com"),
    ("qq.com.", "qq.com"),
    ("xn--fiqs8s.cn", "中国.cn"),
    ("xn--.cn", ".cn"),
    ("xn--99999999999.cn", "xn--99999999999.cn"),
    ("xn--" + "a" * 100 + ".cn", "xn--" + "a" * 100 + ".cn"),
])  # fmt: skip
def test_a_host_has_one_form(host, form):
    assert canonical(host) == form


@pytest.mark.parametrize(("entry", "host", "covered"), [
    ("qq.com", "qq.com", True),
    ("qq.com", "mail.qq.com", True),
    ("mail.qq.com", "a.mail.qq.com", True),
    ("mail.qq.com", "qq.com", False),
    ("mail.qq.com", "docs.qq.com", False),
    ("qq.com", "evilqq.com", False),
    ("qq.com", "qq.com.evil.cn", False),
    ("qq.com", "", False),
])  # fmt: skip
def test_an_entry_covers_itself_and_what_is_below(entry, host, covered):
    assert covers(entry, host) is covered


@pytest.mark.parametrize("address", ["0.0.0.0", "8.8.8.8", "255.255.255.255", "45.67.89.10"])
def test_four_octets_are_an_ipv4_address(address):
    assert is_ipv4(address)


@pytest.mark.parametrize("address", ["256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.a", "1..2.3", ""])
def test_anything_else_is_no_ipv4_address(address):
    assert not is_ipv4(address)


@pytest.mark.parametrize("address", ["::1", "2001:db8::1", "fe80::1:2", "1:2:3:4:5:6:7:8", "::"])
def test_eight_groups_or_one_gap_are_an_ipv6_address(address):
    assert is_ipv6(address)


@pytest.mark.parametrize("address", ["1::2::3", "1:2:3", "12345::", "g::1", "1:2:3:4:5:6:7:8:9", "10:20:30", "1:2:3:4:5:6:7::8:9"])
def test_anything_else_is_no_ipv6_address(address):
    assert not is_ipv6(address)


@pytest.mark.parametrize(("host", "domain"), [
    ("baidu.com", "baidu.com"), ("a.top", "ab.top"), ("qp36.live", "qp36.live"), ("x.com", "x.com"),
    ("12306.cn", "12306.cn"), ("m52.us", "m52.us"),
])  # fmt: skip
def test_suffixes_of_sites_need_nothing_else(host, domain):
    assert is_bare_link(host, domain)


@pytest.mark.parametrize(
    "host", ["main.py", "readme.md", "a.zip", "user.name", "this.top", "com.tencent.mm", "asp.net", "have.run", "b.dot", "1.cc", "a.io"]
)
def test_files_code_and_products_are_no_bare_links(host):
    assert not is_bare_link(host, ".".join(host.split(".")[-2:]))


@pytest.mark.parametrize(("domain", "meant"), [
    ("baidu.com", True), ("52zq.com", True), ("yule520.vip", True), ("iphone.vip", False), ("8.com", False),
    ("com.cn", False), ("q.cc", False),
])  # fmt: skip
def test_a_bent_dot_needs_a_name_that_is_no_number_or_word(domain, meant):
    assert is_bent_link(domain) is meant


@pytest.mark.parametrize("host", ["a" * 64 + ".com", "a-.com", "a..com", ".".join(["a" * 60] * 5)])
def test_impossible_lengths_are_no_hosts(host):
    assert not is_host(host)
