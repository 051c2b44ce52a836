"""Which part of a text its sender wrote: placeholders, CQ codes and inline quotes are put behind a wall.

Stands before the matchers. Offsets do not change: a span behind the wall keeps its length, so that what is found beside
it still points at the original text.
"""

from __future__ import annotations

import re
from typing import Final

from moderation.text.fold import WALL

__all__ = ["WALL", "authored"]

_NO_WALL: Final = "\ufffe"
"""What a wall that the sender wrote himself becomes: noise like any other, or it would keep two characters apart."""
_ATTACHMENTS: Final = (
    "图片 图片表情 表情 表情包 动画表情 贴图 语音 语音通话 视频 视频通话 视频号 音乐 文件 链接 红包 转账 位置 共享位置 实时位置 名片 "
    "个人名片 聊天记录 合并转发 转发消息 小程序 群公告 群接龙 接龙 拍一拍 戳一戳 闪照 回复 引用 卡片消息 未知消息 系统消息 不支持的消息 "
    "Photo Image Sticker Voice Video File Link Location"
)
"""What chat programs and exporters write where something other than text stood."""

_EMOTICONS: Final = (
    "微笑 撇嘴 色 发呆 得意 流泪 害羞 闭嘴 睡 大哭 尴尬 发怒 调皮 呲牙 惊讶 难过 囧 抓狂 吐 偷笑 愉快 白眼 傲慢 困 惊恐 憨笑 悠闲 "
    "咒骂 疑问 嘘 晕 衰 骷髅 敲打 再见 擦汗 抠鼻 鼓掌 坏笑 右哼哼 鄙视 委屈 快哭了 阴险 亲亲 可怜 笑脸 生病 脸红 破涕为笑 恐惧 失望 "
    "无语 嘿哈 捂脸 奸笑 机智 皱眉 耶 吃瓜 加油 汗 天啊 社会社会 旺柴 好的 打脸 哇 翻白眼 让我看看 叹气 苦涩 裂开 嘴唇 爱心 心碎 拥抱 "
    "强 弱 握手 胜利 抱拳 勾引 拳头 合十 啤酒 咖啡 蛋糕 玫瑰 凋谢 菜刀 炸弹 便便 月亮 太阳 庆祝 礼物 發 福 烟花 爆竹 猪头 跳跳 发抖 转圈"
)
"""The names by which WeChat's own small pictures arrive as text."""


def _either(words: str) -> str:
    return "|".join(map(re.escape, words.split()))


# Every alternative ends before the next bracket, so no character is looked at twice: linear on any text.
_CODES: Final = re.compile(
    rf"\[(?:(?:{_either(_ATTACHMENTS)})(?:[:：][ A-Za-z0-9_.{{}}/-]{{1,80}})?"  # some exporters add a file name
    rf"|表情(?:[:：]\s?/?)?[^\[\]\n]{{1,6}}"
    rf"|{_either(_EMOTICONS)}"
    rf"|CQ:(?!share\b)[a-z_]+(?:,[^\[\]]*)?)\]",  # a shared link is the sender's own doing
)

# WeChat puts the answered message before the answer; without an answer behind it there is no quote, only a text that looks like one.
_QUOTE: Final = re.compile(r"\s*「[^\n：:]{1,64}[：:].*?」[ \t]*\r?\n[ \t]*(?:[-－—─][ \t]?){5,}\r?\n(?=\s*\S)", re.DOTALL)


def authored(text: str) -> str:
    """Return `text` with everything that is not its sender's words walled in; the same object where there is nothing.

    >>> authored("看[图片]").replace(WALL, "#")
    '看####'
    >>> text = "大家好"
    >>> authored(text) is text
    True
    """
    if WALL in text:
        text = text.replace(WALL, _NO_WALL)
    if "「" in text and (quote := _QUOTE.match(text)):
        text = WALL * quote.end() + text[quote.end() :]
    return _CODES.sub(_wall, text) if "[" in text else text


def _wall(code: re.Match[str]) -> str:
    return WALL * len(code[0])
