"""Archives: one export format a file, each an iterator of messages and rejects."""

from __future__ import annotations

from moderation.archives.chatlab_writing import write_chatlab
from moderation.archives.columns import columns_of
from moderation.archives.formats import FORMATS
from moderation.archives.options import zone_of
from moderation.archives.reading import read
from moderation.archives.reject import REASONS, Reject
from moderation.archives.role_files import roles_of

__all__ = ["FORMATS", "REASONS", "Reject", "columns_of", "read", "roles_of", "write_chatlab", "zone_of"]
