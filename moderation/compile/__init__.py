"""From a Ruleset to a Program: term lists, patterns, conditions, rules, whole-set checks, and the cache on disk.

Importing this room reads neither YAML nor pydantic; `load_program` does when there is something to compile.
"""

from moderation.compile.load import load_program

__all__ = ["load_program"]
