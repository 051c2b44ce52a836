"""Files that a verb writes by name: what is there already is overwritten only by who insists."""

from pathlib import Path

from moderation.errors import EnvironmentalError, UsageError
from moderation.wording import both
from moderation.wording.cli import SENTENCES
from moderation.wording.files import refusal

__all__ = ["write_new"]


def write_new(name: str, content: bytes, *, force: bool) -> None:
    """Write a file.

    Raises:
        UsageError: there is one of that name, and no `force`.
        EnvironmentalError: it cannot be written.
    """
    try:
        with Path(name).open("wb" if force else "xb") as target:
            target.write(content)
    except FileExistsError as error:
        raise UsageError(*both(SENTENCES, "exists", {"name": name})) from error
    except OSError as error:
        raise EnvironmentalError(*refusal("write", name, error)) from error
