"""What an export calls the kinds of messages, and what it writes where something other than text stood.

Only the export's own word makes a message `system`, `recall`, `join` or `leave`: their text counts as the platform's, so
nothing that a member can type may lead there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from moderation.message import KINDS
from moderation.text.authored import WALL, authored

if TYPE_CHECKING:
    from moderation.message import Kind

__all__ = ["bare", "kind_named", "kind_of", "kind_of_file"]

_KINDS: Final = {kind: kind for kind in KINDS} | {
    "文本": "text", "文字": "text", "图片": "image", "语音": "voice", "视频": "video", "文件": "file", "表情": "sticker",
    "动画表情": "sticker", "链接": "link", "名片": "card", "红包": "red_packet", "系统": "system", "系统消息": "system",
    "系统通知": "system", "撤回": "recall", "进群": "join", "入群": "join", "退群": "leave",
}  # fmt: skip

_WORDS: Final = (
    ("撤回", "recall"), ("引用", "text"), ("回复", "text"), ("系统", "system"), ("拍一拍", "other"), ("通话", "other"),
    ("小程序", "link"), ("聊天记录", "other"), ("转发", "other"), ("红包", "red_packet"), ("转账", "other"), ("图片", "image"),
    ("语音", "voice"), ("音频", "voice"), ("视频号", "link"), ("视频", "video"), ("文件", "file"), ("表情", "sticker"), ("链接", "link"),
    ("分享", "link"), ("卡片", "link"), ("音乐", "link"), ("名片", "card"), ("位置", "other"), ("公告", "text"), ("文本", "text"),
    ("文字", "text"), ("Photo", "image"), ("Image", "image"), ("Sticker", "sticker"), ("Voice", "voice"), ("Video", "video"),
    ("File", "file"), ("Link", "link"),
)  # fmt: skip
"""What stands in the names of kinds, the more particular before the more general."""

_FILES: Final = {
    "image": "jpg jpeg png gif webp bmp heic avif", "video": "mp4 mov mkv webm avi m4v", "voice": "mp3 ogg opus amr silk wav m4a",
}  # fmt: skip
_ENDINGS: Final = {ending: kind for kind, endings in _FILES.items() for ending in endings.split()}
_SHOWN: Final = frozenset({"image", "voice", "video", "sticker"})
_NAME_CHARS: Final = 32
_LEAD: Final = re.compile(r"\s*\[([^\[\]\n]{1,8})\][ \t]*")


def kind_of(value: object) -> Kind:
    """Return the kind that an export's word stands for; `text` for a word nobody knows, so that it is checked.

    >>> kind_of("图片"), kind_of("hologram")
    ('image', 'text')
    """
    return cast("Kind", _KINDS.get(value.strip().lower(), "text")) if isinstance(value, str) else "text"


def kind_named(name: str) -> Kind:
    """Return the kind that the longer name of a known export stands for; `other` for one nobody knows.

    >>> kind_named("带有引用的文本消息"), kind_named("动画表情"), kind_named("系统通知")
    ('text', 'sticker', 'system')
    """
    return cast("Kind", next((kind for word, kind in _WORDS if word in name[:_NAME_CHARS]), "other"))


def kind_of_file(name: str) -> Kind:
    """Return whether the name of a file is that of an image, a video, a voice message or any other file.

    >>> kind_of_file("a/b.JPG?size=1"), kind_of_file("报表.xlsx")
    ('image', 'file')
    """
    return cast("Kind", _ENDINGS.get(name.partition("?")[0].rpartition(".")[2][:_NAME_CHARS].strip().lower(), "file"))


def bare(text: str, kind: Kind = "text") -> tuple[str, Kind]:
    """Return a text without the placeholder that the export wrote for what is no text, and its kind.

    A text that is nothing but placeholders is empty, and of the kind that they name; so is the path of a file that is
    shown. One within other words stays: it is walled off when the text is checked.

    >>> bare("[图片]"), bare("看[图片]"), bare("[链接] 限时", "link"), bare("media/a.jpg", "image")
    (('', 'image'), ('看[图片]', 'text'), ('限时', 'link'), ('', 'image'))
    """
    if kind in _SHOWN and kind_of_file(text) != "file" and not any(map(str.isspace, text.strip())):
        return "", kind
    if "[" not in text:
        return text, kind
    walled = authored(text)
    lead = _LEAD.match(text)
    if not walled.strip(WALL + " \r\n\t"):
        guessed = kind_named(lead[1]) if lead is not None and kind == "text" else kind
        return "", guessed if guessed not in ("system", "recall") else "other"
    if kind != "text" and lead is not None and walled.lstrip().startswith(WALL):
        return text[lead.end() :], kind
    return text, kind
