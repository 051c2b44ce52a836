"""`moderation answer`: what a FAQ answers to one question, or to a file of them."""

import json
import sys
from collections import Counter
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from moderation.batch.outlets import must_differ, must_exist, outlet
from moderation.cli import terminal
from moderation.cli.piped import stdin, text_or_stdin
from moderation.compile.faq_source import load_faq
from moderation.errors import UsageError
from moderation.faq import Matcher, Ranking
from moderation.faq.answers import answer_rows, to_row
from moderation.program import FaqEntry, FaqProgram
from moderation.wording import Lang, both, say
from moderation.wording.faq_answer import SENTENCES

__all__ = ["answer"]


def answer(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT")] = "",
    *,
    faq: Annotated[str, typer.Option("--faq", metavar="FILE|RULESET")],
    source: Annotated[str, typer.Option("--in", metavar="FILE")] = "",
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")] = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Print what a FAQ answers to a question, 1 if it is silent; or write a row for each question of a file."""
    if bool(text) == bool(source):
        raise UsageError(*both(SENTENCES, "text-or-in"))
    must_exist([source] if source not in ("", "-") else [])
    program = load_faq(faq)
    if source:
        _answer_all(Matcher(program), source, out, ctx.obj)
        return 0
    ranking = Matcher(program).rank(text_or_stdin(text), thorough=True)
    if as_json:
        terminal.print_json(to_row(None, ranking))
    else:
        terminal.print_text("\n".join(_lines(ranking, program, ctx.obj)))
    return int(ranking.decision == "silent")


def _answer_all(matcher: Matcher, source: str, out: str, lang: Lang) -> None:
    to_file = out not in ("", "-")
    must_differ([out] if to_file else [], [source] if source != "-" else [])
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        lines = stdin() if source == "-" else stack.enter_context(Path(source).open("rb"))
        target = stack.enter_context(_opened(out if to_file else ""))
        for row in answer_rows(matcher, lines):
            counts[row.get("decision", "unread")] += 1
            target.write(_encoded(row))
    if to_file:
        said = {name: counts[name] for name in ("answer", "suggest", "silent")}
        terminal.print_text(say(SENTENCES, "answered", lang, {"rows": counts.total(), **said}))
    if counts["unread"]:
        terminal.complain(say(SENTENCES, "unread", lang, {"count": counts["unread"]}), lang)


def _opened(path: str) -> AbstractContextManager[Any]:
    standard: BinaryIO = sys.stdout.buffer
    return outlet(path) if path else nullcontext(standard)


def _encoded(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _lines(ranking: Ranking, program: FaqProgram, lang: Lang) -> list[str]:
    """The decision with its answer, the words that carried it, and what else came into question."""
    entries: dict[str, FaqEntry] = {entry.id: entry for entry in program.entries}
    if ranking.entry is None or not ranking.why:
        return [say(SENTENCES, "decision-nothing", lang)]
    best = entries[ranking.entry]
    values = {"entry": best.id, "sure": f"{ranking.confidence:.2f}", "text": best.answer}
    lines = [say(SENTENCES, f"decision-{ranking.decision}", lang, values)]
    lines.append(say(SENTENCES, "why", lang, {"words": " ".join(ranking.why)}))
    for candidate in ranking.candidates[:3]:
        shown = {"sure": f"{candidate.confidence:.2f}", "entry": candidate.entry, "question": entries[candidate.entry].question}
        lines.append(say(SENTENCES, "candidate", lang, shown))
    return lines
