"""Any text at all, given as a ruleset, gives a ruleset and mistakes: never an exception, never a place outside the text."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from moderation.diagnostics import render, to_dict, to_github
from moderation.ruleset import load_text
from moderation.ruleset.schema import Ruleset
from moderation.ruleset.source import text_file

WORDS = st.sampled_from(
    [
        "spec",
        "ruleset",
        "id",
        "title",
        "charter",
        "extends",
        "defaults",
        "match",
        "from",
        "labels",
        "terms",
        "patterns",
        "rules",
        "when",
        "all",
        "any",
        "not",
        "at_least",
        "of",
        "near",
        "within",
        "score",
        "cap",
        "bonus",
        "review",
        "block",
        "verdict",
        "tests",
        "pass",
        "kind",
        "regex",
        "contact",
        "link",
        "repeat",
        "file",
        "allow",
        "remove",
        "domains",
        "weight",
        "exact",
        "robust",
        "homophone",
        "百家乐",
        "加薇❤️信",
        "1",
        "1.5",
        "true",
        "no",
        "~",
        "''",
        "12:30",
        "*a",
        "&a",
        "!!int",
        "community",
        "./nowhere.yaml",
        "\u202e",
        "\u200b",
        "𠮷",
        "é",
        "[",
        "{",
        "|",
    ]
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 2_000) | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=5),
    max_leaves=25,
)


def written(value):
    """A value as flow YAML, its words not quoted: much of it is almost right."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return {None: "", True: "true", False: "false"}.get(value, str(value)) if not isinstance(value, str) else value


def check(text):
    loaded = load_text(text, "群规.yaml")
    assert isinstance(loaded.ruleset, Ruleset)
    lines = text_file("群规.yaml", text.removeprefix("\ufeff")).lines
    for found in loaded.diagnostics:
        at = found.at
        assert 1 <= at.line <= len(lines)
        assert 1 <= at.column < at.end_column <= max(len(lines[at.line - 1]), at.column) + 1
        assert at.source == lines[at.line - 1].encode("utf-8", "replace").decode("utf-8")
        for lang in ("zh", "en"):
            assert render(found, lang).encode("utf-8")
            assert to_dict(found, lang)
            assert "\n" not in to_github(found, lang)
    return loaded


@given(st.text())
@example("\ufeffspec: 1\n")
@example("spec: 1\r\nterms: {a: \udfff}\n")
@example("- - - ? : &a *a\n")
@example("a: &a {<<: *a}\n")
def test_any_text_gives_mistakes_within_it(text):
    check(text)


@given(st.dictionaries(WORDS, PLAIN, max_size=6))
@settings(max_examples=300)
def test_any_text_that_is_almost_a_ruleset_gives_mistakes_within_it(document):
    check("spec: 1\n" + "".join(f"{key}: {written(value)}\n" for key, value in document.items()))


@given(
    st.lists(st.tuples(st.integers(0, 4), WORDS, st.sampled_from([": ", ":\n", "- ", ", ", "\n", "\r\n", " # ", "]", "}"])), max_size=40)
)
def test_any_pile_of_yaml_gives_mistakes_within_it(pieces):
    check("".join("  " * depth + word + end for depth, word, end in pieces))


@given(st.dictionaries(WORDS, PLAIN, max_size=6))
def test_loading_is_a_function_of_the_text(document):
    text = "spec: 1\n" + "".join(f"{key}: {written(value)}\n" for key, value in document.items())
    first, second = load_text(text), load_text(text)
    assert (first.ruleset, first.diagnostics, first.broken) == (second.ruleset, second.diagnostics, second.broken)
