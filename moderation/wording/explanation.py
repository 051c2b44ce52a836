"""What `verdict.explain()` says: sentences for the member who was stopped and the operator who is asked why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["BEHAVIORS", "DISGUISES", "FIELDS", "KINDS", "LEVELS", "SENTENCES"]

LEVELS: Final[Sentences] = {
    "pass": ("通过", "pass"),
    "review": ("人工复核", "review"),
    "block": ("拦截", "block"),
}

FIELDS: Final[Sentences] = {
    "text": ("正文", "the text"),
    "quote": ("引用的消息", "the quoted message"),
    "forward": ("转发的消息", "the forwarded message"),
    "nickname": ("昵称", "the nickname"),
    "card": ("群名片", "the group card"),
    "join_answer": ("入群回答", "the join answer"),
    "joined": ("接起来的短消息", "the joined messages"),
}

DISGUISES: Final[Sentences] = {
    "separators": ("用符号、空格或别的字隔开", "set apart by symbols, blanks or other characters"),
    "variants": (
        "用了变体写法：大小写、全角、繁体、带圈字、形似字母、数字或叠字",
        "variant letters or digits: case, width, traditional, enclosed, look-alike, spelled out, doubled",
    ),
    "lookalike": ("换了形近字", "look-alike characters"),
    "homophone": ("换了谐音字", "characters of the same sound"),
    "pinyin": ("写成了拼音", "written in pinyin"),
    "split": ("把字拆开写", "characters split into parts"),
    "emoji": ("用表情代替文字", "emoji instead of characters"),
    "shuffle": ("打乱了字序", "characters in another order"),
}
"""What each name in `Signal.disguise` means; a name that is missing here is shown as it is."""

KINDS: Final[Sentences] = {
    "wechat": ("微信号", "WeChat id"),
    "qq": ("QQ号", "QQ number"),
    "phone": ("电话", "phone"),
    "url": ("网址", "address"),
    "ip": ("IP 地址", "IP address"),
    "email": ("邮箱", "e-mail"),
    "invite": ("入群邀请", "invitation"),
    "taokouling": ("淘口令", "shopping code"),
}
"""What a pattern read the evidence as: the part of a `Signal.term` before its colon."""

BEHAVIORS: Final[Sentences] = {
    "message": ("{time}内 {count} 条消息", "{count} messages within {time}"),
    "near_duplicate": ("{time}内 {count} 条相近的消息", "{count} messages that are nearly the same within {time}"),
    "distinct_user": ("{time}内 {count} 个帐号发了同样的内容", "{count} accounts sent the same within {time}"),
    "join": ("{time}内 {count} 次入群", "{count} joins within {time}"),
    "join_messages": ("{count} 条消息接起来才看得出", "seen only in {count} messages together"),
    "d": ("{n} 天", "{n} days"),
    "h": ("{n} 小时", "{n} hours"),
    "m": ("{n} 分钟", "{n} minutes"),
    "s": ("{n} 秒", "{n} seconds"),
}
"""What was counted over several messages: the part of a `Signal.term` before its colon; and lengths of time by their unit."""

SENTENCES: Final[Sentences] = {
    "passed": ("结论：通过。没有发现违反群规的内容。", "Verdict: pass. Nothing against the rules was found."),
    "passed-shadow": ("结论：通过。只有试运行的规则命中。", "Verdict: pass. Only rules on trial were hit."),
    "verdict": ("结论：{level}。主要类别：{label}，共 {score} 分。", "Verdict: {level}. Main label: {label}; {score} points."),
    "verdict-unscored": ("结论：{level}。主要类别：{label}。", "Verdict: {level}. Main label: {label}."),
    "hit": ("{number}. 违反「{title}」{charter}，{level}{points}。", "{number}. Against “{title}”{charter}: {level}{points}."),
    "shadow-hit": (
        "{number}. 试运行规则「{title}」{charter}也会{level}{points}；只作记录，不影响结论。",
        "{number}. The rule “{title}”{charter}, on trial, would {level}{points}; it is only recorded.",
    ),
    "charter": ("（{charter}）", " ({charter})"),
    "points": ("，{points} 分", ", {points} points"),
    "evidence": ("{place}「{text}」：属于「{list}」{notes}", "{place}, “{text}”: listed in “{list}”{notes}"),
    "behavior": ("「{list}」：{what}{which}", "“{list}”: {what}{which}"),
    "messages": ("（消息 {messages}）", " (messages {messages})"),
    "messages-cut": ("…{messages}", "… {messages}"),
    "as-kind": ("，即{kind}「{term}」", ", {kind} “{term}”"),
    "as-term": ("，对应「{term}」", ", as “{term}”"),
    "disguised": ("，{how}", "; {how}"),
    "and": ("，", ", "),
    "list": ("、", ", "),
    "place": ("{field}第 {first}–{last} 字", "{field}, characters {first}–{last}"),
    "place-one": ("{field}第 {first} 字", "{field}, character {first}"),
    "more": ("……还有 {count} 处同类证据", "… and {count} more pieces of evidence"),
    "no-evidence": ("这条规则看的是消息的属性，不是文字", "This rule looks at facts of the message, not at words"),
    "tally": ("计分：{sum} = {total} 分；{thresholds}", "Points: {sum} = {total}; {thresholds}"),
    "review-from": ("{points} 分起复核", "review from {points}"),
    "block-from": ("{points} 分起拦截", "block from {points}"),
    "cut": ("…（共 {count} 字）", "… ({count} characters)"),
    "ruleset": ("依据：{ruleset}", "Ruleset: {ruleset}"),
}
