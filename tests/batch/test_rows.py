"""Verdicts become lines of JSON that any reader takes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives import Reject
from moderation.batch.rows import json_line, reject_line, verdict_line
from moderation.verdict import Hit, Level, Verdict

RULESET = "学习群@1#9f2c"


@given(st.one_of(st.none(), st.text()))
def test_short_cut_for_clean_verdicts_writes_what_the_long_way_writes(id_):
    verdict = Verdict(id=id_, ruleset=RULESET)
    assert verdict_line(RULESET)(verdict) == json_line(verdict.to_dict())


@given(st.text(), st.text())
def test_every_line_is_one_line_of_valid_utf8_json(id_, title):
    hit = Hit(
        rule="r", title=title, charter="", label=title or "x", severity="low", status="enforce", verdict=Level.BLOCK, score=1, signals=()
    )
    line = verdict_line(RULESET)(Verdict(id=id_, level=Level.BLOCK, label=title, hits=(hit,), ruleset=RULESET)).decode("utf-8")
    assert line.count("\n") == 1
    assert json.loads(line)["verdict"] == "block"


@pytest.mark.parametrize("text", ["大家好", "薇❤️信😀", "\ud800", "\udc80x", "a\0b\x1b[2J", "\u202eabc\u2028", '"\\', "赌\u200b博"])
def test_text_comes_back_from_its_line(text):
    line = json_line({"text": text})
    assert json.loads(line.decode("utf-8")) == {"text": text}


def test_chinese_is_written_as_it_reads():
    assert "赌博".encode() in json_line({"text": "赌博"})


def test_reject_names_its_file_and_line():
    assert json.loads(reject_line(Reject(7, "bad-json", "{\ud800"), "群.jsonl")) == {
        "file": "群.jsonl", "line": 7, "reason": "bad-json", "excerpt": "{\ud800",
    }  # fmt: skip
