"""What the red team says: its techniques by name, what got through, what was hit wrongly, which guards nothing protects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["ADVICE", "CHANGES", "GUARDS", "SENTENCES", "TECHNIQUES"]

TECHNIQUES: Final[Sentences] = {
    "case": ("大小写", "case"),
    "fullwidth": ("全角", "full width"),
    "enclosed": ("带圈带括号", "enclosed"),
    "mathematical": ("数学字母", "mathematical letters"),
    "letters": ("形近字母", "look-alike letters"),
    "traditional": ("繁体", "traditional"),
    "compatibility": ("兼容字和部首", "compatibility forms"),
    "invisible": ("零宽字符", "invisible characters"),
    "marks": ("叠加符", "combining marks"),
    "spaces": ("空格隔开", "spaces"),
    "stars": ("星号隔开", "asterisks"),
    "dots": ("间隔号隔开", "middle dots"),
    "pictures": ("表情隔开", "emoji in between"),
    "vertical": ("一行一字", "one character a line"),
    "repeats": ("叠字", "repeats"),
    "pinyin": ("全拼", "pinyin"),
    "spaced-pinyin": ("分开的全拼", "spaced pinyin"),
    "half-pinyin": ("半拼", "half pinyin"),
    "initials": ("首字母", "initials"),
    "homophone": ("谐音", "homophones"),
    "near-homophone": ("近音", "near homophones"),
    "lookalike": ("形近字", "look-alike Han"),
    "split": ("拆字", "split characters"),
    "emoji": ("表情代字", "emoji for characters"),
    "shuffle": ("颠倒次序", "shuffled"),
    "infix": ("插字", "characters in between"),
    "encoding": ("编码", "encoded"),
    "digits-fullwidth": ("号码：全角", "account: full width"),
    "digits-circled": ("号码：带圈", "account: circled digits"),
    "digits-keycap": ("号码：按键表情", "account: keycaps"),
    "digits-han": ("号码：汉字数字", "account: Chinese digits"),
    "digits-capital": ("号码：大写数字", "account: formal digits"),
    "digits-radio": ("号码：幺两拐洞勾", "account: radio digits"),
    "digits-zeros": ("号码：o 代 0", "account: o for 0"),
    "digits-apart": ("号码：隔开", "account: spaced"),
    "lure": ("引导词变形", "bent lure"),
    "link-fullwidth": ("链接：全角", "link: full width"),
    "link-mathematical": ("链接：数学字母", "link: mathematical letters"),
    "link-dian": ("链接：点", "link: 点 for the dot"),
    "link-stop": ("链接：句号", "link: 。 for the dot"),
    "link-brackets": ("链接：括号里的点", "link: bracketed dot"),
    "link-spaces": ("链接：点前后空格", "link: spaced dot"),
    "link-apart": ("链接：逐字隔开", "link: letter by letter"),
    "link-hxxp": ("链接：hxxp", "link: hxxp"),
}

CHANGES: Final[Sentences] = {
    "matching": ("只因匹配放宽", "by loose matching alone"),
    "traditional": ("改成繁体", "in traditional characters"),
    "fullwidth": ("改成全角", "in full width"),
    "capitals": ("改成大写", "in capitals"),
    "surrounded": ("前后加空白", "with blanks around"),
}

GUARDS: Final[Sentences] = {
    "allow": ("词表 {owner} 的 allow「{what}」", "allow “{what}” of the list {owner}"),
    "near": ("词表 {owner} 里「{what}」的 near", "near of “{what}” in the list {owner}"),
    "boundary": ("词表 {owner} 里「{what}」的 boundary", "boundary of “{what}” in the list {owner}"),
    "boundary-list": ("词表 {owner} 的 boundary", "boundary of the list {owner}"),
    "not": ("规则 {owner} 的 not", "not in the rule {owner}"),
    "not-word": ("模式 {owner} 的 not「{what}」", "not “{what}” in the pattern {owner}"),
}

ADVICE: Final[Sentences] = {
    "idle": (
        "：没有它，这些字样也不会命中本词表，可以删掉",
        ": its words would count for no term of its list without it either, so it can go",
    ),
    "doubled": (
        "：本词表另有一处放过同一句话，删掉其中一处就能看住",
        ": another guard of its list spares the same message, so one of them can go",
    ),
    "own-words": ("：把「{what}」写进日常消息就能看住", ": “{what}” among the ordinary messages would protect it"),
}

SENTENCES: Final[Sentences] = {
    "heading": ("红队报告", "Red team report"),
    "rule": ("规则", "rule"),
    "technique": ("手法", "technique"),
    "asked": ("要求识破", "asked for"),
    "caught": ("识破", "caught"),
    "recall": ("召回", "recall"),
    "beyond": ("没要求", "not asked for"),
    "example": ("原文", "test"),
    "written": ("变形", "written"),
    "place": ("位置", "place"),
    "total": ("合计", "all"),
    "recalled": (
        "{ruleset}：要求识破的变形 {asked} 个，识破 {caught} 个，召回 {recall}",
        "{ruleset}: of {asked} disguises that the lists ask for, {caught} were caught, recall {recall}",
    ),
    "nothing-asked": ("{ruleset}：没有可以变形的测试", "{ruleset}: no test has evidence that can be bent"),
    "untried": ("没有可变形的证据（只靠正则、行为或资料）：{rules}", "nothing to bend (expressions and facts only): {rules}"),
    "escapes": ("漏网的变形 {count} 个", "{count} disguises got through"),
    "alarms": ("误伤 {count} 条", "{count} innocent messages hit"),
    "alarm": ("{change}：命中 {rules}", "{change}: hits {rules}"),
    "guards": ("防误伤的写法 {count} 处，其中 {open} 处没有测试看住", "{count} guards, of which no test protects {open}"),
    "more": ("……还有 {count} 个，完整清单见 --format json", "… and {count} more; --format json lists them all"),
    "below": ("召回低于 {floor}", "recall is below {floor}"),
    "bad-floor": ("--floor 要在 0 和 1 之间，不能是 {floor}。", "--floor must lie between 0 and 1, not {floor}."),
}
