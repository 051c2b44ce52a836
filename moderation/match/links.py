"""Links, e-mail and IP addresses, group invitations and 淘口令, each with whose it is.

A name is a link if its suffix is a public one and something says that it is meant as an address: a scheme, `www`, a path, or a
suffix that sites use. Lists of domains are asked about the host that a browser would open.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match import link_scan, share_codes
from moderation.match.found import Found
from moderation.match.hosts import canonical, covers, is_bare_link, is_bent_link, is_host, is_ipv4, is_ipv6
from moderation.text.fold import only_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.match.link_scan import Address
    from moderation.match.spec import LinkSpec
    from moderation.match.suffixes import SuffixTable

__all__ = ["LinkMatcher"]

_LIKELY: Final = re.compile(rf"[a-z0-9.·:加邀{share_codes.OPENING}](?:{link_scan.LIKELY}|{share_codes.LIKELY})")
_VALUE_PATH: Final = re.compile(r"[^?#]{0,48}")
_VERSION_BEFORE: Final = re.compile(r"(?:v|ver|version|版本号?|固件|系统|第)[\s:：.]*\Z")
_VERSION_WINDOW: Final = 12
_PART_OF_WORD: Final = re.compile(r"(?:[_$\\-]|(?<=[a-z0-9])[/.@])\Z")
_PART_AFTER: Final = re.compile(r"[_@]")
_PATH: Final = re.compile(r"[/?#][a-z0-9%@+=_~.!#?&*-]")


class _Link(NamedTuple):
    found: Found
    host: str


class LinkMatcher:
    """Finds the links that a spec asks for."""

    def __init__(self, spec: LinkSpec, suffixes: SuffixTable) -> None:
        self._of = frozenset(spec.of)
        self._in = None if spec.domains_in is None else _entries(spec.domains_in)
        self._not_in = _entries(spec.domains_not_in or ())
        self._suffixes = suffixes

    def may_match(self, plain: str) -> bool:
        """Return False only for a text in which `find` finds nothing."""
        return _LIKELY.search(plain) is not None

    def find(self, text: str, plain: str) -> list[Found]:
        """Return the links of a text, by start; of two that overlap, the one that begins first, then the longer."""
        if not self.may_match(plain):
            return []
        links = [*self._addresses(text, plain), *_ipv6(plain), *_codes(text, plain)]
        kept: list[_Link] = []
        for link in sorted(links, key=lambda link: (link.found.start, -link.found.end, link.found.value)):
            if not kept or link.found.start >= kept[-1].found.end:
                kept.append(link)
        return [found for link in kept if (found := self._wanted(link)) is not None]

    def _wanted(self, link: _Link) -> Found | None:
        """Return what a link is reported as; None where nobody asked for its kind or the lists speak against it."""
        kind, _, value = link.found.value.partition(":")
        if kind not in self._of:
            if kind not in ("invite", "ip") or "url" not in self._of or not link.host:
                return None
            if kind == "ip" and "/" not in value:  # a bare IP address is no link
                return None
            link = link._replace(found=link.found._replace(value=f"url:{value}"))
        listed = any(covers(entry, link.host) for entry in self._not_in)
        missing = self._in is not None and not any(covers(entry, link.host) for entry in self._in)
        return None if listed or missing else link.found

    def _addresses(self, text: str, plain: str) -> Iterator[_Link]:
        for token in link_scan.tokens(plain):
            straight = [self._judged(text, plain, address) for address in token.straight()]
            if any(straight):
                yield from filter(None, straight)
            elif (bent := token.bent()) is not None and (link := self._judged(text, plain, bent)) is not None:
                yield link
        for address in (*link_scan.han_names(plain), *link_scan.spelled_out(plain)):
            if (link := self._judged(text, plain, address)) is not None:
                yield link

    def _judged(self, text: str, plain: str, address: Address) -> _Link | None:
        host = canonical(address.host)
        if not is_host(host) or (not address.scheme and _is_part(plain, address)):
            return None
        if is_ipv4(host):
            return _ipv4(text, plain, address)
        domain = self._suffixes.registrable(host)
        if domain is None:
            return None
        if address.user and not address.scheme and self._suffixes.registrable(address.user) is None:
            return _link(text, plain, address, "email", f"{address.user}@{host}", host)
        explicit = bool(address.scheme or _PATH.match(address.path))
        explicit = explicit or (host.startswith("www.") and self._suffixes.registrable(host[len("www.") :]) is not None)
        if not (explicit or (is_bent_link(domain) if address.bent else is_bare_link(host, domain))):
            return None
        path = _path(text, address)
        kind = "invite" if share_codes.is_invitation(host, path) else "url"
        return _link(text, plain, address, kind, host + path, host)


def _entries(listed: Iterable[str]) -> tuple[str, ...]:
    """Return listed domains and hosts in canonical form; `https://qq.com/`, `*.qq.com` and `qq.com` say the same."""
    return tuple(canonical(re.sub(r"^[a-z]+://|^\*\.|[/:?#].*$", "", entry.strip().lower())) for entry in listed)


def _is_part(plain: str, address: Address) -> bool:
    """Return whether a name is part of a longer word, path or address."""
    before = plain[max(address.start - 2, 0) : address.start]
    return _PART_OF_WORD.search(before) is not None or _PART_AFTER.match(plain, address.host_end) is not None


def _path(text: str, address: Address) -> str:
    """Return the path of an address up to its query, in its own case where the writer typed ASCII."""
    end = address.end
    written = text[end - len(address.path) : end]
    found = _VALUE_PATH.match(written if written.isascii() else address.path)
    return found[0].rstrip("/") if found else ""


def _link(text: str, plain: str, address: Address, kind: str, value: str, host: str) -> _Link:  # noqa: PLR0913, PLR0917
    """Return a link; the lists are asked about the host that the written letters open, not about what they look like."""
    written, folded = text[address.start : address.end], plain[address.start : address.end]
    opened = unicodedata.normalize("NFKC", text[address.host_start : address.host_end]).casefold()
    noisy = address.bent or address.scheme.startswith(("hx", "h*")) or len(address.host) != address.host_end - address.host_start
    variants = written.casefold() != folded
    honest = address.bent or canonical(opened) == host or noisy
    disguise = tuple(option for option, used in (("separators", noisy), ("variants", variants)) if used)
    evasive = noisy or (variants and not only_script(written, folded))
    return _Link(Found(address.start, address.end, f"{kind}:{value}", disguise, evasive), host if honest else opened)


def _ipv4(text: str, plain: str, address: Address) -> _Link | None:
    before = plain[max(address.start - _VERSION_WINDOW, 0) : address.start]
    if not address.scheme and (address.bent or _VERSION_BEFORE.search(before)):
        return None
    path = _path(text, address) or ("/" if address.scheme else "")
    port = address.port.replace("：", ":")
    return _link(text, plain, address, "ip", f"{address.host}{port}{path}", address.host)


def _ipv6(plain: str) -> Iterator[_Link]:
    for start, end, address, bracketed in link_scan.ipv6_addresses(plain):
        if is_ipv6(address) and (bracketed or address.startswith(("::", "2", "3", "fc", "fd", "fe"))) and re.search("[0-9]", address):
            yield _Link(Found(start, end, f"ip:{address}"), address)


def _codes(text: str, plain: str) -> Iterator[_Link]:
    """Yield what opens an application or a group without any address; no list of domains covers it."""
    for start, end, code in share_codes.taokouling(text):
        yield _Link(Found(start, end, f"taokouling:{code}"), "")
    for start, end in share_codes.invitation_texts(plain):
        yield _Link(Found(start, end, f"invite:{plain[start:end]}"), "")
