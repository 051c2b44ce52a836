"""However many processes share a scan, and however it is cut, it writes the same bytes."""

import csv
import gzip
import io
import json
import os
import random
import signal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.exports import chat
from benchmarks.exports_others import RENDERERS
from moderation.archives import Reject, read
from moderation.batch import Scan, blocks, bulk, cutting, job, scan_file, workers
from moderation.batch.bulk import Bulk
from moderation.batch.job import Job, Running
from moderation.batch.rows import reject_line, verdict_line
from moderation.batch.screen import Screen
from moderation.batch.work import Work, Writing
from moderation.compile import load_program
from moderation.errors import EnvironmentalError, UsageError
from moderation.message import Author, Message
from moderation.moderator import Moderator
from moderation.state import open_store

RULESET = """\
spec: 1
ruleset: {id: deep, title: 群规, version: "1", charter: [第1条 守法]}
terms:
  gambling: {title: 赌博用语, weight: 3, terms: [网赌, 百家乐]}
  names: {title: 广告名字, from: [nickname, card], terms: [代写, 网赌]}
  quoted: {title: 引用, from: [quote], terms: [刷单]}
rules:
  - {id: gambling, title: 赌博, charter: 第1条, label: gambling, severity: high, status: enforce, verdict: block,
     when: {all: [gambling, user.role is member]}, tests: {match: [来网赌吧], pass: [早]}}
  - {id: name, title: 名字, charter: 第1条, label: ad, severity: low, status: enforce, when: names, verdict: review,
     tests: {match: [{text: 早, nickname: 代写找我}], pass: [早]}}
  - {id: quote, title: 引用, charter: 第1条, label: ad, severity: low, status: enforce, verdict: review,
     when: {all: [quoted, message.quoted]}, tests: {match: [{text: 好, quote: 刷单}], pass: [早]}}
"""
NEWCOMERS = RULESET.replace("user.role is member", "user.new")
WORDS = ("早", "来网赌吧", "百 家 乐", "网\u200b赌", "好\ud800", "", "\0", "😀" * 3, "\u202e赌网", "[图片]", "5", "刷单", "是" * 300)


@pytest.fixture(scope="module", autouse=True)
def _tables_once():
    """The tables of a Program are made once for all tests: they are most of what so small a scan costs."""
    made = {}

    def screen(program, examiner):
        if id(program) not in made:
            made[id(program)] = (program, Screen(program, examiner))
        return made[id(program)][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "Screen", screen)
        yield


@pytest.fixture(scope="module")
def deep(tmp_path_factory):
    path = tmp_path_factory.mktemp("deep") / "deep.yaml"
    path.write_text(RULESET, encoding="utf-8")
    return Moderator(load_program(path, cache=False))


@pytest.fixture(scope="module")
def newcomers(tmp_path_factory):
    path = tmp_path_factory.mktemp("newcomers") / "newcomers.yaml"
    path.write_text(NEWCOMERS, encoding="utf-8")
    return Moderator(load_program(path, cache=False))


def one_by_one(path, moderator, **options):
    """What a scan writes that checks every message by itself: verdicts and rejects."""
    line, verdicts, rejects = verdict_line(moderator.program.info.name), [], []
    for row in read(path, **options):
        if isinstance(row, Reject):
            rejects.append(reject_line(row, str(path)))
        else:
            verdicts.append(line(moderator.check(row)))
    return b"".join(verdicts), b"".join(rejects)


def scanned(path, moderator, folder, **options):
    scan_file(path, moderator, out=folder / "v.jsonl", rejects=folder / "r.jsonl", **options)
    return (folder / "v.jsonl").read_bytes(), (folder / "r.jsonl").read_bytes()


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(cutting, "_PIECE_BYTES", 700)
    monkeypatch.setattr(blocks, "_ROWS", 7)


