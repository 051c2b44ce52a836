"""The one catalogue of what authors get wrong: for each slug what was found and, where it helps, what to do.

`SENTENCES` and `FIXES` are templates over the values of a Diagnostic. By convention `found` is what the author wrote,
`expected` what could have stood there (shown on a line of its own); `kind`, `expected` and `problem` may name a word
of `WORDS`, which is then said in the reader's language. `docs/diagnostics.md` is generated from this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.wording import faq_mistakes

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["FIXES", "LABELS", "SENTENCES", "WORDS"]

_FILES: Final[Sentences] = {
    "missing-file": ("找不到文件「{found}」", "there is no file {found}"),
    "unreadable-file": ("读不了文件「{found}」：{reason}", "the file {found} cannot be read: {reason}"),
    "file-too-large": ("文件有 {found} 字节，超过上限 {limit} 字节", "the file has {found} bytes, more than the {limit} allowed"),
    "wrong-encoding": (
        "文件不是 UTF-8 编码：第 {offset} 字节是 {byte}，看起来是 {found}",
        "the file is not UTF-8: byte {offset} is {byte}; it looks like {found}",
    ),
    "bad-character": ("文件里有不可见的控制字符 {found}", "the file holds the control character {found}"),
    "unknown-pack": ("没有名叫「{found}」的规则包", "there is no pack named {found}"),
    "extends-cycle": ("extends 绕成了圈：{found}", "extends goes round in a circle: {found}"),
}

_YAML: Final[Sentences] = {
    "bad-yaml": ("这里不是有效的 YAML：{problem}", "this is no valid YAML: {problem}"),
    "duplicate-key": ("「{found}」写了两次，第一次在第 {line} 行", "{found} is written twice, first in line {line}"),
    "bad-key": ("键必须是一个名字，不能为空，也不能是列表或映射", "a key must be a name: not empty, no list, no mapping"),
    "several-documents": ("一个文件只能有一份文档，这里又开始了一份", "a file holds one document; another one starts here"),
    "unknown-tag": ("不支持 YAML 标签「{found}」", "the YAML tag {found} is not supported"),
    "bad-alias": ("引用「*{found}」{problem}", "the alias *{found} {problem}"),
    "too-many-aliases": ("YAML 引用展开后超过 {limit} 个节点", "the aliases of this file repeat more than {limit} nodes"),
    "too-deep": ("嵌套超过 {limit} 层", "this nests deeper than {limit} levels"),
    "too-many-mistakes": ("这里已经有 {found} 处错误，后面的没有再查", "{found} mistakes so far; what follows was not checked"),
}

_SHAPE: Final[Sentences] = {
    "unknown-key": ("这里不能写「{found}」", "{found} is no key of this mapping"),
    "not-supported-yet": ("「{found}」还没有实现，暂时不能用", "{found} is planned, but not supported yet"),
    "missing-key": ("缺少「{found}」", "{found} is missing"),
    "wrong-type": ("这里写成了{kind}", "this is {kind}"),
    "wrong-value": ("这里不能是「{found}」", "{found} is not possible here"),
    "bad-name": (
        "「{found}」不能作名字：名字以英文字母或下划线开头，只含英文字母、数字、_ 和 -，最多 64 个字符",
        "{found} is no name: names start with a letter or _, hold only ASCII letters, digits, _ and -, and have at most 64 characters",
    ),
    "empty-text": ("这里是空的", "this text is empty"),
    "empty-list": ("这个列表是空的", "this list is empty"),
    "too-few": ("这里只有 {found} 项", "there are only {found} here"),
    "too-long": ("这里有 {found} 个字，太长了", "this has {found} characters, too many"),
    "unknown-operator": ("「{found}」不是条件的写法", "{found} is no condition"),
    "two-operators": ("一个条件只能用一种写法，这里同时写了 {found}", "one condition takes one operator; here are {found}"),
}

_RULES: Final[Sentences] = {
    "duplicate-rule": ("规则「{found}」在第 {line} 行已经写过", "the rule {found} was already written in line {line}"),
    "incomplete-rule": (
        "规则「{found}」没有可以覆盖的原规则，自己又不完整",
        "the rule {found} overrides no other rule and is not complete",
    ),
    "rule-without-tests": ("规则「{found}」没有测试", "the rule {found} has no tests"),
    "unknown-in-scenario": ("场景里没有「{found}」这个{kind}", "the scenario has no {kind} {found}"),
    "scenario-backwards": ("「{found}」比上一条消息还早", "{found} is before the message above it"),
    "failing-scenario": ("场景没有通过：{zh}", "a scenario fails: {en}"),
    "failing-test": ("测试没有通过，{problem}：{zh}", "a test fails, {problem}: {en}"),
    "bad-time": ("「{found}」不是时间", "{found} is no time"),
    "bad-baseline": ("这一行读不出消息：{zh}", "no message can be read from this line: {en}"),
    "unknown-label": ("没有「{found}」这个类别", "there is no label {found}"),
    "unknown-charter": ("群规条目里没有「{found}」", "the charter has no article {found}"),
    "unknown-action": ("没有「{found}」这种处理", "there is no action {found}"),
    "wrong-action-value": ("处理「{action}」的值不能是「{found}」", "the action {action} cannot take {found}"),
}

_CONDITIONS: Final[Sentences] = {
    "unknown-signal": ("没有名叫「{found}」的词表、模式或行为", "there is no term list, pattern or behavior named {found}"),
    "unknown-fact": ("没有「{found}」这项事实", "there is no fact {found}"),
    "wrong-fact-operator": ("「{fact}」不能这样比较：{found}", "{fact} cannot be compared like this: {found}"),
    "wrong-fact-value": ("「{fact}」不会是「{found}」", "{fact} is never {found}"),
    "cap-outside-score": ("cap 里的「{found}」不在 score 里", "{found} has a cap, but is not scored"),
    "never-holds": ("这个条件永远不会成立：{found}", "this condition can never hold: {found}"),
    "score-without-level": ("打分没有写分数线，永远不会命中", "this score has no level, so it can never hit"),
    "block-below-review": ("拦截线 {found} 比复核线低", "block at {found} points is below review"),
    "verdict-beside-score": (
        "打分的规则由分数线决定，这里的「{found}」不起作用",
        "a score decides by its levels; this {found} has no effect",
    ),
    "unreachable-score": ("这条分数线到不了：最多只能得 {found} 分", "this level is out of reach: at most {found} points are possible"),
}

_SIGNALS: Final[Sentences] = {
    "empty-term-list": ("词表「{found}」是空的", "the term list {found} is empty"),
    "empty-term": ("「{found}」里没有一个看得见的字", "{found} has no visible character"),
    "duplicate-term": ("「{found}」重复了：{place} 已有「{other}」", "{found} is listed twice: {other} stands in {place}"),
    "nothing-to-remove": ("词表里没有「{found}」，无从去掉", "the list has no {found} to remove"),
    "weight-not-number": ("权重「{found}」不是整数", "the weight {found} is no integer"),
    "unsupported-weight": ("权重「{found}」超出范围", "the weight {found} is out of range"),
    "duplicate-signal": (
        "「{found}」重名：词表、模式、行为不能用同一个名字",
        "{found} is taken: lists, patterns and behaviors share their names",
    ),
    "unused-signal": ("没有规则用到「{found}」", "no rule uses {found}"),
    "unknown-name-list": ("没有名叫「{found}」的词表", "there is no term list named {found}"),
    "empty-name-pattern": ("模式「{found}」没有说要找什么样的名字", "the pattern {found} does not say which names to find"),
    "unknown-domain-list": ("没有名叫「{found}」的域名表", "there is no domain list named {found}"),
    "bad-regex": ("正则表达式有错：{problem}", "the regular expression does not compile: {problem}"),
    "regex-matches-empty": ("这个正则表达式连空文本都能匹配", "this regular expression can match the empty text"),
}

_BEHAVIORS: Final[Sentences] = {
    "behavior-without-count": ("行为「{found}」没有说数什么", "the behavior {found} does not say what it counts"),
    "key-beside-count": ("数 {count} 时不能写「{found}」", "{found} means nothing beside {count}"),
    "several-join-messages": (
        "「{other}」已经在拼接短消息，不能再有「{found}」",
        "{other} joins messages already; {found} is one too many",
    ),
    "no-pattern-for-count": (
        "没有 kind: {found} 的模式，这一项永远数不到",
        "there is no pattern of kind {found}, so nothing is ever counted",
    ),
}

_POLICY: Final[Sentences] = {
    "bad-duration": ("「{found}」不是时长", "{found} is no length of time"),
    "bad-percent": ("「{found}」不是百分比", "{found} is no percentage"),
    "mute-without-duration": ("禁言没有写多久", "this mute does not say for how long"),
    "ladder-not-ascending": ("阶梯的分数要从低到高，这里的 {found} 不比上一级高", "steps go up; {found} is no more than the step before"),
    "milder-step": ("{found} 分的处罚比上一级还轻", "what is done at {found} is milder than the step before"),
    "strikes-without-user": ("按「{found}」记分分不出是谁", "counted by {found}, nobody's strikes are his own"),
    "window-and-half-life": ("window 和 half_life 只能写一个", "strikes take a window or a half_life, not both"),
}

_NOTICES: Final[Sentences] = {
    "unknown-notice-field": ("通知里没有「{found}」可填", "notices have no field {found}"),
    "notice-field-elsewhere": ("「{occasion}」的通知里不知道「{found}」是什么", "a notice for {occasion} does not know {found}"),
    "notice-field-empty": ("这份群规里「{found}」总是空的", "{found} is always empty in this ruleset"),
    "notice-unmasked": ("「{found}」会把违规的话原样再说一遍", "{found} would repeat what was said, unmasked"),
    "notice-repeats-term": ("通知里有群规自己禁止的词「{found}」", "this notice holds a word that the ruleset forbids: {found}"),
    "notice-too-long": (
        "填好以后最长 {found} {kind}，超过 {platform} 一条消息的上限",
        "filled in, this may come to {found} {kind}, more than one message holds on {platform}",
    ),
    "notice-brace": ("花括号「{found}」没有配对", "the brace {found} opens or closes nothing"),
}

SENTENCES: Final[Sentences] = (
    _FILES | _YAML | _SHAPE | _RULES | _CONDITIONS | _SIGNALS | _BEHAVIORS | _POLICY | _NOTICES | faq_mistakes.SENTENCES
)
"""What was found, by slug."""

FIXES: Final[Sentences] = {
    "missing-file": ("检查路径：它从写它的那个文件所在的目录算起", "check the path: it starts at the directory of the file that names it"),
    "file-too-large": ("把它拆成几个文件", "split it into several files"),
    "wrong-encoding": ("在编辑器里另存为 UTF-8", "save the file as UTF-8"),
    "bad-character": ("删掉这个字符", "delete this character"),
    "extends-cycle": ("去掉其中一处 extends", "take one of these out of extends"),
    "duplicate-key": ("合并成一处", "merge the two"),
    "several-documents": ("去掉 --- 这一行，或拆成两个文件", "delete the --- line, or make it two files"),
    "unknown-tag": ("去掉标签，直接写值", "write the value without the tag"),
    "not-supported-yet": ("先删掉它，等以后的版本", "leave it out until a later version"),
    "empty-list": ("至少写一项，或者去掉这个键", "write at least one entry, or leave the key out"),
    "two-operators": ("用 {{all: […]}} 或 {{any: […]}} 把它们合在一起", "join them with {{all: […]}} or {{any: […]}}"),
    "duplicate-rule": ("给它另起一个 id", "give it an id of its own"),
    "incomplete-rule": (
        "补上缺少的键；想改已有的规则，就检查 id 的拼写",
        "add what is missing; to change an existing rule, check the spelling of its id",
    ),
    "rule-without-tests": (
        "写上 tests：match 里放该命中的消息，pass 里放相近但不该命中的消息",
        "add tests: under match messages that must hit, under pass similar ones that must not",
    ),
    "unknown-in-scenario": (
        "人写在 users 里，群写在 chats 里；能撤回的是前面的消息，能命中的是开着的规则",
        "members stand under users, chats under chats; only an earlier message can be taken back, only a rule that is on can hit",
    ),
    "scenario-backwards": ("按先后写，或者改正时间", "write messages in their order, or correct the time"),
    "unknown-label": ("用现有的类别，或在 labels 里加上自己的", "use an existing label, or add your own under labels"),
    "unknown-charter": (
        "写 ruleset.charter 里某一条的开头，如 第1条",
        "write the beginning of an article in ruleset.charter, such as 第1条",
    ),
    "unknown-signal": ("在 terms、patterns 或 behaviors 里定义它", "define it under terms, patterns or behaviors"),
    "never-holds": ("检查 all 和 not 里互相矛盾的部分", "look for parts of all and not that contradict each other"),
    "score-without-level": ("写上 review 或 block", "add review or block"),
    "verdict-beside-score": ("去掉 verdict，只留 review 和 block", "drop the verdict and keep review and block"),
    "bad-baseline": ('每行写成 {{"id": "1", "text": "大家好"}}', 'write each line as {{"id": "1", "text": "good morning"}}'),
    "unreachable-score": ("降低分数线，或者提高 cap、weight、bonus", "lower the threshold, or raise cap, weight or bonus"),
    "empty-term-list": ("写上 terms、file 或 domains", "add terms, a file or domains"),
    "empty-term": ("写成至少含一个汉字、字母、数字或符号的词", "use a term with at least one letter, digit, symbol or Chinese character"),
    "duplicate-term": ("删掉一处", "delete one of them"),
    "nothing-to-remove": ("检查拼写，或者删掉这一项", "check the spelling, or delete the entry"),
    "duplicate-signal": ("给其中一个改名", "rename one of them"),
    "unused-signal": ("在规则的 when 里用它，或者删掉它", "use it in the when of a rule, or delete it"),
    "unknown-name-list": ("在 terms 里写这个词表，或者直接写 names", "add the list under terms, or write names here"),
    "empty-name-pattern": ("写上 names、like、length、must_have 或 format", "add names, like, length, must_have or format"),
    "unknown-domain-list": (
        "在 terms 里写一个只有 domains 的表，或者直接写域名列表",
        "add a list with domains under terms, or write the domains here",
    ),
    "milder-step": ("把处罚改重，或者调换两级", "make it harder, or swap the two steps"),
    "strikes-without-user": ("在 by 里加上 user", "add user to by"),
    "window-and-half-life": ("去掉其中一个", "drop one of them"),
    "notice-field-empty": (
        "去掉它，或者补上它要的：policy 里的 ladder、appeal，规则的 charter",
        "drop it, or add what it needs: ladder or appeal in the policy, charter in the rules",
    ),
    "notice-repeats-term": ("换个说法，或者只引用 {{rule.title}}", "say it otherwise, or cite {{rule.title}} alone"),
    "notice-too-long": ("写短一些，或者为这个平台单独写一条", "shorten it, or write one for this platform alone"),
    "notice-brace": ("要写花括号本身就写两个：{{{{ 或 }}}}", "write the brace itself twice: {{{{ or }}}}"),
    "behavior-without-count": ("写上 count 或 join_messages", "write count or join_messages"),
    "key-beside-count": ("去掉它，或者改 count", "drop it, or count something else"),
    "several-join-messages": ("去掉其中一个", "drop one of them"),
    "no-pattern-for-count": ("在 patterns 里写一个 kind: {found} 的模式", "add a pattern of kind {found}"),
    "regex-matches-empty": ("把 * 改成 +，或者写上一定要有的字", "turn * into +, or add something that must be there"),
} | faq_mistakes.FIXES
"""What to do, by slug, where the expected and the nearest spelling don't say it already."""

