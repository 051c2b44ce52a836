"""What is a link, where it stands and whose it is, however its dots are written."""

import pytest

from moderation.match.links import LinkMatcher
from moderation.match.spec import LinkSpec
from moderation.match.suffixes import SuffixTable, read
from moderation.text.fold import plain

SUFFIXES = SuffixTable(read())
ALL = ("url", "invite", "taokouling", "ip", "email")
MATCHER = LinkMatcher(LinkSpec(of=ALL), SUFFIXES)


def seen(text, matcher=MATCHER):
    return [(text[found.start : found.end], found.value) for found in matcher.find(text, plain(text))]


LINKS = [
    ("看 http://x8.example.com/r 吧", "http://x8.example.com/r", "url:x8.example.com/r"),
    ("HTTPS://Evil.CN/AbC?id=1#top", "HTTPS://Evil.CN/AbC?id=1#top", "url:evil.cn/AbC"),
    ("打开baidu.com看看", "baidu.com", "url:baidu.com"),
    ("baidu。com", "baidu。com", "url:baidu.com"),
    ("baidu点com", "baidu点com", "url:baidu.com"),
    ("baidu 點 com", "baidu 點 com", "url:baidu.com"),
    ("baidu dot com", "baidu dot com", "url:baidu.com"),
    ("baidu丶com", "baidu丶com", "url:baidu.com"),
    ("baidu，com", "baidu，com", "url:baidu.com"),
    ("yule88😚cc", "yule88😚cc", "url:yule88.cc"),
    ("baidu☁️com", "baidu☁️com", "url:baidu.com"),
    ("baidu[.]com", "baidu[.]com", "url:baidu.com"),
    ("baidu（点）com", "baidu（点）com", "url:baidu.com"),
    ("baidu . com", "baidu . com", "url:baidu.com"),
    ("b a i d u . c o m", "b a i d u . c o m", "url:baidu.com"),
    ("w w w . b a i d u 。 c n", "w w w . b a i d u 。 c n", "url:www.baidu.cn"),
    ("www。baidu。com", "www。baidu。com", "url:www.baidu.com"),
    ("hxxp://evil.cn/x", "hxxp://evil.cn/x", "url:evil.cn/x"),
    ("http：//evil.cn／x", "http：//evil.cn／x", "url:evil.cn/x"),
    ("ｗｗｗ．ｂａｉｄｕ．ｃｏｍ", "ｗｗｗ．ｂａｉｄｕ．ｃｏｍ", "url:www.baidu.com"),
    ("𝕞𝕟𝟠𝟡.𝕥𝕠𝕡", "𝕞𝕟𝟠𝟡.𝕥𝕠𝕡", "url:mn89.top"),
    ("wq8️⃣3️⃣.vip来", "wq8️⃣3️⃣.vip", "url:wq83.vip"),
    ("bai\u200bdu.com", "bai\u200bdu.com", "url:baidu.com"),
    ("❤️abc123.top", "abc123.top", "url:abc123.top"),
    ("打开（晚风.top）", "晚风.top", "url:晚风.top"),
    ("认准星河·cc", "认准星河·cc", "url:认准星河.cc"),
    ("http://xn--fsq.com/", "http://xn--fsq.com/", "url:例.com"),
    ("t.cn/A6xyz", "t.cn/A6xyz", "url:t.cn/A6xyz"),
    ("dwz.cn/abc", "dwz.cn/abc", "url:dwz.cn/abc"),
    ("evil.cn。", "evil.cn", "url:evil.cn"),
    ("“evil.cn”", "evil.cn", "url:evil.cn"),
    ("evil.cn/a,b.", "evil.cn/a,b", "url:evil.cn/a,b"),
    ("http://main.py/", "http://main.py/", "url:main.py"),
    ("www.foo.md", "www.foo.md", "url:www.foo.md"),
    ("shop.py/cart", "shop.py/cart", "url:shop.py/cart"),
    ("https://t.me/joinchat/AbC", "https://t.me/joinchat/AbC", "invite:t.me/joinchat/AbC"),
    ("discord.gg/abc", "discord.gg/abc", "invite:discord.gg/abc"),
    ("https://qm.qq.com/q/abc", "https://qm.qq.com/q/abc", "invite:qm.qq.com/q/abc"),
    ("点击链接加入群聊", "点击链接加入群聊", "invite:点击链接加入群聊"),
    ("￥Ab3dEf7hJ9k￥", "￥Ab3dEf7hJ9k￥", "taokouling:Ab3dEf7hJ9k"),
    ("发到 Li.Lei+1@example.com", "Li.Lei+1@example.com", "email:li.lei+1@example.com"),
    ("192.168.1.1", "192.168.1.1", "ip:192.168.1.1"),
    ("连45.67.89.10:8888吧", "45.67.89.10:8888", "ip:45.67.89.10:8888"),
    ("https://45.67.89.10:8888/#/x", "https://45.67.89.10:8888/#/x", "ip:45.67.89.10:8888/"),
    ("2001:db8::1", "2001:db8::1", "ip:2001:db8::1"),
    ("[::1]", "[::1]", "ip:::1"),
]


@pytest.mark.parametrize(("text", "span", "value"), LINKS)
def test_a_link_is_found_with_its_span_and_host(text, span, value):
    assert seen(text) == [(span, value)]


