"""The same made-up chat as every export would write it: what the readers are tested, mutated and measured with."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

__all__ = ["BEIJING", "CHAT", "Row", "chat", "local"]

BEIJING: Final = timezone(timedelta(hours=8))
CHAT: Final = "周末徒步群"
_NAMES: Final = ("阿棠", "木子", "Kevin", "三花🐱", "老周", "小满", "夜航船", "עדי")
_TEXTS: Final = (
    "明早七点北门集合，带够水", "好的收到", "山上信号不好，我先说一声", "这条路线雨天别走", "有人拼车吗？还差两个", "看看这个 https://trail.example/map",
    "加我 vx：hike2026，装备低价", "😂😂😂", '“真的”吗, 他说"走"', "第一行\n第二行", "到家了，\u202e谢谢大家", "零宽\u200b字符", "a\tb",
    "𠮷野家见",
)  # fmt: skip
_START_S: Final = 1_767_225_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One message of the chat: what an export may keep of it."""

    id: int
    author: int
    at_s: int
    kind: str = "text"
    text: str = ""
    answers: int | None = None

    @property
    def name(self) -> str:
        """The name of its author."""
        return _NAMES[self.author % len(_NAMES)]


def chat(count: int, seed: int = 0) -> list[Row]:
    """Return a chat of `count` messages, of every kind and the same for the same seed."""
    draw = random.Random(seed)
    rows: list[Row] = []
    for id_ in range(1, count + 1):
        kind = draw.choices(("text", "image", "link", "join", "leave", "recall"), (80, 6, 5, 3, 2, 4))[0]
        text = draw.choice(_TEXTS) if kind == "text" else "周边好去处" if kind == "link" else ""
        answers = draw.randrange(max(1, id_ - 20), id_) if kind == "text" and id_ > 1 and draw.random() < 0.1 else None
        answers = answers if answers is not None and rows[answers - 1].kind == "text" else None
        rows.append(Row(id=id_, author=draw.randrange(8), at_s=_START_S + 17 * id_, kind=kind, text=text, answers=answers))
    return rows


def local(at_s: int, form: str = "%Y-%m-%d %H:%M:%S") -> str:
    """Return a time as the members of the chat saw it."""
    return datetime.fromtimestamp(at_s, BEIJING).strftime(form)
