"""A wrong call is answered with one clear sentence and exit code 2, a world that refuses with 3; never a traceback."""

import pytest


@pytest.mark.parametrize(("arguments", "zh", "en"), [
    (["chek", "x"], "是不是想写 check", "Did you mean check"),
    (["扫描"], "没有“扫描”这个命令", "no command"),
    (["--verson"], "没有 --verson 这个选项", "no option --verson"),
    (["scan", "群.txt", "--rulset", "x"], "是不是想写 --ruleset", "Did you mean --ruleset"),
    (["check"], "缺少 TEXT", "TEXT is missing"),
    (["scan"], "缺少 FILE", "FILE is missing"),
    (["version", "now"], "多出来的参数：now", "too many: now"),
    (["scan", "群.txt", "--out"], "--out 后面要有值", "--out needs a value"),
    (["check", "x", "--json=yes"], "--json 不带值", "--json takes no value"),
    (["scan", "群.txt", "--fail-on", "blok"], "是不是想写 block", "Did you mean block"),
    (["scan", "群.txt", "--format", "xlsx"], "jsonl | chatlab | csv | plain", "choose from jsonl"),
    (["lint", "tiny.yaml", "--format", "xml"], "text | json | github", "choose from text"),
    (["scan", "没有.txt", "-r", "tiny.yaml"], "无法读取 没有.txt：文件不存在", "Cannot read 没有.txt: no such file"),
    (["scan", "*.没有", "-r", "tiny.yaml"], "*.没有 里没有可读的聊天记录", "no archive to read in *.没有"),
    (["scan", "群.txt", "-r", "tiny.yaml", "--tz", "Asia/Shanhai"], "没有“Asia/Shanhai”这个时区；例如", "Did you mean Asia/Shanghai"),
    (["scan", "群.txt", "-r", "tiny.yaml", "--columns", "txt=内容"], "是不是想写 text", "Did you mean text"),
    (["scan", "群.txt", "-r", "tiny.yaml", "--columns", "text"], "“text”看不懂", "“text” in --columns makes no sense"),
    (["scan", "群.txt", "-r", "tiny.yaml", "--roles", "没有.yaml"], "无法读取 没有.yaml：文件不存在", "no such file"),
    (["scan", "群.txt", "-r", "tiny.yaml", "--out", "群.txt"], "换一个输出文件", "another output file"),
    (["scan", "群.txt", "-r", "tiny.yaml", "--out", "v", "--rejects", "v"], "换一个输出文件", "another output file"),
    (["check", "x", "--ruleset", "comunity"], "community", "community"),
    (["check", "x", "--ruleset", "没有.yaml"], "没有.yaml", "没有.yaml"),
    (["init", "tiny.yaml"], "--force", "--force"),
])  # fmt: skip
def test_wrong_call_is_one_sentence_in_the_operators_language(run, arguments, zh, en):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("错误：")
    assert zh in err
    code, out, err = run(*arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert en in err


@pytest.mark.parametrize("lang", ["fr", ""])
def test_language_that_is_not_spoken_is_a_usage_error(run, lang):
    assert run("version", "--lang", lang)[0] == 2


@pytest.mark.parametrize("arguments", [["--lang", "en", "chek"], ["chek", "--lang", "en"], ["chek", "--lang=en"]])
def test_language_stands_before_or_after_the_verb(run, arguments):
    assert run(*arguments)[2].startswith("Error")


def test_language_of_the_environment_yields_to_the_option(run, monkeypatch):
    monkeypatch.setenv("MODERATION_LANG", "en_US.UTF-8")
    assert run("chek")[2].startswith("Error")
    assert run("chek", "--lang", "zh")[2].startswith("错误")


def test_words_behind_two_dashes_are_no_options(run):
    assert run("check", "-r", "tiny.yaml", "--", "--lang")[0] == 0


def test_no_verb_shows_the_help_as_a_usage_error(run):
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "check" in err


@pytest.mark.parametrize("arguments", [["scan", "群.txt", "-r", "tiny.yaml", "--out", "群.txt/v.jsonl"], ["init", "no/such/place.yaml"]])
def test_output_that_cannot_be_written_is_the_worlds_fault(run, arguments):
    code, _, err = run(*arguments)
    assert code == 3
    assert err.startswith("错误：无法写入")


def test_ruleset_with_mistakes_shows_all_of_them_with_their_places(run, here):
    (here / "bad.yaml").write_text("spec: 1\nterms:\n  a: {titel: x, terms: []}\nrules: 5\n", encoding="utf-8")
    for verb in (["check", "x"], ["explain", "x"], ["scan", "群.txt"]):
        code, out, err = run(*verb, "--ruleset", "bad.yaml")
        assert (code, out) == (2, "")
        assert "bad.yaml:3:" in err
        assert "^" in err
        assert "bad.yaml:4:" in err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 100, b"a: [", b"", b"%PDF", b"- 1\n- 2\n"])
def test_file_that_is_no_ruleset_is_a_usage_error(run, here, content):
    (here / "odd.yaml").write_bytes(content)
    code, _, err = run("check", "x", "--ruleset", "odd.yaml")
    assert code == 2
    assert err


def test_hostile_words_of_a_call_cannot_command_the_terminal(run):
    _, _, err = run("check\x1b[2J\u202e")
    assert "\x1b" not in err
    assert "\u202e" not in err
