"""`python -m benchmarks.batch_long [--messages N] [--record]`: a long archive through `scan_texts`, in a process of its own.

Messages of about 200 bytes are made on the fly, each of some sentences of a pool (benchmarks/batch_text.py), and scanned twenty
thousand at a time. Reported are the messages a second of CPU time of every tenth of the run, without the making of
messages, and the peak memory of the process, making included.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.batch import record_of
from benchmarks.batch_text import chat, random_terms, write_ruleset
from moderation.batch import Columnar
from moderation.moderator import Moderator

if TYPE_CHECKING:
    from collections.abc import Iterator

_POOL: Final = 100_000
_AT_ONCE: Final = 20_000
_BYTES: Final = 200


def archive() -> Iterator[str]:
    """Yield messages of about 200 bytes without end."""
    pool, dice = list(islice(chat(chars=20), _POOL)), random.Random(20261122)
    while True:
        text = dice.choice(pool)
        while len(text) < dice.randint(_BYTES // 6, _BYTES // 3):
            text += "。" + dice.choice(pool)
        yield text


def measured(messages: int) -> dict[str, Any]:
    """Return what a scan of so many messages came to."""
    with tempfile.TemporaryDirectory() as folder:
        columnar = Columnar(Moderator.load(write_ruleset(Path(folder), random_terms(60_000)), cache=False))
    texts, flagged, size, parts = archive(), 0, 0, []
    for _ in range(10):
        spent, done = 0.0, 0
        while done < messages // 10:
            some = list(islice(texts, min(_AT_ONCE, messages // 10 - done)))
            start = time.process_time()
            verdicts = columnar.verdicts(some)
            spent += time.process_time() - start
            flagged += sum(bool(verdict.hits) for verdict in verdicts)
            size += sum(len(text.encode()) for text in some[:1_000]) * len(some) // min(len(some), 1_000)
            done += len(some)
            del some, verdicts  # what is measured is the scan, not that two lots of messages are there at once
        parts.append(round(done / spent))
        print(parts[-1], "messages/s of CPU,", _peak_mb(), "MB", flush=True)
    return {
        "messages": messages, "megabytes": size // 1_000_000, "flagged": flagged, "messages_per_cpu_s_by_tenth": parts,
        "peak_mb": _peak_mb(), "last_tenth_to_first": parts[-1] / parts[0],
    }  # fmt: skip


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=1_000_000)
    options.add_argument("--record", action="store_true")
    asked = options.parse_args()
    row = measured(asked.messages)
    print(row)
    if asked.record:
        print(record_of("batch-long", row))


if __name__ == "__main__":
    sys.exit(main())
