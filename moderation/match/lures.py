"""Words that announce a contact: 微信, vx, 加V, 薇, QQ, 扣扣, 群号, in the spellings that group members know.

The contact matcher reads this table: an account name or number is a contact only behind a lure. A lure alone is never
reported, so a spelling that is also an ordinary word (卫星, 威信, 企鹅) costs nothing without an account behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["FIRST", "HOMOPHONES", "LOOKALIKES", "LURES", "LURE_EMOJI", "NOISE", "fold_lead", "lead_pattern"]

LURE_EMOJI: Final = "➕✚✛❤♥💗💕💖💓💘💞🧡💛💚💙💜🖤🤍🐧👗✌"
"""Emoji that stand for a word of a lure: 加, 信 (心), 企鹅, 群 (裙), V."""
HOMOPHONES: Final = frozenset("薇威徽维崴葳嶶溦㣲巍危唯惟魏韦芯心伈裙家佳嘉咖茄架伽抠叩蔻寇球秋丘星脖")
LOOKALIKES: Final = frozenset("十∨/")

NOISE: Final = r"[^\w。！？!?；;，,\uffff]"
_N: Final = rf"{NOISE}{{0,3}}"
_JIA: Final = "(?:[加+➕✚✛十家佳嘉咖茄架伽]|(?<![a-z])jia)"
_WEI: Final = "[微薇威徽维崴葳嶶溦㣲巍危唯惟魏韦]"
_V: Final = r"(?:[v∨✌](?!ip|ivo|pn|ps|lan)|\\/)"
_VX: Final = r"[vw](?:x(?:in(?![a-z]))?(?!id_)|[^\w:：。！？!?；;，,\uffff]{1,3}x(?![a-z0-9]))"
_HEART: Final = "[❤♥💗💕💖💓💘💞🧡💛💚💙💜🖤🤍]"
_KOU: Final = "[扣抠叩蔻寇]"
_QUN: Final = "(?:[群裙👗]|qun)"
_LATIN: Final = r"(?<![a-z0-9_])(?<![a-z0-9][./@\\-])"  # not inside a word, a host or an address
_NO_CODE: Final = r"(?!\.[a-z_])"  # wx.request, qq.com
_POINTS: Final = r"(?=[^\w。！？!?；;，,\uffff]{0,3}[:：(（【❤♥💗💚👉→])"

_WECHAT: Final = "|".join((
    rf"{_JIA}{_N}(?:[我你他她]{_N})?(?:的{_N})?(?:{_WEI}{_N}(?:[信芯伈心]|xin|x(?![a-z])|{_HEART})|{_V}{_N}(?:[信芯伈心]|xin|{_HEART})|{_VX}|{_V}|{_WEI})",
    rf"{_WEI}{_N}(?:[信芯伈心]|xin|x(?![a-z])|{_HEART})",
    rf"(?:{_LATIN}v|[∨✌]|\\/){_N}(?:[信芯伈心]|xin|{_HEART})",
    rf"{_LATIN}{_VX}{_NO_CODE}",
    rf"{_LATIN}(?:we{_N}i?{_N}xin|we{_N}chat){_NO_CODE}",
    rf"[我私找聊扫](?:[你我]|的)?{_N}(?:{_V}|{_WEI})(?![a-z]?[a-z]?x)",
    rf"(?:{_LATIN}v|[∨✌]|{_WEI}|卫星|围脖|绿泡泡)(?:{_N}号)?{_POINTS}",
    rf"{_JIA}{_N}(?:卫星|围脖|绿泡泡)|(?:卫星|围脖){_N}号",
    rf"(?<![^\W_])(?:{_WEI})(?={_N}[a-z0-9])",
    rf"(?<=[的系要就请可者来询解到])(?:{_WEI})(?={_N}[a-z0-9])",
))  # fmt: skip
_QQ: Final = "|".join((
    rf"(?:{_JIA}{_N}(?:[我你他她]{_N})?(?:的{_N})?)?(?:{_LATIN}q{_N}q|{_KOU}{_N}{_KOU}|球球|秋秋|丘丘|企鹅|🐧)(?!\.?[a-z])(?:{_N}{_QUN})?",
    rf"(?:{_LATIN}q|{_KOU}|(?<={_KOU})q){_N}(?:{_QUN}|号|u{_N}n)",
    rf"{_KOU}{_N}q(?![a-z])",
    rf"(?<![a-z])(?:kou{_N}kou|qiu{_N}qiu)(?![a-z])",
    rf"(?:{_JIA}|[我私找聊])(?:[你我]|的)?{_N}(?:q(?![a-z])|{_KOU}|[球鹅🐧])",
    rf"{_LATIN}q(?={_N}[:：]?{_N}[0-9]{{5}})",
    rf"{_KOU}(?=[^\w。，,\uffff]{{0,4}}[0-9]{{5}})",
))  # fmt: skip
_GAP_TO_NUMBER: Final = r"[^\w。，,\uffff]{0,4}"
_GROUP: Final = (
    rf"(?<![人羊狼鱼牛马])(?:[群裙👗]|(?<![a-z])qun)(?:{_N}(?:号码?|聊号?|id))?"
    rf"(?={_GAP_TO_NUMBER}[是为]?{_GAP_TO_NUMBER}[0-9零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖])"
)
_ANY: Final = rf"(?<![0-9a-z])[➕✚✛](?={_N}[a-z0-9])|(?<![一二三四五六七八九几参增更附追添])[加十]{_N}[:：]"

FIRST: Final = "加+➕✚✛十佳家嘉咖茄架伽我私找聊扫微薇威徽维崴葳嶶溦㣲巍危唯惟魏韦卫围绿扣抠叩蔻寇球秋丘企群裙jvwqk∨✌👗🐧\\\\"
"""What a lure can begin with: one look at a character spares twenty alternatives."""

LURES: Final = re.compile(f"(?=[{FIRST}])(?:(?P<wechat>{_WECHAT})|(?P<qq>{_QQ})|(?P<group>{_GROUP})|(?P<any>{_ANY}))")
"""Finds every lure in a plain view; the name of the group says what kind of account it announces."""

_BENT_LETTERS: Final = {
    "加": "[加➕✚✛十佳家嘉]", "微": _WEI, "薇": _WEI, "威": _WEI, "信": "[信芯伈]", "群": "[群裙👗]", "扣": _KOU,
    "私": "[私司]", "v": "[v∨✌]", "+": "[+➕✚✛]",
}  # fmt: skip
_SPELLED: Final = {
    # 加 as part of a longer word (增加, 加油) is no invitation, + between two numbers is arithmetic
    "加": rf"(?:[十佳家嘉](?={_N}我)|[➕✚✛]"
    r"|(?<![参增更附追添施强新叠倍外越])加(?![油班入强上速急载密工拿盟快减大重深固]))",
    "+": r"(?<![0-9a-z])[+➕✚✛]",
}


def fold_lead(words: Iterable[str]) -> Iterator[str]:
    """Yield the pattern of each lead word: noise may stand between its characters, a Latin word stands alone.

    A character is read in its bent spellings (家我, 私❤薇) only beside another one: alone 司 is the end of 公司.
    """
    for word in words:
        bent = _BENT_LETTERS if len(word) > 1 else {}
        spelled = _SPELLED.get(word) or rf"{NOISE}{{0,2}}".join(bent.get(letter, re.escape(letter)) for letter in word)
        yield rf"(?<![a-z0-9]){spelled}(?![a-z])" if word.isascii() and word.isalnum() else spelled


def lead_pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return the pattern of an author's lead words, given in plain form; None without words."""
    spelled = sorted(fold_lead(words), key=lambda pattern: (-len(pattern), pattern))
    return re.compile("|".join(spelled)) if spelled else None
