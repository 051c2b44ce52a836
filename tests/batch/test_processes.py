"""Processes that share the work begin at once, and none of them outlives a scan, however it ends."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from moderation.batch import processes
from moderation.batch.work import Work, Writing

KILLED = Path(__file__).with_name("killed.py")
ROWS = 60_000

posix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="what is tested is how POSIX ends processes")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An archive that takes seconds."""
    path = tmp_path_factory.mktemp("long") / "a.jsonl"
    path.write_text("".join(f'{{"id": "m{number}", "text": "来网赌吧{number % 7}"}}\n' for number in range(ROWS)), encoding="utf-8")
    return path


def begun(ruleset_path, archive, out, **how):
    """A scan by two workers that has begun, and the ids of these."""
    asked = {"archives": [str(archive)], "out": str(out), "workers": 2, **how}
    command = [sys.executable, str(KILLED), str(ruleset_path), json.dumps(asked)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    return running, [int(one) for one in running.stdout.readline().split()[1:]]


def ended(running):
    """What a scan and its workers said: that of them which still runs would keep the stream open."""
    said = running.communicate(timeout=60)[1].decode()
    return running.returncode, said


@posix
@pytest.mark.parametrize("how", [{"much": 0}, {"anew": True}], ids=["shared", "anew"])
def test_workers_end_when_their_parent_is_killed(ruleset_path, archive, tmp_path, how):
    running, workers = begun(ruleset_path, archive, tmp_path / "v.jsonl", **how)
    assert len(workers) == 2
    running.kill()
    assert ended(running) == (-signal.SIGKILL, "")


@posix
@pytest.mark.parametrize("how", [{"much": 0}, {"anew": True}], ids=["shared", "anew"])
def test_a_scan_ends_when_a_worker_is_killed(ruleset_path, archive, tmp_path, how):
    running, workers = begun(ruleset_path, archive, tmp_path / "v.jsonl", **how)
    os.kill(workers[1], signal.SIGKILL)
    code, said = ended(running)
    assert (code, said.count("Traceback")) == (1, 2)  # of the pipe that broke, and of the sentence for people
    assert "EnvironmentalError" in said.splitlines()[-1]


@posix
@pytest.mark.parametrize("after_s", [0.0, 0.7])
def test_an_interrupt_is_no_traceback(ruleset_path, archive, tmp_path, after_s):
    out = tmp_path / "v.jsonl"
    command = [sys.executable, "-m", "moderation", "scan", str(archive), "-o", str(out), "--workers", "2", "--ruleset", str(ruleset_path)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    while not out.exists() and running.poll() is None:
        time.sleep(0.01)
    time.sleep(after_s)
    os.killpg(running.pid, signal.SIGINT)
    code, said = ended(running)
    assert code in (130, 0)  # it may have been done before
    assert "Traceback" not in said


def test_with_threads_nothing_is_shared(moderator):
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        assert not processes.can_share()
    finally:
        over.set()
        thread.join()
    assert Work(moderator, Writing(), {}).plan.work().lean
