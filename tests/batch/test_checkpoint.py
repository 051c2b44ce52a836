"""A scan that is killed at any point and goes on writes what one writes that is left alone: no row lost, none doubled."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.exports import chat
from benchmarks.exports_others import RENDERERS
from moderation.batch import Summary, blocks, bulk, checkpoint, cutting, scan_file
from moderation.batch.checkpoint import Checkpoint, Fingerprint, Place, load, save
from moderation.batch.job import Job, Running
from moderation.batch.screen import Screen
from moderation.batch.summary import Counts
from moderation.errors import EnvironmentalError, UsageError
from moderation.moderator import Moderator

KILLED = Path(__file__).with_name("killed.py")
WORDS = ("早", "来网赌吧", "百家乐", "傻逼", "好\ud800", "晚安 😀", "")


class KilledError(Exception):
    """Stands for a kill where a test chooses the point."""


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


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(cutting, "_PIECE_BYTES", 1000)
    monkeypatch.setattr(blocks, "_ROWS", 10)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    dice = random.Random(3)
    rows = [json.dumps({"id": f"m{number}", "text": dice.choice(WORDS)}) if dice.random() < 0.95 else "{" for number in range(300)]
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "in" / "b.json").write_bytes(RENDERERS["telegram"][1](chat(60)))
    (tmp_path / "in" / "c.txt").write_bytes(b"PK\x03\x04zip")
    (tmp_path / "in" / "d.txt").write_text("早\n来网赌吧\n" * 100, encoding="utf-8")
    return tmp_path


def job(folder, out="v.jsonl", **options):
    names = tuple(str(path) for path in sorted((folder / "in").iterdir()))
    return Job(archives=names, out=str(folder / out), rejects=str(folder / "r.jsonl"), between=2, **options)


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def interrupt(running, after):
    """Let a scan run until so many blocks are written, then lose what is not on disk."""
    write, left = running._take, [after]

    def take(task, done):
        left[0] -= 1
        if left[0] < 0:
            raise KilledError
        write(task, done)

    running._take = take
    with pytest.raises(KilledError):
        running.run()


@pytest.mark.parametrize(("out", "flagged_only"), [("v.jsonl", False), ("v.csv", True), ("v.parquet", False)])
def test_whole_is_the_same_wherever_it_was_cut(folder, moderator, out, flagged_only):
    if out.endswith("parquet"):
        pytest.importorskip("pyarrow")
    whole = Running(job(folder, out, flagged_only=flagged_only), moderator)
    summary, wanted = whole.run(), files(folder)
    for after in (1, 9, 21):
        interrupt(Running(job(folder, out, flagged_only=flagged_only), moderator), after)
        again = Running(job(folder, out, flagged_only=flagged_only, resume=True), moderator)
        assert (again.run(), [str(error) for error in again.unread]) == (summary, [str(error) for error in whole.unread])
        assert files(folder) == wanted


def test_a_scan_may_be_cut_again_and_again(folder, moderator):
    Running(job(folder), moderator).run()
    wanted, cuts = files(folder), 0
    (folder / "v.jsonl").unlink()
    while not cuts or (folder / "v.jsonl.checkpoint").exists():
        running = Running(job(folder, resume=bool(cuts)), moderator)
        cuts += 1
        try:
            interrupt(running, 9)
        except pytest.fail.Exception:
            break
    assert cuts > 2
    assert files(folder) == wanted


@pytest.fixture
def cut(folder, moderator):
    interrupt(Running(job(folder), moderator), 20)
    assert (folder / "v.jsonl.checkpoint").exists()
    return folder


def refused(folder, moderator, **options):
    with pytest.raises(UsageError) as caught:
        Running(job(folder, resume=True, **options), moderator).run()
    assert caught.value.sentence("en") != caught.value.sentence("zh")
    return caught.value.sentence("zh")


def test_another_ruleset_is_refused(cut, moderator):
    info = replace(moderator.program.info, digest="9" * 64)
    assert "群规变了" in refused(cut, Moderator(replace(moderator.program, info=info)))


@pytest.mark.parametrize("change", ["longer", "byte", "other"])
def test_a_changed_archive_is_refused_by_name(cut, moderator, change):
    path = cut / "in" / "d.txt"
    content = path.read_bytes()
    path.write_bytes({"longer": content + "晚\n".encode(), "byte": content[:-2] + b"x\n", "other": b""}[change])
    assert "d.txt 在扫描中断之后变了" in refused(cut, moderator)


def test_other_archives_are_refused(cut, moderator):
    (cut / "in" / "e.txt").write_text("早", encoding="utf-8")
    assert "不是同一批" in refused(cut, moderator)


def test_other_options_are_refused_by_name(cut, moderator):
    assert "--only" in refused(cut, moderator, flagged_only=True)
    assert "--out-format" in refused(cut, moderator, form="csv")
    assert "--columns" in refused(cut, moderator, options={"columns": "text=body"})


def test_shortened_output_is_refused(cut, moderator):
    (cut / "v.jsonl").write_bytes(b"")
    assert "v.jsonl 比扫描中断时短了" in refused(cut, moderator)
    (cut / "v.jsonl").unlink()
    assert "v.jsonl" in refused(cut, moderator)


@pytest.mark.parametrize("content", [b"", b"{}", b"\0\xff", b'{"version": 99}', b'{"version": 1, "ruleset": 5}', b"[]"])
def test_a_damaged_checkpoint_is_refused(cut, moderator, content):
    (cut / "v.jsonl.checkpoint").write_bytes(content)
    assert "读不懂" in refused(cut, moderator)


def test_without_resume_a_scan_begins_anew(cut, moderator):
    Running(job(cut), moderator).run()
    assert not (cut / "v.jsonl.checkpoint").exists()
    wanted = files(cut)
    Running(job(cut, resume=True), moderator).run()
    assert files(cut) == wanted


@pytest.mark.parametrize("options", [{"out": ""}, {"out": "-"}, {"archives": ("-",)}])
def test_what_cannot_come_twice_is_not_resumed(folder, moderator, options):
    with pytest.raises(UsageError, match="--resume"):
        Running(replace(job(folder, resume=True), **options), moderator)


def test_a_device_has_no_checkpoint(folder, moderator):
    running = Running(replace(job(folder), out=os.devnull, rejects=""), moderator)
    assert running.run().verdicts > 0
    assert not Path(f"{os.devnull}.checkpoint").exists()


def test_a_checkpoint_comes_back_as_it_was(tmp_path):
    counts = Counts()
    counts.passed(3)
    saved = Checkpoint(
        ruleset="a@1#00", call={"--tz": "UTC"}, archives=(Fingerprint("群.txt", 3, "ab"),), place=Place(1, 2, 3, 4, 5), counts=counts,
        unread=(("坏", "bad"),),
    )  # fmt: skip
    save(tmp_path / "c", saved)
    loaded = load(tmp_path / "c")
    assert replace(loaded, counts=counts) == saved
    assert loaded.counts.summary == Summary(verdicts=3, levels=counts.summary.levels)
    assert load(tmp_path / "none") is None


def test_a_disk_that_refuses_a_checkpoint_is_the_worlds_fault(tmp_path):
    saved = Checkpoint(ruleset="", call={}, archives=(), place=Place(), counts=Counts())
    with pytest.raises(EnvironmentalError):
        save(tmp_path / "no" / "c", saved)
    with pytest.raises(EnvironmentalError):
        checkpoint.fingerprint(str(tmp_path / "no"))


def killed_and_resumed(ruleset_path, delays, **how):
    """Kill a scan so long after it began, each time going on where it was, and let the last one end; return how many were killed."""
    killed = 0
    for number, delay in enumerate((*delays, None)):
        command = [sys.executable, str(KILLED), str(ruleset_path), json.dumps({**how, "resume": number > 0})]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            running.stdout.readline()
            if delay is not None:
                time.sleep(delay)
                running.send_signal(signal.SIGKILL)
            errors = running.stderr.read()
        killed += running.returncode == -signal.SIGKILL
        assert running.returncode in (0, -signal.SIGKILL), errors.decode()
        assert delay is not None or running.returncode == 0
    return killed


def many(folder):
    """Archives that take a second or so."""
    dice = random.Random(11)
    rows = [json.dumps({"id": f"m{number}", "text": dice.choice(WORDS)}) if dice.random() < 0.99 else "{" for number in range(8_000)]
    (folder / "in" / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (folder / "in" / "b.json").write_bytes(RENDERERS["telegram"][1](chat(600)))


def prove(folder, ruleset_path, moderator, delays, **how):
    many(folder)
    names = [str(path) for path in sorted((folder / "in").iterdir())]
    how = {"archives": names, "out": str(folder / how.pop("out")), "rejects": str(folder / "r.jsonl"), **how}
    Running(Job(archives=tuple(names), out=how["out"], rejects=how["rejects"]), moderator).run()
    wanted = files(folder)
    for name in wanted:
        (folder / name).unlink()
    assert killed_and_resumed(ruleset_path, delays, **how) > len(delays) // 2
    assert files(folder) == wanted


def test_three_kills_lose_nothing(folder, ruleset_path, moderator):
    prove(folder, ruleset_path, moderator, [0.1, 0.5, 0.3], out="v.jsonl", workers=2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("out", "how"),
    [
        ("v.jsonl", {}), ("v.csv", {"workers": 2, "much": 0}), ("v.parquet", {"workers": 2, "much": 0}),
        ("v.jsonl", {"workers": 2, "anew": True}),
    ],
)  # fmt: skip
def test_fifty_kills_lose_nothing(folder, ruleset_path, moderator, out, how):
    dice = random.Random(50)
    prove(folder, ruleset_path, moderator, [dice.uniform(0.0, 0.8) for _ in range(50)], out=out, **how)


def test_scan_file_resumes_too(folder, moderator):
    path = folder / "in" / "a.jsonl"
    summary = scan_file(path, moderator, out=folder / "v.jsonl")
    assert scan_file(path, moderator, out=folder / "v.jsonl", resume=True) == summary
