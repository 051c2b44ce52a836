"""The command line: one file a verb, and every verb is one library call of the same name.

Exit codes: 0 clean · 1 found · 2 usage · 3 environment (and 130 or 141 where somebody else ended the command).
"""

from __future__ import annotations

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run a command line (without the program's name) and return its exit code; never raises, never prints a traceback."""
    from moderation.cli.app import run  # noqa: PLC0415 - whoever imports the room pays for no typer

    return run(arguments)
