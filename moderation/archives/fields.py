"""From a row of named values to a Message: the one place that knows what exports call things.

Names are compared without case, spaces and underscores. What is not named here is ignored; an optional value that
makes no sense (a role nobody knows, a time that is none) is left unknown, because the text still has to be checked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from moderation.archives.moments import moment
from moderation.archives.reject import Reject, rejected
from moderation.message import KINDS, ROLES, Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.message import Kind, Role

__all__ = ["NAMES", "canonical", "kind_of", "message_of", "role_of"]

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("msgid", "messageid", "msgsvrid", "platformmessageid", "localid", "编号", "序号", "消息id"),
    "text": ("content", "message", "msg", "body", "strcontent", "内容", "消息", "消息内容", "正文", "文本", "发言内容"),
    "author": ("user", "userid", "sender", "senderid", "authorid", "from", "fromid", "uid", "发送人", "发送者", "发言人", "用户", "用户id"),
    "nickname": ("nick", "username", "sendername", "authorname", "accountname", "name", "昵称", "名字", "用户昵称"),
    "card": ("groupnickname", "群名片", "群昵称", "名片"),
    "role": ("角色", "身份"),
    "joined": ("joinedat", "jointime", "入群时间", "加群时间"),
    "trusted": ("可信",),
    "chat": ("chatid", "group", "groupid", "room", "roomid", "talker", "channel", "channelid", "群", "群号"),
    "chat_name": ("chatname", "groupname", "roomname", "talkername", "channelname", "群名", "群名称"),
    "at": ("time", "timestamp", "date", "datetime", "createtime", "createdat", "sentat", "strtime", "时间", "发送时间", "日期"),
    "kind": ("type", "msgtype", "messagetype", "typename", "类型", "消息类型"),
    "quote": ("reply", "quoted", "replyto", "引用", "回复"),
    "forward": ("forwarded", "转发"),
    "join_answer": ("joinanswer", "入群答案", "验证信息"),
}
"""Each field of a message with the other names that exports have for it; `author` and `chat` may be nested objects."""

_CANONICAL: Final = {alias: name for name, aliases in NAMES.items() for alias in (name, *aliases)}

_NAME_CHARS: Final = 64
"""No column has a longer name; a hostile one must not fill the memory of names."""

_ROLES: Final = {role: role for role in ROLES} | {
    "群主": "owner", "creator": "owner", "管理员": "admin", "管理": "admin", "administrator": "admin", "moderator": "admin",
    "机器人": "bot", "成员": "member", "群员": "member",
}  # fmt: skip

_KINDS: Final = {kind: kind for kind in KINDS} | {
    "文本": "text", "文字": "text", "图片": "image", "语音": "voice", "视频": "video", "文件": "file", "表情": "sticker",
    "动画表情": "sticker", "链接": "link", "名片": "card", "红包": "red_packet", "系统": "system", "系统消息": "system",
    "系统通知": "system", "撤回": "recall", "进群": "join", "入群": "join", "退群": "leave",
}  # fmt: skip


def canonical(name: str) -> str | None:
    """Return the field that an export's column or key stands for; `None` for one that is not read.

    >>> canonical("Sender_Name"), canonical("内容"), canonical("label")
    ('nickname', 'text', None)
    """
    return _CANONICAL.get(name) or (_bare_canonical(name) if len(name) <= _NAME_CHARS else None)


@lru_cache(maxsize=256)
def _bare_canonical(name: str) -> str | None:
    """Remembered, because an archive repeats its few names on every row."""
    return _CANONICAL.get(name.strip().replace("_", "").replace(" ", "").lower())


def role_of(value: object) -> Role:
    """Return the role that an export's word stands for; `member` for a word nobody knows."""
    return cast("Role", _ROLES.get(value.strip().lower(), "member")) if isinstance(value, str) else "member"


def kind_of(value: object) -> Kind:
    """Return the kind that an export's word stands for; `text` for a word nobody knows, so that it is checked."""
    return cast("Kind", _KINDS.get(value.strip().lower(), "text")) if isinstance(value, str) else "text"


def message_of(row: Mapping[str, Any], number: int, source: str) -> Message | Reject:
    """Return the Message of a row whose names are already canonical; without an id its line number is its id.

    `source` is the row as it stood, for the excerpt of a Reject.
    """
    text = row.get("text")
    if not isinstance(text, str):
        return rejected(number, "no-text" if text is None else "text-not-text", source)
    id_ = row.get("id")
    if id_.__class__ is not str:
        if isinstance(id_, (dict, list)):
            return rejected(number, "bad-id", source)
        id_ = str(number) if id_ is None else str(id_)
    if len(row) <= 2:  # noqa: PLR2004 - nothing but the two fields above
        return Message(text, id=id_ or str(number))
    return Message(
        text, id=id_ or str(number), author=_author(row), chat=_chat(row), at=moment(row.get("at")), kind=kind_of(row.get("kind")),
        quote=_words(row.get("quote")), forward=_words(row.get("forward")), join_answer=_words(row.get("join_answer")),
    )  # fmt: skip


def _author(row: Mapping[str, Any]) -> Author:
    who = row.get("author")
    if isinstance(who, dict):
        nested = {"author" if key == "id" else canonical(key) or key: value for key, value in who.items()}
        row, who = {**row, **nested}, nested.get("author")
    return Author(
        id=_words(who), role=role_of(row.get("role")), nickname=_words(row.get("nickname")), card=_words(row.get("card")),
        joined=moment(row.get("joined")), trusted=row.get("trusted") in (True, "true", "True", "1", "是"),
    )  # fmt: skip


def _chat(row: Mapping[str, Any]) -> Chat:
    where = row.get("chat")
    if isinstance(where, dict):
        private = where.get("kind") == "private" or where.get("type") == "private"
        return Chat(id=_words(where.get("id")), name=_words(where.get("name")), kind="private" if private else "group")
    return Chat(id=_words(where), name=_words(row.get("chat_name")))


def _words(value: object) -> str:
    """The text of an optional value: itself, a number in text form, or the `text` of a nested message."""
    if isinstance(value, dict):
        value = value.get("text", value.get("content"))
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
