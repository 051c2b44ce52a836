"""Invitations and purchases that are no link: 淘口令, and the sentences by which group invitations are shared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LIKELY", "OPENING", "invitation_texts", "is_invitation", "taokouling"]

# Currency signs and brackets that shops put around a code, so that copying the message opens their application.
OPENING: Final = "￥¥$€£₤₴₵₲₳₰₪₫₭₦₱₡¢฿₿㉿₠₢₣₥₧₨₩₮₯₶₷₸₹₺₻₼₽₾Ұ《（("
_CLOSE: Final = "￥¥$€£₤₴₵₲₳₰₪₫₭₦₱₡¢฿₿㉿₠₢₣₥₧₨₩₮₯₶₷₸₹₺₻₼₽₾Ұ》）)"
_CODE: Final = re.compile(rf"[{OPENING}]([A-Za-z0-9]{{8,14}})([{_CLOSE}])(/?)")
_BRACKETS: Final = "（(《"
_DIGIT: Final = re.compile("[0-9]")
_UPPER: Final = re.compile("[A-Z]")
_LOWER: Final = re.compile("[a-z]")

_INVITATION: Final = re.compile(r"点击链接加入(?:群聊|q?q?群)|邀请[你您](?:加入|进入?)了?[^，。,\n\uffff]{0,20}群聊")

LIKELY: Final = rf"(?<=[{OPENING}])[a-z0-9]{{8}}|(?<=加)入|(?<=邀)请"
"""What follows the first character, one of `OPENING` or 加 or 邀, of anything that this module yields."""

_INVITING: Final = (
    ("t.me", "/"), ("telegram.me", "/"), ("telegram.dog", "/"), ("discord.gg", "/"), ("discord.com", "/invite/"),
    ("discordapp.com", "/invite/"), ("qm.qq.com", ""), ("jq.qq.com", ""), ("qun.qq.com", "/"), ("u.wechat.com", "/"),
    ("weixin.qq.com", "/g/"), ("work.weixin.qq.com", "/gm/"), ("work.weixin.qq.com", "/u/"), ("chat.whatsapp.com", "/"),
    ("line.me", "/ti/"), ("line.me", "/r/ti/"), ("kook.top", "/"), ("kook.vip", "/"), ("oopz.cn", "/i/"), ("qr.dingtalk.com", "/"),
)  # fmt: skip
"""Hosts and path starts under which chat platforms keep their invitations."""


def is_invitation(host: str, path: str) -> bool:
    """Return whether a link invites into a group or to an account.

    >>> is_invitation("t.me", "/joinchat/x"), is_invitation("weixin.qq.com", "/")
    (True, False)
    """
    host = host.removeprefix("www.")
    return any(host == inviting and path.startswith(start) and (not start or len(path) > len(start)) for inviting, start in _INVITING)


def invitation_texts(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where a text invites into a group in a platform's own words."""
    for found in _INVITATION.finditer(plain):
        yield found.span()


def taokouling(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and code of each 淘口令 of an original text: letters of both cases, or letters and digits.

    >>> list(taokouling("复制 ￥Ab3dEf7hJ9k￥ 打开")), list(taokouling("价格￥12345678￥"))
    ([(3, 16, 'Ab3dEf7hJ9k')], [])
    """
    for found in _CODE.finditer(text):
        code = found[1]
        kinds = sum(kind.search(code) is not None for kind in (_DIGIT, _UPPER, _LOWER))
        bracketed = text[found.start()] in _BRACKETS
        mixed = kinds == len("aA1") or (kinds > 1 and not bracketed and _UPPER.search(code) is not None)
        if mixed and (found[3] or not bracketed):
            yield found.start(), found.end(), code
