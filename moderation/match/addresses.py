"""Judges what could be an address: whether it is meant as a link, of which kind, and what it opens.

Stands between `link_scan`, which reads, and `links`, which asks what an operator allows.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match import link_scan
from moderation.match.found import Found
from moderation.match.hosts import canonical, is_bare_link, is_bent_link, is_host, is_ipv4, is_ipv6, is_product
from moderation.match.share_codes import is_invitation
from moderation.text.fold import only_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.match.link_scan import Address
    from moderation.match.suffixes import SuffixTable

__all__ = ["AddressReader", "Link"]

_PATH: Final = re.compile(r"[/?#][a-z0-9%@+=_~.!#?&*-]")
_VALUE_PATH: Final = re.compile(r"[^?#]{0,48}")
_VERSION_BEFORE: Final = re.compile(r"(?:v|ver|version|版本号?|固件|系统|第)[\s:：.]*\Z")
_VERSION_WINDOW: Final = 12
_PART_OF_WORD: Final = re.compile(r"(?:[_$\\-]|(?<=[a-z0-9])[/.@])\Z")
_PART_AFTER: Final = re.compile(r"[_@]")
_IPV6_STARTS: Final = ("::", "2", "3", "fc", "fd", "fe")
"""How addresses in use begin; a::b is C++."""
_KEYCAP: Final = "\u20e3"


class Link(NamedTuple):
    """A link as it is reported, and the host that lists are asked about: empty where no list can vouch for it."""

    found: Found
    host: str = ""


class AddressReader:
    """Reads the addresses of texts with one Public Suffix List."""

    def __init__(self, suffixes: SuffixTable) -> None:
        self._suffixes = suffixes

    def links(self, text: str, plain: str) -> Iterator[Link]:
        """Yield the addresses of a text, kinds `url`, `invite`, `email` and `ip`; names within a path are part of it."""
        covered = 0
        for token in link_scan.tokens(plain):
            if token.start < covered:
                continue
            links = [link for address in token.straight() if (link := self._judged(text, plain, address)) is not None]
            if not links and (bent := token.bent()) is not None:
                links = [link for link in (self._judged(text, plain, bent),) if link is not None]
            yield from links
            covered = links[-1].found.end if links else covered
        for address in (*link_scan.han_names(plain), *link_scan.spelled_out(plain)):
            if (link := self._judged(text, plain, address)) is not None:
                yield link
        yield from _ipv6(plain)

    def _judged(self, text: str, plain: str, address: Address) -> Link | None:
        host = canonical(address.host)
        if not is_host(host) or (not address.scheme and _is_part(plain, address)):
            return None
        writing = _Writing(text, plain, address, host)
        if is_ipv4(host):
            return _ipv4(writing)
        domain = self._suffixes.registrable(host)
        if domain is None:
            return None
        if address.user and not address.scheme and self._suffixes.registrable(address.user) is None:
            return writing.link("email", f"{address.user}@{host}", address.host_end)
        return self._named(writing, domain)

    def _named(self, writing: _Writing, domain: str) -> Link | None:
        address, host = writing.address, writing.host
        port, path = link_scan.tail(writing.plain, address.host_end)
        explicit = address.scheme or (_PATH.match(path) and not is_product(host)) or self._is_web_host(host)
        if not (explicit or (is_bent_link(domain) if address.bent else is_bare_link(host, domain))):
            return None
        end = address.host_end + len(port) + len(path)
        shown = writing.path(end - len(path), end)
        return writing.link("invite" if is_invitation(host, shown) else "url", host + shown, end)

    def _is_web_host(self, host: str) -> bool:
        return host.startswith("www.") and self._suffixes.registrable(host[len("www.") :]) is not None


class _Writing(NamedTuple):
    """An address with the text that it stands in."""

    text: str
    plain: str
    address: Address
    host: str

    def path(self, start: int, end: int) -> str:
        """Return a path up to its query, in its own case where the writer typed ASCII."""
        written = self.text[start:end]
        found = _VALUE_PATH.match(written if written.isascii() else self.plain[start:end])
        return found[0].rstrip("/") if found else ""

    def link(self, kind: str, value: str, end: int) -> Link:
        """Return the link that ends at `end`, with its disguise."""
        address = self.address
        written, folded = self.text[address.start : end], self.plain[address.start : end]
        inside = len(address.host) != address.host_end - address.host_start
        used = {
            "separators": address.bent or inside or address.scheme.startswith(("hx", "h*")),
            "variants": written.casefold() != folded,
            "emoji": _KEYCAP in folded,
        }
        evasive = used["separators"] or used["emoji"] or (used["variants"] and not only_script(written, folded))
        found = Found(address.start, end, f"{kind}:{value}", tuple(option for option in used if used[option]), evasive)
        return Link(found, self.host if self._opens_what_it_shows() else "")

    def _opens_what_it_shows(self) -> bool:
        """Return whether a browser reads the letters of the host as the plain view does: ｑｑ.com yes, a Cyrillic с no."""
        places = range(self.address.host_start, self.address.host_end)
        return all(
            self.text[place] == self.plain[place] or unicodedata.normalize("NFKC", self.text[place]).casefold() == self.plain[place]
            for place in places
        )


def _is_part(plain: str, address: Address) -> bool:
    """Return whether a name is part of a longer word, path or address."""
    before = plain[max(address.start - 2, 0) : address.start]
    return _PART_OF_WORD.search(before) is not None or _PART_AFTER.match(plain, address.host_end) is not None


def _ipv4(writing: _Writing) -> Link | None:
    address, plain = writing.address, writing.plain
    before = plain[max(address.start - _VERSION_WINDOW, 0) : address.start]
    if address.bent or (not address.scheme and _VERSION_BEFORE.search(before)):
        return None
    port, path = link_scan.tail(plain, address.host_end)
    end = address.host_end + len(port) + len(path)
    shown = writing.path(end - len(path), end) or ("/" if address.scheme else "")
    return writing.link("ip", address.host + port.replace("：", ":") + shown, end)


def _ipv6(plain: str) -> Iterator[Link]:
    for start, end, address, bracketed in link_scan.ipv6_addresses(plain):
        if is_ipv6(address) and (bracketed or address.startswith(_IPV6_STARTS)) and not address.isalpha() and address != "::":
            yield Link(Found(start, end, f"ip:{address}"), address)
