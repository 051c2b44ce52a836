"""What the help pages say about the verbs of the queue and of mining."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["EXAMPLES", "HELP", "VERBS"]

VERBS: Final[tuple[str, ...]] = ("faq mine", "faq gaps", "faq review", "queue list", "queue take", "queue close")

HELP: Final[Sentences] = {
    "faq mine": (
        "从聊天记录里找出大家常问的问题，连同问法、次数和管理员的答复写成 YAML，改好就能用",
        "find the questions that people keep asking, with variants, counts and staff's answers, as YAML to edit",
    ),
    "faq mine.files": ("聊天记录文件；写 - 则读标准输入", "archives; - reads the standard input"),
    "faq mine.faq": (
        "现有的 FAQ：问答文件或群规；它已经答得出的不再提",
        "the FAQ there is, a file of entries or a ruleset: what it answers already is left out",
    ),
    "faq mine.out": ("写到哪里；- 为标准输出", "where to write the proposals; - is the standard output"),
    "faq mine.at_least": ("至少问过几次（缺省 3）", "how often something has to be asked (default: 3)"),
    "faq mine.staff": ("管理员的帐号或名字，可以写多次", "an account or name of staff; may be given several times"),
    "faq mine.force": ("已有同名文件也覆盖", "overwrite a file that is there"),
    "faq gaps": (
        "找出没人按时答复的提问；有就以退出码 1 结束",
        "find questions that nobody of the staff answered in time; exit code 1 if there are any",
    ),
    "faq gaps.files": ("聊天记录文件；写 - 则读标准输入", "archives; - reads the standard input"),
    "faq gaps.within": ("答应多久以内答复", "the promised time"),
    "faq gaps.ruleset": ("群规：用它的服务时间计时", "a ruleset, by whose service hours time is counted"),
    "faq gaps.staff": ("管理员的帐号或名字，可以写多次", "an account or name of staff; may be given several times"),
    "faq gaps.as_json": ("逐行输出 JSON", "print JSON Lines"),
    "faq review": (
        "把管理员的选择教会的新问法写成 YAML，供人审核；问答本身不会被改",
        "write the phrasings that staff's choices teach as YAML to review; the FAQ itself is never changed",
    ),
    "faq review.files": (
        "管理员的选择，每行一个 JSON：question、entry、sent、by；写 - 则读标准输入",
        "staff's choices, a JSON object a line: question, entry, sent, by; - reads the standard input",
    ),
    "faq review.faq": ("现有的 FAQ：问答文件或群规", "the FAQ there is: a file of entries or a ruleset"),
    "faq review.out": ("写到哪里；- 为标准输出", "where to write the phrasings; - is the standard output"),
    "faq review.force": ("已有同名文件也覆盖", "overwrite a file that is there"),
    "queue list": (
        "列出等人处理的消息，最急的在前；--overdue 有超时的就以退出码 1 结束",
        "list what waits for a person, the soonest due first; with --overdue exit code 1 if anything is",
    ),
    "queue list.overdue": ("只看超时没人答复的", "only what was not answered in time"),
    "queue list.every": ("连已经处理完的也列出", "also what is done"),
    "queue list.community": ("只看这份群规（id）的", "only of this community: the id of a ruleset"),
    "queue take": ("接手一条", "take one"),
    "queue close": ("关闭一条", "close one"),
    "queue close.answered": ("已经答复了", "it was answered"),
    "*.ticket": ("哪一条，如 q-6h3qr7wmri", "which one, such as q-6h3qr7wmri"),
    "*.by": ("谁", "who"),
}

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "faq mine": (
        "moderation faq mine group.jsonl --out new.yaml --staff 客服小美",
        "moderation faq mine group.jsonl --faq faq.yaml --out new.yaml",
    ),
    "faq gaps": ("moderation faq gaps group.jsonl --within 10m --staff 客服小美",),
    "faq review": ("moderation faq review choices.jsonl --faq faq.yaml --out review.yaml",),
    "queue list": ("moderation queue list --store sqlite:///group.db", "moderation queue list --store sqlite:///group.db --overdue"),
    "queue take": ("moderation queue take q-6h3qr7wmri --store sqlite:///group.db --by 小王",),
    "queue close": ("moderation queue close q-6h3qr7wmri --store sqlite:///group.db --by 小王 --answered",),
}
