"""What a WeChat message says, from its type number and its content: text, XML of a card, or a system notice.

Shared by the exports of WeChat. The XML is searched for a few tags and never parsed: it comes from strangers.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from moderation.archives.kinds import bare
from moderation.archives.reader import Said

if TYPE_CHECKING:
    from moderation.message import Kind

__all__ = ["card", "numbers", "parted", "said"]

_TEXT: Final = 1
_APP: Final = 49
_MEDIA: Final[dict[int, Kind]] = {
    3: "image",
    34: "voice",
    43: "video",
    47: "sticker",
    48: "other",
    50: "other",
    62: "video",
    64: "other",
    9999: "other",
}
_CONTACT: Final = (42, 66)
_NOTICE: Final = (10000, 10002, 11000)
_QUOTE: Final = 57
_RECORDS: Final = (19, 40, 24)
_MONEY: Final = (2000, 2001, 2003)
_STICKER: Final = 8
_CARDS: Final[dict[int, Kind]] = {
    6: "file", 74: "file", 8: "sticker", 19: "other", 40: "other", 24: "other", 53: "text", 57: "text", 62: "other", 87: "text",
    2000: "other", 2001: "red_packet", 2003: "red_packet",
}  # fmt: skip
"""Kinds of card that are no link; their title, if they have one, is what the sender wrote.

What members choose to stand behind 拍了拍 (62) is theirs too, so it is checked as any text.
"""

_XML_CHARS: Final = 1 << 20
_HEAD_CHARS: Final = 80
_SENDER: Final = re.compile(r"\A[\w@.-]{1,64}:\r?\n(?=\s*<)")
_OLD_QUOTE: Final = re.compile(r"\s*「([^\n：:]{1,64}[：:])(.*?)」[ \t]*\r?\n[ \t]*(?:[-－—─][ \t]?){5,}\r?\n(?=\s*\S)", re.DOTALL)
_QUOTED: Final = re.compile(r"\s*\n\s*(?:\[引用\]|引用[：:]|「引用」)")


def numbers(type_: object, subtype: object = 0) -> tuple[int, int]:
    """Return type and subtype, also where newer versions pack both into one number; 0 for what is no number.

    >>> numbers("49", "5"), numbers(244813135921), numbers("文本")
    ((49, 5), (49, 57), (0, 0))
    """
    whole, sub = _whole(type_), _whole(subtype)
    return (whole & 0xFFFFFFFF, whole >> 32) if whole >= 1 << 32 else (whole, sub)


def said(type_: int, subtype: int, content: str) -> Said:
    """Return what a message of this type with this content says; a notice comes as `system`."""
    if type_ == _TEXT:
        return _written(content)
    content = _SENDER.sub("", content, count=1) if "<" in content[:_HEAD_CHARS] else content
    if type_ in _NOTICE:
        return Said("system", _notice(content))
    if type_ == _APP:
        return _app(subtype, content)
    if type_ in _CONTACT:
        return Said("card", " ".join(filter(None, (_attribute(content, name) for name in ("nickname", "alias")))))
    if type_ in _MEDIA:
        return Said(_MEDIA[type_])
    return Said("other", "" if _is_xml(content) else bare(content)[0])


def card(title: str, description: str = "", address: str = "") -> str:
    """Return the text of a card: what of its title, description and address there is, a line each."""
    return "\n".join(dict.fromkeys(part for part in (title.strip(), description.strip(), address.strip()) if part))


def parted(text: str) -> tuple[str, str]:
    r"""Return the answer and what it quotes, of a message of which the export says that it quotes.

    >>> parted("好的\n引用：小林：明天见")
    ('好的', '小林：明天见')
    """
    quotes = list(_QUOTED.finditer(text))
    return (text[: quotes[-1].start()], text[quotes[-1].end() :].strip()) if quotes else (text, "")


def _written(content: str) -> Said:
    """A text; old versions put the message that it answers before it, in brackets, above a line."""
    quote = _OLD_QUOTE.match(content) if "「" in content[:64] else None
    if quote is not None:
        return Said("text", content[quote.end() :].lstrip("\n"), quote[2])
    text, kind = bare(content)
    return Said(kind, text)


def _app(subtype: int, content: str) -> Said:
    """What a card says: by its XML, or by its subtype and the text that an export shows for it."""
    if not _is_xml(content):
        return _shown(subtype, content)
    head, _, refer = content[:_XML_CHARS].partition("<refermsg>")
    subtype = subtype or _whole(_tag(head, "type"))
    title, description, address = _tag(head, "title"), _tag(head, "des"), _tag(head, "url")
    if subtype in _RECORDS:
        return Said("other", forward=_records(title, description, html.unescape(_tag(content, "recorditem"))))
    if subtype in _CARDS:
        title = "" if subtype == _STICKER else _wish(content) if subtype in _MONEY else title
        return Said(_CARDS[subtype], title or _tag(content, "textannouncement"), _quoted(_tag(refer, "content")))
    return Said("link", card(title, description, address))


def _wish(content: str) -> str:
    """What somebody wrote to their money."""
    return _tag(content, "sendertitle") or _tag(content, "pay_memo")


def _shown(subtype: int, content: str) -> Said:
    if subtype == _QUOTE:
        return Said("text", *parted(content))
    text, kind = bare(content, _CARDS.get(subtype, "link"))
    return Said("other", forward=text) if subtype in _RECORDS else Said(kind, text)


def _quoted(content: str) -> str:
    """The text of a quoted message, which may itself be the XML of a card."""
    return _tag(content, "title") if _is_xml(content) else content


def _records(title: str, description: str, items: str) -> str:
    texts = [_unwrapped(part.partition("</datadesc>")[0]) for part in items.split("<datadesc>")[1:]]
    return "\n".join([title, *(texts or [description])])


def _notice(content: str) -> str:
    """The sentence of a notice; newer versions wrap it."""
    if not _is_xml(content):
        return content
    sentence = _tag(content, "replacemsg") or _tag(content, "content") or _tag(content, "plain") or _tag(content, "text")
    links = content.split("<link ")[1:]
    if "<template>" in content and links:
        sentence = _tag(content, "template")
        for link in links:
            name = _attribute(f"{link.partition('>')[0]}>", "name")
            sentence = sentence.replace(f"${name}$", _members(link), 1) if name else sentence
    return sentence


def _members(link: str) -> str:
    """The names of those whom a link in a notice stands for, or its words."""
    names = (_tag(f"<nickname>{part}", "nickname") for part in link.split("<nickname>")[1:])
    return "、".join(filter(None, names)) or _tag(link, "plain")


def _tag(xml: str, name: str) -> str:
    start = xml.find(f"<{name}>")
    end = xml.find(f"</{name}>", start)
    return _unwrapped(xml[start + len(name) + 2 : end]) if 0 <= start < end else ""


def _unwrapped(text: str) -> str:
    text = text.strip()
    if text.startswith("<![CDATA["):
        return text.removeprefix("<![CDATA[").removesuffix("]]>")
    return html.unescape(text)


def _attribute(xml: str, name: str) -> str:
    found = re.search(rf'\b{name}\s*=\s*"([^"]{{0,200}})"', xml[:_XML_CHARS])
    return html.unescape(found[1]) if found else ""


def _is_xml(content: str) -> bool:
    return content.lstrip()[:1] == "<" and ">" in content


def _whole(value: object) -> int:
    if isinstance(value, bool):
        return 0
    if isinstance(value, int):
        return value if 0 <= value < 1 << 63 else 0
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 19 else 0  # noqa: PLR2004 - digits of 64 bits
