"""`redteam` on the command line: forms of output, exit codes, the same answer in every process."""

import json

import pytest

CAREFUL = """\
spec: 1
ruleset: {id: careful, version: "1"}
terms: {words: {match: {separators: 1}, terms: [网赌], allow: [反网赌]}}
rules:
  - {id: words, label: ad, when: words, verdict: block, tests: {match: [来网赌吧], pass: [反网赌]}}
"""


@pytest.fixture
def careful(here):
    (here / "careful.yaml").write_text(CAREFUL, encoding="utf-8")
    return "careful.yaml"


def test_everything_caught_is_clean(run, careful):
    code, out, _ = run("redteam", careful, "--floor", "1")
    assert code == 0
    assert "召回 100.0%" in out
    assert "防误伤的写法 1 处，其中 0 处没有测试看住" in out


def test_english_says_the_same(run, careful):
    out = run("redteam", careful, "--lang", "en")[1]
    assert "recall 100.0%" in out
    assert "1 guards, of which no test protects 0" in out


def test_recall_below_the_floor_is_found(run, here):
    text = CAREFUL.replace("{separators: 1}", "{shuffle: true}").replace("网赌", "你我他").replace("来你我他吧", "那么你我他都好")
    (here / "loose.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run("redteam", "loose.yaml", "--floor", "1", "--format", "json")
    told = json.loads(out)
    assert code == int(not told["ok"])
    assert told["ok"] == (not told["rulesets"][0]["escaped"])


def test_unprotected_guards_are_named_with_their_place(run, careful, here):
    (here / careful).write_text(CAREFUL.replace("pass: [反网赌]", "pass: [早]"), encoding="utf-8")
    out = run("redteam", careful)[1]
    assert "careful.yaml:3:62: 词表 words 的 allow「反网赌」" in out


def test_unprotected_guards_are_a_finding_only_where_asked_about(run, careful, here):
    assert run("redteam", careful, "--guards")[0] == 0
    (here / careful).write_text(CAREFUL.replace("pass: [反网赌]", "pass: [早]"), encoding="utf-8")
    assert run("redteam", careful)[0] == 0
    assert run("redteam", careful, "--guards")[0] == 1


def test_html_is_one_page(run, careful):
    code, out, _ = run("redteam", careful, "--format", "html")
    assert code == 0
    assert out.startswith("<!doctype html>")
    assert out.rstrip().endswith("</html>")


@pytest.mark.parametrize("arguments", [("--floor", "2"), ("--floor", "nan"), ("--format", "xml"), ("--seed", "x")])
def test_wrong_options_are_usage_mistakes(run, careful, arguments):
    code, _, err = run("redteam", careful, *arguments)
    assert code == 2
    assert err


def test_a_missing_ruleset_is_a_usage_mistake(run):
    assert run("redteam", "nowhere.yaml")[0] == 2


def test_two_processes_give_the_same_bytes(process, careful):
    shown = {process("redteam", careful, "--format", "json", environment={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")}
    assert len(shown) == 1
    assert json.loads(next(iter(shown)))
