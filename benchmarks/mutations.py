"""`python -m benchmarks.mutations [--count 10000]`: damages every export in every way; no reader may raise or lose a row.

Each file is read as what it looks like and as what it was; what comes out is messages, rejects with a reason and a
number, or one `ArchiveError`. Prints how many files had which damage, and every problem; exit code 1 if there is one.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import re
import sys
import time
import traceback
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from benchmarks.exports import chat
from benchmarks.exports_others import RENDERERS
from moderation.archives import FORMATS, REASONS, Reject, read
from moderation.errors import ArchiveError
from moderation.message import KINDS, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["DAMAGES", "Case", "cases", "problem_of"]

_ENCODINGS: Final = ("gb18030", "utf-16", "utf-32", "utf-8-sig", "big5", "shift-jis", "cp1252", "utf-7")
_LONG_BYTES: Final = 10_000_000
_SLOW_S: Final = 20.0
"""No damaged file is larger than a dozen megabytes; one that takes so much of a processor is a hang."""


class Case:
    """A damaged export: which it was, what was done to it, and its bytes."""

    def __init__(self, export: str, damage: str, content: bytes) -> None:
        self.export, self.damage, self.content = export, damage, content

    @property
    def format(self) -> str:
        """The format that the file was in before."""
        return RENDERERS[self.export][0]


def _truncated(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(len(content))]


def _beheaded(content: bytes, draw: random.Random) -> bytes:
    return content[draw.randrange(len(content)) :]


def _wrong_encoding(content: bytes, draw: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(draw.choice(_ENCODINGS), "replace")


def _mixed_encoding(content: bytes, draw: random.Random) -> bytes:
    middle = draw.randrange(len(content))
    return content[:middle] + content[middle:].decode("utf-8", "replace").encode("gb18030", "replace")


def _nul(content: bytes, draw: random.Random) -> bytes:
    return _sprinkled(content, draw, lambda: b"\0" * draw.choice((1, 1, 1, 5000)))


def _random_bytes(content: bytes, draw: random.Random) -> bytes:
    return _sprinkled(content, draw, lambda: draw.randbytes(draw.choice((1, 3, 40))))


def _marks(content: bytes, draw: random.Random) -> bytes:
    return _sprinkled(content, draw, lambda: draw.choice(_MARKS))


_MARKS: Final = (
    b'"', b"\\", b"{", b"}", b"[", b"]", b",", b"\n", b"\r", b"\r\n", b"\\x0b", b"\\u", b"\\ud800", b"\xef\xbb\xbf", b"\xff\xfe",
    b"\xe2\x80\xa8", b"<!--", b"]]>", b'"""', b"=" * 64, b"{}" * 40, b"[" * 3000, b"-", b"NaN", b"1e999", b"9" * 5000,
    "\u202e\ufeff\U0001f600".encode(),
)  # fmt: skip


def _sprinkled(content: bytes, draw: random.Random, part: Callable[[], bytes]) -> bytes:
    for _ in range(draw.choice((1, 2, 8))):
        place = draw.randrange(len(content) + 1)
        content = content[:place] + part() + content[place + draw.choice((0, 0, 1, 7)) :]
    return content