def line(dice, number):
    row = {"text": dice.choice(WORDS)}
    for name, values in (
        ("id", (f"m{number}", "好\ud800", 7)),
        ("nickname", ("小林", "代写找我", "网赌")), ("role", ("member", "群主")), ("kind", ("join", "text")),
        ("quote", ("刷单", "早")), ("time", ("2026-01-05 12:00", 1_767_000_000 + number, "昨天")), ("user", ("a", "b")),
        ("chat", ("g", {"id": "h"})),
    ):  # fmt: skip
        if dice.random() < 0.4:
            row[name] = dice.choice(values)
    return json.dumps(row, ensure_ascii=dice.random() < 0.5)


BROKEN = ("", "{", "[]", '{"text": 5}', "\ufeff{}", "# ", "\x0c")


def archive(seed, lines=400):
    dice = random.Random(seed)
    rows = [
        line(dice, number) if dice.random() < 0.9 else dice.choice(["", "{", "[]", '{"text": 5}', "\ufeff{}", "# ", "\x0c"])
        for number in range(lines)
    ]
    content = "\n".join(rows).encode("utf-8", "surrogatepass")
    return content.replace(b"\xe6\x97\xa9", b"\xe6\x97", 2) if seed % 2 else content


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("which", ["deep", "newcomers"])
def test_a_scan_writes_what_checking_one_by_one_writes(request, tmp_path, seed, which):
    moderator = request.getfixturevalue(which)
    path = tmp_path / "群.jsonl"
    path.write_bytes(archive(seed))
    assert scanned(path, moderator, tmp_path) == one_by_one(path, moderator)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("export", RENDERERS)
def test_every_export_comes_out_as_if_read_in_one_go(newcomers, tmp_path, export):
    path = tmp_path / "export"
    path.write_bytes(RENDERERS[export][1](chat(60)))
    assert scanned(path, newcomers, tmp_path) == one_by_one(path, newcomers)


TEXT_FILES = {
    "plain": "早\n来网赌吧\n\n晚\u2028安\n\ufeff网赌\n".encode() * 40,
    "no-end": ("早\n" * 300 + "网赌").encode(),
    "bom": b"\xef\xbb\xbf" + "网赌\n早\n".encode() * 100,
    "gb18030": "来网赌吧，大家好\n早上好啊\n".encode("gb18030") * 100,
    "late-gb18030": b"hello\n" * 60_000 + "来网赌吧，大家好\n早上好啊\n".encode("gb18030") * 100,
    "late-utf-8": b"hello\n" * 60_000 + "来网赌吧\n".encode() * 100,
    "utf-16": ("网赌\n早\n" * 100).encode("utf-16"),
    "broken": "网赌\n".encode() * 50 + b"\xff\xfe\n" + "早\n".encode() * 50,
    "empty": b"",
    "windows": "网赌\r\n早\r\n".encode() * 100,
    "lone": '{"text": "网赌"}'.encode(),
}


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("name", TEXT_FILES)
@pytest.mark.parametrize("packed", [False, True])
def test_lines_keep_numbers_and_encoding_wherever_they_are_cut(deep, tmp_path, name, packed):
    path = tmp_path / ("t.txt.gz" if packed else "t.txt")
    path.write_bytes(gzip.compress(TEXT_FILES[name]) if packed else TEXT_FILES[name])
    assert scanned(path, deep, tmp_path) == one_by_one(path, deep)


@pytest.mark.usefixtures("small_blocks")
def test_damaged_packing_is_one_row_more(deep, tmp_path):
    path = tmp_path / "t.txt.gz"
    path.write_bytes(gzip.compress(os.urandom(3000).hex().encode() + "\n网赌\n".encode() * 500)[:-20])
    verdicts, rejects = scanned(path, deep, tmp_path)
    assert (verdicts, rejects) == one_by_one(path, deep)
    assert json.loads(rejects.splitlines()[-1])["reason"] == "bad-packing"


def test_an_endless_line_is_one_row_and_the_next_is_read(deep, tmp_path):
    path = tmp_path / "t.txt"
    path.write_bytes(b"ok\n" + b"x" * (1 << 24) + b"y" * 3_000_000 + "\n网赌\n".encode() + b"z" * ((1 << 24) + 5))
    verdicts, rejects = scanned(path, deep, tmp_path)
    assert (verdicts, rejects) == one_by_one(path, deep)
    assert [json.loads(one)["line"] for one in rejects.splitlines()] == [2, 4]


