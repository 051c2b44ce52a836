"""Writing ChatLab 0.0.2, as JSON Lines or as one JSON document: any archive in the one form that other programs read.

What ChatLab has no place for stands under keys of its own, which its readers pass over: `quote` where the answered
message is not in the file, `forward` beside a text, `kind` where the type alone does not tell, `edited`.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final

from moderation.archives.chatlab import UNKNOWN_PLATFORM
from moderation.archives.reject import Reject
from moderation.errors import EnvironmentalError, UsageError
from moderation.message import Author, Chat
from moderation.wording import both
from moderation.wording.archives import SENTENCES
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.message import Message

__all__ = ["FORMS", "write_chatlab"]

FORMS: Final = ("jsonl", "json")
_VERSION: Final = "0.0.2"
_TYPES: Final = {
    "text": 0, "image": 1, "voice": 2, "video": 3, "file": 4, "sticker": 5, "link": 7, "red_packet": 20, "card": 27, "system": 80,
    "join": 80, "leave": 80, "recall": 81, "other": 99,
}  # fmt: skip
_REPLY, _FORWARD = 25, 26
_UNTOLD: Final = {"join": "{name} 加入了群聊", "leave": "{name} 退出了群聊", "recall": "{name} 撤回了一条消息"}
_SPOOL_BYTES: Final = 1 << 24
_AUTHORS: Final = 1 << 18


def write_chatlab(rows: Iterable[Message | Reject], target: str | Path | BinaryIO, *, form: str = "jsonl") -> int:
    r"""Write messages as ChatLab, and return how many; rejects are passed over.

    `form` is `jsonl` or `json`. Memory does not grow with the messages, only with the members. A document needs its
    members before its messages, so those wait in a temporary file.

    Raises:
        UsageError: there is no such form.
        EnvironmentalError: the target cannot be written.

    >>> import io; from moderation.message import Message
    >>> out = io.BytesIO(); write_chatlab([Message("早", id="m1")], out)
    1
    >>> out.getvalue().decode().splitlines()[-1]
    '{"_type": "message", "platformMessageId": "m1", "type": 0, "content": "早"}'
    """
    if form not in FORMS:
        raise UsageError(*both(SENTENCES, "unknown-format", {"format": form, "formats": ", ".join(FORMS)}))
    messages = (row for row in rows if not isinstance(row, Reject))
    write = _write_lines if form == "jsonl" else _write_document
    if not isinstance(target, (str, Path)):
        return write(messages, target)
    try:
        with Path(target).open("wb") as stream:
            return write(messages, stream)
    except OSError as error:
        raise EnvironmentalError(*refusal("write", str(target), error)) from error


def _write_lines(messages: Iterable[Message], target: IO[bytes]) -> int:
    count, chat = 0, None
    for message, member in _with_members(messages):
        count += 1
        if chat != (message.chat, message.platform):
            chat = (message.chat, message.platform)
            target.write(_line({"_type": "header", **_about(message.chat, message.platform)}))
        if member is not None:
            target.write(_line({"_type": "member", **member}))
        target.write(_line({"_type": "message", **_record(message)}))
    if count == 0:
        target.write(_line({"_type": "header", **_about(Chat(), "")}))
    return count


def _write_document(messages: Iterable[Message], target: IO[bytes]) -> int:
    members: list[dict[str, Any]] = []
    count, chat, platform = 0, Chat(), ""
    with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as waiting:
        for count, (message, member) in enumerate(_with_members(messages), 1):
            chat, platform = (message.chat, message.platform) if count == 1 else (chat, platform)
            members += [member] if member is not None else []
            waiting.write((b"," if count > 1 else b"") + b"\n" + _json(_record(message)))
        waiting.seek(0)
        target.write(_json({**_about(chat, platform), "members": members})[:-1] + b', "messages": [')
        while part := waiting.read(1 << 16):
            target.write(part)
        target.write(b"\n]}\n")
    return count


def _with_members(messages: Iterable[Message]) -> Iterator[tuple[Message, dict[str, Any] | None]]:
    """Every message with the record of its author, where that is new or has changed."""
    seen: dict[str, Author] = {}
    for message in messages:
        author = message.author
        known = not author.id or seen.get(author.id) == author
        if not known and len(seen) < _AUTHORS:
            seen[author.id] = author
        yield message, None if known else _member(author)


def _about(chat: Chat, platform: str) -> dict[str, Any]:
    meta = {"name": chat.name, "platform": platform or UNKNOWN_PLATFORM, "type": chat.kind, "groupId": chat.id}
    return {"chatlab": {"version": _VERSION}, "meta": {key: value for key, value in meta.items() if value or key == "name"}}


def _member(author: Author) -> dict[str, Any]:
    member: dict[str, Any] = {"platformId": author.id, "accountName": author.nickname}
    if author.card:
        member["groupNickname"] = author.card
    return member if author.role == "member" else {**member, "roles": [{"id": author.role}]}


def _record(message: Message) -> dict[str, Any]:
    author, is_forward = message.author, bool(message.forward and not message.text)
    fields = {
        "platformMessageId": message.id, "sender": author.id, "accountName": author.nickname, "groupNickname": author.card,
        "timestamp": int(message.at.timestamp()) if message.at is not None else None,
        "type": _FORWARD if is_forward and message.kind in ("text", "other") else _type(message),
        "content": message.forward if is_forward else message.text or _untold(message) or None,
        "quote": message.quote, "forward": "" if is_forward else message.forward, "kind": _own_kind(message, is_forward=is_forward),
        "edited": message.edited,
    }  # fmt: skip
    return {key: value for key, value in fields.items() if key == "content" or not (value is None or value is False or value == "")}


def _type(message: Message) -> int:
    return _REPLY if message.kind == "text" and message.quote else _TYPES[message.kind]


def _own_kind(message: Message, *, is_forward: bool) -> str:
    """The kind where a reader would not find it by the type: joins and leaves, texts that look like placeholders."""
    told = message.kind in ("join", "leave") or (is_forward and message.kind != "text") or message.text.lstrip().startswith("[")
    return message.kind if told else ""


def _untold(message: Message) -> str:
    """The words of a notice that came without any, as the program of other people shows them."""
    name = message.author.card or message.author.nickname or message.author.id
    return _UNTOLD[message.kind].format(name=name) if message.kind in _UNTOLD and name else ""


def _line(record: dict[str, Any]) -> bytes:
    return _json(record) + b"\n"


def _json(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace")