def _flipped(content: bytes, draw: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.choice((1, 5, 50))):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _long_line(content: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(content) + 1)
    filler = draw.choice((b"x", b'"', b"{", b"[", b",", b"\\", b" ", b'{"id":', "汉".encode(), b"],["))
    return content[:place] + filler * (_LONG_BYTES // len(filler)) + content[place:]


def _swapped_columns(content: bytes, draw: random.Random) -> bytes:
    """The cells of a table in another order than its header says, or the values of two keys exchanged."""
    first, _, rest = content.partition(b"\n")
    if first.count(b",") > 2 and b"{" not in first:
        cells = first.rstrip(b"\r").split(b",")
        draw.shuffle(cells)
        return b",".join(cells) + b"\n" + rest
    keys = sorted(set(re.findall(rb'"(\w{2,20})":', content)))
    if len(keys) < 2:
        return rest + b"\n" + first
    one, other = draw.sample(keys, 2)
    return re.sub(rb'"(?:%s|%s)":' % (one, other), lambda found: b'"%s":' % (other if found[0] == b'"%s":' % one else one), content)


def _moved_lines(content: bytes, draw: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    for _ in range(draw.choice((1, 4, 30))):
        one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    if draw.random() < 0.3:
        del lines[: draw.randrange(len(lines))]
    return b"".join(lines)


def _joined(content: bytes, draw: random.Random) -> bytes:
    return content + draw.choice((b"", b"\n", b",", b"\xef\xbb\xbf")) + draw.choice([_content(name) for name in RENDERERS])


def _packed(content: bytes, draw: random.Random) -> bytes:
    packed = gzip.compress(content)
    return draw.choice((packed, packed[: draw.randrange(len(packed))], _flipped(packed, draw), packed + packed, packed + b"x" * 20))


DAMAGES: Final[dict[str, Callable[[bytes, random.Random], bytes]]] = {
    "truncated": _truncated, "beheaded": _beheaded, "wrong encoding": _wrong_encoding, "mixed encoding": _mixed_encoding, "NUL": _nul,
    "random bytes": _random_bytes, "marks": _marks, "flipped bits": _flipped, "swapped columns": _swapped_columns,
    "moved lines": _moved_lines, "joined files": _joined, "packed": _packed, "10 MB line": _long_line,
}  # fmt: skip


@cache
def _content(export: str) -> bytes:
    return RENDERERS[export][1](chat(60, seed=len(export)))


def cases(count: int, seed: int = 0, *, long_every: int = 100) -> Iterator[Case]:
    """Yield `count` damaged exports, every export and every damage in turn; a line of ten megabytes once in `long_every`."""
    draw = random.Random(seed)
    usual = [name for name in DAMAGES if name != "10 MB line"]
    exports = list(RENDERERS)
    for place in range(count):
        export = exports[place % len(exports)]
        damage = "10 MB line" if long_every and place % long_every == long_every - 1 else usual[(place // len(exports)) % len(usual)]
        content = DAMAGES[damage](_content(export), draw)
        if damage not in ("10 MB line", "packed") and draw.random() < 0.2:
            content = DAMAGES[draw.choice(usual)](content or b"x", draw)
        yield Case(export, damage, content)


def problem_of(case: Case) -> str:
    """Return what is wrong with how a damaged export is read, as itself and by its looks; empty where nothing is."""
    for wanted in (None, case.format):
        try:
            rows = _rows(case.content, wanted)
        except Exception:  # noqa: BLE001 - this is what is looked for
            return f"{case.export}, {case.damage}, read as {wanted or 'it looks'}:\n{traceback.format_exc(limit=-4)}"
        if not isinstance(rows, list):
            continue
        wrong = [row for row in rows if not _is_row(row)]
        if wrong:
            return f"{case.export}, {case.damage}: {str(wrong[0])[:200]}"
    return ""


def _rows(content: bytes, wanted: str | None) -> list[Message | Reject] | ArchiveError:
    try:
        return list(read(io.BytesIO(content), format=wanted))
    except ArchiveError as error:
        return error


def _is_row(row: Message | Reject) -> bool:
    if isinstance(row, Reject):
        return row.line >= 1 and row.reason in REASONS
    return isinstance(row, Message) and row.kind in KINDS and isinstance(row.id, str) and (row.at is None or row.at.tzinfo is not None)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    done: Counter[str] = Counter()
    problems: list[str] = []
    slowest = (0.0, "")
    for case in cases(options.count, options.seed):
        start = time.process_time()
        problem = problem_of(case)
        took = time.process_time() - start
        slowest = max(slowest, (took, f"{case.export}, {case.damage}"))
        if took > _SLOW_S:
            problem = problem or f"{case.export}, {case.damage}: {took:.0f} s"
        done[case.damage] += 1
        if problem:
            problems.append(problem)
            print(problem, flush=True)
    print(f"{done.total()} damaged files of {len(RENDERERS)} exports in {len(FORMATS)} formats: {len(problems)} problems")
    print("  ".join(f"{damage}: {count}" for damage, count in sorted(done.items())), f"  slowest: {slowest[0]:.1f} s ({slowest[1]})")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