LABELS: Final[Sentences] = {
    "expected": ("应为：", "expected: "),
    "nearest": ("是不是想写：", "did you mean: "),
    "fix": ("怎么改：", "to do: "),
}

_KINDS: Final[Sentences] = {
    "text": ("文本", "text"),
    "integer": ("整数", "an integer"),
    "number": ("小数", "a fraction"),
    "bool": ("true 或 false", "true or false"),
    "nothing": ("空值", "nothing"),
    "list": ("列表", "a list"),
    "mapping": ("带键的映射", "a mapping"),
    "expected-list": ("列表：每项前面写 - ，或者写成 [一, 二]", "a list: a - before each entry, or [one, two]"),
    "expected-mapping": ("映射：每行一个「键: 值」", "a mapping: one `key: value` a line"),
    "text or list": ("文本或列表", "text or a list"),
    "text or mapping": ("文本或映射", "text or a mapping"),
    "text or integer": ("文本或整数", "text or an integer"),
    "condition": (
        "信号名、事实比较，或 {all: […]}、{any: […]}、{not: …}、{at_least: 2, of: […]}、{near: [a, b], within: 12}、{score: […]}",
        "a signal, a comparison, or {all: […]}, {any: […]}, {not: …}, {at_least: 2, of: […]}, {near: [a, b], within: 12}, {score: […]}",
    ),
    "pattern": ("一个带 kind 的映射，kind 是 contact、link、regex 或 repeat", "a mapping with a kind: contact, link, regex or repeat"),
    "value": ("一个值；不需要就去掉这个键", "a value; leave the key out if there is none"),
    "chars": ("字", "characters"),
    "scenario-user": ("人", "member"),
    "scenario-chat": ("群", "chat"),
    "scenario-message": ("消息", "message"),
    "scenario-rule": ("规则", "rule"),
    "scenario-answer": ("问答", "answer"),
    "scenario-suggest": ("问答", "answer"),
    "scenario-route": ("去向", "route"),
    "bytes": ("字节", "bytes"),
    "one action": ("每项只写一种处理，如 {strike: 1}", "one action an entry, such as {strike: 1}"),
}

