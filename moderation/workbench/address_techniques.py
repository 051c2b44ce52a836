"""How people hide an account or a link: the digits, the lure and the dots in other writing.

The matchers of contacts and links read these without being asked, so that every technique counts wherever it applies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from moderation.match.hosts import DISGUISED_SUFFIXES
from moderation.workbench.scripts import written_as

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["ADDRESS_TECHNIQUES", "AddressTechnique", "is_promised"]

_HAN: Final = str.maketrans("0123456789", "零一二三四五六七八九")
_CAPITAL: Final = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_RADIO: Final = str.maketrans("01279", "洞幺两拐勾")
_LURES: Final = {
    "微信": ("薇信", "威信", "微芯", "V信", "薇❤️", "葳心"), "vx": ("v❤️", "wx", "ⓥⓧ"), "wx": ("vx", "ⓦⓧ"),
    "qq": ("扣扣", "企鹅", "🐧", "球球", "ⓠⓠ"), "加": ("➕",), "v": ("薇", "ⓥ"),
}  # fmt: skip
"""A lure, the longer ones first, and what people write for it."""
_HOST: Final = re.compile(r"(?:https?://)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_SCHEME: Final = re.compile("^https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTechnique:
    """One way of hiding a contact or a link: `bend` gets what stands there and its value without the kind."""

    name: str
    of: Literal["contact", "link"]
    bend: Callable[[str, str, Random], str]
    needs_suffix: bool = False


def is_promised(technique: AddressTechnique, value: str) -> bool:
    """Return whether the matcher promises to see through a technique: bent dots only count before suffixes that spam uses.

    >>> bracketed = next(technique for technique in ADDRESS_TECHNIQUES if technique.name == "link-brackets")
    >>> is_promised(bracketed, "baidu.com"), is_promised(bracketed, "main.py")
    (True, False)
    """
    host = value.partition("/")[0]
    return not technique.needs_suffix or host.rpartition(".")[2] in DISGUISED_SUFFIXES


def _account(bend: Callable[[str, Random], str]) -> Callable[[str, str, Random], str]:
    """Bend the account and leave the lure before it."""

    def bent(text: str, value: str, random: Random) -> str:
        found = re.search("[ -]*".join(map(re.escape, value)) + r"\W*$", text, re.IGNORECASE)
        return text[: found.start()] + bend(found[0], random) if found else text

    return bent


def _digits(table: dict[int, int]) -> Callable[[str, str, Random], str]:
    return _account(lambda account, _random: account.translate(table))


def _each(way: str) -> Callable[[str, Random], str]:
    return lambda text, random: "".join(
        random.choice(ways) if letter.isalnum() and (ways := written_as(letter, way)) else letter for letter in text
    )


def _circled(account: str, _random: Random) -> str:
    return "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(letter)] if letter in "0123456789" else letter for letter in account)


def _framed(account: str, _random: Random) -> str:
    return re.sub("[0-9]", "\\g<0>\ufe0f\u20e3", account)


def _apart(account: str, _random: Random) -> str:
    return " ".join(re.sub("[ -]", "", account))


def _zeros(account: str, random: Random) -> str:
    return re.sub("0", random.choice(("o", "〇", "O")), account) if account.isdecimal() and account[0] != "0" else account


def _lured(text: str, value: str, random: Random) -> str:
    found = re.search("[ -]*".join(map(re.escape, value)) + r"\W*$", text, re.IGNORECASE)
    lure, account = (text[: found.start()], text[found.start() :]) if found else ("", text)
    for word, others in _LURES.items():
        at = lure.lower().find(word)
        if at >= 0:
            return lure[:at] + random.choice(others) + lure[at + len(word) :] + account
    return text


def _host(bend: Callable[[str], str]) -> Callable[[str, str, Random], str]:
    """Bend the host of a link and leave the rest, but for the scheme: whoever bends a dot writes none."""

    def bent(text: str, _value: str, _random: Random) -> str:
        found = _HOST.match(text)
        return bend(found[1]) + text[found.end() :] if found else text

    return bent


def _dots(dot: str) -> Callable[[str, str, Random], str]:
    return _host(lambda host: host.replace(".", dot))


def _last_dot(dot: str) -> Callable[[str, str, Random], str]:
    return _host(lambda host: dot.join(host.rsplit(".", 1)))


def _in_script(way: str) -> Callable[[str, str, Random], str]:
    write = _each(way)
    return lambda text, _value, random: write(text, random)


ADDRESS_TECHNIQUES: Final[tuple[AddressTechnique, ...]] = (
    AddressTechnique(name="digits-fullwidth", of="contact", bend=_account(_each("fullwidth"))),
    AddressTechnique(name="digits-circled", of="contact", bend=_account(_circled)),
    AddressTechnique(name="digits-keycap", of="contact", bend=_account(_framed)),
    AddressTechnique(name="digits-han", of="contact", bend=_digits(_HAN)),
    AddressTechnique(name="digits-capital", of="contact", bend=_digits(_CAPITAL)),
    AddressTechnique(name="digits-radio", of="contact", bend=_digits(_HAN | _RADIO)),
    AddressTechnique(name="digits-zeros", of="contact", bend=_account(_zeros)),
    AddressTechnique(name="digits-apart", of="contact", bend=_account(_apart)),
    AddressTechnique(name="lure", of="contact", bend=_lured),
    AddressTechnique(name="link-fullwidth", of="link", bend=_in_script("fullwidth")),
    AddressTechnique(name="link-mathematical", of="link", bend=_in_script("mathematical")),
    AddressTechnique(name="link-dian", of="link", bend=_last_dot("点"), needs_suffix=True),
    AddressTechnique(name="link-stop", of="link", bend=_dots("。"), needs_suffix=True),
    AddressTechnique(name="link-brackets", of="link", bend=_last_dot("(.)"), needs_suffix=True),
    AddressTechnique(name="link-spaces", of="link", bend=_last_dot(" . "), needs_suffix=True),
    AddressTechnique(name="link-apart", of="link", bend=_host(" ".join), needs_suffix=True),
    AddressTechnique(name="link-hxxp", of="link", bend=lambda text, _value, _random: _SCHEME.sub("hxxp://", text)),
)
