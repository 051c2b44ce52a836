"""`moderation version`: what is installed."""

import platform
from importlib.metadata import version as installed

from moderation.cli import terminal

__all__ = ["version"]


def version() -> int:
    """Print the versions of the library and of Python."""
    terminal.print_text(f"moderation {installed('moderation')} (Python {platform.python_version()})")
    return 0
