"""YAML text → tree, by the core schema of YAML 1.2: `no`, `on`, `12:30` and `1_000` stay text.

Second step of loading. libyaml parses; its events become our own nodes here, because only here duplicate keys, floods
of aliases and endless nesting can be refused before they cost anything. The time is linear in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

import yaml

from moderation.diagnostics import Diagnostic
from moderation.ruleset.source import TextFile, bad_characters
from moderation.ruleset.tree import Entry, Mapping, Node, Scalar, Sequence, SourceFloat, SourceInt

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_DEPTH", "read_tree", "resolve"]

MAX_DEPTH: Final = 50
"""No ruleset nests deeper than ten; walks over a tree are recursive and must not exhaust the stack."""
_MAX_ALIASED: Final = 10_000
"""How many nodes aliases may repeat in one file: enough for reuse, too few for a billion laughs."""
_CORE_TAGS: Final = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")} | {"!"}
_INT: Final = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]{1,300}(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,5})?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_UNCLOSED: Final = ("end of stream", "or ']'", "or '}'")
"""What libyaml says where a quote or bracket is not closed: on another line than the mistake, which is where it opens."""
_BLANKS: Final = re.compile(r"(?:\s+|#[^\n]*)*+")
_BLANKS_AND_END: Final = re.compile(r"(?:\s+|#[^\n]*|\.\.\.)*+")


def resolve(text: str) -> str | int | float | bool | None:
    """Return what an unquoted scalar means by the core schema of YAML 1.2.

    >>> [resolve(text) for text in ("no", "12:30", "1_000", "0o17", "-3", "1.5", "null", "true")]
    ['no', '12:30', '1_000', 15, -3, 1.5, None, True]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        integer = SourceInt(text, 0 if text.startswith(("0o", "0x")) else 10)
        integer.source = text
        return integer
    if _FLOAT.fullmatch(text):
        number = SourceFloat(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        number.source = text
        return number
    return text


def read_tree(file: TextFile) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the tree of a text, `None` where it holds none, and every mistake of form in it."""
    unprintable = bad_characters(file)
    if unprintable:
        return None, unprintable
    builder = _Builder(file)
    try:
        builder.run()
    except _Refused as refused:
        builder.diagnostics.append(refused.diagnostic)
        builder.root = None
    return builder.root, tuple(builder.diagnostics)


class _Refused(Exception):  # noqa: N818 - no error of the library: it never leaves this module
    """The rest of the text is not read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class _Frame:
    """A list or mapping that is still being read; `size` counts the nodes in it, those of aliases too."""

    __slots__ = ("anchor", "nodes", "size", "start")

    def __init__(self, start: int, anchor: str | None) -> None:
        self.start, self.anchor = start, anchor
        self.nodes: list[Node] = []
        self.size = 1


class _Builder:
    """Builds the tree from the events of the parser; thrown away afterwards."""

    def __init__(self, file: TextFile) -> None:
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []
        self._file = file
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._aliased = 0

    def run(self) -> None:
        """Read the one document of the text."""
        for event in self._events():
            match event:
                case yaml.ScalarEvent():
                    self._add(self._scalar(event), event.anchor, 1)
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    self._open(event)
                case yaml.SequenceEndEvent():
                    frame, end = self._stack.pop(), _span(event)[1]
                    self._add(Sequence(self._file, frame.start, end, tuple(frame.nodes)), frame.anchor, frame.size)
                case yaml.MappingEndEvent():
                    frame, end = self._stack.pop(), _span(event)[1]
                    self._add(self._mapping(frame, end), frame.anchor, frame.size)

    def _events(self) -> Iterator[yaml.Event]:
        """The events of the first document; a second one is refused before the parser sees it."""
        text = self._file.text
        first = _after(_BLANKS, text, 0)
        if text.startswith("%", first):  # libyaml compares each directive with all before it: quadratic
            raise self._refused("bad-yaml", first, problem="directive")
        try:
            parser = yaml.CSafeLoader(text)
            while event := parser.get_event():
                yield event
                if isinstance(event, yaml.DocumentEndEvent):
                    self._nothing_after(_span(event)[1])
                    return
        except yaml.MarkedYAMLError as error:
            raise self._bad_yaml(error) from None

    def _nothing_after(self, end: int) -> None:
        rest = _after(_BLANKS_AND_END, self._file.text, end)
        if rest < len(self._file.text):
            raise self._refused("several-documents", rest, end=rest + 3)

    def _bad_yaml(self, error: yaml.MarkedYAMLError) -> _Refused:
        opened, mark = error.context_mark, error.problem_mark or error.context_mark
        if opened and mark and mark.line != opened.line and (error.problem or "").endswith(_UNCLOSED):
            mark = opened
        index = min(mark.index, len(self._file.text)) if mark else 0
        tab = self._file.text[index : index + 1] == "\t"
        return self._refused("bad-yaml", index, problem="tab" if tab else error.problem or error.context or "unknown")

    def _refused(self, slug: str, start: int, *, end: int | None = None, **values: str) -> _Refused:
        return _Refused(Diagnostic(slug=slug, at=self._file.position(start, end), values=values))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self._check_tag(event)
        text = event.value
        meaning = resolve(text) if event.implicit[0] and event.tag is None else text
        return Scalar(self._file, *_span(event), text, meaning)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag not in _CORE_TAGS:
            found = event.tag.replace("tag:yaml.org,2002:", "!!")
            at = self._file.position(*_span(event))
            self.diagnostics.append(Diagnostic(slug="unknown-tag", at=at, values={"found": found}))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise self._refused("too-deep", _span(event)[0], limit=str(MAX_DEPTH))
        self._check_tag(event)
        self._stack.append(_Frame(_span(event)[0], event.anchor))

    def _alias(self, event: yaml.AliasEvent) -> None:
        (start, end), anchor = _span(event), event.anchor or ""
        if anchor not in self._anchors:
            problem = "loop" if any(anchor == frame.anchor for frame in self._stack) else "unset"
            raise self._refused("bad-alias", start, end=end, found=anchor, problem=problem)
        node, size = self._anchors[anchor]
        self._aliased += size
        if self._aliased > _MAX_ALIASED:
            raise self._refused("too-many-aliases", start, end=end, limit=f"{_MAX_ALIASED:,}")
        self._add(node, None, size)

    def _add(self, node: Node, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size)
        if self._stack:
            self._stack[-1].nodes.append(node)
            self._stack[-1].size += size
        else:
            self.root = node

    def _mapping(self, frame: _Frame, end: int) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, node in zip(frame.nodes[::2], frame.nodes[1::2], strict=True):
            if not isinstance(key, Scalar) or not key.text:
                self.diagnostics.append(Diagnostic(slug="bad-key", at=key.at))
            elif key.text in entries:
                values = {"found": key.text, "line": str(entries[key.text].key.at.line)}
                self.diagnostics.append(Diagnostic(slug="duplicate-key", at=key.at, values=values))
            else:
                entries[key.text] = Entry(key, node)
        return Mapping(self._file, frame.start, end, entries)


def _span(event: yaml.Event) -> tuple[int, int]:
    """Where an event starts and ends, in code points of the text."""
    start, end = cast("tuple[yaml.Mark, yaml.Mark]", (event.start_mark, event.end_mark))
    return start.index, end.index


def _after(blanks: re.Pattern[str], text: str, start: int) -> int:
    """Where a pattern that matches everywhere, if only nothing, stops matching."""
    found = blanks.match(text, start)
    return found.end() if found else start