_PROBLEMS: Final[Sentences] = {
    "tab": ("缩进只能用空格，这里是制表符（Tab）", "indent with blanks; this is a tab"),
    "directive": ("不支持 % 开头的指令", "directives that start with % are not supported"),
    "unset": ("没有对应的 & 锚点", "has no anchor"),
    "loop": ("指向了包含它自己的部分", "lies within its own anchor"),
    "unknown": ("格式不对", "the form is wrong"),
    "mapping values are not allowed in this context": (
        "这里不能出现「: 」；文本里有冒号时请加引号",
        "a `: ` cannot stand here; quote a text that holds one",
    ),
    "found character that cannot start any token": (
        "值不能以这个字符开头，请加引号",
        "a value cannot start with this character; quote it",
    ),
    "could not find expected ':'": ("这一行缺少冒号「:」", "a `:` is missing in this line"),
    "did not find expected key": ("这里应该是一个键，检查缩进和引号", "a key was expected here; check indentation and quotes"),
    "did not find expected '-' indicator": ("列表里的每一项都要以「- 」开头", "every entry of a list starts with `- `"),
    "did not find expected ',' or ']'": ("方括号 [ 没有配对，或者少了逗号", "a [ is not closed, or a comma is missing"),
    "did not find expected ',' or '}'": ("花括号 { 没有配对，或者少了逗号", "a { is not closed, or a comma is missing"),
    "did not find expected node content": ("这里应该有一个值", "a value was expected here"),
    "did not find expected <document start>": ("前面的内容已经结束，这里多出了一段", "the document has already ended before this"),
    "found unexpected end of stream": ("引号没有配对", "a quote is not closed"),
    "found unknown escape character": ("双引号里的反斜杠写法不对，改用单引号", "unknown escape in double quotes; use single quotes"),
    "block sequence entries are not allowed in this context": ("列表的「- 」要另起一行", "start a list with `- ` on a line of its own"),
    "block mapping entries are not allowed in this context": ("这里不能开始新的键", "a key cannot start here"),
}

