"""Whatever the encoding of the streams, whoever closes them: no traceback, and JSON stays JSON."""

import json
import os
import signal
import subprocess
import sys

import pytest

TEXT = "网赌😀\udc80\u202e"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "gbk", "latin-1", "ascii:strict", "utf-8:strict"])
@pytest.mark.parametrize("options", [["--json"], ["--explain"], [], ["--json", "--lang", "en"]])
def test_verdict_arrives_in_every_encoding(process, encoding, options):
    done = process(
        "check", "-", "-r", "tiny.yaml", *options, given=TEXT.encode("utf-8", "surrogateescape"), environment={"PYTHONIOENCODING": encoding}
    )
    assert (done.returncode, done.stderr) == (1, b"")
    if "--json" in options:
        row = json.loads(done.stdout.decode(encoding.split(":")[0]))
        assert row["hits"][0]["signals"][0]["text"] == "网赌"


def test_argument_in_another_encoding_is_a_text_too(here):
    command = [os.fsencode(sys.executable), b"-m", b"moderation", b"check", b"-r", b"tiny.yaml", b"--json", b"\xff\xfe" + "网赌".encode()]
    done = subprocess.run(command, capture_output=True, cwd=here, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    json.loads(done.stdout)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_piped_text_is_read_in_the_encoding_it_has(process, encoding):
    done = process("check", "-", "-r", "tiny.yaml", "--json", given="来网赌吧\n".encode(encoding))
    assert json.loads(done.stdout)["hits"][0]["signals"][0]["start"] == 1


def test_json_on_a_terminal_carries_no_control_characters(process):
    done = process("check", "-", "-r", "tiny.yaml", "--json", given="网\x9b\u202e赌".encode())
    assert not set("\x9b\u202e\x1b") & set(done.stdout.decode())
    assert json.loads(done.stdout)["verdict"] in ("pass", "block")


def test_reader_that_goes_away_ends_the_scan_quietly(here):
    (here / "long.txt").write_text("来网赌吧\n" * 20_000, encoding="utf-8")
    command = f"{sys.executable} -m moderation scan long.txt -r tiny.yaml --out - | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, cwd=here, check=False)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr
    assert json.loads(done.stdout)["verdict"] == "block"


def test_interrupted_scan_ends_quietly_and_keeps_whole_lines(here):
    command = [sys.executable, "-m", "moderation", "scan", "-", "-r", "tiny.yaml", "--out", "v.jsonl"]
    with subprocess.Popen(command, cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdin.write("早\n".encode() * 10_000)
        running.stdin.flush()
        while not (here / "v.jsonl").exists() or not (here / "v.jsonl").stat().st_size:
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        running.stdin.close()
        errors = running.stderr.read()
    assert running.returncode == 130
    assert errors == b""
    assert all(json.loads(line)["verdict"] == "pass" for line in (here / "v.jsonl").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_stream_gives_no_traceback(here, closed):
    command = f"{sys.executable} -m moderation check - -r tiny.yaml {closed}"
    done = subprocess.run(["bash", "-c", command], input=b"hi", capture_output=True, cwd=here, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)


def test_full_disk_below_the_output_is_the_worlds_fault(here):
    done = subprocess.run(["bash", "-c", f"{sys.executable} -m moderation schema > /dev/full"], capture_output=True, cwd=here, check=False)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
