#!/usr/bin/env python3
"""Write rulesets/ruleset.schema.json, the JSON Schema that the first line of every shipped ruleset names.

tools/ruleset_schema.py

The file lies beside the packs and is installed with them, so the line holds in a clone and in an installed package.
"""

from __future__ import annotations

import json
from pathlib import Path

from moderation.ruleset.json_schema import schema

FILE = Path(__file__).parent.parent / "rulesets" / "ruleset.schema.json"


def text() -> str:
    """Return the file as it is committed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