@pytest.mark.parametrize("much", [0, 1 << 20])
def test_output_does_not_depend_on_the_number_of_workers(deep, tmp_path, monkeypatch, much):
    monkeypatch.setattr(cutting, "_PIECE_BYTES", 20_000)
    monkeypatch.setattr(job, "_MUCH", much)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(archive(1, 3000))
    (folder / "b.json").write_bytes(RENDERERS["telegram"][1](chat(40)))
    (folder / "c.txt").write_bytes(b"PK\x03\x04zip")
    (folder / "d.txt.gz").write_bytes(gzip.compress("网赌\n早\n".encode() * 3000)[:-9])
    names = tuple(str(path) for path in sorted(folder.iterdir()))
    outcomes = []
    for how_many in (1, 3):
        asked = Job(archives=names, out=str(tmp_path / "v.csv"), rejects=str(tmp_path / "r.jsonl"), workers=how_many)
        running = Running(asked, deep)
        summary = running.run()
        assert [type(error).__name__ for error in running.unread] == ["ArchiveError"]
        assert summary.rejects == len((tmp_path / "r.jsonl").read_bytes().splitlines())
        outcomes.append((summary, (tmp_path / "v.csv").read_bytes(), (tmp_path / "r.jsonl").read_bytes()))
    assert outcomes[0] == outcomes[1]


def test_a_worker_that_dies_is_the_worlds_fault(deep, tmp_path):
    path = tmp_path / "t.txt"
    path.write_bytes("早\n".encode() * 10)
    tasks = [workers.Task(0, "t", block) for block in blocks.blocks(path, {}, whole=False)]
    with workers.Workers(Work(deep, Writing(), {}), 2) as doing:
        for process in doing._processes:
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        with pytest.raises(EnvironmentalError, match="工作进程"):
            list(doing.run(iter(tasks)))


def test_what_is_raised_while_reading_comes_behind_what_was_read(deep):
    def tasks():
        yield workers.Task(0, "a", blocks.Rows((Message("网赌", id="1"),)))
        raise EnvironmentalError("坏了")

    with workers.Workers(Work(deep, Writing(), {}), 2) as doing:
        coming = doing.run(tasks())
        assert b"block" in next(coming)[1].verdicts
        with pytest.raises(EnvironmentalError, match="坏了"):
            next(coming)


@pytest.mark.parametrize("number", [0, -1, 65])
def test_number_of_workers_is_bounded(deep, tmp_path, number):
    (tmp_path / "t.txt").write_bytes(b"x")
    with pytest.raises(UsageError, match="--workers"):
        scan_file(tmp_path / "t.txt", deep, workers=number)


def test_a_store_wants_one_message_after_the_other(deep, tmp_path):
    (tmp_path / "t.txt").write_bytes(b"x")
    with pytest.raises(UsageError, match="store"):
        scan_file(tmp_path / "t.txt", Moderator(deep.program, store=open_store("memory://")), workers=2)


NAMES = st.sampled_from(["", "小林", "代写", "代 写", "网赌"])


def message(text, names, quote, kind, role):
    return Message(text, id="1", author=Author(nickname=names[0], card=names[1], role=role), quote=quote, kind=kind)


MESSAGES = st.builds(
    message,
    st.sampled_from([*WORDS, "x" * 200_000 + "网赌"]),
    st.tuples(NAMES, NAMES),
    st.sampled_from(["", "刷单", "早"]),
    st.sampled_from(["text", "system", "join", "image"]),
    st.sampled_from(["member", "admin"]),
)


