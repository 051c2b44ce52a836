"""The contestants: each builds its matcher from a list of terms and then finds them, one call a message.

A rival gets the same terms and reports what it can: plain occurrences (or, where it reports each term once a message,
pairs of message and term). Only `moderation` gives a verdict with spans, and finds what is disguised.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from benchmarks.counting import counts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["LEXICON", "OURS", "RIVALS", "RULESET", "Rival", "Searcher", "moderator", "rival_counts", "write_ruleset"]

OURS: Final = "moderation"
RULESET: Final = "ruleset.yaml"
LEXICON: Final = "terms.txt"

_RULESET_TEXT: Final = """\
spec: 1
ruleset: {{id: benchmark, title: 基准, version: 2026.11.22, charter: [第1条 守法]}}
terms:
  listed: {{title: 词表, file: {lexicon}, match: {level}}}
rules:
  - id: listed
    title: 词表命中
    charter: 第1条
    label: illegal
    severity: high
    when: listed
    verdict: block
    actions: [delete]
    tests: {{match: [{terms}], pass: [大家早上好, 今天作业写完了, 周末去公园吗]}}
"""

Report = Literal["occurrences", "pairs"]


@dataclass(frozen=True, slots=True)
class Searcher:
    """A matcher ready to search: `find` one text; `find_all` many in one call, where it has such a call."""

    find: Callable[[str], Any]
    find_all: Callable[[list[str]], Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A way to find terms: `found` says how many things one answer of its `find` holds, `report` what those are."""

    name: str
    package: str
    build: Callable[[Sequence[str]], Searcher]
    report: Report
    folds: Callable[[str], str] = str


def write_ruleset(folder: Path, terms: Sequence[str], *, level: str = "normal") -> Path:
    """Return the path of a ruleset over these terms, matched at a level, written beside its word list into a folder."""
    (folder / LEXICON).write_text("\n".join(terms) + "\n", encoding="utf-8")
    path = folder / RULESET
    path.write_text(_RULESET_TEXT.format(lexicon=LEXICON, level=level, terms=", ".join(terms[:3])), encoding="utf-8")
    return path


def moderator(path: Path, *, cache: bool = False) -> Any:  # noqa: ANN401 - a Moderator; importing it here is what `load` measures
    """Return the Moderator of a ruleset."""
    from moderation import Moderator  # noqa: PLC0415 - the same

    return Moderator.load(path, cache=cache)


def rival_counts(rival: Rival, texts: Sequence[str], terms: Sequence[str]) -> int:
    """Return what a rival must find in these texts: plain terms in its own folding, if it has one."""
    expected = counts([rival.folds(text) for text in texts], [rival.folds(term) for term in terms])
    return expected.occurrences if rival.report == "occurrences" else expected.pairs


def _ahocorasick_rs(terms: Sequence[str]) -> Searcher:
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - every probe loads one contestant and no other

    return Searcher(partial(AhoCorasick(terms).find_matches_as_indexes, overlapping=True))


def _pyahocorasick(terms: Sequence[str]) -> Searcher:
    from ahocorasick import Automaton  # type: ignore[import-not-found]  # noqa: PLC0415 - the same

    automaton = Automaton()
    for number, term in enumerate(terms):
        automaton.add_word(term, number)
    automaton.make_automaton()
    return Searcher(lambda text: list(automaton.iter(text)))


def _matcher_py(terms: Sequence[str], process: str) -> Searcher:
    from matcher_py import ProcessType, SimpleMatcherBuilder  # noqa: PLC0415 - the same

    builder = SimpleMatcherBuilder()
    for number, term in enumerate(terms):
        builder.add_word(getattr(ProcessType, process), number, term)
    matcher = builder.build()
    return Searcher(matcher.process, matcher.batch_process)


def _folded_by_matcher_py(text: str) -> str:
    from matcher_py import ProcessType, text_process  # noqa: PLC0415 - the same

    return text_process(ProcessType.VARIANT_NORM_DELETE_NORMALIZE, text)


def _trie(terms: Sequence[str]) -> Searcher:
    root: dict[str, Any] = {}
    for number, term in enumerate(terms):
        node = root
        for character in term:
            node = node.setdefault(character, {})
        node[""] = number
    return Searcher(lambda text: _walk(root, text))


def _walk(root: dict[str, Any], text: str) -> list[tuple[int, int, int]]:
    found = []
    for start in range(len(text)):
        node = root.get(text[start])
        end = start + 1
        while node is not None:
            if "" in node:
                found.append((node[""], start, end))
            node = node.get(text[end : end + 1] or None)
            end += 1
    return found


RIVALS: Final[tuple[Rival, ...]] = (
    Rival(name="ahocorasick_rs", package="ahocorasick_rs", build=_ahocorasick_rs, report="occurrences"),
    Rival(name="pyahocorasick", package="pyahocorasick", build=_pyahocorasick, report="occurrences"),
    Rival(name="matcher_py", package="matcher_py", build=lambda terms: _matcher_py(terms, "NONE"), report="pairs"),
    Rival(
        name="matcher_py, folding", package="matcher_py", report="pairs", folds=_folded_by_matcher_py,
        build=lambda terms: _matcher_py(terms, "VARIANT_NORM_DELETE_NORMALIZE"),
    ),
    Rival(name="Python trie", package="", build=_trie, report="occurrences"),
)  # fmt: skip
