"""What the desk says in the chat where the ruleset does not say it otherwise, and how it names a time. In Chinese, as members are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from moderation.wording import Lang

__all__ = ["CHOICE", "CHOICE_LINE", "DAY_WORDS", "OUTSIDE", "PROMISE", "PROMISED", "REPLY", "day_and_time", "greeting", "numbers_of"]

REPLY: Final = "@{user} 您好，{answer}（来源：{source}）"
"""An answer; without a source, what stands in brackets goes."""

CHOICE: Final = "@{user} 您好，您想问的是哪一个？回复编号即可：\n{choices}"
CHOICE_LINE: Final = "{number}. {question}"

OUTSIDE: Final = "@{user} 您好，现在是非服务时间，您的问题我们会在{next_open}回复。"
"""Said instead of an answer where the ruleset only says what goes beside one."""

PROMISE: Final = "现在是非服务时间，我们会在{next_open}回复您。"
"""Said after the reply of a route when nobody is there."""

PROMISED: Final = "非服务时间的提问"
"""The title of the route of a question to which an answer was promised."""

DAY_WORDS: Final = ("今天", "明天", "后天", "次日", "第二天", "明日", "今日")
"""What an author may write before `{next_open}`; the field names the day itself, and rightly."""

_DAYS: Final = {"zh": ("今天", "明天"), "en": ("today", "tomorrow")}
_WEEKDAYS: Final = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEK: Final = 7

_GREETINGS: Final = ((5, "晚上好"), (9, "早上好"), (12, "上午好"), (14, "中午好"), (18, "下午好"), (24, "晚上好"))
"""Up to which hour one says what."""


def day_and_time(when: datetime, now: datetime, lang: Lang = "zh") -> str:
    """Return how one says a time to come, both on the same clock: 今天 14:00, 明天 09:00, 周一 09:00, 10月8日 09:00.

    >>> from datetime import datetime
    >>> friday = datetime(2026, 11, 20, 21, 1)
    >>> [day_and_time(datetime(2026, 11, day, 9), friday) for day in (20, 21, 23, 27)]
    ['今天 09:00', '明天 09:00', '周一 09:00', '11月27日 09:00']
    """
    days = (when.date() - now.date()).days
    if 0 <= days < len(_DAYS[lang]):
        day = _DAYS[lang][days]
    elif 0 <= days < _WEEK:
        day = _WEEKDAYS[lang][when.weekday()]
    else:
        day = _date(when, now, lang)
    return f"{day} {when:%H:%M}"


def greeting(now: datetime) -> str:
    """Return the greeting of an hour.

    >>> from datetime import datetime
    >>> greeting(datetime(2026, 11, 20, 8)), greeting(datetime(2026, 11, 20, 21))
    ('早上好', '晚上好')
    """
    return next(words for until, words in _GREETINGS if now.hour < until)


def numbers_of(text: str) -> int | None:
    """Return which number a member picks: `2`, `２`, `第二个`, `选2`; `None` where the text says anything else.

    >>> [numbers_of(text) for text in ("2", " ２ ", "第二个", "选1", "二", "2024", "两个都要")]
    [2, 2, 2, 1, 2, None, None]
    """
    bare = text.strip().strip("。.！!～~ ").removeprefix("选").removeprefix("第").removesuffix("个").removesuffix("号").strip()
    digits = {**{str(number): number for number in range(1, 6)}, **dict(zip("１２３４５一二三四五", (1, 2, 3, 4, 5) * 2, strict=True))}
    return digits.get(bare)


def _date(when: datetime, now: datetime, lang: Lang) -> str:
    if lang == "en":
        return f"{_MONTHS[when.month - 1]} {when.day}" + ("" if when.year == now.year else f", {when.year}")
    return ("" if when.year == now.year else f"{when.year}年") + f"{when.month}月{when.day}日"
