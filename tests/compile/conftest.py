"""Rulesets as authors write them, loaded and compiled from a text."""

import pytest

from moderation.compile.assemble import compile_ruleset
from moderation.ruleset import load_text

RULE = "{id: rule, title: 规则, label: ad, when: ad, verdict: block, tests: {match: [广告], pass: [你好]}}"


def compiled_text(text):
    """`text` below `spec: 1`; a list `ad` and a rule are added where the text has none of its own."""
    text = "spec: 1\n" + text
    if "\nterms:" not in text:
        text += "\nterms: {ad: {terms: [广告]}}"
    if "\nrules:" not in text:
        text += f"\nrules: [{RULE}]"
    return compile_ruleset(load_text(text, "群规.yaml"))


@pytest.fixture(scope="session")
def compiled():
    return compiled_text


@pytest.fixture(scope="session")
def found():
    """The (slug, line, what is pointed at) of every mistake in a text."""

    def found_in(text):
        places = [(one.slug, one.at) for one in compiled_text(text).diagnostics]
        return [(slug, at.line, at.source[at.column - 1 : at.end_column - 1]) for slug, at in places]

    return found_in


@pytest.fixture(scope="session")
def slugs():
    def slugs_of(text):
        return [one.slug for one in compiled_text(text).diagnostics]

    return slugs_of
