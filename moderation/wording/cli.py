"""What the command line says: help pages, the lines of `scan`, and what is wrong with a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.wording import bot_runner, bot_telegram, export, faq_answer, faq_cli, sanctions

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["EXAMPLES", "HELP", "SENTENCES", "VERBS"]

VERBS: Final[tuple[str, ...]] = (
    "check",
    "explain",
    "scan",
    "replay",
    "report",
    "lint",
    "test",
    "redteam",
    "vet",
    "import",
    *export.VERBS,
    "case list",
    "case show",
    "case report",
    "case appeal",
    "case uphold",
    "case overturn",
    "recall-rule",
    "ledger export",
    "ledger erase",
    *faq_answer.VERBS,
    *faq_cli.VERBS,
    *bot_runner.VERBS[:1],
    *bot_telegram.VERBS,
    *bot_runner.VERBS[1:],
    "schema",
    "init",
    "version",
)
"""In the order in which an operator meets them."""

HELP: Final[Sentences] = {
    "moderation": (
        "中文社群聊天审核：用一份声明式群规检查消息，每个判定都说得出依据。",
        "Moderation for Chinese community chat: checks messages by a declarative ruleset, and explains every verdict.",
    ),
    "moderation.version": ("显示版本", "show the version"),
    "moderation.install-completion": ("为当前的 shell 装上自动补全", "install completion for this shell"),
    "*.lang": ("界面语言（也可用环境变量 MODERATION_LANG），写在命令前后都行", "language; also MODERATION_LANG; before or after the verb"),
    "*.help": ("显示帮助", "show this page"),
    "*.ruleset": (
        "群规：自带的名字（community、platform）或 YAML 文件路径",
        "a shipped ruleset (community, platform) or the path of a YAML file",
    ),
    "*.text": ("要检查的消息；写 - 则读标准输入", "the message; - reads the standard input"),
    "check": ("检查一条消息，给出判定；未通过时退出码为 1", "check one message; exit code 1 if it does not pass"),
    "check.as_json": ("输出一行 JSON", "print one line of JSON"),
    "check.explain": ("输出完整说明，等同 moderation explain", "print the full explanation, as moderation explain does"),
    "explain": (
        "说明一条消息为什么通过或不通过、差一点命中哪些规则",
        "explain one message: why it passes or not, and which rules came close",
    ),
    "scan": (
        "检查整个聊天记录：微信、企业微信、QQ、Telegram 等导出的文件，JSON、CSV、Parquet、纯文本；一条也不会丢",
        "check whole archives: exports of WeChat, WeCom, QQ, Telegram and others, JSON, CSV, Parquet, plain text; no message is lost",
    ),
    "scan.files": (
        "聊天记录：文件、文件夹、通配符，可以是 .gz、.zst 或 .zip；写 - 则读标准输入",
        "archives: files, folders, patterns, also as .gz, .zst or .zip; - reads the standard input",
    ),
    "scan.out": (
        "判定写到哪里（- 为标准输出），按后缀 .csv、.parquet 决定形式，其余逐行写 JSON；不写则只显示汇总",
        "where verdicts go (- is the standard output), as .csv, .parquet or else JSON Lines; without it only the summary is shown",
    ),
    "scan.out_form": ("判定的形式，不看后缀；CSV 给表格软件看，不会被当成公式", "the form of the verdicts, whatever the suffix says"),
    "scan.only": ("只写没通过的判定；汇总仍然数全部", "write only the verdicts that did not pass; the summary still counts all"),
    "scan.workers": (
        "用几个进程；结果和顺序与一个进程时完全相同",
        "how many processes share the work; the output is the same, byte for byte",
    ),
    "scan.resume": (
        "接着上次中断的地方扫描，一条不丢也不重；没有断点就从头扫描",
        "go on where a scan was killed, no row lost or doubled; begin anew where none was",
    ),
    "scan.rejects": ("把读不出的行连同行号和原因写成 JSON", "write rows that cannot be read, with line number and reason, as JSON Lines"),
    "*.form": (
        "指定格式（见 docs/archives.md）；不写则按内容判断",
        "the format, as listed in docs/archives.md; found by content where it is not given",
    ),
    "*.tz": ("没写时区的时间属于哪个时区", "the zone of times that name none"),
    "*.roles": (
        "身份表：ID 或名字 → owner、admin、member、bot；YAML、CSV 或 JSON",
        "a role map, id or name → owner, admin, member or bot; YAML, CSV or JSON",
    ),
    "*.columns": (
        "哪一列是什么，例如 text=内容,at=时间；用于自己的 JSON、CSV、Parquet",
        "which column is what, such as text=body,at=sent; for JSON, CSV and Parquet of your own",
    ),
    "scan.fail_on": ("只要有判定达到这一级，退出码就为 1", "exit code 1 if any verdict is this bad"),
    "replay": (
        "把聊天记录当作实时消息重放一遍：谁会被警告、禁言、移出，为什么",
        "replay archives as if they had been live: who would have been warned, muted, removed, and why",
    ),
    "report": (
        "把聊天记录或判定写成一份报告：一个不联网也能打开的网页，也可以是 .md 或 .json；个人信息缺省遮盖",
        "write a report of archives or verdicts: one page that opens offline, or .md or .json; personal data is masked by default",
    ),
    "report.files": (
        "聊天记录（文件、文件夹、通配符），或 scan --out、replay --json 写下的判定",
        "archives (files, folders, patterns), or the verdicts that scan --out or replay --json wrote",
    ),
    "report.out": ("报告写到哪里，按后缀 .html、.md、.json 决定形式", "where to write the report; .html, .md or .json is its form"),
    "report.unmasked": ("不遮盖名字、帐号、号码和链接", "show names, accounts, numbers and links as they are"),
    "replay.files": ("聊天记录文件；写 - 则读标准输入", "archives; - reads the standard input"),
    "replay.store": (
        "记在哪里：memory://（不留下）、sqlite:///文件 或 redis://…；重放两遍不会重复记",
        "where to remember: memory:// (nowhere), sqlite:///file or redis://…; a second replay changes nothing",
    ),
    "replay.as_json": ("逐条输出 JSON，最后一行是汇总", "print JSON, one a line; the last line is the summary"),
    "replay.rejects": (
        "把读不出、没有时间的行连同行号和原因写成 JSON",
        "write rows that cannot be read or have no time, with line number and reason, as JSON Lines",
    ),
    "lint": (
        "检查群规或问答文件，一次列出全部错误和位置；有错误时退出码为 1",
        "find every mistake of rulesets or FAQ files at once, with its place; exit code 1 if there is an error",
    ),
    "lint.form": ("输出形式", "the form of the output"),
    "test": (
        "运行规则里写的测试；失败时显示看到了什么、为什么",
        "run the tests written in the rules; shows what was seen for each failure, and why",
    ),
    "redteam": (
        "用各种变形攻击规则里的测试，找出漏网的写法、误伤和没有测试看住的例外",
        "attack the tests in the rules with every disguise; show what gets through, false alarms, and guards that no test protects",
    ),
    "redteam.floor": ("召回低于它时退出码为 1（缺省 0.95）", "exit code 1 if recall is below it (default: 0.95)"),
    "redteam.guards": (
        "有防误伤的写法没有测试看住时，退出码也为 1",
        "exit code 1 also if no test protects one of the guards against false alarms",
    ),
    "redteam.seed": ("变形的随机种子，同一个种子结果相同（缺省 0）", "the seed of the disguises; the same seed repeats them (default: 0)"),
    "redteam.form": ("输出形式", "the form of the output"),
    "*.rulesets": ("群规：自带的名字或 YAML 文件路径，可以写多个", "shipped rulesets or paths of YAML files"),
    "vet": (
        "给词表体检：哪些词会误中平常的词，哪些太常见、多余或者永远不会命中；有严重问题时退出码为 1",
        "health check of word lists: terms that hit ordinary words, are too common, add nothing or can never hit; exit code 1 if serious",
    ),
    "vet.source": ("群规，或者任何写法的词表文件", "a ruleset, or a word list in any of the usual forms"),
    "vet.against": ("拿一份日常聊天记录来对照", "compare with an archive of ordinary messages"),
    "vet.brief": ("不显示备注", "leave notes out"),
    "vet.form": ("输出形式", "the form of the output"),
    "import": (
        "把外来的词表变成群规片段：一行一词、带类别的 CSV、制表符加分值，任何编码；逐词体检，没收的逐行说明",
        "turn a foreign word list (a term a line, CSV with category, tab with weight, any encoding) into a vetted ruleset fragment",
    ),
    "import.source": ("词表文件", "the word list"),
    "import.out": ("写到哪里", "where to write it"),
    "import.force": ("已有同名文件也覆盖", "overwrite a file that is there"),
    "schema": ("输出群规文件的 JSON Schema，供编辑器补全", "print the JSON Schema of rulesets, by which editors complete keys"),
    "init": ("生成一份带注释、自带测试的群规，作为起点", "write a commented ruleset with tests to begin with"),
    "init.file": ("写到哪里", "where to write it"),
    "init.force": ("已有同名文件也覆盖", "overwrite a file that is there"),
    "version": ("显示版本", "show the version"),
    **export.HELP,
    **sanctions.HELP,
    **faq_answer.HELP,
    **faq_cli.HELP,
    **bot_runner.HELP,
    **bot_telegram.HELP,
}

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "check": ('moderation check "加薇❤️信：abc12345 日结兼职"', 'echo "大家早上好" | moderation check - --json'),
    "explain": ('moderation explain "加薇❤️信：abc12345 日结兼职"',),
    "scan": (
        "moderation scan group.jsonl --out verdicts.jsonl --rejects rejects.jsonl",
        "moderation scan a.csv b.txt --ruleset ruleset.yaml --fail-on block",
        "moderation scan exports/ --roles roles.yaml --out verdicts.jsonl",
        "moderation scan data.parquet --columns text=body,at=sent,author=sender",
        "moderation scan huge.jsonl.zst --workers 2 --only flagged --out flagged.csv --resume",
    ),
    "replay": (
        "moderation replay group.jsonl --ruleset ruleset.yaml",
        "moderation replay 2026-*.csv --ruleset ruleset.yaml --store sqlite:///group.db --json",
    ),
    "report": (
        "moderation report group.jsonl --out report.html",
        "moderation report exports/ --ruleset ruleset.yaml --out report.md",
    ),
    "lint": ("moderation lint ruleset.yaml", "moderation lint faq.csv", "moderation lint ruleset.yaml --format github"),
    "test": ("moderation test community",),
    "vet": ("moderation vet words.txt --against group.jsonl", "moderation vet community --brief"),
    "import": ("moderation import words.csv --out terms.yaml",),
    "redteam": ("moderation redteam community", "moderation redteam community platform --floor 0.95 --guards --format html > redteam.html"),
    "schema": ("moderation schema > ruleset.schema.json",),
    "init": ("moderation init ruleset.yaml",),
    "version": ("moderation version",),
    **export.EXAMPLES,
    **sanctions.EXAMPLES,
    **faq_answer.EXAMPLES,
    **faq_cli.EXAMPLES,
    **bot_runner.EXAMPLES,
    **bot_telegram.EXAMPLES,
}

SENTENCES: Final[Sentences] = {
    "usage": ("用法：{usage}", "Usage: {usage}"),
    "verb-metavar": ("命令 [选项]", "COMMAND [OPTIONS]"),
    "verbs": ("命令", "commands"),
    "arguments": ("参数", "arguments"),
    "options": ("选项", "options"),
    "examples": ("例子", "examples"),
    "default": ("（缺省 {default}）", " (default: {default})"),
    "error": ("错误：{sentence}", "Error: {sentence}"),
    "see-help": ("用 {command} --help 查看用法。", "See {command} --help."),
    "no-such-verb": ("没有“{verb}”这个命令；可选：{verbs}。", "There is no command “{verb}”; choose from {verbs}."),
    "no-such-option": ("没有 {option} 这个选项。", "There is no option {option}."),
    "missing-argument": ("缺少 {argument}。", "{argument} is missing."),
    "extra-argument": ("多出来的参数：{argument}。", "One argument too many: {argument}."),
    "needs-value": ("选项 {option} 后面要有值。", "Option {option} needs a value."),
    "takes-no-value": ("选项 {option} 不带值。", "Option {option} takes no value."),
    "bad-choice": ("{option} 不能是“{value}”；可选：{choices}。", "{option} cannot be “{value}”; choose from {choices}."),
    "usage-mistake": ("命令写得不对：{message}", "This call is wrong: {message}"),
    "no-stdin": ("没有标准输入可读。", "There is no standard input to read."),
    "exists": ("{name} 已存在；要覆盖请加 --force。", "{name} exists; add --force to overwrite it."),
    "initialised": (
        "已写好 {name}。接下来：moderation lint {name}，moderation test {name}。",
        "Wrote {name}. Next: moderation lint {name}, moderation test {name}.",
    ),
    "family": ("“{first}”后面还要写哪一个", "“{first}” wants one more word"),
    "linted-files": (
        "{rulesets} 个文件：{errors} 个错误，{warnings} 个提醒",
        "{rulesets} files: {errors} errors, {warnings} warnings",
    ),
    "linted": (
        "{rulesets} 份群规：{errors} 个错误，{warnings} 个提醒",
        "{rulesets} rulesets: {errors} errors, {warnings} warnings",
    ),
    "rule": ("规则", "rule"),
    "title": ("标题", "title"),
    "label": ("类别", "label"),
    "messages": ("消息数", "messages"),
    "level": ("判定", "level"),
    "share": ("占比", "share"),
    "on-trial": ("（试运行）", " (on trial)"),
    "more-rules": ("还有 {count} 条规则", "{count} more rules"),
    "summary": (
        "消息 {messages} 条 = 判定 {verdicts} 条 + 拒收 {rejects} 条",
        "messages in {messages} = verdicts {verdicts} + rejects {rejects}",
    ),
    "reason": ("  拒收 {count} 条：{reason}", "  {count} rejected: {reason}"),
    "rejects-hint": ("加 --rejects FILE 可以看到是哪些行。", "Add --rejects FILE to see which rows."),
    "written": ("判定写在 {name}", "verdicts: {name}"),
    "rejects-written": ("拒收的行写在 {name}", "rejects: {name}"),
}
