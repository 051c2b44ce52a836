"""`vet` tells by its exit code whether anything is serious; `import` writes what loads and overwrites nothing."""

import json

import pytest


def test_vet_of_a_word_list_in_words_and_as_json(run, here):
    (here / "words.txt").write_text("毒\n口交\n", encoding="utf-8")
    code, out, err = run("vet", "words.txt", "--against", "群.txt")
    assert (code, err) == (1, "")
    assert "words.txt:1: 「毒」严重" in out
    assert "对照了 4 条聊天记录" in out
    code, out, _ = run("vet", "words.txt", "--format", "json")
    report = json.loads(out)
    assert (code, report["terms"], report["serious"]) == (1, 2, 2)
    assert {"allow", "near", "boundary"} >= {key for one in report["findings"] for key in one["suggest"] or ()}
    assert "备注" not in run("vet", "words.txt", "--brief")[1].replace("备注没有显示", "").replace("处备注", "")


def test_vet_of_a_ruleset(run):
    assert run("vet", "tiny.yaml")[0] == 0
    assert "terms" in run("vet", "tiny.yaml", "--lang", "en")[1]


@pytest.mark.parametrize("arguments", [["gone.txt"], ["gone.yaml"], ["群.txt", "--against", "gone.txt"], ["群.txt", "--format", "xml"]])
def test_vet_of_what_is_not_there_is_one_sentence(run, arguments):
    code, out, err = run("vet", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_import_writes_a_fragment_that_vet_and_lint_take(run, here):
    (here / "words.csv").write_text("词,类别\n网赌,赌博\n网 赌,赌博\n冰毒,毒品\n,毒品\n", encoding="gb18030")
    code, out, err = run("import", "words.csv", "--out", "terms.yaml")
    assert (code, err) == (0, "")
    assert "words.csv:3:" in out
    assert "words.csv:5:" in out
    assert "2 个词，2 个词表" in out
    assert run("lint", "terms.yaml")[0] == 0
    assert run("vet", "terms.yaml")[0] == 0


def test_import_overwrites_only_when_told_to(run, here):
    (here / "words.txt").write_text("网赌\n", encoding="utf-8")
    assert run("import", "words.txt", "--out", "t.yaml")[0] == 0
    code, _, err = run("import", "words.txt", "--out", "t.yaml")
    assert (code, "--force" in err) == (2, True)
    assert run("import", "words.txt", "--out", "t.yaml", "--force")[0] == 0
    assert run("import", "words.txt", "--out", "words.txt", "--force")[0] == 2


@pytest.mark.parametrize("content", ["", "# nothing\n", "\u200b\n"])
def test_import_of_nothing_writes_nothing(run, here, content):
    (here / "words.txt").write_text(content, encoding="utf-8")
    assert run("import", "words.txt", "--out", "t.yaml")[0] == 2
    assert not (here / "t.yaml").exists()