@settings(max_examples=60)
@given(st.lists(MESSAGES, max_size=30))
def test_judged_together_is_judged_one_by_one(deep, messages):
    verdicts = Bulk(deep).verdicts(messages)
    checked = [deep.check(message) for message in messages]
    assert [verdict for verdict in verdicts if verdict is not None] == [verdict for verdict in checked if verdict.hits]
    assert [verdict is None for verdict in verdicts] == [not verdict.hits for verdict in checked]


def test_a_pipe_is_answered_before_it_ends(deep):
    reading, writing = os.pipe()
    out = io.BytesIO()
    with os.fdopen(reading, "rb") as source:
        os.write(writing, "早\n网赌\n".encode())
        coming = blocks.blocks(source, {"format": "plain"}, whole=False)
        assert next(coming).cut.content == "早\n网赌\n".encode()
        os.write(writing, "百家乐\n".encode())
        os.close(writing)
        scan = Scan(deep, verdicts=out)
        for block in coming:
            scan.add_rows(blocks.rows_of(block, {}))
    assert [json.loads(row)["id"] for row in out.getvalue().splitlines()] == ["3"]


def test_csv_is_read_back_and_no_cell_is_a_formula(tmp_path, deep):
    rows = [{"id": "=1+1", "text": "网赌"}, {"id": "＝cmd", "text": "早"}, {"id": "@a\0", "text": "百家乐"}, {"id": "\tx", "text": "早"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    scan_file(tmp_path / "a.jsonl", deep, out=tmp_path / "v.csv")
    content = (tmp_path / "v.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in table] == ["'=1+1", "'＝cmd", "'@a\\x00", "'\tx"]
    assert [(row["verdict"], row["label"], row["score"], row["rules"], row["evidence"]) for row in table[::2]] == [
        ("block", "gambling", "3", "gambling", "网赌"), ("block", "gambling", "3", "gambling", "百家乐"),
    ]  # fmt: skip


def test_only_flagged_leaves_out_what_passed_and_counts_it(tmp_path, deep):
    path = tmp_path / "a.txt"
    path.write_text("早\n网赌\n晚\n", encoding="utf-8")
    summary = scan_file(path, deep, out=tmp_path / "v.jsonl", flagged_only=True)
    assert [json.loads(row)["id"] for row in (tmp_path / "v.jsonl").read_bytes().splitlines()] == ["2"]
    assert summary.verdicts == 3


def test_parquet_holds_the_verdicts_of_json_lines(tmp_path, deep):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.jsonl"
    path.write_bytes(archive(2, 600))
    scan_file(path, deep, out=tmp_path / "v.jsonl")
    scan_file(path, deep, out=tmp_path / "v.parquet")
    lines = [json.loads(row) for row in (tmp_path / "v.jsonl").read_text(encoding="utf-8").splitlines()]
    table = parquet.read_table(tmp_path / "v.parquet").to_pylist()
    sound = [row["id"] and row["id"].encode("utf-8", "backslashreplace").decode() for row in lines]
    assert [(row["id"], row["verdict"], row["label"]) for row in table] == [
        (id_, row["verdict"], row["label"]) for id_, row in zip(sound, lines, strict=True)
    ]
    assert [[hit["rule"] for hit in row["hits"]] for row in table] == [[hit["rule"] for hit in row["hits"]] for row in lines]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.jsonl", "v.jsonl", "v.parquet"]


@pytest.mark.parametrize(("out", "form"), [("v.jsonl.gz", ""), ("-", "parquet"), ("v.csv.zst", "csv")])
def test_forms_that_cannot_be_written_are_refused(deep, tmp_path, out, form):
    (tmp_path / "t.txt").write_bytes(b"x")
    with pytest.raises(UsageError):
        scan_file(tmp_path / "t.txt", deep, out=out if out == "-" else tmp_path / out, form=form)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("columns", [None, {"text": "quote"}, {"id": "chat.id", "text": "nickname"}])
def test_what_no_rule_reads_need_not_be_read(moderator, tmp_path, seed, columns):
    path = tmp_path / "群.jsonl"
    path.write_bytes(archive(seed))
    assert scanned(path, moderator, tmp_path, columns=columns) == one_by_one(path, moderator, columns=columns)
