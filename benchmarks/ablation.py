"""`python -m benchmarks.ablation [--eval DIR]`: what each test of a disguise is worth, with all tests and without each.

Recall: the packs' own `match` tests, bent by every technique that their lists ask for (as `moderation redteam` does).
False hits: the packs' `pass` tests and baseline, and generated chat. With `--eval`, a folder of evaluation sets as
`score.py` reads them (chat_*.jsonl, cntp.jsonl): shares only are kept. Writes a record and the table in docs/matching.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.generate import corpus
from benchmarks.record import FOLDER
from moderation.compile import load_program
from moderation.engine.decide import Judge
from moderation.engine.examine import Examiner
from moderation.match.leniency import TESTS
from moderation.match.terms import TermMatcher
from moderation.message import Message
from moderation.verdict import Level
from moderation.workbench.attack import with_field
from moderation.workbench.redteam import redteam

if TYPE_CHECKING:
    from moderation.program import Program

PACK = "community"
PAGE = Path(__file__).parents[1] / "docs" / "matching.md"
BEGIN, END = "<!-- ablation -->", "<!-- /ablation -->"
_CHAT = 20_000


class Checker:
    """One pack, without one test or none."""

    def __init__(self, program: Program, without: str = "") -> None:
        self._examiner = Examiner(program, without=frozenset({without} if without else ()))
        self._judge = Judge(program)

    def hits(self, message: Message) -> set[str]:
        """Return the enforced rules that a message hits."""
        verdict = self._judge.verdict(message, self._examiner.examine(message))
        return {hit.rule for hit in verdict.hits if hit.status == "enforce"} if verdict.level is not Level.PASS else set()

    def share(self, texts: Texts) -> float:
        """Return the share of texts, in percent, that hit anything."""
        return 100 * (texts.sure + sum(bool(self.hits(Message(text))) for text in texts.doubtful)) / texts.size


class Texts:
    """Texts of which only those with a candidate have to be checked for every test: a test changes nothing about the others."""

    def __init__(self, texts: list[str], candidates: TermMatcher, checker: Checker) -> None:
        self.size = len(texts)
        self.doubtful = [text for text in texts if candidates.candidates(text)]
        doubtful = set(self.doubtful)
        self.sure = sum(bool(checker.hits(Message(text))) for text in texts if text not in doubtful)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__)
    parser.add_argument("--eval", type=Path, help="a folder with chat_*.jsonl and cntp.jsonl")
    options = parser.parse_args()
    program = load_program(PACK)
    asked = [attempt for attempt in redteam([PACK]).attacks[0].attempts if attempt.asked]
    every, whole = TermMatcher(program.terms, without=frozenset({"likelihood"})), Checker(program)
    ordinary = Texts([line["text"] for line in _rows(Path("rulesets") / PACK / "baseline.jsonl")], every, whole)
    chat = Texts([line.text for line in corpus(_CHAT).of("plain-script", "mixed", "doubled")], every, whole)
    sets = _sets(options.eval) if options.eval else None
    chats = Texts(sets["chats"], every, whole) if sets else None
    rows = []
    for test in ("", *TESTS):
        checker = Checker(program, test)
        row: dict[str, Any] = {"without": test, "recall": _recall(checker, asked)}
        row |= {"baseline": checker.share(ordinary), "generated": checker.share(chat)}
        rows.append(row | (_evaluated(checker, sets, chats) if sets and chats else {}))
        print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
    day = datetime.now(UTC).date().isoformat()
    record = {
        "date": day,
        "pack": program.info.name,
        "attempts": len(asked),
        "baseline": ordinary.size,
        "generated": chat.size,
        "rows": rows,
    }
    path = FOLDER / f"{day}-ablation.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _write_table(record, path)
    return 0


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _recall(checker: Checker, attempts: list[Any]) -> float:
    found = sum(one.case.rule in checker.hits(with_field(one.case.message, one.field, one.text)) for one in attempts)
    return 100 * found / len(attempts)


def _sets(folder: Path) -> dict[str, Any]:
    chats = [row["text"] for path in sorted(folder.glob("chat_*.jsonl")) for row in _rows(path)]
    bent = _rows(folder / "cntp.jsonl")
    return {"chats": chats, "bent": bent}


def _evaluated(checker: Checker, sets: dict[str, Any], chats: Texts) -> dict[str, float]:
    """Return false hits in chat, and of the bent sentences how many of those caught plain are still caught, by technique."""
    caught = {row["text"] for row in sets["bent"] if row["perturb"] == "base" and checker.hits(Message(row["text"]))}
    kept: defaultdict[str, list[bool]] = defaultdict(list)
    for row in sets["bent"]:
        if row["perturb"] != "base" and row["base_text"] in caught:
            kept[row["perturb"]].append(bool(checker.hits(Message(row["text"]))))
    clean = [row["text"] for row in sets["bent"] if row["perturb"] == "base" and row["label"] == "benign"]
    mean = 100 * sum(sum(some) / len(some) for some in kept.values()) / len(kept)
    return {"chat": checker.share(chats), "clean": 100 * len(caught.intersection(clean)) / len(clean), "retention": mean}


def _write_table(record: dict[str, Any], path: Path) -> None:
    """Put the table between its marks."""
    evaluated = "chat" in record["rows"][0]
    head = [
        "without",
        "what it says",
        "recall",
        "baseline",
        "generated",
        *(["chat sets", "cntp clean", "cntp retention"] if evaluated else []),
    ]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for row in record["rows"]:
        named = [f"`{row['without']}`", TESTS[row["without"]]] if row["without"] else ["nothing (all tests)", ""]
        columns = [row["recall"], row["baseline"], row["generated"], *([row["chat"], row["clean"], row["retention"]] if evaluated else [])]
        lines.append("| " + " | ".join([*named, *(f"{value:.2f}" for value in columns)]) + " |")
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    note = f"All in percent; `{record['pack']}`, record: [{path.name}](../benchmarks/records/{path.name})."
    PAGE.write_text(f"{before}{BEGIN}\n{note}\n\n" + "\n".join(lines) + f"\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
