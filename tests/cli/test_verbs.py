"""What each verb prints and how it ends."""

import json
import os
import subprocess
import sys
from contextlib import suppress

import jsonschema
import pytest
import yaml


def test_check_tells_by_its_exit_code_whether_a_message_passes(run):
    assert run("check", "早上好", "-r", "tiny.yaml")[0] == 0
    assert run("check", "来网赌吧", "-r", "tiny.yaml")[0] == 1
    assert run("check", "傻逼", "-r", "tiny.yaml")[0] == 1


def test_check_prints_sentences_or_one_line_of_json(run):
    _, out, err = run("check", "来网 赌吧", "-r", "tiny.yaml")
    assert "赌博" in out
    _, out, err = run("check", "来网 赌吧", "-r", "tiny.yaml", "--json")
    assert (out.count("\n"), err) == (1, "")
    row = json.loads(out)
    assert (row["verdict"], row["label"]) == ("block", "gambling")
    signal = row["hits"][0]["signals"][0]
    assert (signal["term"], signal["start"], signal["end"], signal["text"], signal["disguise"]) == ("网赌", 1, 4, "网 赌", ["separators"])


@pytest.mark.parametrize(("lang", "word"), [("zh", "拦截"), ("en", "block")])
def test_explanations_speak_the_wanted_language(run, lang, word):
    for arguments in (["check", "网赌"], ["check", "网赌", "--explain"], ["explain", "网赌"]):
        assert word in run(*arguments, "-r", "tiny.yaml", "--lang", lang)[1]


def test_explain_is_no_judgement_in_its_exit_code(run):
    assert run("explain", "网赌", "-r", "tiny.yaml")[0] == run("explain", "早", "-r", "tiny.yaml")[0] == 0


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u202e" * 50, "🀄" * 1000, "a" * 100_000])
def test_any_text_has_a_verdict(run, text):
    assert run("check", text, "-r", "tiny.yaml")[0] == 0
    assert run("explain", text, "-r", "tiny.yaml")[0] == 0


def test_hostile_text_is_shown_but_obeyed_by_no_terminal(run):
    out = run("explain", "网\x1b[2J\u202e赌 [bold]网赌[/bold]", "-r", "tiny.yaml")[1]
    assert not set("\x1b\u202e") & set(out)


def test_scan_writes_a_verdict_for_every_row(run, here):
    (here / "a.jsonl").write_text('{"id": "x", "text": "网赌"}\nbroken\n', encoding="utf-8")
    code, out, err = run("scan", "群.txt", "a.jsonl", "-r", "tiny.yaml", "--out", "out/v.jsonl", "--rejects", "out/r.jsonl")
    assert (code, err) == (0, "")
    assert "消息 6 条 = 判定 5 条 + 拒收 1 条" in out
    rows = [json.loads(line) for line in (here / "out" / "v.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "x"]
    (reject,) = [json.loads(line) for line in (here / "out" / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert reject == {"file": "a.jsonl", "line": 2, "reason": "bad-json", "excerpt": "broken"}


def test_scan_shows_hits_by_rule_and_label_and_by_level(run):
    out = run("scan", "群.txt", "-r", "tiny.yaml")[1]
    assert "gambling" in out
    assert "[red]辱骂[/red]" in out
    assert [line.split() for line in out.splitlines() if "%" in line] == [
        ["通过", "2", "50.0%"],
        ["人工复核", "1", "25.0%"],
        ["拦截", "1", "25.0%"],
    ]
    english = run("scan", "群.txt", "-r", "tiny.yaml", "--lang", "en")[1]
    assert "messages in 4 = verdicts 4 + rejects 0" in english


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--fail-on", "block"], 1), (["--fail-on", "review"], 1)])
def test_scan_fails_only_where_it_is_told_to(run, options, code):
    assert run("scan", "群.txt", "-r", "tiny.yaml", *options)[0] == code


def test_scan_of_clean_messages_never_fails(run, here):
    (here / "clean.txt").write_text("早\n晚\n", encoding="utf-8")
    assert run("scan", "clean.txt", "-r", "tiny.yaml", "--fail-on", "review")[0] == 0


def test_verdicts_on_the_output_stand_alone_there(process):
    done = process("scan", "-", "-r", "tiny.yaml", "--out", "-", given="早\n网赌\n".encode())
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["pass", "block"]
    assert "判定 2 条" in done.stderr.decode()


def test_named_format_is_used(run):
    assert "消息 4 条 = 判定 0 条 + 拒收 4 条" in run("scan", "群.txt", "-r", "tiny.yaml", "--format", "jsonl")[1]


def test_watched_scan_shows_its_progress(here):
    pty = pytest.importorskip("pty")
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "moderation", "scan", "群.txt", "-r", "tiny.yaml"]
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as running:
        os.close(theirs)
        shown = b"".join(everything(mine)).decode()
        out = running.stdout.read().decode()
    os.close(mine)
    assert running.returncode == 0
    assert "群.txt" in shown
    assert "判定 4 条" in out


def everything(terminal):
    """What a terminal shows until its program ends, which a terminal reports as an error."""
    with suppress(OSError):
        while shown := os.read(terminal, 4096):
            yield shown


def test_lint_is_clean_or_finds(run, here):
    assert run("lint", "tiny.yaml")[0] == 0
    (here / "bad.yaml").write_text("spec: 1\nterms: {a: {terms: []}}\nrules: []\n", encoding="utf-8")
    code, out, _ = run("lint", "tiny.yaml", "bad.yaml")
    assert code == 1
    assert "bad.yaml:2:" in out
    code, out, _ = run("lint", "bad.yaml", "--format", "json")
    assert code == 1
    assert json.loads(out)[0]["file"].endswith("bad.yaml")
    assert "::error file=" in run("lint", "bad.yaml", "--format", "github")[1]


def test_test_runs_the_tests_of_the_rules(run, here):
    code, out, _ = run("test", "tiny.yaml")
    assert code == 0
    assert out
    broken = (here / "tiny.yaml").read_text(encoding="utf-8").replace("match: [来网赌吧]", "match: [来网赌吧, 大家好]")
    (here / "broken.yaml").write_text(broken, encoding="utf-8")
    code, out, _ = run("test", "tiny.yaml", "broken.yaml")
    assert code == 1
    assert "大家好" in out


def test_schema_is_the_one_that_editors_read(run):
    code, out, _ = run("schema")
    assert code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_starter_ruleset_passes_lint_test_and_schema(run, here):
    code, out, _ = run("init", "mine.yaml")
    assert code == 0
    assert "mine.yaml" in out
    assert run("lint", "mine.yaml") == (0, run("lint", "mine.yaml")[1], "")
    assert run("test", "mine.yaml")[0] == 0
    jsonschema.validate(yaml.safe_load((here / "mine.yaml").read_text(encoding="utf-8")), json.loads(run("schema")[1]))
    assert run("check", "日入 800，日结兼职找我", "-r", "mine.yaml")[0] == 1


def test_init_overwrites_only_when_told_to(run, here):
    before = (here / "tiny.yaml").read_bytes()
    assert run("init", "tiny.yaml")[0] == 2
    assert (here / "tiny.yaml").read_bytes() == before
    assert run("init", "tiny.yaml", "--force")[0] == 0
    assert (here / "tiny.yaml").read_bytes() != before


def test_version_names_library_and_python(run):
    assert run("version")[1].startswith("moderation ")
    assert run("--version") == run("version")


def test_module_runs_as_the_command(process):
    done = process("version")
    assert (done.returncode, done.stdout[:11]) == (0, b"moderation ")
