"""Record batches in, record batches out: one row of verdicts for each row of messages, in a schema that never changes.

The function that Spark's `mapInArrow` takes, and a line away from Ray Data, Dask, DuckDB and Polars. pyarrow is an extra,
imported when the first batch is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.batch.columnar import Columnar
from moderation.batch.table import Layout
from moderation.errors import EnvironmentalError
from moderation.moderator import Moderator
from moderation.wording import both
from moderation.wording.arrow import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from moderation.batch.table import Table
    from moderation.program import Program
    from moderation.verdict import Answer, Hit, Route, Sanction, Verdict

__all__ = ["scan_batches", "verdict_batch", "verdict_schema"]


def verdict_schema() -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the schema of every batch that `scan_batches` yields.

    Raises:
        EnvironmentalError: pyarrow is not installed.
    """
    pa = _pyarrow()
    text, number, words = pa.string(), pa.int64(), pa.list_(pa.string())
    signal = pa.struct([
        ("signal", text), ("term", text), ("field", text), ("start", number), ("end", number), ("text", text), ("weight", number),
        ("disguise", words), ("messages", words),
    ])  # fmt: skip
    hit = pa.struct([
        ("rule", text), ("title", text), ("charter", text), ("label", text), ("severity", text), ("status", text), ("verdict", text),
        ("score", number), ("signals", pa.list_(signal)),
    ])  # fmt: skip
    sanction = pa.struct([
        ("action", text), ("duration_s", number), ("strikes", number), ("count", number), ("case", text), ("reasons", words),
        ("alert", text),
    ])  # fmt: skip
    answer = pa.struct([("decision", text), ("entry", text), ("confidence", pa.float64()), ("text", text), ("choices", words)])
    route = pa.struct([("id", text), ("title", text), ("to", text), ("priority", text), ("due_ms", number), ("reply", text)])
    return pa.schema([
        pa.field("id", text), pa.field("verdict", text, nullable=False), pa.field("label", text),
        pa.field("labels", pa.list_(pa.struct([("label", text), ("points", number)])), nullable=False),
        pa.field("score", number, nullable=False), pa.field("rules", words, nullable=False),
        pa.field("hits", pa.list_(hit), nullable=False),
        pa.field("actions", pa.list_(pa.struct([("name", text), ("value", text)])), nullable=False),
        pa.field("sanction", sanction), pa.field("notice", text), pa.field("answer", answer), pa.field("route", route),
        pa.field("repeated", pa.bool_(), nullable=False), pa.field("ruleset", text, nullable=False),
    ])  # fmt: skip


def scan_batches(
    program: Program | Moderator,
    batches: Iterable[Any],
    *,
    columns: str | Mapping[str, str] | None = None,
    zone: tzinfo | None = None,
) -> Iterator[Any]:
    """Yield, for each `pyarrow.RecordBatch` of messages, one of as many verdicts in the same order, of `verdict_schema()`.

    Columns are known by the names that `archives` know (`text`, `id`, `author`, `nickname`, `role`, `joined`, `chat`, `at`
    and others, see docs/archives.md); `columns` maps those that are called otherwise (`text=内容,author=帐号`), `zone` is that of
    times that name none. Only `text` has to be there; a null is an empty text or an unknown fact. The verdicts are those of
    `Moderator.check`. With a Moderator that has a store, messages are judged in the order in which they come.

    Raises:
        EnvironmentalError: pyarrow is not installed.
        UsageError: there is no column of texts, or the mapping names none.
    """
    layout = Layout(columns, zone)
    columnar = Columnar(program if isinstance(program, Moderator) else Moderator(program))
    return (_verdicts(columnar, layout.of(batch)) for batch in batches)


def verdict_batch(ids: Sequence[str | None] | None, verdicts: Sequence[Verdict], places: Sequence[int]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return a record batch of `verdict_schema()`: of row `i` the verdict `verdicts[places[i]]` under the id `ids[i]`.

    A verdict that many rows share, as clean ones do, is written once and taken for each of them.
    """
    pa, schema = _pyarrow(), verdict_schema()
    rows = [_row(verdict) for verdict in verdicts]
    taken = pa.array(places, pa.int64())
    arrays = [pa.array([row[field.name] for row in rows], field.type).take(taken) for field in schema if field.name != "id"]
    named = pa.nulls(len(places), pa.string()) if ids is None else pa.array(ids, pa.string())
    return pa.RecordBatch.from_arrays([named, *arrays], schema=schema)


def _verdicts(columnar: Columnar, table: Table) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """The verdicts of a table: the clean one is written once and taken for every row that shares it."""
    places = [0] * len(table.texts)
    verdicts: list[Verdict] = [columnar.clean]
    for row, verdict in columnar.flagged(table):
        places[row] = len(verdicts)
        verdicts.append(verdict)
    return verdict_batch(table.ids, verdicts, places)


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.level.value, "label": verdict.label,
        "labels": [{"label": label, "points": points} for label, points in verdict.labels],
        "score": verdict.score, "rules": [hit.rule for hit in verdict.hits], "hits": [_hit(hit) for hit in verdict.hits],
        "actions": [{"name": one.name, "value": None if one.value is None else str(one.value)} for one in verdict.actions],
        "sanction": verdict.sanction and _sanction(verdict.sanction), "notice": verdict.notice,
        "answer": verdict.answer and _answer(verdict.answer), "route": verdict.route and _route(verdict.route),
        "repeated": verdict.repeated, "ruleset": verdict.ruleset,
    }  # fmt: skip


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "rule": hit.rule, "title": hit.title, "charter": hit.charter, "label": hit.label, "severity": hit.severity,
        "status": hit.status, "verdict": hit.verdict.value, "score": hit.score,
        "signals": [
            {
                "signal": one.signal, "term": one.term, "field": one.field, "start": one.start, "end": one.end, "text": one.text,
                "weight": one.weight, "disguise": list(one.disguise), "messages": list(one.messages),
            }
            for one in hit.signals
        ],
    }  # fmt: skip


def _sanction(sanction: Sanction) -> dict[str, Any]:
    return {**sanction.to_dict(), "reasons": list(sanction.reasons)}


def _answer(answer: Answer) -> dict[str, Any]:
    return {**answer.to_dict(), "choices": list(answer.choices)}


def _route(route: Route) -> dict[str, Any]:
    return {**route.to_dict(), "due_ms": route.due_ms}


def _pyarrow() -> Any:  # noqa: ANN401 - it ships no types
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EnvironmentalError(*both(SENTENCES, "missing-extra")) from error
    return pa
