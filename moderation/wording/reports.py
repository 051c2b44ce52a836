"""What a report says: headings, figures, definitions, and what its source did not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.wording.archives import REASONS as UNREADABLE

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["KINDS", "MISSING", "REASONS", "SENTENCES", "TIERS", "WEEKDAYS"]

SENTENCES: Final[Sentences] = {
    "heading": ("社群报告", "Community report"),
    "heading-of": ("{chat} · 社群报告", "{chat} · Community report"),
    "writings": ("{count} 种写法", "in {count} writings"),
    "period": ("{first} 至 {last}（时区 {zone}）", "{first} to {last} (time zone {zone})"),
    "sources": ("来源：{names}", "Source: {names}"),
    "rulesets": ("群规：{names}", "Ruleset: {names}"),
    "masked": (
        "个人信息已遮盖：成员只有编号，号码、帐号、链接路径和名字显示为 •。要看原文，请加 --unmasked，并妥善保管。",
        (
            "Personal data is masked: members are numbered; numbers, accounts, paths of links and names show as •. "
            "With --unmasked everything is readable: keep it safe."
        ),
    ),
    "unmasked": (
        "本报告含有个人信息（名字、帐号、原文），请勿外传。",
        "This report contains personal data (names, accounts, texts): do not pass it on.",
    ),
    "contents": ("目录", "Contents"),
    "overview": ("概览", "Overview"),
    "over-time": ("每天", "By day"),
    "by-hour": ("一天里的钟点", "By hour of the day"),
    "by-week": ("一周里的钟点", "By hour of the week"),
    "rules": ("规则", "Rules"),
    "labels": ("类别", "Labels"),
    "evidence": ("证据样例", "Sample evidence"),
    "offenders": ("多次违规的成员", "Repeat offenders"),
    "campaigns": ("多帐号配合", "Campaigns"),
    "addresses": ("反复出现的链接和联系方式", "Links and contacts that recur"),
    "candidates": ("可能误判", "Possibly wrong"),
    "community": ("社群自身", "The community"),
    "tiers": ("成员分层", "Member tiers"),
    "talkers": ("发言最多的成员", "Who speaks most"),
    "chats": ("群", "Chats"),
    "questions": ("没人接的问题", "Unanswered questions"),
    "words": ("高频词", "Most frequent words"),
    "rejects": ("读不出的行", "Rows that could not be read"),
    "rows": ("行", "rows"),
    "verdicts": ("判定", "verdicts"),
    "messages": ("消息", "messages"),
    "members": ("成员", "members"),
    "spoke": ("发言成员", "members who spoke"),
    "chats-count": ("群", "chats"),
    "passed": ("通过", "passed"),
    "review": ("复核", "review"),
    "block": ("拦截", "block"),
    "flagged": ("未通过", "did not pass"),
    "joins": ("入群", "joined"),
    "leaves": ("退群", "left"),
    "rejected-for": ("读不出 {count} 行：{reason}", "{count} unreadable: {reason}"),
    "stretch": ("每根柱子是 {days} 天", "each bar is {days} days"),
    "rule": ("规则", "rule"),
    "label": ("类别", "label"),
    "member": ("成员", "member"),
    "count": ("次数", "count"),
    "share": ("占比", "share"),
    "first": ("最早", "first"),
    "last": ("最近", "last"),
    "what": ("内容", "what"),
    "kind": ("种类", "kind"),
    "level": ("判定", "level"),
    "why": ("为什么", "why"),
    "text": ("原文", "text"),
    "at": ("时间", "time"),
    "chat": ("群", "chat"),
    "day": ("{day}：消息 {messages}，复核 {review}，拦截 {block}", "{day}: {messages} messages, {review} review, {block} block"),
    "days": (
        "{first} 至 {last}：消息 {messages}，复核 {review}，拦截 {block}",
        "{first} to {last}: {messages} messages, {review} review, {block} block",
    ),
    "moves": ("入群和退群", "Joins and leaves"),
    "moves-day": ("{day}：入群 {joins}，退群 {leaves}", "{day}: {joins} joined, {leaves} left"),
    "moves-days": ("{first} 至 {last}：入群 {joins}，退群 {leaves}", "{first} to {last}: {joins} joined, {leaves} left"),
    "peak": ("最高 {count}", "highest {count}"),
    "hour": ("{hour} 点：消息 {messages}，未通过 {flagged}", "{hour}:00: {messages} messages, {flagged} did not pass"),
    "week-hour": ("{weekday} {hour} 点：消息 {messages}", "{weekday} {hour}:00: {messages} messages"),
    "busiest": ("最忙的钟点：{hours}", "Busiest hours: {hours}"),
    "busy-hour": ("{hour} 点（{messages} 条）", "{hour}:00 ({messages} messages)"),
    "and": ("、", ", "),
    "add-up": (
        (
            "读到 {rows} 行 = 判定 {verdicts} 条 + 读不出 {rejects} 行；判定 {verdicts} 条 = 通过 {passed} + 复核 {review} + 拦截 {block}"
            " = 成员发言 {spoken} + 系统通知 {notices}。"
        ),
        (
            "{rows} rows = {verdicts} verdicts + {rejects} unreadable; {verdicts} verdicts = {passed} passed + {review} review + {block}"
            " block = {spoken} said by members + {notices} notices."
        ),
    ),
    "followed": (
        "刷屏、多帐号等要看前后消息的规则也算在内；moderation scan 只逐条看，所以它的数字可能小些。",
        "Rules about the messages before, such as floods and campaigns, are counted; moderation scan leaves them out and may find less.",
    ),
    "members-missed": (
        "成员太多，只留下发言最多的；另有至少 {count} 人没有计入。",
        "There were too many members: those who said least are not counted, {count} at least.",
    ),
    "labels-note": ("每条未通过的消息只算在它的主要类别里。", "Every message that did not pass is counted once, under its main label."),
    "rules-note": (
        "一条消息命中几条规则，就在每条里各算一次。",
        "A message that several rules hit is counted by each of them.",
    ),
    "trial": ("试运行", "on trial"),
    "campaigns-note": (
        "同一段话（不计数字、符号，至少 15 字；改了几个字的也算）、链接或联系方式，由至少 3 个帐号发出，而且有未通过的。",
        (
            "One text (15 characters or more, digits and symbols aside, some letters replaced or not), link or contact "
            "from three accounts or more, if a message with it did not pass."
        ),
    ),
    "addresses-note": ("出现两次以上的，不论是否通过。", "Those that came twice or more, whether they passed or not."),
    "candidates-note": (
        (
            "值得人看一眼：发言成员此前至少 50 条消息、14 天以上，几乎没有问题（{regular} 条）；"
            "或只凭一处证据就要复核（{lone} 条）。同样的话只列一次，最可疑的在前。"
        ),
        (
            "Worth a look: the member had sent 50 messages or more over 14 days or more with next to nothing wrong ({regular}), "
            "or one single piece of evidence asks for review ({lone}). Each text once, the most doubtful first."
        ),
    ),
    "regular": ("此前 {clean} 条都没问题", "{clean} clean messages before"),
    "lone": ("只有一处证据", "one piece of evidence"),
    "tiers-note": (
        (
            "以记录的最后一天为准：核心＝最近 30 天里至少 {days} 天发过言；活跃＝最近 30 天发过言；"
            "沉默＝31 到 90 天前发过言，或入群后没说过话；流失＝退群，或 90 天以上没发言。机器人不计。"
        ),
        (
            "As of the last day of the archive: core spoke on {days} days or more of the last 30; active spoke within the last 30; quiet "
            "last spoke 31 to 90 days ago, or joined and never spoke; gone left, or last spoke more than 90 days ago. Bots are left out."
        ),
    ),
    "tiers-untimed": ("另有 {count} 人的发言没有时间，分不出层。", "{count} more have no time and belong to none."),
    "questions-note": (
        (
            "共 {asked} 个 = 有人接 {answered} + 没人接 {unanswered} + 还在等 {waiting}。24 小时内没有别人引用它或 @ 提问者，"
            "10 分钟内也没有别人接话，就算没人接。"
        ),
        (
            "{asked} in all = {answered} taken up + {unanswered} not + {waiting} still waiting. Not taken up: nobody else quoted it or "
            "named its author within 24 hours, nor said anything but a question within 10 minutes."
        ),
    ),
    "words-note": (
        "出现在多少条消息里；统计了 {texts} 条通过的消息中的 {sampled} 条。",
        "In how many messages each stands, of the {sampled} that were looked at out of {texts} that passed.",
    ),
    "untimed": ("{count} 条消息没有时间，不在图里。", "{count} messages say no time and are in no chart."),
    "beyond": ("{count} 条消息的日期太分散，不在图里。", "{count} messages are on days too many to keep and are in no chart."),
    "partial": ("有 {count} 条消息写明了{what}，其余的没有。", "{count} messages say {what}, the others do not."),
    "offenders-note": (
        "未通过两次以上的成员共 {count} 人。",
        "{count} members had two messages or more that did not pass.",
    ),
    "none": ("没有。", "None."),
    "unknown": ("来源里没有{what}，所以这里说不了。", "The source does not say {what}, so there is nothing to tell."),
    "lacks": ("来源里没有：{names}。", "The source does not say: {names}."),
    "from-verdicts": (
        "要有完整的报告，请直接用聊天记录生成：moderation report 聊天记录 --out report.html",
        "For the whole report, make it from the archive itself: moderation report ARCHIVE --out report.html",
    ),
    "mixed": (
        "{name}：判定和聊天记录不能放进同一份报告，不然同一条消息会算两次；请只给其中一种。",
        "{name}: verdicts and archives cannot be in one report, or a message would count twice; give it one of them only.",
    ),
    "verdict-table": (
        "这是 scan 写成表格的判定；报告要聊天记录本身，或 scan --out 写成 .jsonl 的判定。",
        "This is a table of verdicts from scan; a report needs the archive itself, or verdicts that scan --out wrote as .jsonl.",
    ),
    "missing-jinja": (
        "写 HTML 报告需要先安装：pip install 'moderation[report]'。也可以写成 .md 或 .json。",
        "To write a report as HTML, install it first: pip install 'moderation[report]'. Or write it as .md or .json.",
    ),
    "bad-ending": (
        "{name} 的后缀不对；报告可以写成 {endings}。",
        "{name} ends wrongly; a report can be written as {endings}.",
    ),
    "written": (
        "报告写在 {name}：消息 {messages} 条，未通过 {flagged} 条",
        "Report written to {name}: {messages} messages, {flagged} did not pass",
    ),
}

KINDS: Final[Sentences] = {
    "text": ("一段话", "text"),
    "url": ("链接", "link"),
    "invite": ("群邀请", "invitation"),
    "ip": ("IP 地址", "IP address"),
    "taokouling": ("淘口令", "taokouling"),
    "wechat": ("微信号", "WeChat id"),
    "qq": ("QQ 号或群号", "QQ number"),
    "phone": ("电话", "phone number"),
    "email": ("邮箱", "e-mail"),
}

TIERS: Final[Sentences] = {
    "core": ("核心", "core"),
    "active": ("活跃", "active"),
    "quiet": ("沉默", "quiet"),
    "gone": ("流失", "gone"),
}

MISSING: Final[Sentences] = {
    "time": ("时间", "when"),
    "author": ("发言人", "by whom"),
    "text": ("原文", "the text"),
}

WEEKDAYS: Final[Sentences] = {
    "0": ("周一", "Mon"),
    "1": ("周二", "Tue"),
    "2": ("周三", "Wed"),
    "3": ("周四", "Thu"),
    "4": ("周五", "Fri"),
    "5": ("周六", "Sat"),
    "6": ("周日", "Sun"),
}

REASONS: Final[Sentences] = {**UNREADABLE, "no-verdict": ("不是判定", "no verdict")}
