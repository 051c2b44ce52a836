"""`export` writes for the target, reports what is lost, and overwrites nothing unasked."""

import json

import pytest


def test_export_to_a_file_and_to_the_standard_output(run, here):
    code, out, err = run("export", "tiny.yaml", "--to", "wecom", "--out", "w.json")
    assert (code, err) == (0, "")
    assert "转给企业微信" in out
    assert isinstance(json.loads((here / "w.json").read_text(encoding="utf-8")), list)
    code, out, err = run("export", "tiny.yaml", "--to", "wordlist", "--lang", "en")
    assert code == 0
    assert "For a plain word list" in err
    assert "For" not in out


def test_export_overwrites_only_when_told_to(run):
    assert run("export", "tiny.yaml", "--to", "discord", "--out", "d.json")[0] == 0
    code, _, err = run("export", "tiny.yaml", "--to", "discord", "--out", "d.json")
    assert (code, "--force" in err) == (2, True)
    assert run("export", "tiny.yaml", "--to", "discord", "--out", "d.json", "--force")[0] == 0
    assert run("export", "tiny.yaml", "--to", "discord", "--out", "tiny.yaml", "--force")[0] == 2


@pytest.mark.parametrize("arguments", [["tiny.yaml", "--to", "wechat"], ["gone.yaml", "--to", "wecom"], ["tiny.yaml"]])
def test_a_wrong_call_is_one_sentence(run, arguments):
    code, out, err = run("export", *arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
