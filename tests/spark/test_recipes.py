"""Every recipe of docs/scale-out.md runs as it stands there, and gives the verdicts of `check`. Run with `pytest -m spark`."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.exports import chat
from moderation.compile import load_program
from moderation.message import Author, Chat, Message
from moderation.moderator import Moderator
from moderation.state import open_store

pytestmark = pytest.mark.spark
DOCS = Path(__file__).parent.parent.parent / "docs" / "scale-out.md"
START = datetime(2026, 1, 5, 12, tzinfo=UTC)
PARTS = DOCS.read_text(encoding="utf-8").split("\n## ")[1:]
RECIPES = {part.splitlines()[0]: found[1] for part in PARTS if (found := re.search(r"```python\n(.*?)```", part, re.DOTALL))}
NEEDS = {
    "Spark": "pyspark",
    "Spark, with what came before": "pyspark",
    "Ray Data": "ray",
    "Dask": "dask",
    "DuckDB": "duckdb",
    "Polars": "polars",
}


def message(id_, text, user, number):
    return Message(text, id=id_, author=Author(id=user), chat=Chat(id=f"g{number % 2}"), at=START + timedelta(seconds=20 * number))


def messages():
    talk = [message(f"m{number}", row.text, "u1", number) for number, row in enumerate(chat(60)) if row.kind == "text" and row.text]
    return [*talk, *(message(f"s{number}", "加薇❤️信：abc12345 日结兼职", "u2", number) for number in range(9))]


def remembered(program, group):
    """The verdicts on the messages of one chat, one after the other."""
    moderator = Moderator(program, store=open_store("memory://"))
    for one in sorted((one for one in messages() if one.chat.id == group), key=lambda one: one.at_ms):
        yield one.id, moderator.check(one)


@pytest.fixture
def folder(tmp_path):
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = [{"id": one.id, "chat": one.chat.id, "user": one.author.id, "at": one.at, "text": one.text} for one in messages()]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "messages.parquet")
    return tmp_path


def test_every_recipe_is_known():
    assert set(RECIPES) == set(NEEDS)


@pytest.mark.parametrize("recipe", NEEDS)
def test_recipe_gives_the_verdicts_of_check(folder, recipe):
    if find_spec(NEEDS[recipe]) is None:
        pytest.skip(f"{NEEDS[recipe]} is not installed")
    if NEEDS[recipe] == "pyspark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    from pyarrow import parquet  # noqa: PLC0415 - an extra

    (folder / "recipe.py").write_text(RECIPES[recipe], encoding="utf-8")
    root = str(DOCS.parent.parent)
    settings = {"PYTHONPATH": root, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "RAY_USAGE_STATS_ENABLED": "0"}
    done = subprocess.run([sys.executable, "recipe.py"], cwd=folder, env={**os.environ, **settings}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    rows = parquet.read_table(folder / "verdicts").to_pylist()
    program = load_program("community")
    if "before" in recipe:
        wanted = {id_: verdict for group in ("g0", "g1") for id_, verdict in remembered(program, group)}
        assert {row["id"]: (row["sanction"] or {}).get("strikes") for row in rows} == {
            id_: verdict.sanction and verdict.sanction.strikes for id_, verdict in wanted.items()
        }
    else:
        wanted = {one.id: Moderator(program).check(one) for one in messages()}
    assert {row["id"]: (row["verdict"], row["label"], row["score"]) for row in rows} == {
        id_: (verdict.level.value, verdict.label, verdict.score) for id_, verdict in wanted.items()
    }
    assert any(row["verdict"] != "pass" for row in rows)
