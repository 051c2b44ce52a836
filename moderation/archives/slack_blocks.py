"""What Slack's blocks say: the layout in which programs write, and in which Slack itself keeps what people type."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.record import mapping, sequence, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["block_lines", "typed_as"]

_DEPTH: Final = 8
"""Lists in quotes in sections nest four deep."""
_MARK: Final = re.compile(r"<([^<>|]{1,2000})(?:\|([^<>]{0,2000}))?>")
_PARTS: Final = ("text", "title", "description", "label", "accessory", "alt_text", "fields", "elements", "options")
"""Where blocks have texts or other blocks, as they are shown."""


def typed_as(text: str, named: Callable[[str], str]) -> str:
    """Return a text with marks as it was typed: addresses with their words, and names of members for their ids.

    >>> typed_as("<@U1> 看 <https://x.example|这里> &amp;", {"U1": "小林"}.__getitem__)
    '@小林 看 这里 https://x.example &'
    """

    def shown(mark: re.Match[str]) -> str:
        target, label = mark[1], mark[2] or ""
        if target[0] in "@#!":
            return target[0].replace("!", "@") + (label or (named(target[1:]) if target[0] == "@" else target[1:]))
        return _link(target.removeprefix("mailto:"), label)

    return html.unescape(_MARK.sub(shown, text))


def block_lines(blocks: object, named: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines that some blocks show; `named` gives the name of a member's id."""
    for block in sequence(blocks):
        yield from filter(None, (line.strip() for line in _lines(mapping(block), named, 0)))


def _lines(block: dict[str, Any], named: Callable[[str], str], depth: int) -> Iterator[str]:
    kind = words(block.get("type"))
    if depth > _DEPTH:
        return
    if kind.startswith("rich_text_") and kind != "rich_text_list":
        yield "".join(_leaf(mapping(leaf), named) for leaf in sequence(block.get("elements")))
    elif kind == "button":
        yield _link(words(block.get("url")), words(mapping(block.get("text")).get("text")))
    else:
        for part in map(block.get, _PARTS):
            for inner in part if isinstance(part, list) else (part,):
                if isinstance(inner, dict):
                    yield from _lines(inner, named, depth + 1)
                elif kind in ("mrkdwn", "markdown"):
                    yield typed_as(words(inner), named)
                else:
                    yield words(inner)


def _leaf(leaf: dict[str, Any], named: Callable[[str], str]) -> str:
    """A piece of a line that somebody typed."""
    match words(leaf.get("type")):
        case "link":
            return _link(words(leaf.get("url")).removeprefix("mailto:"), words(leaf.get("text")))
        case "user":
            return f"@{named(words(leaf.get('user_id')))}"
        case "emoji":
            return f":{words(leaf.get('name'))}:"
        case "broadcast":
            return f"@{words(leaf.get('range'))}"
        case _:
            return words(leaf.get("text"))


def _link(address: str, label: str) -> str:
    return address if not label or label in address else f"{label} {address}".rstrip()