_EXPRESSIONS: Final[Sentences] = {
    "missing )": ("括号 ( 没有配对的 )", "missing )"),
    "missing >": ("分组名缺少 >", "missing >"),
    "unbalanced parenthesis": ("多了一个 )", "unbalanced )"),
    "unterminated character set": ("方括号 [ 没有配对的 ]", "unterminated ["),
    "nothing to repeat": ("这个 * + ? 或 {} 前面没有可以重复的东西", "nothing to repeat"),
    "multiple repeat": ("两个重复符号连在一起", "multiple repeat"),
    "min repeat greater than max repeat": ("{m,n} 里的 m 大于 n", "the least of {m,n} is more than the most"),
    "bad character range": ("方括号里的范围前大后小", "bad character range"),
    "bad escape (end of pattern)": ("末尾的 \\ 后面缺少字符", "a \\ at the end"),
    "unknown property": ("没有这种 \\p{…} 属性", "unknown \\p{…} property"),
    "unknown extension": ("没有这种 (?…) 写法", "unknown (?…) extension"),
    "invalid group reference": ("引用了不存在的分组", "a reference to no group"),
    "unknown group": ("引用了不存在的分组", "a reference to no group"),
    "bad character in group name": ("分组名里有不能用的字符", "bad character in a group name"),
}

_TESTS: Final[Sentences] = {
    "test-match": ("应当命中，却没有命中", "it should hit, but does not"),
    "test-pass": ("不应命中，却命中了", "it should not hit, but does"),
    "test-baseline": ("日常消息被命中", "an ordinary message is hit"),
}

WORDS: Final[Sentences] = _KINDS | _PROBLEMS | _EXPRESSIONS | _TESTS
"""Values that are themselves words: kinds of values and problems of YAML, by the name that libyaml gives them."""
