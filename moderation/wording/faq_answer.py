"""What `answer` and `faq calibrate` say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["EXAMPLES", "HELP", "SENTENCES", "VERBS"]

VERBS: Final[tuple[str, ...]] = ("answer", "faq calibrate")

HELP: Final[Sentences] = {
    "answer": (
        "试一试问答：一个问题会答什么、把握多大、凭哪些词；没有把握就不作声，退出码为 1",
        "try a FAQ: what it answers to a question, how surely, and by which words; exit code 1 where it keeps silent",
    ),
    "answer.text": ("问题；写 - 则读标准输入", "the question; - reads the standard input"),
    "answer.faq": (
        "问答：YAML、JSON Lines、CSV、TSV 文件，或带 faq 的群规",
        "the FAQ: a YAML, JSON Lines, CSV or TSV file, or a ruleset with a faq",
    ),
    "answer.source": (
        "一批问题，每行一个带 text 的 JSON；写 - 则读标准输入",
        "many questions, a JSON object with text a line; - reads the standard input",
    ),
    "answer.out": ("把结果逐行写成 JSON；缺省是标准输出", "write JSON Lines; the default is the standard output"),
    "answer.as_json": ("输出一行 JSON", "print one line of JSON"),
    "faq calibrate": (
        "用自己的聊天记录定问答的分数线：平均多少条消息里最多答错一条",
        "set the thresholds of a FAQ by an archive of your own: at most one false answer in so many messages",
    ),
    "faq calibrate.faq": (
        "问答：YAML、JSON Lines、CSV、TSV 文件，或带 faq 的群规",
        "the FAQ: a YAML, JSON Lines, CSV or TSV file, or a ruleset with a faq",
    ),
    "faq calibrate.archive": (
        "聊天记录文件，可以写多次；写 - 则读标准输入",
        "an archive; may be given several times; - reads the standard input",
    ),
    "faq calibrate.one_in": ("多少条消息里最多答错一条（缺省 2000）", "one false answer in so many messages (default: 2000)"),
    "faq calibrate.as_json": ("输出一行 JSON", "print one line of JSON"),
}

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "answer": (
        'moderation answer "怎么退课" --faq faq.yaml',
        "moderation answer --faq faq.csv --in questions.jsonl --out answers.jsonl",
    ),
    "faq calibrate": ("moderation faq calibrate --faq faq.yaml --archive group.jsonl --one-in 2000",),
}

SENTENCES: Final[Sentences] = {
    "no-faq": ("{name} 里没有 faq。", "{name} has no faq."),
    "text-or-in": ("写一个问题，或者用 --in 给一批问题，二者写一个。", "Give one question, or many with --in, not both."),
    "decision-answer": ("回答 {entry}（把握 {sure}）：{text}", "answer {entry} ({sure}): {text}"),
    "decision-suggest": ("提示给管理员 {entry}（把握 {sure}）：{text}", "suggest {entry} to staff ({sure}): {text}"),
    "decision-silent": ("不作声：没有把握（最像的是 {entry}，{sure}）", "silent: not sure enough (the nearest is {entry}, {sure})"),
    "decision-nothing": ("不作声：问答里没有像的", "silent: nothing in the FAQ is like it"),
    "why": ("凭这些词：{words}", "by these words: {words}"),
    "candidate": ("  {sure}  {entry}  {question}", "  {sure}  {entry}  {question}"),
    "unread": ("{count} 行读不出问题，结果里写着 error。", "{count} lines hold no question; their rows have an error."),
    "answered": (
        "{rows} 个问题：回答 {answer} 个，提示 {suggest} 个，不作声 {silent} 个",
        "{rows} questions: {answer} answered, {suggest} suggested, {silent} silent",
    ),
    "bad-one-in": ("--one-in 至少是 10，不能是 {value}。", "--one-in has to be 10 or more, not {value}."),
    "no-messages": ("没有读到消息，定不了分数线。", "No message was read, so there is nothing to calibrate by."),
    "calibrated": (
        "{messages} 条消息：会回答 {answered} 条（估计答错 {false} 条），会提示 {suggested} 条。写进 faq：",
        "{messages} messages: {answered} would be answered (about {false} wrongly), {suggested} suggested. To be written under faq:",
    ),
    "threshold": ("  {key}: {value}", "  {key}: {value}"),
    "few": (
        "消息不到 {wanted} 条，这条分数线只是大概。",
        "There are fewer than {wanted} messages: these thresholds are rough.",
    ),
    "frequent": ("最常答的，请看看该不该答：", "answered most often; look whether they should be:"),
    "doubtful": ("刚过线的，请看看答得对不对：", "just above the line; look whether they are right:"),
    "guess": ("  {count} 次  {sure}  {text} → {entry}", "  {count}×  {sure}  {text} → {entry}"),
}
