"""The Public Suffix List: under which suffixes anybody can register a name, so that `qq.com.evil.cn` belongs to evil.cn.

Only the part of the list that registries answer for (ICANN) is used: below a private suffix such as github.io an operator
may want to allow the whole or one page, and both are spelled the same way, as an ordinary domain.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["SuffixTable", "read"]

_END: Final = "===END ICANN DOMAINS==="
_DEEPEST: Final = 4
"""No rule of the list has more labels; a host with thousands of them is looked at from its end only."""


def read() -> str:
    """Return the rules of the installed Public Suffix List, sorted, one blank between them; raises OSError without it.

    Source: the `publicsuffixlist` package (data MPL-2.0, publicsuffix.org), read at compile time and not shipped.
    """
    import publicsuffixlist  # noqa: PLC0415 - only compiling a ruleset needs it

    listed = Path(publicsuffixlist.PSLFILE).read_text(encoding="utf-8").split(_END, 1)[0]
    rules = {line.strip() for line in listed.splitlines()}
    return " ".join(sorted(rule for rule in rules if rule and not rule.startswith("//")))


class SuffixTable:
    """Answers what part of a host is its registrable domain; built from what `read` returned."""

    def __init__(self, text: str) -> None:
        self._rules = frozenset(text.split(" "))

    def registrable(self, host: str) -> str | None:
        """Return the registrable domain of a host in lower case and Unicode; None for a suffix and below unknown ones.

        >>> table = SuffixTable("cn com com.cn *.ck !www.ck")
        >>> table.registrable("a.b.evil.com.cn"), table.registrable("com.cn"), table.registrable("main.py")
        ('evil.com.cn', None, None)
        >>> table.registrable("shop.a.ck"), table.registrable("www.ck")
        ('shop.a.ck', 'www.ck')
        """
        labels = host.rsplit(".", _DEEPEST + 1)
        if len(labels) > _DEEPEST + 1:
            labels = labels[1:]
        for first in range(len(labels)):
            name = ".".join(labels[first:])
            if f"!{name}" in self._rules:
                return name
            if name in self._rules or (first + 1 < len(labels) and f"*.{'.'.join(labels[first + 1 :])}" in self._rules):
                return f"{labels[first - 1]}.{name}" if first else None
        return None
