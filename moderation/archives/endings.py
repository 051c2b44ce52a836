"""Which files among many are archives: by their ending, and by not being one of the lists that lie beside the messages."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

__all__ = ["ENDINGS", "is_archive"]

ENDINGS: Final = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".parquet"})
_PACKED: Final = frozenset({".gz", ".zst", ".zstd"})
_NO_CHATS: Final = frozenset({
    "users.json", "channels.json", "groups.json", "dms.json", "mpims.json", "integration_logs.json", "canvases.json", "org_users.json",
    "huddle_transcripts.json", "file_conversations.json", "manifest.json", "avatars.json",
})  # fmt: skip
"""What Slack, PyWxDump and QQ Chat Exporter put beside the messages."""


def is_archive(name: str) -> bool:
    """Return whether a file of this name holds messages.

    >>> [is_archive(name) for name in ("群.jsonl", "a.csv.gz", "users.json", ".x.json", "a.png")]
    [True, True, False, False, False]
    """
    path = PurePath(name.lower())
    if name.startswith(".") or path.name in _NO_CHATS:
        return False
    return (path.with_suffix("").suffix if path.suffix in _PACKED else path.suffix) in ENDINGS
