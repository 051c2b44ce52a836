"""Host names as chat writes them: canonical form, and whether one without `http://` is meant as a link at all.

`main.py`, `user.name` and `asp.net` look like hosts, and their endings are registered suffixes. A bare host counts by the
suffix: some are known for sites, some for files and code, and between them a digit in the name (qp36.live) decides.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "DISGUISED_SUFFIXES",
    "HAN_SUFFIXES",
    "canonical",
    "covers",
    "is_bare_link",
    "is_bent_link",
    "is_host",
    "is_ipv4",
    "is_ipv6",
    "is_product",
]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


DISGUISED_SUFFIXES: Final = _words("com cn net org cc top vip xyz")
"""What may follow a bent dot (baidu点com): no word of a sentence, and what such links really end in."""
HAN_SUFFIXES: Final = ("com", "cn", "net", "org", "cc", "top", "vip", "xyz", "co", "tv", "club", "中国", "网址", "网络", "公司")
"""What may follow a Chinese name without a scheme: 某某.top."""

_SITES: Final = _words(
    "com cn net org edu gov mil cc top vip xyz tv io co icu club shop wang ltd biz mobi asia bet casino poker xin ren cyou sbs cfd bond "
    "loan site website store online tech fun live "
    "hk tw jp kr sg th vn ph uk ru de fr eu ca au nz br nl se ch ua tr ir il ae sa za 中国 公司 网络 网址 网站 商城 集团"
)
_FILES_AND_CODE: Final = _words(
    "py md zip sh rs pl so ps mov ml mk mm pm cab java ai dev data map name id is in it my no at be as do am date day call "
    "open play post read save search show run new next now page pid ping pin host tab box bar foo int prof prod docs doc dot like "
    "link star team test zero total type list book car care case chat city cool diy fast film fire fly free game got here how java law "
    "map men menu mini pay pet plus pub rest room safe sale song spot talk tax work world you zone"
)
_CODE_NAMES: Final = _words(
    "this self window document object obj user item node element el rect style margin padding border stack queue list array arr config "
    "settings process console logger log req res request response event err error std math system java javax android torch props state "
    "store ctx context router route params query body module exports"
)
_PRODUCTS: Final = _words("asp.net vb.net ado.net ml.net paint.net entity.net java.net java.io socket.io")
_PACKAGES: Final = frozenset({"com", "org", "net"})
_SHORT_NAME_SUFFIXES: Final = frozenset({"com", "cn", "net", "org"})
"""One-letter names are sold below these (x.com); elsewhere they are initials or the end of a sentence."""

_BENT_WORDS: Final = frozenset({"top", "vip"})
_LEAST_DIGITS: Final = 3
"""A name of fewer digits is more often a number: 8点, 20。"""

_LABEL_MOST: Final = 63
_HOST_MOST: Final = 253
_OCTET: Final = re.compile(r"0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5]")
_GROUP: Final = re.compile(r"[0-9a-f]{1,4}")
_IPV6_GROUPS: Final = 8


def canonical(host: str) -> str:
    """Return a host in lower case, punycode labels decoded, without a dot at its end.

    >>> canonical("XN--FSQ.Com"), canonical("Evil.CN.")
    ('例.com', 'evil.cn')
    """
    return ".".join(map(_decoded, host.lower().strip(".").split(".")))


def _decoded(label: str) -> str:
    if not label.startswith("xn--") or len(label) > _LABEL_MOST:
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower()
    except UnicodeError:
        return label


def covers(entry: str, host: str) -> bool:
    """Return whether a listed domain or host covers a host: itself and everything below it, never its parents.

    >>> covers("qq.com", "docs.qq.com"), covers("docs.qq.com", "qq.com"), covers("qq.com", "qq.com.evil.cn")
    (True, False, False)
    """
    return host == entry or host.endswith(f".{entry}")


def is_host(host: str) -> bool:
    """Return whether lengths and hyphens of a host are possible."""
    return len(host) <= _HOST_MOST and all(0 < len(label) <= _LABEL_MOST and label[-1] != "-" for label in host.split("."))


def is_bare_link(host: str, domain: str) -> bool:
    """Return whether a host with this registrable domain is meant as a link without a scheme, `www` or path.

    >>> [is_bare_link(host, host) for host in ("baidu.com", "main.py", "qp36.live", "user.name", "asp.net")]
    [True, False, True, False, False]
    """
    name, suffix = domain.split(".", 1)
    first, last = host.split(".", 1)[0], suffix.rsplit(".", 1)[-1]
    if first in _PACKAGES or name in _CODE_NAMES or is_product(host) or last in _FILES_AND_CODE:
        return False
    if len(name) == 1:
        return suffix in _SHORT_NAME_SUFFIXES and not name.isdecimal()
    return last in _SITES or not name.isalpha()


def is_product(host: str) -> bool:
    """Return whether a host is better known as the name of a framework, with or without a path: ASP.NET/MVC."""
    return host in _PRODUCTS


def is_bent_link(domain: str) -> bool:
    """Return whether a name whose dot was written as something else is meant as a link: no enumeration, no clock time.

    >>> is_bent_link("baidu.com"), is_bent_link("q52xk.top"), is_bent_link("8.com"), is_bent_link("iphone.vip")
    (True, True, False, False)
    """
    name, suffix = domain.split(".", 1)
    if name in _SITES or len(name) == 1:
        return False
    if name.isdecimal():
        return len(name) >= _LEAST_DIGITS
    return suffix not in _BENT_WORDS or not name.isalpha() or not name.isascii()


def is_ipv4(host: str) -> bool:
    """Return whether a host is an IPv4 address.

    >>> is_ipv4("192.168.1.1"), is_ipv4("256.256.256.256"), is_ipv4("1.2.3")
    (True, False, False)
    """
    octets = host.split(".")
    return len(octets) == len("abcd") and all(_OCTET.fullmatch(octet) for octet in octets)


def is_ipv6(address: str) -> bool:
    """Return whether an address is IPv6, with at most one `::` and no embedded IPv4.

    >>> is_ipv6("2001:db8::1"), is_ipv6("10:20:30"), is_ipv6("1::2::3")
    (True, False, False)
    """
    halves = address.split("::")
    groups = [group for half in halves for group in half.split(":") if half]
    if len(halves) > len("ab") or not all(_GROUP.fullmatch(group) for group in groups):
        return False
    return len(groups) < _IPV6_GROUPS if len(halves) == len("ab") else len(groups) == _IPV6_GROUPS
