#!/usr/bin/env python3
"""Write docs/diagnostics.md from the catalogue in moderation/wording/diagnostics.py.

tools/diagnostics_docs.py
"""

from __future__ import annotations

from pathlib import Path

from moderation.wording.diagnostics import FIXES, SENTENCES

PAGE = Path(__file__).parent.parent / "docs" / "diagnostics.md"

HEAD = """\
# 群规里会报告的错误 · Mistakes that are reported in rulesets

这一页由 `tools/diagnostics_docs.py` 从 `moderation/wording/diagnostics.py` 生成，请勿手改。`moderation lint` 一次列出全部错误，\
每处都有文件、行、列和代号；下面按代号列出每种错误和改法，`{…}` 处填上群规里的内容。

This page is generated from `moderation/wording/diagnostics.py` by `tools/diagnostics_docs.py`. `moderation lint` reports all
mistakes at once, each with file, line, column and a slug; here is what each slug means and what to do, with `{…}` for what the
ruleset holds. A small ruleset with each mistake, and what is printed for it, is in `tests/golden/diagnostics/`.

"""


def entry(slug: str) -> str:
    """Return the part of the page about a slug."""
    zh, en = SENTENCES[slug]
    fix_zh, fix_en = FIXES.get(slug, ("", ""))
    rows = [f"- {zh}{'。' + fix_zh if fix_zh else ''}。", f"- {en}{'; ' + fix_en if fix_en else ''}."]
    return f"## `{slug}`\n\n" + "\n".join(rows).replace("{{", "{").replace("}}", "}") + "\n"


def page() -> str:
    """Return the whole page, by slug."""
    return HEAD + "\n".join(map(entry, sorted(SENTENCES)))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
