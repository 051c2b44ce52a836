"""What `moderation export` says: what went over to another system, and why the rest did not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["EXAMPLES", "HELP", "LOSSES", "SENTENCES", "VERBS"]

VERBS: Final = ("export",)

HELP: Final[Sentences] = {
    "export": (
        "把群规转成别的系统能用的形式：企业微信敏感词、Discord AutoMod、Reddit AutoModerator、纯词表，并说明丢了什么",
        "render a ruleset for WeCom, Discord AutoMod, Reddit AutoModerator or as a plain word list, and report what is lost",
    ),
    "export.to": ("转给谁", "the target"),
    "export.out": (
        "写到哪里；不写则输出到标准输出，报告在标准错误",
        "where to write it; without it the standard output, and the report goes to the error stream",
    ),
    "export.parts": (
        "把要和别的信号合起来才算的词也带上，只提醒、不拦截",
        "also words that count only together with something else, to warn or to show staff, never to intercept",
    ),
    "export.force": ("已有同名文件也覆盖", "overwrite a file that is there"),
}

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "export": (
        "moderation export ruleset.yaml --to wecom --out wecom.json",
        "moderation export community --to automoderator > automoderator.yaml",
    )
}

SENTENCES: Final[Sentences] = {
    "no-such-target": ("不能转给“{to}”；可选：{targets}。", "There is no target “{to}”; choose from {targets}."),
    "exported": ("转给{to}：{count} 项", "For {to}: {count} entries"),
    "lost": ("转不过去的：", "Lost on the way:"),
    "where": ("（{names}）", " ({names})"),
    "more": (" 等，另有 {count} 处", " and {count} more"),
    "wecom": ("企业微信", "WeCom"),
    "discord": ("Discord AutoMod", "Discord AutoMod"),
    "automoderator": ("Reddit AutoModerator", "Reddit AutoModerator"),
    "wordlist": ("纯词表", "a plain word list"),
    "wecom-next": (
        "逐条交给 externalcontact/add_intercept_rule；applicable_range 现在是整个企业，请按需要改小。它只管成员发给客户的消息。",
        "Send each to externalcontact/add_intercept_rule, after narrowing applicable_range: it looks at what members send to customers.",
    ),
    "discord-next": (
        "逐条交给 auto-moderation/rules；把 CHANNEL_ID 换成管理人员频道的编号。",
        "Send each to auto-moderation/rules; replace CHANNEL_ID by the channel of the staff.",
    ),
    "not-here": ("{title}：这里不允许这样的内容", "{title}: this is not allowed here"),
}

LOSSES: Final[Sentences] = {
    "accounts": ("{count} 种账号没有引导词就认不准，没有转{where}", "{count} kinds of account cannot be told without a lead{where}"),
    "allow": ("{count} 个例外没法写，这些词在例外里也会命中{where}", "{count} exceptions cannot be said; the terms hit within them{where}"),
    "allow-limit": ("{count} 个例外超出目标的上限{where}", "{count} exceptions are beyond the limit of the target{where}"),
    "allow-warned": (
        "{count} 个词有例外，目标认不出例外，改为只提醒{where}",
        "{count} terms have exceptions, which the target does not know: only warned of{where}",
    ),
    "behavior": ("{count} 个行为要看历史，目标没有{where}", "{count} behaviours need a history, which the target has not{where}"),
    "bounded-warned": (
        "{count} 个英文词要单独出现才算，目标会在别的词里命中，改为只提醒{where}",
        "{count} Latin terms must stand alone, but are found within words there: only warned of{where}",
    ),
    "combinations": ("{count} 条规则的组合太多，没有全部写出{where}", "{count} rules have too many combinations to write out{where}"),
    "disguises": (
        "{count} 个词只按原样转：隔开、谐音、拆字等变形目标认不出{where}",
        "{count} terms are taken as written: the target does not know separators, homophones and other disguises{where}",
    ),
    "evidence": (
        "{count} 个词要附近有佐证才算，单独看是平常话，没有转{where}",
        "{count} terms need evidence beside them and are harmless alone: left out{where}",
    ),
    "expression": (
        "{count} 个模式要正则表达式，目标不支持{where}",
        "{count} patterns need regular expressions, which the target has not{where}",
    ),
    "fact": ("{count} 处条件看发言人、时间等事实，目标没有{where}", "{count} conditions ask for facts, which the target has not{where}"),
    "faq": ("{count} 条问答不在转换之内{where}", "{count} questions and answers are not part of it{where}"),
    "field": (
        "{count} 处只看昵称、引用等正文以外的内容，没有转{where}",
        "{count} look at nicknames, quotes or other fields than the text: left out{where}",
    ),
    "flavour": ("{count} 个正则表达式用了目标没有的写法{where}", "{count} expressions use what the target's flavour has not{where}"),
    "links": ("{count} 种链接（群邀请、淘口令）没有转{where}", "{count} kinds of link (invitations, 淘口令) are left out{where}"),
    "mitigation": (
        "{count} 条规则的减分条件没法写，目标会比群规严{where}",
        "{count} rules take points away under conditions that cannot be said: the target is stricter there{where}",
    ),
    "near": (
        "{count} 处要几个信号挨在一起，目标没有距离{where}",
        "{count} need signals close together; the target knows no distance{where}",
    ),
    "negation": ("{count} 处“不成立才算”的条件没法写{where}", "{count} conditions that something must not hold cannot be said{where}"),
    "not": (
        "{count} 个排除字样没法写，号码会多认一些{where}",
        "{count} exclusions cannot be said: more numbers are taken for contacts{where}",
    ),
    "notices": ("{count} 条通知不在转换之内{where}", "{count} notices are not part of it{where}"),
    "odd": (
        "{count} 个词首尾有空白或含控制字符，没有转{where}",
        "{count} terms begin or end with space, or hold control characters{where}",
    ),
    "page-limit": ("{count} 段超出 512 KiB 的页面上限{where}", "{count} parts are beyond the page limit of 512 KiB{where}"),
    "pattern": (
        "{count} 个模式（重复、变形、名字）目标没有{where}",
        "{count} patterns (repeats, disguises, names) have no counterpart{where}",
    ),
    "policy": ("{count} 级处罚阶梯不在转换之内{where}", "{count} steps of the ladder are not part of it{where}"),
    "rules-limit": ("{count} 项超出目标的规则条数{where}", "{count} entries are beyond the number of rules of the target{where}"),
    "score": (
        "{count} 条规则里几个信号加起来才够分的情形没法写{where}",
        "{count} rules hold by points of several signals together, which cannot be said{where}",
    ),
    "shadow": ("{count} 条试运行的规则没有转{where}", "{count} rules on trial are left out{where}"),
    "together": (
        "{count} 处要几个信号同时成立，目标只认单个词（--parts 可带上，只提醒）{where}",
        "{count} need several signals at once, but the target knows single words only (--parts adds them as warnings){where}",
    ),
    "too-long": ("{count} 个词或表达式超出目标的长度{where}", "{count} words or expressions are longer than the target takes{where}"),
    "whole-words": (
        "{count} 个词要词的边界，目标不分词{where}",
        "{count} terms ask for word boundaries; the target does not segment{where}",
    ),
}
