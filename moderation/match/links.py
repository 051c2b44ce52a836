"""Links, e-mail and IP addresses, group invitations and 淘口令 that an operator wants to know of.

Lists of domains are asked about the host that a browser would open: `qq.com.evil.cn`, `qq.com@evil.cn` and `evil.cn/qq.com` belong to
evil.cn, whoever is allowed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.match import link_scan, share_codes
from moderation.match.addresses import AddressReader, Link
from moderation.match.found import Found
from moderation.match.hosts import canonical, covers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.match.spec import LinkSpec
    from moderation.match.suffixes import SuffixTable

__all__ = ["LinkMatcher"]

_LIKELY: Final = re.compile(rf"[a-z0-9.·:加邀{share_codes.OPENING}](?:{link_scan.LIKELY}|{share_codes.LIKELY})")
_AROUND_HOST: Final = re.compile(r"^[a-z]+://|^\*?\.|[/:?#].*$")


class LinkMatcher:
    """Finds the links that a spec asks for.

    An entry of a list covers the domain or host that it names and everything below. An invitation is a `url` and an IP address with
    a scheme too, for a spec that asks for links only.
    """

    def __init__(self, spec: LinkSpec, suffixes: SuffixTable) -> None:
        self._of = frozenset(spec.of)
        self._in = None if spec.domains_in is None else _entries(spec.domains_in)
        self._not_in = _entries(spec.domains_not_in or ())
        self._reader = AddressReader(suffixes)

    def may_match(self, plain: str) -> bool:
        """Return False only for a text in which `find` finds nothing."""
        return _LIKELY.search(plain) is not None

    def find(self, text: str, plain: str) -> list[Found]:
        """Return the links of a text, by start; of two that overlap, the one that begins first, then the longer."""
        if not self.may_match(plain):
            return []
        links = sorted((*self._reader.links(text, plain), *_codes(text, plain)), key=_by_start)
        kept: list[Link] = []
        for link in links:
            if not kept or link.found.start >= kept[-1].found.end:
                kept.append(link)
        return [found for link in kept if (found := self._wanted(link)) is not None and self._is_listed_right(link)]

    def _wanted(self, link: Link) -> Found | None:
        """Return what a link is reported as; None where nobody asked for its kind."""
        kind, _, value = link.found.value.partition(":")
        if kind in self._of:
            return link.found
        is_url = (kind == "ip" and "/" in value) or (kind == "invite" and "." in value)
        return link.found._replace(value=f"url:{value}") if is_url and "url" in self._of else None

    def _is_listed_right(self, link: Link) -> bool:
        if any(covers(entry, link.host) for entry in self._not_in):
            return False
        return self._in is None or any(covers(entry, link.host) for entry in self._in)


def _by_start(link: Link) -> tuple[int, int, str]:
    return link.found.start, -link.found.end, link.found.value


def _entries(listed: Iterable[str]) -> tuple[str, ...]:
    """Return listed domains and hosts in canonical form; `https://qq.com/`, `*.qq.com` and `qq.com` say the same."""
    return tuple(canonical(_AROUND_HOST.sub("", entry.strip().lower())) for entry in listed)


def _codes(text: str, plain: str) -> Iterator[Link]:
    """Yield what opens an application or a group without any address; no list of domains covers it."""
    for start, end, code in share_codes.taokouling(text):
        yield Link(Found(start, end, f"taokouling:{code}"))
    for start, end in share_codes.invitation_texts(plain):
        yield Link(Found(start, end, f"invite:{plain[start:end]}"))
