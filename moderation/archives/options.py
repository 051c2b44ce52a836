"""What a reader is told beside the bytes: the zone of naive times, the columns of a table, the name of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, available_timezones

from moderation.archives.columns import Columns
from moderation.errors import UsageError
from moderation.message import BEIJING
from moderation.wording import both
from moderation.wording.archives import SENTENCES
from moderation.wording.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.archives.moments import Order

__all__ = ["Options", "zone_of"]

_BEIJING: Final = frozenset({"asia/shanghai", "prc", "beijing", "asia/chongqing", "北京", "北京时间"})
"""Names of the default, which must not need a database of time zones."""


def _nothing(_name: str) -> bytes:
    """What stands beside an archive that is no file."""
    return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the operator says about an archive.

    `zone` is that of times that name none, `order` that of day and month; `columns` maps the fields of a message to the
    names that the archive has for them; `name` is the path or name of the file; `are_titles_trusted` whether a 【管理员】
    before a name makes an admin; `beside` gives the content of a file in the folder above that of the archive, nothing
    where there is none.
    """

    zone: tzinfo = BEIJING
    order: Order | None = None
    columns: Columns = field(default_factory=Columns)
    name: str = ""
    are_titles_trusted: bool = True
    beside: Callable[[str], bytes] = _nothing


def zone_of(name: str | tzinfo | None) -> tzinfo:
    """Return the time zone of a name; Beijing where none is given.

    >>> zone_of("Asia/Shanghai") is BEIJING
    True

    Raises:
        UsageError: there is no such zone.
    """
    if isinstance(name, tzinfo):
        return name
    if name is None or name.strip().lower() in _BEIJING:
        return BEIJING
    try:
        return ZoneInfo(name.strip())
    except (ValueError, OSError, LookupError) as error:  # ZoneInfoNotFoundError is a KeyError
        zh, en = nearest(name, available_timezones())
        texts = both(SENTENCES, "unknown-zone", {"zone": name[:60]})
        raise UsageError(texts[0] + zh, texts[1] + en) from error
