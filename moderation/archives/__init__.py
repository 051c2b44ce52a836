"""Archives: one export format a file, each an iterator of messages and rejects."""

from __future__ import annotations

from moderation.archives.reading import read
from moderation.archives.reject import REASONS, Reject
from moderation.archives.sniffing import FORMATS

__all__ = ["FORMATS", "REASONS", "Reject", "read"]
