"""The links and contacts of a text, whatever a ruleset thinks of them: for counting those that recur and for masking them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.contacts import ContactMatcher
from moderation.match.links import LinkMatcher
from moderation.match.spec import ContactSpec, LinkSpec
from moderation.match.suffixes import SuffixTable
from moderation.text.fold import plain

if TYPE_CHECKING:
    from moderation.match.found import Found

__all__ = ["CONTACTS", "LINKS", "LONGEST", "Address", "Addresses", "address_of"]

CONTACTS: Final = frozenset({"wechat", "qq", "phone", "email"})
LINKS: Final = frozenset({"url", "invite", "ip", "taokouling"})
LONGEST: Final = 4_000
"""Of a longer text only the beginning is read; nobody recruits on page three."""


class Address(NamedTuple):
    """A link or contact: its kind, its canonical value, and where it stands."""

    kind: str
    value: str
    start: int = 0
    end: int = 0


class Addresses:
    """Finds the links and contacts of texts; `suffixes` is the Public Suffix List as a Program carries it."""

    def __init__(self, suffixes: str) -> None:
        links = LinkSpec(of=("url", "invite", "taokouling", "email", "ip"))
        self._matchers = (ContactMatcher(ContactSpec()), LinkMatcher(links, SuffixTable(suffixes)))

    def of(self, text: str, folded: str | None = None) -> tuple[Address, ...]:
        """Return what stands in a text, contacts first; the cost is that of folding it where there is nothing and nobody else has."""
        text = text[:LONGEST]
        folded = plain(text) if folded is None else folded
        likely = [matcher for matcher in self._matchers if matcher.may_match(folded)]
        return tuple([_address(found) for matcher in likely for found in matcher.find(text, folded)]) if likely else ()


def address_of(term: str) -> Address | None:
    """Return the link or contact that a signal's term stands for, `None` for any other term.

    >>> address_of("wechat:abc123"), address_of("网赌")
    (Address(kind='wechat', value='abc123', start=0, end=0), None)
    """
    kind, _, value = term.partition(":")
    return Address(kind, value) if value and kind in CONTACTS | LINKS else None


def _address(found: Found) -> Address:
    kind, _, value = found.value.partition(":")
    return Address(kind, value, found.start, found.end)
