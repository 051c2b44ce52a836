"""How authors write a length of time: `30s`, `10m`, `24h`, `7d`, `2w`, and how they are shown it."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["DURATION_FORM", "seconds", "written"]

DURATION_FORM: Final = "30s | 10m | 24h | 7d | 2w"
"""What a diagnostic shows where a duration was expected."""

_UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_FORM: Final = re.compile(r"(\d{1,9})\s*([smhdw])", re.ASCII)


def seconds(written: str) -> int | None:
    """Return the seconds that a duration stands for, or `None` where it is no duration.

    >>> seconds("24h"), seconds("2w"), seconds("tomorrow")
    (86400, 1209600, None)
    """
    found = _FORM.fullmatch(written.strip().lower())
    return None if found is None else int(found[1]) * _UNITS[found[2]]


def written(duration_s: float) -> str:
    """Return a duration as an author would write it, in the largest unit that fits without a rest.

    >>> written(86_400), written(5_400)
    ('1d', '90m')
    """
    fitting = [unit for unit, size in _UNITS.items() if duration_s and duration_s % size == 0]
    unit = fitting[-1] if fitting else "s"
    return f"{duration_s / _UNITS[unit]:g}{unit}"
