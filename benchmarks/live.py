"""`python -m benchmarks.live [--messages N]`: what remembering costs: `check` of chat without a store, in memory, in one SQLite file.

Text: 3 to 10 words drawn by their frequency from jieba's dictionary, as varied as real chat (composed sentences repeat
each other, which behaviours are about), and one message in fifty that holds a term (benchmarks/generate.py); 1,000
members in ten groups, one message a second a group; the shipped `community` with its behaviours and policy. The
verdicts of both stores are compared before a time is reported. Writes a record.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.generate import SEED, corpus
from benchmarks.record import FOLDER
from moderation import Author, Chat, Message, Moderator, open_store
from moderation.text.segmentation import frequencies

_WARM = 2_000
_START = datetime(2026, 11, 1, tzinfo=UTC)


def messages(number: int) -> list[Message]:
    """Return chat of 1,000 members in ten groups, the same for the same number."""
    dice = random.Random(SEED)
    counts = {word: count for word, count in frequencies().items() if count > 1}
    words = iter(dice.choices(list(counts), list(counts.values()), k=number * 10))
    planted = [line.text for line in corpus(2_000).of("hit", "disguised")]
    lines = [dice.choice(planted) if dice.random() < 0.02 else "".join(islice(words, dice.randint(3, 10))) for _ in range(number)]
    return [
        Message(
            text,
            id=str(place),
            platform="qq",
            chat=Chat(id=f"g{place % 10}"),
            author=Author(id=f"u{dice.randrange(1_000)}", joined=_START - timedelta(days=90)),
            at=_START + timedelta(seconds=place / 10),
        )
        for place, text in enumerate(lines)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    number = parser.parse_args().messages
    chat = messages(number)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        stores = {"none": None, "memory": open_store("memory://"), "sqlite": open_store(f"sqlite:///{Path(folder) / 'live.db'}")}
        outcomes = {}
        for name, store in stores.items():
            moderator = Moderator.load("community", store=store)
            for message in chat[:_WARM]:
                moderator.check(replace(message, id=f"warm-{message.id}", at=message.at and message.at - timedelta(days=40)))
            wall, cpu = time.perf_counter(), time.process_time()
            verdicts = [moderator.check(message) for message in chat]
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            outcomes[name] = [verdict.to_dict() for verdict in verdicts]
            flagged = sum(verdict.level != "pass" for verdict in verdicts)
            rows.append(
                {"store": name, "messages": number, "flagged": flagged, "cpu_us": cpu / number * 1e6, "per_s": number / cpu, "wall_s": wall}
            )
            print(json.dumps(rows[-1]), flush=True)
    if outcomes["memory"] != outcomes["sqlite"]:
        sys.exit("memory and SQLite disagree")
    ratio = rows[2]["cpu_us"] / rows[0]["cpu_us"]
    print(f"SQLite: {rows[2]['per_s']:,.0f} messages a second of CPU time, {ratio:.2f} times `check` without a store")
    day = datetime.now(UTC).date().isoformat()
    record = {
        "date": day,
        "python": platform.python_version(),
        "text": "words by frequency, 1,000 members, ten groups",
        "rows": rows,
        "ratio": ratio,
    }
    (FOLDER / f"{day}-live.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
