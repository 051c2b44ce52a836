"""`python -m benchmarks.live [--messages N] [--rounds N]`: what remembering costs: `check` without a store, in memory, in SQLite.

Text: 3 to 10 words drawn by their frequency from jieba's dictionary, as varied as real chat (composed sentences repeat
each other, which behaviours are about), and one message in fifty that holds a term (benchmarks/generate.py); 1,000
members in ten groups, one message a second a group; the shipped `community` with its behaviours and policy. The three
take turns, 250 messages at a time, with the ruleset kept out of the garbage collector's way as `moderation bot` does; the
time of each turn is the best of all rounds, because noise only ever adds. The verdicts of both stores are compared
before a time is reported. Writes a record.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.generate import SEED, corpus
from benchmarks.record import FOLDER
from moderation import Author, Chat, Message, Moderator, open_store
from moderation.text.segmentation import frequencies

_WARM = 2_000
_TURN = 250
_STORES = ("none", "memory", "sqlite")
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
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    chat = messages(options.messages)
    rounds = [_round(chat) for _ in range(options.rounds)]
    rows = [_row(name, [one[name] for one in rounds], len(chat)) for name in _STORES]
    for row in rows:
        print(json.dumps(row), flush=True)
    ratio = rows[2]["cpu_us"] / rows[0]["cpu_us"]
    print(f"SQLite: {rows[2]['per_s']:,.0f} messages a second of CPU time, {ratio:.2f} times `check` without a store")
    day = datetime.now(UTC).date().isoformat()
    record = {
        "date": day,
        "python": platform.python_version(),
        "text": "words by frequency, 1,000 members, ten groups",
        "rounds": options.rounds,
        "load": os.getloadavg()[0],  # of how many processes: what else keeps the caches busy
        "rows": rows,
        "ratio": ratio,
    }
    (FOLDER / f"{day}-live.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _round(chat: list[Message]) -> dict[str, list[float]]:
    """The CPU seconds of each turn of each store, in one round with empty stores."""
    with tempfile.TemporaryDirectory() as folder:
        stores = {"none": None, "memory": open_store("memory://"), "sqlite": open_store(f"sqlite:///{Path(folder) / 'live.db'}")}
        moderators = {name: Moderator.load("community", store=store) for name, store in stores.items()}
        for moderator in moderators.values():
            for message in chat[:_WARM]:
                moderator.check(replace(message, id=f"warm-{message.id}", at=message.at and message.at - timedelta(days=40)))
        gc.collect()
        gc.freeze()
        times: dict[str, list[float]] = {name: [] for name in _STORES}
        for start in range(0, len(chat), _TURN):
            told = {}
            for name, moderator in moderators.items():
                begun = time.process_time()
                verdicts = [moderator.check(message) for message in chat[start : start + _TURN]]
                times[name].append(time.process_time() - begun)
                told[name] = [verdict.to_dict() for verdict in verdicts]
            if told["memory"] != told["sqlite"]:
                sys.exit("memory and SQLite disagree")
        gc.unfreeze()
        moderators["sqlite"].store.close()  # type: ignore[union-attr]  # it has one
    return times


def _row(store: str, rounds: list[list[float]], number: int) -> dict[str, Any]:
    best, mean = sum(map(min, zip(*rounds, strict=True))), sum(map(sum, rounds)) / len(rounds)
    return {"store": store, "messages": number, "cpu_us": best / number * 1e6, "mean_us": mean / number * 1e6, "per_s": number / best}


if __name__ == "__main__":
    sys.exit(main())
