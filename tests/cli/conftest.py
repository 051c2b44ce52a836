"""A small ruleset, and the command line run in this process and as a process of its own."""

import os
import subprocess
import sys

import pytest

from moderation.cli import main

RULESET = """\
spec: 1
ruleset: {id: tiny, title: 小群规, version: "1", charter: [第1条 守法]}
terms:
  gambling: {title: 赌博用语, terms: [网赌, 百家乐]}
  insults: {title: "[red]辱骂[/red]", terms: [傻逼]}
rules:
  - {id: gambling, title: 赌博, charter: 第1条, label: gambling, severity: high, status: enforce, when: gambling, verdict: block,
     tests: {match: [来网赌吧], pass: [早]}}
  - {id: insult, title: "[red]辱骂[/red]", charter: 第1条, label: abuse, severity: low, status: enforce, when: insults, verdict: review,
     tests: {match: [傻逼], pass: [早]}}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty directory to work in, with a cache of compiled rulesets of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MODERATION_CACHE", str(tmp_path / ".cache"))
    monkeypatch.delenv("MODERATION_LANG", raising=False)
    (tmp_path / "tiny.yaml").write_text(RULESET, encoding="utf-8")
    (tmp_path / "群.txt").write_text("早\n来网赌吧\n傻逼\n晚安\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(here, capsys):  # noqa: ARG001 - where it runs
    """Run a command line; return its exit code, output and errors."""

    def call(*arguments):
        code = main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call


@pytest.fixture
def process(here):
    """Run a command line as a process, bytes in and bytes out; `before` stands in front of it in a shell."""

    def call(*arguments, given=b"", environment=None):
        command = [sys.executable, "-m", "moderation", *arguments]
        return subprocess.run(command, input=given, capture_output=True, cwd=here, env={**os.environ, **(environment or {})}, check=False)

    return call
