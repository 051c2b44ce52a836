"""What mining says: in the files that it writes, and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["SENTENCES"]

SENTENCES: Final[Sentences] = {
    "head": (
        (
            "从 {archive} 里找出的常见问题，共 {count} 个，问得多的在前。\n"
            "逐条看过：删掉不要的，改好问题和问法，写上答案，再放进 faq.file。空着的答案不会被接受。"
        ),
        (
            "Questions that people keep asking in {archive}: {count}, the most frequent first.\n"
            "Go through them: delete, edit, write the answers, then name this file under faq.file. An empty answer is refused."
        ),
    ),
    "asked": ("问过 {count} 次，{askers} 个人，{chats} 个群", "asked {count} times, {askers} people, {chats} chats"),
    "dates": ("，{first} 到 {last}", ", {first} to {last}"),
    "also-answered": ("管理员也答过（{count} 次）：{text}", "staff also said ({count} times): {text}"),
    "no-answer": ("没有找到管理员的答复：写上答案才能用", "no answer of staff was found: write one to use it"),
    "mined": (
        "消息 {messages} 条，读不出 {rejects} 行；常见问题 {proposals} 个，写在 {name}",
        "{messages} messages, {rejects} rows not read; {proposals} questions that people keep asking: {name}",
    ),
    "covered": ("FAQ 已有答案的不在其中。", "Those that the FAQ answers are left out."),
    "top": ("{count:>5} 次  {question}", "{count:>5} times  {question}"),
    "more": ("  ……还有 {count} 个", "  … and {count} more"),
    "no-staff": (
        "记录里没有管理员身份：用 --staff 写上他们的帐号或名字，才找得到他们的答复。",
        "The archive knows no staff: name them with --staff, so that their answers are found.",
    ),
    "gap": ("{when}  {chat}  {name}：{text}（{state}）", "{when}  {chat}  {name}: {text} ({state})"),
    "never": ("没人答复", "never answered"),
    "late": ("晚了 {late}", "late by {late}"),
    "gaps": (
        "问题 {questions} 个，没按时答复 {gaps} 个，其中没人答复 {never} 个",
        "{questions} questions, {gaps} not answered in time, {never} of them never",
    ),
    "reviewed": ("待审的问法 {count} 条，写在 {name}", "{count} phrasings to review: {name}"),
    "unread-choices": (
        "有 {count} 行读不出选择：每行要有 question 和 entry",
        "{count} lines hold no choice: each needs a question and an entry",
    ),
    "chosen": ("管理员 {count} 次用这条答复回答", "staff answered with this entry {count} times"),
    "review-head": (
        "管理员用这些问答回答过的新问法。逐条看过，把合适的抄进问答的 variants。",
        "New phrasings that staff answered with these entries. Go through them, and copy what fits into the variants.",
    ),
    "bad-duration": ("--within 要写成 10m、2h 这样，不是“{value}”。", "--within is written like 10m or 2h, not “{value}”."),
}
