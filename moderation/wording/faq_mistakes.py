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
    "duplicate-entry": ("问答「{found}」在 {place} 已经写过", "the entry {found} was already written in {place}"),
    "duplicate-question": ("「{found}」在 {place} 已经是另一条的问题", "{found} is already the question of another entry, in {place}"),
    "colliding-phrasings": ("「{found}」也是另一条的问法（{place}），答不准是哪一条", "{found} is said of another entry too, in {place}"),
    "same-question": ("「{found}」和另一条问的是一回事（{place}）", "{found} asks what another entry asks, in {place}"),
    "empty-question": ("「{found}」里没有一个字，谁也不会这样问", "{found} has no letter in it: nobody asks like this"),
    "forbidden-answer": ("答案里有群规自己禁止的词「{found}」", "this answer holds a word that the ruleset forbids: {found}"),
    "dead-link": ("「{found}」不是能打开的链接", "{found} is no link that opens"),
    "suggest-above-answer": ("suggest_at 是 {found}，比 answer_at 还高", "suggest_at is {found}, above answer_at"),
    "bad-json": ("这一行不是有效的 JSON：{found}", "this line is no valid JSON: {found}"),
    "open-quote": ("这里的引号没有配对", "this quotation mark is never closed"),
    "unknown-column": ("没有叫「{found}」的列，这一列不读", "there is no column named {found}; it is not read"),
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
    "duplicate-entry": ("给它另起一个 id", "give it an id of its own"),
    "duplicate-question": ("合并成一条，把另一种问法写进 variants", "make them one entry, and put other ways to ask under variants"),
    "colliding-phrasings": ("从其中一条里删掉，或者写得更具体", "delete it in one of them, or make it more specific"),
    "same-question": ("合并成一条，或者把两个问题写得更具体", "make them one entry, or make both questions more specific"),
    "forbidden-answer": ("换个说法", "say it otherwise"),
    "dead-link": ("写成 https://example.com/page 的样子", "write it like https://example.com/page"),
    "bad-json": ('一行一个 {{"question": …, "answer": …}}', 'one {{"question": …, "answer": …}} a line'),
    "open-quote": ("补上后面的引号，或者去掉它", "close it, or take it out"),
    "unknown-column": (
        "可用的列：编号、问题、答案、相似问、主题、出处、有效期、群、身份",
        "columns are id, question, answer, variants, topic, source, valid_until, chats, roles",
    ),
    "answer-brace": ("要写花括号本身就写两个：{{{{ 或 }}}}", "write the brace itself twice: {{{{ or }}}}"),
    "reply-without-answer": ("在该说答案的地方写 {{answer}}", "write {{answer}} where the answer goes"),
}
