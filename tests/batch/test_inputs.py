"""Files, folders and patterns become archives, each once and in order."""

import pytest

from moderation.batch import inputs
from moderation.errors import UsageError


@pytest.fixture
def here(tmp_path, monkeypatch):
    names = "a.jsonl b.csv.gz c.txt d.png .hidden.json sub/e.json sub/users.json sub/deep/f.parquet sub/.git/g.json h.zst i.tar.gz j.log"
    for name in names.split():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("names", "wanted"), [
    (["a.jsonl"], ["a.jsonl"]), (["j.log", "d.png"], ["j.log", "d.png"]), (["-"], ["-"]), (["-", "-", "a.jsonl"], ["-", "a.jsonl"]),
    (["sub"], ["sub/e.json", "sub/deep/f.parquet"]), (["."], ["a.jsonl", "b.csv.gz", "c.txt", "sub/e.json", "sub/deep/f.parquet"]),
    (["*.jsonl"], ["a.jsonl"]), (["**/*.json"], ["sub/e.json", "sub/users.json"]), (["s*"], ["sub/e.json", "sub/deep/f.parquet"]),
    (["c.txt", ".", "a.jsonl"], ["c.txt", "a.jsonl", "b.csv.gz", "sub/e.json", "sub/deep/f.parquet"]),
    (["./a.jsonl", "a.jsonl", "sub/../a.jsonl"], ["./a.jsonl"]), (["[ab].*"], ["a.jsonl", "b.csv.gz"]),
])  # fmt: skip
def test_names_become_archives(here, names, wanted):
    assert list(inputs(names)) == wanted
    assert list(inputs([str(here / name) if name != "-" else name for name in names])) == [
        str(here / name) if name != "-" else name for name in wanted
    ]  # fmt: skip


def test_what_is_written_is_not_read(here):
    assert "c.txt" not in inputs(["."], without=[str(here / "c.txt")])
    assert "a.jsonl" not in inputs(["*.*"], without=["a.jsonl"])


@pytest.mark.parametrize("name", ["没有.jsonl", "empty", "*.xlsx", "[z].txt", "empty/*"])
@pytest.mark.usefixtures("here")
def test_nothing_to_read_is_the_operators_mistake(name):
    with pytest.raises(UsageError, match=r"没有|empty|xlsx|z"):
        inputs([name])


def test_file_with_the_signs_of_a_pattern_is_itself(here):
    (here / "群[1].txt").write_bytes(b"")
    assert inputs(["群[1].txt"]) == ("群[1].txt",)
