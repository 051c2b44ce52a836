"""Mining measured: how pure its clusters are, how much of the known paraphrases they hold, and what 100,000 messages cost.

    python -m benchmarks.mining FAQ_FOLDER CHAT.jsonl …

FAQ_FOLDER has NAME.faq.jsonl (id, question, variants) and NAME.queries.jsonl (text, gold, kind); the paraphrases of an
entry are its question, its variants and the questions whose gold it is. Each set is shuffled into all of the chat. A
cluster counts from two messages on, purity over all messages of clusters with a known paraphrase in them, recall over
the paraphrases of entries with at least two.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.record import FOLDER
from moderation.faq.mining import Miner
from moderation.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

_MESSAGES = 100_000
_NONE = ""


def rows(path: Path) -> list[dict[str, object]]:
    """Return the rows of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def paraphrases(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield texts with the entry that they ask for; what must stay unanswered has none."""
    for entry in rows(folder / f"{name}.faq.jsonl"):
        yield from ((text, str(entry["id"])) for text in (str(entry["question"]), *map(str, entry["variants"])))
    for query in rows(folder / f"{name}.queries.jsonl"):
        if query["kind"] != "chat":
            yield str(query["text"]), str(query["gold"][0]) if query["gold"] else _NONE


def score(known: list[tuple[str, str]], chat: list[str]) -> dict[str, float]:
    """Return the figures of one set mixed into chat."""
    told = [*known, *((text, _NONE) for text in chat)]
    random.Random(3).shuffle(told)
    gold: dict[str, str] = {}
    for text, entry in told:
        gold[text.strip()] = entry or gold.get(text.strip(), _NONE)
    totals = Counter(entry for _, entry in known if entry)
    repeated = {entry for entry, count in totals.items() if count > 1}
    right = everything = clusters = 0
    found: Counter[str] = Counter()
    for texts in Miner(at_least=2).clusters(Message(text) for text, _ in told):
        entries = Counter(gold.get(text, _NONE) for text in texts)
        best = max((entry for entry in entries if entry in repeated), key=lambda entry: (entries[entry], entry), default=_NONE)
        if best:
            clusters += 1
            right += entries[best]
            everything += len(texts)
            found[best] += entries[best]
    recall = sum(found.values()) / max(sum(totals[entry] for entry in repeated), 1)
    purity = right / max(everything, 1)
    return {"entries": len(repeated), "clusters": clusters, "purity": round(purity, 3), "recall": round(recall, 3)}


def main(folder: Path, chats: list[Path]) -> None:
    """Print and record purity and recall of each set, and the cost of all of it repeated to 100,000 messages."""
    sets: dict[str, dict[str, float]] = {}
    chat = [str(row["text"]) for path in chats for row in rows(path)]
    known: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.faq.jsonl")):
        name = path.name.removesuffix(".faq.jsonl")
        own = list(paraphrases(folder, name))
        known += own
        sets[name] = score(own, chat)
        print(f"{name:12} {sets[name]}", flush=True)
    texts = [text for text, _ in known] + chat
    choose = random.Random(1)
    texts += [f"{choose.choice(texts)}{choose.choice('呀呢啊哦了')}" for _ in range(_MESSAGES - len(texts))]
    choose.shuffle(texts)
    began, used = time.perf_counter(), time.process_time()
    proposals = Miner().mine(Message(text, id=str(number)) for number, text in enumerate(texts[:_MESSAGES]))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    cost = {
        "messages": _MESSAGES,
        "wall_s": round(time.perf_counter() - began, 1),
        "cpu_s": round(time.process_time() - used, 1),
        "memory_mb": memory,
        "proposals": len(proposals),
    }
    print(cost)
    day = datetime.now(UTC).date().isoformat()
    record = {"date": day, "chat": len(chat), "sets": sets, "cost": cost}
    (FOLDER / f"{day}-mining.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
