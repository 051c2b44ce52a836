"""A file of questions and answers → tree: YAML, JSON Lines, or the export of a spreadsheet, each mistake at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.diagnostics import Diagnostic
from moderation.ruleset.faq_json import json_rows
from moderation.ruleset.faq_table import table_rows
from moderation.ruleset.locations import kind_of
from moderation.ruleset.reading import read_tree
from moderation.ruleset.source import bad_characters
from moderation.ruleset.tree import Entry, Mapping, Scalar, Sequence
from moderation.ruleset.validation import check

if TYPE_CHECKING:
    from moderation.ruleset.source import TextFile
    from moderation.ruleset.tree import Node

__all__ = ["TABLES", "faq_rows"]

TABLES: Final = (".csv", ".tsv", ".tab", ".txt")
"""How the names of spreadsheet exports end; these may be in an older Chinese encoding."""
_LINES: Final = (".jsonl", ".ndjson")


def faq_rows(file: TextFile, suffix: str) -> tuple[tuple[Mapping, ...], tuple[Diagnostic, ...]]:
    r"""Return the entries that fit the schema, in file order, and every mistake in the others; linear in the file's length.

    >>> from moderation.ruleset.source import text_file
    >>> rows, _ = faq_rows(text_file("a.yaml", "- {question: 几点开门, answer: 九点}\n"), ".yaml")
    >>> rows[0].plain()
    {'question': '几点开门', 'answer': '九点'}
    """
    unprintable = bad_characters(file)
    if unprintable:
        return (), unprintable
    nodes, found = _nodes(file, suffix.lower())
    document = _document(file, nodes)
    checked = check(document)
    entries = _at(_at(checked.root, "faq"), "entries")
    kept = tuple(node for node in entries.nodes if isinstance(node, Mapping)) if isinstance(entries, Sequence) else ()
    return kept, (*found, *checked.diagnostics)


def _nodes(file: TextFile, suffix: str) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    if suffix in _LINES:
        return json_rows(file)
    return table_rows(file) if suffix in TABLES else _yaml(file)


def _yaml(file: TextFile) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    """The list that a file is, or has under `entries`."""
    tree, found = read_tree(file)
    node = _at(tree, "entries") if isinstance(tree, Mapping) and "entries" in tree.entries else tree
    if node is None:
        return (), found
    if isinstance(node, Sequence):
        return node.nodes, found
    wrong = Diagnostic(slug="wrong-type", at=node.at, values={"kind": kind_of(node), "expected": "expected-list"})
    return (), (*found, wrong)


def _document(file: TextFile, nodes: tuple[Node, ...]) -> Mapping:
    """The entries as they would stand in a ruleset, so that they are checked by the same schema."""
    start = Scalar(file, 0, 0, "", "")

    def under(key: str, node: Node) -> Mapping:
        return Mapping(file, 0, 0, {key: Entry(start._replace(text=key, value=key), node)})

    faq = under("faq", under("entries", Sequence(file, 0, 0, nodes)))
    return faq.with_entries({**under("spec", start._replace(text="1", value=1)).entries, **faq.entries})


def _at(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None
