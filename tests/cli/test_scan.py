"""What `scan` reads: exports as they are, folders and patterns, packed files, columns, roles and zones."""

import gzip
import json

import pytest

from benchmarks.exports import chat
from benchmarks.exports_others import RENDERERS


@pytest.fixture
def scanned(run):
    """Scan with the small ruleset; return the summary's numbers and the verdicts."""

    def call(*arguments):
        code, out, err = run("scan", *arguments, "-r", "tiny.yaml", "--out", "v.out", "--rejects", "r.out", "--lang", "en")
        assert (code, err) == (0, "")
        (line,) = [line for line in out.splitlines() if line.startswith("messages in")]
        return [int(word) for word in line.split() if word.isdecimal()]

    return call


@pytest.fixture
def verdicts(here):
    return lambda: [json.loads(line) for line in (here / "v.out").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("export", RENDERERS)
def test_every_export_is_scanned_as_it_is_and_the_counts_add_up(scanned, verdicts, here, export):
    (here / "export").write_bytes(RENDERERS[export][1](chat(40)))
    messages, judged, rejects = scanned("export")
    assert (messages, rejects) == (judged, 0)
    assert len(verdicts()) == judged


def test_folder_pattern_and_packed_files_add_up(scanned, here):
    (here / "in" / "sub").mkdir(parents=True)
    (here / "in" / "a.json").write_bytes(RENDERERS["telegram"][1](chat(30)))
    (here / "in" / "sub" / "b.csv.gz").write_bytes(gzip.compress(RENDERERS["memotrace-12"][1](chat(20))))
    (here / "in" / "readme.md").write_text("# 不是聊天记录", encoding="utf-8")
    assert scanned("in")[0] == 50
    assert scanned("in/*.json")[0] == 30
    assert scanned("in", "in/a.json", "群.txt")[0] == 54


def test_archive_in_no_format_does_not_keep_the_others_from_being_read(run, here):
    (here / "in").mkdir()
    (here / "in" / "a.txt").write_bytes(b"PK\x03\x04zip")
    (here / "in" / "b.txt").write_text("早\n", encoding="utf-8")
    code, out, err = run("scan", "in", "-r", "tiny.yaml")
    assert code == 2
    assert "消息 1 条 = 判定 1 条 + 拒收 0 条" in out
    assert "a.txt" in err
    assert "ZIP" in err


def test_own_verdicts_in_the_folder_are_not_scanned(run, here):
    (here / "in").mkdir()
    (here / "in" / "a.jsonl").write_text('{"text": "早"}\n', encoding="utf-8")
    for _ in range(2):
        code, out, _ = run("scan", "in", "-r", "tiny.yaml", "--out", "in/v.jsonl", "--rejects", "in/r.jsonl")
        assert code == 0
        assert "消息 1 条 = 判定 1 条 + 拒收 0 条" in out


def test_packed_standard_input_is_unpacked(process):
    done = process("scan", "-", "-r", "tiny.yaml", "--out", "-", given=gzip.compress("早\n网赌\n".encode()))
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["pass", "block"]


def test_columns_of_anybodys_own(scanned, verdicts, here):
    (here / "a.csv").write_text("编,正文列\n7,来网赌吧\n8,早\n", encoding="utf-8")
    assert scanned("a.csv", "--columns", "id=编,text=正文列") == [2, 2, 0]
    assert [(row["id"], row["verdict"]) for row in verdicts()] == [("7", "block"), ("8", "pass")]


RULESET = """\
spec: 1
ruleset: {id: staff, title: 值班, version: "1", charter: [第1条 守法]}
terms: {gambling: {title: 赌博, terms: [网赌]}}
rules:
  - {id: night, title: 夜里, charter: 第1条, label: gambling, severity: low, status: enforce, verdict: block,
     when: {all: [gambling, chat.hour < 6, user.role is member]},
     tests: {match: [{text: 网赌, at: "2026-01-01 02:00"}], pass: [早]}}
"""


def test_zone_and_roles_reach_the_rules(run, here):
    (here / "staff.yaml").write_text(RULESET, encoding="utf-8")
    (here / "roles.csv").write_text("42,管理员\n", encoding="utf-8")
    rows = [{"text": "网赌", "at": "2025-03-01 02:00", "author": author} for author in ("41", "42")]
    (here / "a.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    (here / "b.jsonl").write_text('{"text": "网赌", "at": 1740765600, "author": "41"}\n', encoding="utf-8")

    def blocked(*arguments):
        code, _, err = run("scan", *arguments, "-r", "staff.yaml", "--out", "v.out")
        assert (code, err) == (0, "")
        return [json.loads(line)["verdict"] for line in (here / "v.out").read_text(encoding="utf-8").splitlines()]

    assert blocked("a.jsonl") == ["block", "block"]
    assert blocked("a.jsonl", "--roles", "roles.csv") == ["block", "pass"]
    assert blocked("b.jsonl") == ["block"]
    assert blocked("b.jsonl", "--tz", "Europe/Berlin") == ["pass"]


def test_mistakes_of_a_role_map_come_with_their_lines(run, here):
    (here / "roles.yaml").write_text("42: owner\n43: boss\n44: chef\n", encoding="utf-8")
    code, out, err = run("scan", "群.txt", "-r", "tiny.yaml", "--roles", "roles.yaml")
    assert (code, out) == (2, "")
    assert "roles.yaml:2: “boss”" in err
    assert "roles.yaml:3: “chef”" in err


def test_format_is_named_in_the_mistake_with_what_can_be_read(run):
    code, _, err = run("scan", "群.txt", "-r", "tiny.yaml", "--format", "telegrm")
    assert code == 2
    assert "是不是想写 telegram" in err


def test_form_follows_the_suffix_or_what_is_said(run, here):
    for arguments, first in (
        (["--out", "v.csv"], b"\xef\xbb\xbfid,verdict,"), (["--out", "v.x", "--out-format", "csv"], b"\xef\xbb\xbfid,"),
        (["--out", "v.csv", "--out-format", "jsonl"], b'{"id": "1"'), (["--out", "v.parquet"], b"PAR1"),
    ):  # fmt: skip
        assert run("scan", "群.txt", "-r", "tiny.yaml", *arguments)[0] == 0
        assert (here / arguments[1]).read_bytes().startswith(first)


def test_only_flagged_verdicts_are_written_and_all_are_counted(run, here):
    out = run("scan", "群.txt", "-r", "tiny.yaml", "--only", "flagged", "--out", "v.jsonl")[1]
    assert [json.loads(line)["id"] for line in (here / "v.jsonl").read_text(encoding="utf-8").splitlines()] == ["2", "3"]
    assert "消息 4 条 = 判定 4 条 + 拒收 0 条" in out


def test_workers_write_the_same(process, here):
    for number in ("1", "2"):
        done = process("scan", "群.txt", "-r", "tiny.yaml", "--workers", number, "--out", f"{number}.jsonl")
        assert (done.returncode, done.stderr) == (0, b"")
    assert (here / "1.jsonl").read_bytes() == (here / "2.jsonl").read_bytes()


@pytest.mark.parametrize(("arguments", "wanted"), [
    (["--workers", "0"], "--workers 要写 1 到 64"), (["--workers", "x"], "--workers"), (["--resume"], "--resume 要有 --out"),
    (["--resume", "--out", "-"], "--resume 要有 --out"), (["--only", "flag"], "是不是想写 flagged"),
    (["--out-format", "xlsx"], "jsonl | csv | parquet"), (["--out", "v.jsonl.gz"], "判定不压缩"),
    (["--out", "-", "--out-format", "parquet"], "Parquet 要写成文件"),
])  # fmt: skip
def test_what_cannot_be_done_is_said(run, arguments, wanted):
    code, out, err = run("scan", "群.txt", "-r", "tiny.yaml", *arguments)
    assert (code, out) == (2, "")
    assert wanted in err


def test_resume_without_a_checkpoint_begins_at_the_beginning(run, here):
    for _ in range(2):
        assert run("scan", "群.txt", "-r", "tiny.yaml", "--out", "v.jsonl", "--resume")[0] == 0
    assert len((here / "v.jsonl").read_bytes().splitlines()) == 4
    assert not (here / "v.jsonl.checkpoint").exists()
