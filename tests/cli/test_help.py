"""Help: every verb and every option is described, in both languages, and the docs list all of them."""

import runpy
from pathlib import Path

import pytest

from moderation.cli import main
from moderation.cli.app import verb_command
from moderation.cli.help import verb_page
from moderation.wording.cli import EXAMPLES, HELP, SENTENCES, VERBS

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_a_verb_is_described_in_both_languages(verb):
    parameters = verb_command(verb).params
    for parameter in parameters:
        assert f"{verb}.{parameter.name}" in HELP or f"*.{parameter.name}" in HELP
    assert verb_page(verb, parameters, "zh") != verb_page(verb, parameters, "en")
    assert EXAMPLES[verb]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("lang", "title"), [("zh", "用法"), ("en", "Usage")])
def test_help_of_a_verb_is_in_the_wanted_language(verb, lang, title, capsys):
    assert main([verb, "--help", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(title)
    assert f"moderation {verb}" in shown


def test_help_of_the_program_lists_every_verb(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(verb in shown for verb in VERBS)


def test_every_sentence_fills_the_same_names_in_both_languages():
    for table in (HELP, SENTENCES):
        for zh, en in table.values():
            assert {part.split("}")[0] for part in zh.split("{")[1:]} == {part.split("}")[0] for part in en.split("{")[1:]}


def test_docs_page_is_current():
    tool = runpy.run_path(str(ROOT / "tools" / "cli_docs.py"))
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == tool["page"](), "run tools/cli_docs.py"


def test_the_first_word_of_a_verb_alone_has_help_too(run):
    code, out, err = run("bot", "--help")
    assert (code, err) == (0, "")
    assert "moderation bot onebot | bot telegram" in out
    assert "Telegram" in out
    assert "wants one more word" in run("bot", "--help", "--lang", "en")[1]
    assert run("bto", "--help")[0] == 2
