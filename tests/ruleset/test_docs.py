"""The two pages about the language: every key and value is on both, and their examples are rulesets without a mistake."""

import re
from pathlib import Path

import pytest

from moderation.ruleset import load_text
from moderation.ruleset.json_schema import schema
from moderation.ruleset.mistakes import LATER
from moderation.wording.labels import LABELS

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = [DOCS / "ruleset.md", DOCS / "ruleset.zh-CN.md"]


def words():
    """Every key of the language and every word that a value may be."""
    for model in (schema(), *schema()["$defs"].values()):
        for key, part in model["properties"].items():
            yield key
            for values in re.findall(r"'(?:enum|const)': (\[[^\]]*\]|'[^']*')", str(part)):
                yield from re.findall(r"'([^']*)'", values)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_key_value_and_label_is_on_the_page(page):
    text = page.read_text(encoding="utf-8")
    missing = {word for word in {*words(), *LABELS, *LATER} if not re.search(rf"`[^`\n]*(?<![a-z_]){word}(?![a-z_])[^`\n]*`", text)}
    assert missing == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_are_rulesets_without_a_mistake(page):
    examples = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert examples
    assert all(load_text(example).diagnostics == () for example in examples)


def test_both_pages_have_the_same_example_and_the_same_tables():
    pages = [page.read_text(encoding="utf-8") for page in PAGES]
    assert pages[0].split("```")[1] == pages[1].split("```")[1]
    assert len({page.count("\n|") for page in pages}) == 1
    assert len({page.count("\n#") for page in pages}) == 1
