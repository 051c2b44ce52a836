#!/usr/bin/env python3
"""Write docs/cli.md from the verbs of the command line.

tools/cli_docs.py
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from moderation.cli.app import verb_command
from moderation.cli.help import root_page, verb_page
from moderation.wording.cli import VERBS

if TYPE_CHECKING:
    from moderation.cli.help import Page

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"

HEAD = """\
# 命令行 · The command line

这一页由 `tools/cli_docs.py` 从各个命令生成，请勿手改。 This page is generated from the verbs by `tools/cli_docs.py`.

| 退出码 exit code | 含义 | meaning |
|---|---|---|
| 0 | 干净：消息通过，或所有行都处理完 | clean: the message passed, or every row was dealt with |
| 1 | 有发现：消息未通过，群规有错误或测试失败，或 `--fail-on` 的级别出现了 | found: the message did not pass, the ruleset has errors or \
failing tests, or `--fail-on` says so |
| 2 | 用法：选项写错，文件或群规不存在，群规读不了 | usage: a wrong option, no such file or ruleset, a ruleset that cannot be used |
| 3 | 环境：磁盘、权限 | environment: the disk, permissions |

错误写在标准错误里，一句话，没有 traceback。被 Ctrl-C 打断时退出码为 130，读的一方先关掉管道时为 141，都不出声。

Errors are one sentence on the error stream, never a traceback. Ctrl-C gives 130 and a closed pipe 141, both quietly.
"""


def table(zh: Page, en: Page) -> str:
    """Return the rows of a page in both languages."""
    rows = [
        f"| `{typed.replace('|', chr(92) + '|')}` | {meaning} | {english} |\n"
        for (_, chinese_rows), (_, english_rows) in zip(zh.sections, en.sections, strict=True)
        for (typed, meaning), (_, english) in zip(chinese_rows, english_rows, strict=True)
    ]
    return "\n|  | 含义 | meaning |\n|---|---|---|\n" + "".join(rows)


def section(verb: str) -> str:
    """Return what the page says about one verb."""
    parameters = verb_command(verb).params
    zh, en = verb_page(verb, parameters, "zh"), verb_page(verb, parameters, "en")
    examples = "".join(f"$ {example}\n" for example in zh.examples)
    return f"\n## {verb}\n\n{zh.about}。 {en.about[0].upper()}{en.about[1:]}.\n\n```console\n{examples}```\n{table(zh, en)}"


def page() -> str:
    """Return the whole page."""
    return HEAD + table(root_page("zh"), root_page("en")) + "".join(map(section, VERBS))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
