"""Verdicts as Parquet, in the schema of `scan_batches`: a file that is cut off can go on, although Parquet itself cannot.

The index of a Parquet file stands at its end, so that half of one is nothing. While a scan runs, its verdicts go to a
stream of Arrow batches beside it, which may be cut behind any batch; when it is done, that becomes the file, in row
groups of one size, however it was cut.
"""

from __future__ import annotations

import io
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from moderation.batch.arrow import verdict_batch, verdict_schema
from moderation.errors import EnvironmentalError
from moderation.verdict import Verdict
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from moderation.message import Message

    Judged = tuple[Message, Verdict | None]

__all__ = ["ParquetForm", "to_parquet"]

_GROUP_ROWS: Final = 1 << 16
_END: Final = b"\xff\xff\xff\xff\x00\x00\x00\x00"
"""How a stream of Arrow batches ends."""


class ParquetForm:
    """Arrow batches, each behind the other, to be made into Parquet at the end."""

    def __init__(self, ruleset: str) -> None:
        self._clean = Verdict(ruleset=ruleset)
        self._schema = verdict_schema()

    @property
    def head(self) -> bytes:
        """The schema, as a stream of batches begins with it."""
        return bytes(self._schema.serialize())

    def rows(self, judged: Sequence[Judged]) -> bytes:
        """Return some verdicts as one batch."""
        if not judged:
            return b""
        places = [0] * len(judged)
        verdicts = [self._clean]
        for row, (_, verdict) in enumerate(judged):
            if verdict is not None:
                places[row] = len(verdicts)
                verdicts.append(_sound(verdict))
        ids = [None if message.id is None else _text(message.id) for message, _ in judged]
        return bytes(verdict_batch(ids, verdicts, places).serialize())


def to_parquet(stream: Path, target: Path) -> None:
    """Make the Parquet file of a stream of batches; whoever looks sees the whole file or none.

    Raises:
        EnvironmentalError: the disk is full, or refuses.
    """
    from pyarrow import ipc, parquet  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

    half = target.with_name(f"{target.name}.half")
    try:
        with stream.open("rb") as file:
            batches = ipc.open_stream(_Ended(file))
            with parquet.ParquetWriter(half, batches.schema, compression="zstd") as writer:
                for table in _groups(batches):
                    writer.write_table(table, row_group_size=_GROUP_ROWS)
        os.replace(half, target)  # noqa: PTH105 - the name may be one that pathlib would read differently
    except OSError as error:
        half.unlink(missing_ok=True)
        raise EnvironmentalError(*refusal("write", str(target), error)) from error


def _groups(batches: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow ships no types
    """The rows of some batches in tables of one size, the last one smaller."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    held = batches.schema.empty_table()
    for batch in batches:
        held = pa.concat_tables([held, pa.Table.from_batches([batch])])
        while held.num_rows >= _GROUP_ROWS:
            yield held.slice(0, _GROUP_ROWS).combine_chunks()
            held = held.slice(_GROUP_ROWS)
    if held.num_rows:
        yield held.combine_chunks()


class _Ended(io.RawIOBase):
    """A file with the end of a stream of batches behind it."""

    def __init__(self, file: io.BufferedReader) -> None:
        super().__init__()
        self._file, self._end = file, _END

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(size)
        if size < 0 or len(content) < size:
            more = self._end if size < 0 else self._end[: size - len(content)]
            self._end = self._end[len(more) :]
            return content + more
        return content


def _sound(verdict: Verdict) -> Verdict:
    """A verdict whose evidence can be written: lone surrogates, which no UTF-8 holds, as their escapes."""
    hits = tuple(
        replace(
            hit,
            signals=tuple(
                replace(one, text=_text(one.text), term=_text(one.term), messages=tuple(map(_text, one.messages))) for one in hit.signals
            ),
        )
        for hit in verdict.hits
    )
    return replace(verdict, hits=hits)


def _text(text: str) -> str:
    r"""A text without lone surrogates.

    >>> _text("好\ud800")
    '好\\ud800'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
