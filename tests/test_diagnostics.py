"""Diagnostics as people, programs and GitHub see them; one catalogue, one golden file and one line of docs a slug."""

import json
import re
import runpy
import string
import unicodedata
from pathlib import Path

import pytest

from moderation.diagnostics import Diagnostic, Position, render, to_dict, to_github
from moderation.errors import RulesetError
from moderation.wording.diagnostics import FIXES, SENTENCES, WORDS

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden" / "diagnostics"
TOO_LARGE = {"file-too-large"}
"""A file of megabytes is no golden file; tests/ruleset/test_source.py has one."""


def at(source, marked, path="群规.yaml"):
    column = source.index(marked) + 1
    return Position(path, 7, column, column + len(marked), source)


def columns(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@pytest.mark.parametrize(
    ("source", "marked"),
    [
        ("    title: 赌博用语", "赌博用语"),
        ("  赌博: {terms: [百家乐], wieght: 3}", "wieght"),
        ("🐷头: ⌚子 x", "x"),
        ("ＶＸ：１２３ abc", "abc"),
        ("e\u0301e\u0301: 词", "词"),
        ("薇\u200b信: \u202e词 y", "y"),
        ("\tterms: 词", "词"),
        ("𠮷野家 z", "z"),
    ],
)
def test_carets_stand_below_what_is_marked_in_a_terminal(source, marked):
    rows = render(Diagnostic(slug="empty-text", at=at(source, marked))).split("\n")
    line, carets = rows[1], rows[2]
    start = len(carets) - len(carets.lstrip(" |"))
    before = line[: line.rindex(marked)]
    assert columns(before) == start
    assert columns(marked) == carets.count("^")


def test_the_rows_say_place_slug_sentence_line_expectation_spelling_and_fix():
    diagnostic = Diagnostic(
        slug="unknown-label",
        at=at("    label: gamble", "gamble"),
        values={"found": "gamble", "expected": "gambling, ad"},
        nearest="gambling",
    )
    assert render(diagnostic, "en") == """\
群规.yaml:7:12: error[unknown-label] there is no label gamble
  7 |     label: gamble
    |            ^^^^^^
    expected: gambling, ad
    did you mean: gambling
    to do: use an existing label, or add your own under labels"""  # fmt: skip
    assert str(diagnostic) == render(diagnostic, "zh")
    assert "是不是想写：gambling" in str(diagnostic)


def test_a_warning_is_called_one():
    assert render(Diagnostic(slug="unused-signal", at=Position("a.yaml"), gravity="warning", values={"found": "x"})).startswith(
        "a.yaml:1:1: warning[unused-signal]"
    )


def test_a_place_without_a_line_shows_none():
    assert render(Diagnostic(slug="bad-key", at=Position("a.yaml", 1, 1, 2, "   "))).count("\n") == 0


def test_a_line_of_a_megabyte_is_cut_around_the_mistake():
    source = "甲" * 500_000 + "错" + "乙" * 500_000
    rows = render(Diagnostic(slug="empty-text", at=at(source, "错"))).split("\n")
    assert len(rows[1]) < 200
    assert rows[1].split("| ")[1].startswith("…甲")
    assert rows[1].endswith("乙…")
    assert len(to_dict(Diagnostic(slug="empty-text", at=at(source, "错")))["source"]) <= 1000


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202e", "\0", "\u2028", "\x9b", "a\nb"])
def test_nothing_of_a_file_can_command_the_terminal(hostile):
    diagnostic = Diagnostic(
        slug="unknown-key", at=at(f"a: {hostile}: x", "x", path=f"{hostile}.yaml"), values={"found": hostile}, nearest=hostile
    )
    printed = render(diagnostic) + to_github(diagnostic)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Zl") and c != "\n" for c in printed)
    assert printed.count("\n") == render(Diagnostic(slug="unknown-key", at=at("a: x", "x"), nearest="y")).count("\n")


def test_a_value_that_nobody_gave_and_a_slug_that_nobody_knows_are_shown_all_the_same():
    assert "这里不能写「…」" in render(Diagnostic(slug="unknown-key", at=Position("a.yaml")))
    assert render(Diagnostic(slug="no-such-slug", at=Position("a.yaml"))) == "a.yaml:1:1: error[no-such-slug] no-such-slug"


def test_braces_in_a_file_are_no_placeholders():
    assert "{0.__class__}" in render(Diagnostic(slug="unknown-key", at=Position("a.yaml"), values={"found": "{0.__class__}"}))


def test_the_json_form_has_every_field_and_is_json():
    diagnostic = Diagnostic(slug="wrong-type", at=at("a: [1]", "[1]"), values={"kind": "list", "expected": "text"})
    assert json.loads(json.dumps(to_dict(diagnostic, "en"))) == {
        "slug": "wrong-type", "gravity": "error", "file": "群规.yaml", "line": 7, "column": 4, "end_column": 7, "source": "a: [1]",
        "message": "this is a list", "expected": "text", "nearest": None, "fix": None,
    }  # fmt: skip


def test_a_github_annotation_is_one_line_with_everything_escaped():
    diagnostic = Diagnostic(
        slug="unknown-key", at=Position("a,b:c%.yaml", 3, 2, 5, "x"), values={"found": "50%", "expected": "a\nb"}, nearest="c"
    )
    line = to_github(diagnostic, "en")
    assert line == (
        "::error file=a%2Cb%3Ac%25.yaml,line=3,col=2,endColumn=5,title=unknown-key::"
        "50%25 is no key of this mapping%0Aexpected: a<U+000A>b%0Adid you mean: c"
    )


def test_an_error_shows_all_its_diagnostics():
    mistakes = tuple(Diagnostic(slug=slug, at=Position("a.yaml")) for slug in ("empty-text", "bad-key"))
    assert str(RulesetError(mistakes)) == "\n".join(map(str, mistakes))


@pytest.mark.parametrize("slug", SENTENCES)
def test_a_sentence_is_a_template_in_both_languages_over_the_same_values(slug):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)
    for zh, en in (SENTENCES[slug], FIXES.get(slug, ("", ""))):
        names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)]
        assert names[0] - {"zh"} == names[1] - {"en"}
        assert "expected" not in names[0]  # it has a line of its own
        assert bool(zh) == bool(en)
        assert not zh.endswith("。")
        assert not en.endswith(".")


def test_fixes_and_words_belong_to_something():
    assert FIXES.keys() <= SENTENCES.keys()
    assert all(zh and en for zh, en in WORDS.values())


def test_the_docs_are_current():
    tool = runpy.run_path(str(ROOT / "tools" / "diagnostics_docs.py"))
    assert (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8") == tool["page"](), "run tools/diagnostics_docs.py"
    assert all(f"## `{slug}`" in tool["page"]() for slug in SENTENCES)


@pytest.mark.parametrize("slug", sorted(SENTENCES.keys() - TOO_LARGE))
def test_every_mistake_looks_as_it_did(slug, monkeypatch):
    monkeypatch.chdir(GOLDEN)
    tool = runpy.run_path(str(ROOT / "tools" / "diagnostics_golden.py"))
    assert (GOLDEN / f"{slug}.txt").read_text(encoding="utf-8") == tool["rendering"](tool["found"](slug)), "run tools/diagnostics_golden.py"


def test_golden_files_are_about_slugs():
    assert {path.stem for path in GOLDEN.glob("*.txt")} <= SENTENCES.keys()
