"""`python -m benchmarks.faq_ablation [--rounds N]`: what each ingredient of answering brings, on question sets that nothing was fitted on.

Both models are fitted anew without the ingredient (tools/fit_faq.py), on the project's own question sets, and judged on
sets of another seed: other entries, other variants, other questions. hit@1 over the questions that have an answer, coverage
at 0.95 precision over all but chat, and the share of chat among what is answered at the shipped threshold, each with a
bootstrap interval of 95 % over questions. Writes a record and the table in docs/faq.md. Needs the dependency group `bench`.
"""

# ruff: noqa: ANN401 - arrays, and whatever is exchanged for the time of a fit
from __future__ import annotations

import argparse
import json
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.record import FOLDER
from moderation.faq import index as index_module
from moderation.faq.confidence import confidence, evidence
from moderation.faq.features import ENTRY, PAIR
from moderation.faq.vocabulary import vocabulary
from moderation.program.faq import ANSWER_AT
from tools import fit_faq
from tools.faq_sets import banks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.fit_faq import Sample

PAGE = Path(__file__).parents[1] / "docs" / "faq.md"
BEGIN, END = "<!-- ablation -->", "<!-- /ablation -->"
PRECISION: Final = 0.95
_DRAWS: Final = 400
_TRAINED, _HELD = 0, 7

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "words (jieba): cover both ways, exchange, order": (
        "concept", "matter", "asked", "told", "least", "product", "lost", "added", "exchanged", "sorted", "entry_concept", "entry_asked",
    ),
    "characters and pairs of them": ("char", "pair", "entry_char", "entry_pair"),
    "rapidfuzz: likeness as strings": ("ratio", "ratio_cubed", "text", "heard", "sorted"),
    "sound (homophones, typing slips)": ("sound", "heard", "entry_sound"),
    "meanings of words (vectors)": ("entry_meaning",),
    "what is asked about a thing (aspects)": ("aspects_differ",),
    "question type": ("kinds_agree", "kinds_differ", "kinds_vague"),
    "negation": ("denial",),
    "opposites": ("opposites",),
    "numbers": ("numbers_differ", "numbers_missing"),
    "what is exchanged for what": ("lost", "added", "exchanged"),
    "the entry as a whole beside its phrasings": ("entry_char", "entry_pair", "entry_concept", "entry_sound", "entry_asked"),
    "margin to the others": (
        "lead", "odds", "small_lead", "rivals", "close", "rival_least", "rival_sorted", "rival_char", "rival_asked",
    ),
    "likelihood of being a question": ("asks", "asks_clearly", "marked", "one_word", "story", "letters"),
    "how much the shared words tell": ("evidence", "surprise", "most_surprising"),
    "size of the FAQ, phrasings an entry": ("entries", "told_each"),
}  # fmt: skip
"""Ingredients that are features: without one, its features are zero in both models."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faq_ablation", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1, help="draws of each bank that is fitted on")
    rounds = parser.parse_args().rounds
    rows = []
    with drawn(rounds) as (trained, held):
        rows.append({"without": "", **judged(trained, held, ())})
        print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
        for name, features in GROUPS.items():
            rows.append({"without": name, **judged(trained, held, features)})
            print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
    for name, change in CHANGES.items():
        with change(), drawn(rounds) as (trained, held):
            rows.append({"without": name, **judged(trained, held, ())})
            print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
    day = datetime.now(UTC).date().isoformat()
    record = {"date": day, "rounds": rounds, "threshold": ANSWER_AT, "rows": rows}
    (FOLDER / f"{day}-faq-ablation.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n{table(rows)}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    return 0


@contextmanager
def drawn(rounds: int) -> Iterator[tuple[list[Sample], list[Sample]]]:
    """Give the samples that are fitted on, and those that judge."""
    yield fit_faq.samples(banks(seed=_TRAINED, rounds=rounds)), fit_faq.samples(banks(seed=_HELD, rounds=1))


def judged(trained: Sequence[Sample], held: Sequence[Sample], features: Sequence[str]) -> dict[str, Any]:
    """Return the figures of a fit without some features."""
    kept = [(one.compared, one.compared.pairs, one.compared.entries) for one in (*trained, *held) if one.compared is not None]
    fit_faq.evidence = lambda *given: {name: value for name, value in evidence(*given).items() if name not in features}
    try:
        for compared, pairs, entries in kept:
            compared.pairs = np.where([name in features for name in PAIR], 0.0, pairs)
            compared.entries = np.where([name in features for name in ENTRY], 0.0, entries)
        weights = fit_faq.fit(trained)
        rows, right = fit_faq._judged(held, weights)  # noqa: SLF001 - the same rows that the fit reports on
        sure = np.array([confidence(found, replace(weights)) for _, found in rows])
    finally:
        fit_faq.evidence = evidence
        for compared, pairs, entries in kept:
            compared.pairs, compared.entries = pairs, entries
    return _figures(np.array([one.question.kind for one, _ in rows]), np.array(right), sure, sum(one.question.kind == "in" for one in held))


def _figures(kinds: Any, right: Any, sure: Any, wanted: int) -> dict[str, Any]:
    dice = np.random.default_rng(1)
    draws = [dice.integers(0, len(kinds), len(kinds)) for _ in range(_DRAWS)]

    def hit(chosen: Any) -> float:
        inside = kinds[chosen] == "in"
        return float(right[chosen][inside].mean())

    def coverage(chosen: Any) -> float:
        talk = kinds[chosen] == "chat"
        order = np.argsort(-sure[chosen][~talk], kind="stable")
        good = np.cumsum(right[chosen][~talk][order])
        precise = np.flatnonzero(good / np.arange(1, len(good) + 1) >= PRECISION)
        return float(good[precise[-1]]) / wanted if len(precise) else 0.0

    everything = np.arange(len(kinds))
    return {
        name: {"is": round(figure(everything), 4), "from": low, "to": high}
        for name, figure in (("hit_at_1", hit), ("coverage_at_0.95", coverage))
        for low, high in [[round(float(bound), 4) for bound in np.quantile([figure(chosen) for chosen in draws], (0.025, 0.975))]]
    }


@contextmanager
def _patched(module: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def _no_synonyms() -> Any:
    table = vocabulary()
    told = replace(table, synonyms={}, matters={}, phrases=frozenset((*table.kinds, *table.fillers)))
    return _patched(fit_faq, "vocabulary", lambda: told)


def _no_fillers() -> Any:
    told = replace(vocabulary(), fillers=frozenset())
    return _patched(fit_faq, "vocabulary", lambda: told)


def _no_light_words() -> Any:
    told = replace(vocabulary(), light=frozenset())
    return _patched(fit_faq, "vocabulary", lambda: told)


CHANGES: Final = {
    "synonyms and related words": _no_synonyms,
    "leaving out fillers (请问, 呀)": _no_fillers,
    "light words count less (需要, 一般)": _no_light_words,
    "background prior from jieba's frequencies": lambda: _patched(index_module, "_BACKGROUND", 1e-6),
    "IDF: every term counts the same": lambda: _patched(index_module, "_weight", lambda *_: 1.0),
}
"""Ingredients that change what is compared: the samples are made anew without them."""


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the rows as a table, what is lost the most first."""
    whole, *others = rows
    lines = ["| without | hit@1 | lost | coverage at 0.95 | lost |", "|---|---|---|---|---|", _line("(with everything)", whole, whole)]
    return "\n".join(
        [*lines, *(_line(row["without"], row, whole) for row in sorted(others, key=lambda row: row["coverage_at_0.95"]["is"]))]
    )


def _line(name: str, row: dict[str, Any], whole: dict[str, Any]) -> str:
    cells = [name]
    for figure in ("hit_at_1", "coverage_at_0.95"):
        lost = whole[figure]["is"] - row[figure]["is"]
        cells += [f"{row[figure]['is']:.3f} ({row[figure]['from']:.3f}–{row[figure]['to']:.3f})", "" if row is whole else f"{lost:+.3f}"]
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
