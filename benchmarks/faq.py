"""`python -m benchmarks.faq [--sizes 100 2000 20000]`: what answering costs beside what others cost, and who finds the right entry.

FAQs grown from the project's own question sets (benchmarks/faq_text.py), 300 questions in words that the FAQ does not have,
300 chat messages. CPU time of this thread, one question at a time, after a warming round; each size in a process of its
own, so that memory is what that FAQ took. Others: `rapidfuzz.process.extractOne` (ratio) over the same phrasings, `bm25s`
over jieba's words, scikit-learn's TF-IDF over characters and pairs. What `check` costs more with a FAQ is measured message
by message, with and without in turn. Writes a record. Needs the dependency group `bench`.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.faq_text import Told, talk, told
from benchmarks.record import FOLDER
from moderation import Message, Moderator
from moderation.faq import Matcher
from moderation.program import FaqEntry, FaqProgram
from moderation.program.faq import ANSWER_AT, SUGGEST_AT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZES = (100, 2_000, 20_000)
_QUESTIONS = 300
_ROUNDS = 5
_PACKAGES = ("rapidfuzz", "numpy", "jieba", "bm25s", "scikit-learn")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faq", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--dry-run", action="store_true", help="write no record")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one)))
        return 0
    rows = []
    for size in options.sizes:
        done = subprocess.run([sys.executable, "-m", "benchmarks.faq", "--one", str(size)], check=True, capture_output=True, text=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
        print(json.dumps(rows[-1], ensure_ascii=False, indent=1), flush=True)
    day = datetime.now(UTC).date().isoformat()
    versions = {"Python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
    record = {"date": day, "versions": versions, "questions": _QUESTIONS, "rows": rows}
    if not options.dry_run:
        (FOLDER / f"{day}-faq.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def measured(size: int) -> dict[str, Any]:
    """Return the figures of a FAQ of one size."""
    faq, chat = told(size, _QUESTIONS), talk(_QUESTIONS)
    program = program_of(faq)
    Matcher(program_of(Told(faq.entries[:5], [])))  # dictionaries and modules are loaded once, whatever the FAQ
    before, began = _memory(), time.process_time()
    matcher = Matcher(program)
    build, memory = time.process_time() - began, _memory() - before
    phrasings = [text for texts in faq.entries for text in texts]
    owner = [number for number, texts in enumerate(faq.entries) for _ in texts]
    numbers = {entry.id: number for number, entry in enumerate(program.entries)}
    ours = _timed(lambda text: numbers.get(matcher.rank(text).entry or "", -1), faq.questions)
    return {
        "entries": size,
        "phrasings": len(phrasings),
        "build_s": round(build, 3),
        "memory_mb": round(memory, 1),
        "contestants": {"moderation": ours, **{name: _timed(make(phrasings, owner), faq.questions) for name, make in OTHERS.items()}},
        "chat": _times([_spent(matcher.rank, text) for text in chat]),
        "check": _checked(faq, chat),
    }


def program_of(faq: Told) -> FaqProgram:
    """Return a FAQ as the matcher takes it."""
    entries = tuple(
        FaqEntry(id=f"F{number}", question=texts[0], answer="见说明", variants=texts[1:]) for number, texts in enumerate(faq.entries)
    )
    return FaqProgram(entries=entries, answer_at=ANSWER_AT, suggest_at=SUGGEST_AT)


def _fuzzy(phrasings: Sequence[str], owner: Sequence[int]) -> Callable[[str], int]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - one of those that are compared

    return lambda text: owner[process.extractOne(text, phrasings, scorer=fuzz.ratio)[2]]


def _bm25(phrasings: Sequence[str], owner: Sequence[int]) -> Callable[[str], int]:
    import bm25s  # noqa: PLC0415 - one of those that are compared
    import jieba  # noqa: PLC0415 - the same

    index = bm25s.BM25()
    index.index([jieba.lcut(text) for text in phrasings], show_progress=False)
    return lambda text: owner[int(index.retrieve([jieba.lcut(text)], k=1, show_progress=False).documents[0, 0])]


def _tfidf(phrasings: Sequence[str], owner: Sequence[int]) -> Callable[[str], int]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - one of those that are compared

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2))
    table = vectorizer.fit_transform(phrasings).T.tocsr()
    return lambda text: owner[int((vectorizer.transform([text]) @ table).toarray().argmax())]


OTHERS = {"rapidfuzz extractOne": _fuzzy, "bm25s + jieba": _bm25, "scikit-learn TF-IDF": _tfidf}


def _timed(find: Callable[[str], int], questions: Sequence[tuple[str, int]]) -> dict[str, float]:
    """The share of questions whose entry comes first, and the times of one question."""
    right = sum(find(text) == number for text, number in questions)
    return {"hit_at_1": round(right / len(questions), 4), **_times([_spent(find, text) for text, _ in questions])}


def _spent(work: Callable[[str], object], text: str) -> float:
    """The least CPU time of some rounds, in microseconds."""
    times = []
    for _ in range(_ROUNDS):
        began = time.thread_time_ns()
        work(text)
        times.append(time.thread_time_ns() - began)
    return min(times) / 1e3


def _times(spent: list[float]) -> dict[str, float]:
    ordered = sorted(spent)
    return {"p50_us": round(median(ordered), 1), "p99_us": round(ordered[int(0.99 * (len(ordered) - 1))], 1)}


def _checked(faq: Told, chat: Sequence[str]) -> dict[str, float]:
    """What `check` of chat takes without a FAQ and with it, and the median of what one message takes more."""
    with tempfile.TemporaryDirectory() as folder:
        rows = (
            {"id": f"F{number}", "question": texts[0], "variants": texts[1:], "answer": "见说明"}
            for number, texts in enumerate(faq.entries)
        )
        (Path(folder) / "faq.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        path = Path(folder) / "ruleset.yaml"
        path.write_text("spec: 1\nruleset: {id: bench}\nextends: [community]\nfaq: {file: faq.jsonl}\n", encoding="utf-8")
        plain, with_faq = Moderator.load("community"), Moderator.load(str(path))
    pairs = [
        (_spent(lambda text: plain.check(Message(text)), text), _spent(lambda text: with_faq.check(Message(text)), text)) for text in chat
    ]
    return {
        "without_p50_us": round(median(one for one, _ in pairs), 1),
        "with_p50_us": round(median(other for _, other in pairs), 1),
        "more_p50_us": round(median(other - one for one, other in pairs), 1),
        "more_mean_us": round(sum(other - one for one, other in pairs) / len(pairs), 1),
    }


def _memory() -> float:
    """What this process holds, in MB."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 1e6


if __name__ == "__main__":
    sys.exit(main())