NO_LINKS = [
    "main.py readme.md a.zip setup.sh", "e.g. i.e. etc.", "Node.js Vue.js", "1.5 3.14", "...", "。。。",
    "asp.net vb.net ASP.NET/MVC", "os.path.join", "wx.request",
    "object.name user.id this.top self.data", "java.util.map com.tencent.mm", "std::vector a::b ::", "10:20:30",
    "v1.2.3", "1.2.3", "v1.2.3.4",
    "版本 8.0.16.1", "256.256.256.256", "1.2.3.4.5", "T.J. Miller S.H.E", "b.dot", "http://localhost:8080", "https://", "www.", "http://中",
    "我在路口。com", "5点com", "充值了。vip用户", "iphone。vip", "QQ、CC、YY", "8点。cn", "com、cn、net",
    "end. Then we", "hello.World", "a@b", "@", "user@",
    "src/main.py", "a_b.com_c", "$foo.com", "\ud800.com", "\0.com", "a.b.c.d", "", "😀",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_LINKS)
def test_files_code_versions_and_sentences_are_no_links(text):
    assert seen(text) == []


@pytest.mark.parametrize(("text", "value"), [
    ("qq.com.evil.cn", "url:qq.com.evil.cn"),
    ("qq.com@evil.cn", "url:evil.cn"),
    ("http://qq.com@evil.cn/", "url:evil.cn"),
    ("http://qq.com:80@evil.cn/", "url:evil.cn"),
    ("evil.cn/qq.com", "url:evil.cn/qq.com"),
    ("evil.cn?qq.com", "url:evil.cn"),
    ("evilqq.com", "url:evilqq.com"),
    ("qq-com.cn", "url:qq-com.cn"),
    ("https://qq.com/?to=https://evil.cn/x", "url:evil.cn/x"),
    ("qq.сom", "url:qq.com"),
    ("qq\u200b.сom", "url:qq.com"),
    ("github.com", "url:github.com"),
    ("a.github.com", "url:a.github.com"),
])  # fmt: skip
def test_what_only_looks_like_an_allowed_domain_is_reported(text, value):
    matcher = LinkMatcher(LinkSpec(domains_not_in=("qq.com", "docs.github.com")), SUFFIXES)
    assert [found for _, found in seen(text, matcher)] == [value]


@pytest.mark.parametrize("text", [
    "qq.com", "https://docs.qq.com/x", "ｑｑ．com", "qq。com", "docs.github.com", "x.docs.github.com/y",
    "https://qq.com/?u=evil.cn", "QQ.COM/evil.cn",
])  # fmt: skip
def test_an_allowed_domain_covers_its_hosts_and_an_allowed_host_itself(text):
    assert seen(text, LinkMatcher(LinkSpec(domains_not_in=("https://QQ.com/", "*.docs.github.com")), SUFFIXES)) == []


def test_a_list_of_wanted_domains_reports_nothing_else():
    matcher = LinkMatcher(LinkSpec(of=ALL, domains_in=("evil.cn", "1.2.3.4")), SUFFIXES)
    text = "a.evil.cn good.cn 1.2.3.4 ￥Ab3dEf7hJ9k￥ me@evil.cn"
    assert [value for _, value in seen(text, matcher)] == ["url:a.evil.cn", "ip:1.2.3.4", "email:me@evil.cn"]


@pytest.mark.parametrize(("of", "values"), [
    (("url",), ["url:evil.cn", "url:t.me/x", "url:1.2.3.4/y"]),
    (("invite",), ["invite:t.me/x"]),
    (("ip",), ["ip:1.2.3.4/y", "ip:5.6.7.8"]),
    (("email",), ["email:me@evil.cn"]),
    ((), []),
])  # fmt: skip
def test_only_the_kinds_that_are_asked_for_are_found(of, values):
    text = "evil.cn t.me/x http://1.2.3.4/y 5.6.7.8 me@evil.cn"
    assert [value for _, value in seen(text, LinkMatcher(LinkSpec(of=of), SUFFIXES))] == values


@pytest.mark.parametrize(("text", "disguise", "evasive"), [
    ("baidu.com", (), False),
    ("BAIDU.com", (), False),
    ("ｂａｉｄｕ.com", ("variants",), False),
    ("ⓑⓐⓘⓓⓤ.com", ("variants",), True),
    ("baidu。com", ("separators",), True),
    ("hxxp://baidu.com", ("separators",), True),
    ("wq8️⃣3️⃣.vip", ("separators", "emoji"), True),
])  # fmt: skip
def test_a_disguise_is_named(text, disguise, evasive):
    [found] = MATCHER.find(text, plain(text))
    assert (found.disguise, found.evasive) == (disguise, evasive)


def test_nothing_reaches_over_a_wall():
    assert seen("baidu\uffff.com") == []


@pytest.mark.parametrize("piece", ["a.", "a.cn/", "a.py/", "http://a.cn/", "a@", "a.cn。", "￥Ab3dEf7hJ9k"])
def test_repeated_pieces_yield_bounded_links(piece):
    text = piece * 5_000
    found = MATCHER.find(text, plain(text))
    assert sum(link.end - link.start for link in found) <= len(text)
