"""What authors get wrong about hours, routes and replies: a part of the catalogue in `wording.diagnostics`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["FIXES", "SENTENCES"]

SENTENCES: Final[Sentences] = {
    "bad-hours": ("「{found}」不是一段时间", "{found} is no span of time"),
    "hours-overlap": ("「{found}」和「{other}」重叠了", "{found} overlaps with {other}"),
    "bad-date": ("「{found}」不是日期，也不是一段日期", "{found} is no date and no span of dates"),
    "holiday-and-workday": ("{found} 既写成放假，又写成上班；按上班算", "{found} is both a holiday and a workday; it counts as a workday"),
    "unknown-timezone": ("没有「{found}」这个时区", "there is no time zone {found}"),
    "duplicate-route": ("「{found}」已经写过", "the route {found} was already written"),
    "unknown-answer-field": ("这里没有「{found}」可填", "there is no field {found} to fill in here"),
    "answer-brace": ("花括号「{found}」没有配对", "the brace {found} opens or closes nothing"),
    "reply-without-answer": ("答复里没有 {{answer}}，答案说不出来", "this reply has no {{answer}}, so it never says the answer"),
}

FIXES: Final[Sentences] = {
    "hours-overlap": ("合并成一段", "make them one"),
    "holiday-and-workday": ("去掉其中一处", "take it out of one of them"),
    "unknown-timezone": (
        "写 IANA 的名字，如 Asia/Shanghai；系统里没有时区数据时先 pip install tzdata",
        "write an IANA name such as Asia/Shanghai; where the system has no time zones, pip install tzdata",
    ),
    "duplicate-route": ("给它另起一个 id", "give it an id of its own"),
    "answer-brace": ("要写花括号本身就写两个：{{{{ 或 }}}}", "write the brace itself twice: {{{{ or }}}}"),
    "reply-without-answer": ("在该说答案的地方写 {{answer}}", "write {{answer}} where the answer goes"),
}
