"""YAML text → tree: what scalars mean, where they stand, and what is refused."""

import time

import pytest

from moderation.ruleset.reading import MAX_DEPTH, read_tree, resolve
from moderation.ruleset.source import text_file
from moderation.ruleset.tree import Mapping, Sequence


def tree(text):
    return read_tree(text_file("群规.yaml", text))


def slugs(text):
    return [each.slug for each in tree(text)[1]]


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("Y", "Y"), ("12:30", "12:30"), ("1_000", "1_000"),
        ("2026-11-21", "2026-11-21"), ("2026.11.21", "2026.11.21"), ("0b11", "0b11"), ("=", "="), ("<<", "<<"), ("百家乐", "百家乐"),
        ("true", True), ("False", False), ("TRUE", True), ("tRUE", "tRUE"), ("null", None), ("~", None), ("", None), ("Null", None),
        ("110", 110), ("-3", -3), ("+7", 7), ("007", 7), ("0o17", 15), ("0xFF", 255), ("0o8", "0o8"), ("9" * 40, float("9" * 40)),
        ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("-.inf", float("-inf")), (".Inf", float("inf")), ("1.2.3", "1.2.3"), ("１２", "１２"),
    ],
)  # fmt: skip
def test_unquoted_scalars_mean_what_the_core_schema_of_yaml_1_2_says(written, meaning):
    assert resolve(written) == meaning
    assert type(resolve(written)).__mro__[-2] is type(meaning).__mro__[-2] or isinstance(resolve(written), type(meaning))


def test_quoted_scalars_are_text():
    node, _ = tree("a: '110'\nb: \"true\"\nc: !!str 3\nd: |\n  110\n")
    assert node.plain() == {"a": "110", "b": "true", "c": "3", "d": "110\n"}


def test_numbers_remember_how_they_were_written():
    node, _ = tree("[007, 1.10, 0x1F]")
    assert [value.source for value in node.plain()] == ["007", "1.10", "0x1F"]


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("terms: [百家乐, 网赌]\n", ("terms", 1), (1, 14, 16)),
        ("a:\n  - 🐷头\n  - e\u0301x\n", ("a", 1), (3, 5, 8)),
        ("a:\r\n  b: '𠮷 x'\r\n", ("a", "b"), (2, 6, 11)),
        ("# \u202e注释\nk:   \u200bv\n", ("k",), (2, 6, 8)),
    ],
)
def test_places_count_lines_and_code_points_from_one(text, path, place):
    node, found = tree(text)
    for part in path:
        node = node.get(part) if isinstance(node, Mapping) else node.nodes[part]
    assert not found
    assert (node.at.line, node.at.column, node.at.end_column) == place
    assert node.at.source == text.split("\n")[place[0] - 1].rstrip("\r")


@pytest.mark.parametrize(
    ("text", "slug", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        ("a: {x: 1, x: 2}\n", "duplicate-key", 1, 11),
        ("a: b: c\n", "bad-yaml", 1, 5),
        ("a:\n\t- x\n", "bad-yaml", 2, 1),
        ("a: [1, 2\nb: {c: 1}\n", "bad-yaml", 1, 4),
        ("a: ['x' y]\n", "bad-yaml", 1, 9),
        ("a: 'x\n", "bad-yaml", 1, 4),
        ("a: @x\n", "bad-yaml", 1, 4),
        ("%YAML 1.2\n---\na: 1\n", "bad-yaml", 1, 1),
        ("a: *x\n", "bad-alias", 1, 4),
        ("a: &x [*x]\n", "bad-alias", 1, 8),
        ("a: 1\n---\nb: 1\n", "several-documents", 2, 1),
        ("a: 1\n...\n%TAG ! x\n", "several-documents", 3, 1),
        ("? [a]\n: 1\n", "bad-key", 1, 3),
        ("? {a: 1}\n: 1\n", "bad-key", 1, 3),
        ("'': 1\n", "bad-key", 1, 1),
        ("a: !!python/object/apply:os.system [ls]\n", "unknown-tag", 1, 4),
        ("a: !!binary aGk=\n", "unknown-tag", 1, 4),
        ("a: x\0y\n", "bad-character", 1, 5),
        ("甲: \x1b[2J\n", "bad-character", 1, 4),
        ("a: \ud800\n", "bad-character", 1, 4),
    ],
)
def test_mistakes_of_form_are_reported_where_they_stand(text, slug, line, column):
    (found,) = tree(text)[1]
    assert (found.slug, found.at.line, found.at.column) == (slug, line, column)


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n"])
def test_a_text_without_content_has_no_tree_or_nothing_in_it(text):
    node, found = tree(text)
    assert not found
    assert node is None or node.plain() is None


@pytest.mark.parametrize("text", ["a: 1\n...\n", "---\na: 1\n", "a: 1\n# 完\n\n", "a: 1\n...\n# 完\n"])
def test_the_marks_of_a_single_document_are_no_second_one(text):
    node, found = tree(text)
    assert (node.plain(), found) == ({"a": 1}, ())


def test_the_first_of_two_equal_keys_counts():
    assert tree("a: 1\na: 2\n")[0].plain() == {"a": 1}


def test_aliases_repeat_their_anchor():
    assert tree("a: &x [百家乐]\nb: *x\n")[0].plain() == {"a": ["百家乐"], "b": ["百家乐"]}


def test_keys_that_look_like_numbers_are_their_own_text():
    assert tree("110: x\ntrue: y\n")[0].plain() == {"110": "x", "true": "y"}


def test_a_billion_laughs_is_refused():
    rows = ["a0: &a0 [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert slugs("\n".join(rows)) == ["too-many-aliases"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "'" * 100_001, "%TAG !a! x\n" * 50_000,
        "a: 1\n...\n" + "%T a\n" * 50_000, "&a " * 50_000, "!a " * 50_000, "\n" * 500_000, "#" * 500_000, "a" * 500_000,
        'a: "' + "\\u0041" * 80_000, "[a, " * 40 + "b" + "]" * 40, "- - " * 20 + "x\n", "a: |\n" + " x\n" * 100_000,
    ],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_hostile_texts_cost_no_more_than_their_length(text):
    started = time.process_time()
    tree(text)
    assert time.process_time() - started < 4  # a quadratic reader takes minutes


def test_nesting_stops_at_a_depth_that_no_ruleset_needs():
    assert slugs("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert slugs("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == ["too-deep"]


def test_a_tree_holds_every_node_with_its_file():
    node, _ = tree("a: [1, {b: 2}]\n")
    assert isinstance(node, Mapping)
    assert isinstance(node.get("a"), Sequence)
    assert node.get("a").nodes[1].file.path == "群规.yaml"
