#!/usr/bin/env python3
"""Write the golden renderings of diagnostics: for each tests/golden/diagnostics/SLUG.yaml what its mistake looks like.

tools/diagnostics_golden.py

Read the difference before committing it: these files are what operators see.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from moderation.diagnostics import render
from moderation.workbench.lint import lint

if TYPE_CHECKING:
    from moderation.diagnostics import Diagnostic

FOLDER = Path(__file__).parent.parent / "tests" / "golden" / "diagnostics"


def found(slug: str) -> list[Diagnostic]:
    """Return the mistakes of a kind in the ruleset that is named after it; the working directory must be FOLDER."""
    return [each for each in lint(f"{slug}.yaml") if each.slug == slug]


def rendering(mistakes: list[Diagnostic]) -> str:
    """Return how mistakes look in Chinese, then in English."""
    return "\n\n".join(render(each, lang) for lang in ("zh", "en") for each in mistakes) + "\n"


if __name__ == "__main__":
    os.chdir(FOLDER)
    for path in sorted(FOLDER.glob("*.yaml")):
        path.with_suffix(".txt").write_text(rendering(found(path.stem)), encoding="utf-8")
