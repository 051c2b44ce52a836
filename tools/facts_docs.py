#!/usr/bin/env python3
"""Write docs/facts.md from the table in moderation/facts.py.

tools/facts_docs.py
"""

from __future__ import annotations

from pathlib import Path

from moderation.facts import FACTS, FactInfo

PAGE = Path(__file__).parent.parent / "docs" / "facts.md"

HEAD = """\
# 规则条件里可以用的事实 · Facts that conditions may compare

这一页由 `tools/facts_docs.py` 从 `moderation/facts.py` 生成，请勿手改。不知道的事实（没有时间、没有入群日期）不让任何比较成立。

This page is generated from `moderation/facts.py` by `tools/facts_docs.py`. A comparison with an unknown fact never holds.

| 名字 name | 类型 type | 取值 values | 含义 | meaning |
|---|---|---|---|---|
"""

UNITS = {"bool": "true · false", "duration": "秒 s（写作 `10m` `24h` `7d`）", "int": "", "str": ""}


def row(fact: FactInfo) -> str:
    """Return the table row of a fact."""
    values = " · ".join(f"`{value}`" for value in fact.values) or UNITS[fact.type]
    return f"| `{fact.name}` | {fact.type} | {values} | {fact.zh} | {fact.en} |\n"


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(map(row, FACTS.values()))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
