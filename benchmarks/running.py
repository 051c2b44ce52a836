"""Runs the definitions: lay out the text, hold every contestant against its expected count, then take the times."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.counting import counts, must_equal
from benchmarks.definitions import DEFINITIONS, LEVELS, MESSAGES, OWN, TEXTS
from benchmarks.generate import corpus
from benchmarks.loading import time_loading
from benchmarks.rivals import OURS, RIVALS, moderator, rival_counts, write_ruleset
from benchmarks.timing import time_batches, time_calls
from moderation import Moderator
from moderation.batch import scan_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.definitions import Definition, Text
    from benchmarks.generate import Corpus, Line
    from benchmarks.rivals import Rival, Searcher

__all__ = ["ARCHIVE", "Bench", "check_ours", "everything"]

ARCHIVE = "moderation, archive file to verdict file"


class Bench:
    """One run: the corpus and, for each number of terms, every contestant ready to search."""

    def __init__(self, folder: Path, *, messages: int = MESSAGES, rounds: int = 7) -> None:
        self._folder = folder
        self._rounds = rounds
        self._stated = messages == MESSAGES
        self.corpus: Corpus = corpus(messages)
        self._ready: dict[int, tuple[Any, dict[str, Searcher]]] = {}

    def run(self, definition: Definition, size: int) -> dict[str, Any]:
        """Return one row of the record: what each contestant counted, then what it took.

        Raises:
            CountsDifferError: a contestant does not count what it must.
        """
        text = next(text for text in TEXTS if text.name == definition.text)
        lines = text.pick(self.corpus)
        row = {"definition": definition.name, "terms": size, "text": text.name}
        if definition.measure == "pack":
            return {**row, **self._pack(lines)}
        if definition.measure == "levels":
            return {**row, **self._levels(lines, size)}
        counted = self._checked(text, lines, size)
        measured = {"load": self._load, "check": self._check, "scan": self._scan}[definition.measure](lines, size)
        return {**row, "counted": counted, "contestants": measured}

    def _checked(self, text: Text, lines: Sequence[Line], size: int) -> dict[str, int]:
        if self._stated:
            must_equal(f"messages of {text.name}", (len(lines), planted(lines)), (text.messages, text.planted))
            must_equal(f"{text.name}, {size} terms", counts(_texts(lines), self.corpus.terms[:size]), text.expected[size])
        ours, rivals = self._contestants(size)
        found = {rival.name: _check_rival(rival, rivals[rival.name], lines, self.corpus.terms[:size]) for rival in RIVALS}
        return {OURS: check_ours(lines, ours), **found}

    def _contestants(self, size: int) -> tuple[Any, dict[str, Searcher]]:
        if size not in self._ready:
            folder = self._folder / str(size)
            folder.mkdir()
            terms = self.corpus.terms[:size]
            ours = moderator(write_ruleset(folder, terms))
            self._ready[size] = ours, {rival.name: rival.build(terms) for rival in RIVALS}
        return self._ready[size]

    def _load(self, lines: Sequence[Line], size: int) -> dict[str, Any]:
        return dict(time_loading(self._folder / str(size), self.corpus.terms[:size], lines, self._rounds))

    def _check(self, lines: Sequence[Line], size: int) -> dict[str, Any]:
        ours, rivals = self._contestants(size)
        finders = {OURS: ours.check, **{name: searcher.find for name, searcher in rivals.items()}}
        return {name: asdict(timing) for name, timing in time_calls(finders, _texts(lines), self._rounds).items()}

    def _levels(self, lines: Sequence[Line], size: int) -> dict[str, Any]:
        """Time a list at every level of matching; each must pass every one of these messages."""
        finders = {}
        for level in LEVELS:
            folder = self._folder / level
            folder.mkdir()
            ours = moderator(write_ruleset(folder, self.corpus.terms[:size], level=level))
            must_equal(level, check_ours(lines, ours), 0)
            finders[level] = ours.check
        timed = time_calls(finders, _texts(lines), self._rounds)
        return {"counted": dict.fromkeys(LEVELS, 0), "contestants": {level: asdict(timing) for level, timing in timed.items()}}

    def _pack(self, lines: Sequence[Line]) -> dict[str, Any]:
        """Time the shipped ruleset, which must pass every one of these messages."""
        ours = Moderator.load("community", cache=False)
        for line in lines:
            must_equal(line.text, str(ours.check(line.text).level), "pass")
        program = ours.program
        pack = {"terms": len(program.terms.texts), "patterns": len(program.patterns), "rules": len(program.rules)}
        timing = time_calls({OURS: ours.check}, _texts(lines), self._rounds)[OURS]
        return {"pack": pack, "counted": {OURS: 0}, "contestants": {OURS: asdict(timing)}}

    def _scan(self, lines: Sequence[Line], size: int) -> dict[str, Any]:
        ours, rivals = self._contestants(size)
        archive = self._archive(lines, size)
        batches: dict[str, Callable[[list[str]], Any]] = {
            OURS: lambda texts: list(ours.scan(texts)),
            ARCHIVE: lambda _: scan_file(archive, ours, out=archive.with_suffix(".verdicts")),
            **{name: searcher.find_all or _one_by_one(searcher.find) for name, searcher in rivals.items()},
        }
        return {name: {"seconds": timing.seconds} for name, timing in time_batches(batches, _texts(lines), self._rounds).items()}

    def _archive(self, lines: Sequence[Line], size: int) -> Path:
        path = self._folder / str(size) / "archive.jsonl"
        rows = (json.dumps({"id": str(number), "text": line.text}, ensure_ascii=False) for number, line in enumerate(lines))
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _one_by_one(find: Callable[[str], Any]) -> Callable[[list[str]], Any]:
    return lambda texts: list(map(find, texts))


def planted(lines: Sequence[Line]) -> int:
    """Return how many of these messages hold a planted term."""
    return sum(bool(line.term) for line in lines)


def check_ours(lines: Sequence[Line], ours: Any) -> int:  # noqa: ANN401 - a Moderator
    """Return how many messages a Moderator blocks.

    Raises:
        CountsDifferError: it blocks another message than those with a planted term, or misses the term at its place.
    """
    for line in lines:
        verdict = ours.check(line.text)
        must_equal(line.text, str(verdict.level), "block" if line.term else "pass")
        places = {(signal.term, signal.start, signal.end) for hit in verdict.hits for signal in hit.signals}
        must_equal(f"{line.term!r} in {line.text!r}", (line.term, line.start, line.end) in places, bool(line.term))
    return planted(lines)


def _check_rival(rival: Rival, searcher: Searcher, lines: Sequence[Line], terms: Sequence[str]) -> int:
    """Return how many terms a rival finds; it must be as many as a loop over `str.find` does."""
    found = sum(len(searcher.find(line.text)) for line in lines)
    must_equal(rival.name, found, rival_counts(rival, _texts(lines), terms))
    return found


def everything(*, sizes: Sequence[int], rounds: int, messages: int = MESSAGES) -> Iterator[dict[str, Any]]:
    """Yield a row for each definition and number of terms, as they are measured."""
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        bench = Bench(Path(folder), messages=messages, rounds=rounds)
        for definition in DEFINITIONS:
            for size in definition.sizes:
                if size in sizes or size == OWN:
                    yield bench.run(definition, size)
