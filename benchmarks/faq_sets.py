"""`python -m benchmarks.faq_sets FOLDER`: how well FAQs are answered, over sets that nothing was fitted on, with intervals.

FOLDER has NAME.faq.jsonl (id, question, variants, answer) and NAME.queries.jsonl (id, text, gold, kind: in, unans, near, off or
chat). hit@1 and hit@3 over what has an answer; coverage at the lowest threshold that answers with 0.95 precision, chat apart; at
the shipped threshold precision of what is answered, coverage, and how much of chat and of near misses is answered. Bootstrap
intervals of 95 % over questions. Writes a record and the table in docs/faq.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.record import FOLDER
from moderation.compile.faq_source import load_faq
from moderation.faq import Matcher
from moderation.program.faq import ANSWER_AT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAGE: Final = Path(__file__).parents[1] / "docs" / "faq.md"
BEGIN, END = "<!-- sets -->", "<!-- /sets -->"
PRECISION: Final = 0.95
_DRAWS: Final = 2_000
_FIRST: Final = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faq_sets", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="write neither record nor table")
    options = parser.parse_args()
    rows = [judged(path) for path in sorted(options.folder.glob("*.faq.jsonl"))]
    day = datetime.now(UTC).date().isoformat()
    print(table(rows))
    if not options.dry_run:
        record = {"date": day, "threshold": ANSWER_AT, "draws": _DRAWS, "rows": rows}
        (FOLDER / f"{day}-faq-sets.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        head, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n{table(rows)}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    return 0


def judged(path: Path) -> dict[str, Any]:
    """Return the figures of one set."""
    name = path.name.removesuffix(".faq.jsonl")
    program = load_faq(str(path))
    matcher = Matcher(program)
    lines = path.with_name(f"{name}.queries.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines if line.strip()]
    found = [matcher.rank(one["text"], thorough=True) for one in asked]
    right = np.array([ranking.entry in one["gold"] for one, ranking in zip(asked, found, strict=True)])
    among = [
        bool({candidate.entry for candidate in ranking.candidates[:_FIRST]} & set(one["gold"]))
        for one, ranking in zip(asked, found, strict=True)
    ]
    kinds, sure = np.array([one["kind"] for one in asked]), np.array([ranking.confidence for ranking in found])
    spoken = np.array([ranking.decision == "answer" for ranking in found])
    counts = {kind: int((kinds == kind).sum()) for kind in sorted(set(kinds.tolist()))}
    return {
        "set": name,
        "entries": len(program.entries),
        "questions": counts,
        "answered": {kind: int((spoken & (kinds == kind)).sum()) for kind in counts},
        **_figures(kinds == "in", kinds == "chat", (right, np.array(among), spoken, sure)),
    }


def _figures(inside: Any, talk: Any, judged: tuple[Any, Any, Any, Any]) -> dict[str, Any]:  # noqa: ANN401 - arrays
    right, among, spoken, sure = judged

    def coverage_at(chosen: Any) -> float:  # noqa: ANN401 - an array
        chosen = chosen[~talk[chosen]]
        order = chosen[np.argsort(-sure[chosen], kind="stable")]
        good = np.cumsum(right[order])
        precise = np.flatnonzero(good / np.arange(1, len(good) + 1) >= PRECISION)
        return float(good[precise[-1]] / inside[chosen].sum()) if len(precise) else 0.0

    figures: dict[str, Callable[[Any], float]] = {
        "hit_at_1": lambda chosen: right[chosen][inside[chosen]].mean(),
        "hit_at_3": lambda chosen: among[chosen][inside[chosen]].mean(),
        "coverage_at_0.95": coverage_at,
        "precision": lambda chosen: right[chosen][spoken[chosen]].mean(),
        "coverage": lambda chosen: (right & spoken)[chosen].sum() / inside[chosen].sum(),
    }
    dice, everything = np.random.default_rng(1), np.arange(len(right))
    draws = [dice.integers(0, len(right), len(right)) for _ in range(_DRAWS)]
    return {name: _interval(figure, everything, draws) for name, figure in figures.items()}


def _interval(figure: Callable[[Any], float], everything: Any, draws: Sequence[Any]) -> dict[str, float]:  # noqa: ANN401 - arrays
    low, high = np.quantile([figure(chosen) for chosen in draws], (0.025, 0.975))
    return {"is": round(float(figure(everything)), 4), "from": round(float(low), 4), "to": round(float(high), 4)}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the rows as a table."""
    shown = ("hit_at_1", "coverage_at_0.95", "precision", "coverage")
    lines = ["| set | entries | hit@1 | coverage at 0.95 precision | precision of what is answered | coverage | false answers in chat |"]
    lines.append("|---|---|---|---|---|---|---|")
    for row in rows:
        cells = [f"{row[name]['is']:.3f} ({row[name]['from']:.3f}–{row[name]['to']:.3f})" for name in shown]
        false = f"{row['answered'].get('chat', 0)} of {row['questions'].get('chat', 0)}"
        lines.append("| " + " | ".join([f"`{row['set']}`", f"{row['entries']:,}", *cells, false]) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
