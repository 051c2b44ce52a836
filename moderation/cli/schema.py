"""`moderation schema`: the JSON Schema by which editors complete rulesets."""

from moderation.cli import terminal
from moderation.ruleset import json_schema

__all__ = ["schema"]


def schema() -> int:
    """Print the JSON Schema of rulesets."""
    terminal.print_json(json_schema.schema(), indent=2)
    return 0
