"""What exports call the fields of a message: the one table of names, from which the docs are made.

Names are compared without case, spaces and underscores.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["NAMES", "canonical"]

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("msgid", "messageid", "msgsvrid", "platformmessageid", "localid", "编号", "序号", "消息id"),
    "text": ("content", "message", "msg", "body", "strcontent", "内容", "消息", "消息内容", "正文", "文本", "发言内容"),
    "author": ("user", "userid", "sender", "senderid", "authorid", "from", "fromid", "uid", "发送人", "发送者", "发言人", "用户", "用户id"),
    "nickname": ("nick", "username", "sendername", "authorname", "accountname", "name", "昵称", "名字", "用户昵称", "用户名"),
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
    "platform": ("平台",),
    "edited": ("isedited", "已编辑"),
}
"""Each field of a message with the other names that exports have for it; `author` and `chat` may be nested objects."""

_CANONICAL: Final = {alias: name for name, aliases in NAMES.items() for alias in (name, *aliases)}

_NAME_CHARS: Final = 64
"""No column has a longer name; a hostile one must not fill the memory of names."""


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
