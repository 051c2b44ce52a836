"""Merges a ruleset with what it extends: base first, each file on top of what came before.

Fourth step of loading. It works on trees, not on values, so that every part of the merged document still knows the
file and line where it was written. What a later file says about a list or rule that is already there is read by the
classes here; what is new is taken as it stands, with the defaults of the file that wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.diagnostics import Diagnostic
from moderation.ruleset.faq_layers import FaqBuilder
from moderation.ruleset.mistakes import nearest
from moderation.ruleset.tree import Entry, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path as FilePath

    from moderation.ruleset.lexicons import LexiconTerm
    from moderation.ruleset.tree import Node

    ReadLexicon = Callable[["Layer", str, Scalar], tuple[LexiconTerm, ...]]
    ReadFaq = Callable[["Layer", Scalar], tuple[Node, ...]]

__all__ = ["Layer", "Merger"]

_REPLACED: Final = ("title", "match", "weight", "disguised_bonus", "boundary", "from")
_ADDED: Final = ("terms", "allow", "domains")
_OWN: Final = ("defaults", "scenarios")
"""What a file says for itself alone: a base was told its stories under its own policy."""


class Layer(NamedTuple):
    """One file of a ruleset: what of it fits the schema, and the ids of rules in which something does not.

    `charter` is the one that its rules cite: its own, else that of the file that extends it.
    """

    root: Mapping
    folder: FilePath
    charter: tuple[str, ...] = ()
    spoilt_rules: frozenset[str] = frozenset()


class _ListBuilder:
    """A term list that files are still adding to."""

    def __init__(self, entry: Entry) -> None:
        self._key = entry.key
        self._scalars: dict[str, Entry] = {}
        self._added: dict[str, list[Node]] = {name: [] for name in _ADDED}
        self._keys: dict[str, Scalar] = {}
        self.rows: list[LexiconTerm] = []

    def add(self, written: Mapping, rows: Iterable[LexiconTerm]) -> None:
        """Put what a file says about the list on top of what is there."""
        self._scalars |= {key: entry for key, entry in written.entries.items() if key in _REPLACED}
        for name in _ADDED:
            own = written.list(name)
            texts = {_text(node) for node in own}
            self._added[name] = [node for node in self._added[name] if _text(node) not in texts] + list(own)
            if own:
                self._keys.setdefault(name, written.entries[name].key)
        self.rows += rows

    def remove(self, nodes: Iterable[Node]) -> Iterable[Diagnostic]:
        """Take terms and domains out; what is not there is a mistake."""
        known = {_text(node) for name in ("terms", "domains") for node in self._added[name]} | {row.text for row in self.rows}
        unwanted = {_text(node) for node in nodes}
        for name in ("terms", "domains"):
            self._added[name] = [node for node in self._added[name] if _text(node) not in unwanted]
        self.rows = [row for row in self.rows if row.text not in unwanted]
        for node in nodes:
            if _text(node) not in known:
                values = {"found": _text(node)}
                yield Diagnostic(
                    slug="nothing-to-remove", at=node.at, gravity="warning", values=values, nearest=nearest(_text(node), known)
                )

    def entry(self) -> Entry:
        """Return the merged list."""
        entries = dict(self._scalars)
        for name, key in self._keys.items():
            entries[name] = Entry(key, Sequence(key.file, key.start, key.end, tuple(self._added[name])))
        return Entry(self._key, Mapping(self._key.file, self._key.start, self._key.end, entries))


class Merger:
    """A builder: takes the files of a ruleset, base first; `root` is the merged document.

    `charters` holds, by rule id, the articles that a rule cites, where the files that it is from have any.
    """

    def __init__(self, read_lexicon: ReadLexicon, read_faq: ReadFaq) -> None:
        self._read_lexicon = read_lexicon
        self._read_faq = read_faq
        self._faq = FaqBuilder()
        self._layers: list[Layer] = []
        self._labels: dict[str, Entry] = {}
        self._lists: dict[str, _ListBuilder] = {}
        self._patterns: dict[str, Entry] = {}
        self._behaviors: dict[str, Entry] = {}
        self._rules: dict[str, Mapping] = {}
        self._policy: dict[str, Entry] = {}
        self._notices: dict[str, Entry] = {}
        self.charters: dict[str, tuple[str, ...]] = {}
        self.diagnostics: list[Diagnostic] = []

    @property
    def is_empty(self) -> bool:
        """Whether no file was added yet."""
        return not self._layers

    def add(self, layer: Layer) -> None:
        """Put a file on top of those before it."""
        self._layers.append(layer)
        self._labels |= dict(layer.root.pairs("labels"))
        self._policy |= dict(layer.root.pairs("policy"))
        self._notices |= dict(layer.root.pairs("notices"))
        for name, entry in layer.root.pairs("terms"):
            self._add_list(layer, name, entry)
        for name, entry in layer.root.pairs("patterns"):
            self._patterns[name] = entry if _reads_names(entry.node) else _with_defaults(entry, layer.root, ("from",))
        for name, entry in layer.root.pairs("behaviors"):
            self._behaviors[name] = _merged(self._behaviors.get(name), entry)
        self._add_rules(layer)
        self._add_faq(layer)

    def lexicons(self) -> dict[str, tuple[LexiconTerm, ...]]:
        """Return the rows of word-list files by the name of their list."""
        return {name: tuple(builder.rows) for name, builder in self._lists.items() if builder.rows}

    def root(self, identity: str) -> Mapping:
        """Return the merged document; `identity` names a ruleset that does not name itself."""
        top = self._layers[-1].root
        start = Scalar(top.file, top.start, top.start, "", "")
        parts: dict[str, Node] = {
            "spec": Scalar(top.file, top.start, top.start, "1", 1),
            "ruleset": self._meta(identity),
            "labels": _mapping(start, self._labels),
            "terms": _mapping(start, {name: builder.entry() for name, builder in self._lists.items()}),
            "patterns": _mapping(start, self._patterns),
            "behaviors": _mapping(start, self._behaviors),
            "rules": Sequence(top.file, top.start, top.start, tuple(self._rules.values())),
        }
        if any("policy" in layer.root.entries for layer in self._layers):
            parts["policy"] = _mapping(start, self._policy)
        if self._notices:
            parts["notices"] = _mapping(start, self._notices)
        merged = {name: Entry(start._replace(text=name, value=name), node) for name, node in parts.items()}
        faq = self._faq.entry()
        if faq is not None:
            merged["faq"] = faq
        own: dict[str, Entry] = {name: top.entries[name] for name in _OWN if name in top.entries}
        return top.with_entries({**merged, **own})

    def _add_list(self, layer: Layer, name: str, entry: Entry) -> None:
        if name not in self._lists:
            self._lists[name] = _ListBuilder(entry)
            entry = _with_defaults(entry, layer.root, ("match", "from"))
        written = entry.node
        if not isinstance(written, Mapping):
            return
        builder = self._lists[name]
        files = [node for node in written.list("file") if isinstance(node, Scalar)]
        builder.add(written, [row for node in files for row in self._read_lexicon(layer, name, node)])
        self.diagnostics += builder.remove(written.list("remove"))

    def _add_faq(self, layer: Layer) -> None:
        entry = layer.root.entries.get("faq")
        if entry is not None and isinstance(entry.node, Mapping):
            files = [node for node in entry.node.list("file") if isinstance(node, Scalar)]
            self.diagnostics += self._faq.add(entry, [row for node in files for row in self._read_faq(layer, node)])

    def _add_rules(self, layer: Layer) -> None:
        own: dict[str, Mapping] = {}
        inherited = list(self._rules)
        for rule in layer.root.list("rules"):
            name = _text(rule)
            if not isinstance(rule, Mapping):
                continue
            if name in own:
                values = {"found": name, "line": str(own[name].at.line)}
                self._note("duplicate-rule", rule.entries["id"].node, values)
                continue
            own[name] = rule
            if "charter" in rule.entries and layer.charter:
                self.charters[name] = layer.charter
            if name in self._rules:
                self._rules[name] = self._rules[name].with_entries(self._rules[name].entries | rule.entries)
            elif self._is_complete(rule, name, inherited, spoilt=name in layer.spoilt_rules):
                self._rules[name] = rule

    def _is_complete(self, rule: Mapping, name: str, inherited: list[str], *, spoilt: bool) -> bool:
        """Whether a rule that overrides no other can be read on; notes what it lacks, unless a mistake in it is known already."""
        lacks = _lacks(rule)
        if lacks and not spoilt:
            values = {"found": name, "expected": ", ".join(lacks)}
            self._note("incomplete-rule", rule.entries["id"].node, values, nearest(name, inherited))
        return not lacks or (spoilt and lacks == ["verdict"])

    def _note(self, slug: str, node: Node, values: dict[str, str], near: str | None = None) -> None:
        self.diagnostics.append(Diagnostic(slug=slug, at=node.at, values=values, nearest=near))

    def _meta(self, identity: str) -> Mapping:
        """The top file's metadata; its charter may be that of the nearest file below."""
        top = self._layers[-1].root
        metas = [layer.root.get("ruleset") for layer in reversed(self._layers)]
        named = metas[0] if isinstance(metas[0], Mapping) else None
        name = Scalar(top.file, top.start, top.start, identity, identity)
        entries = dict(named.entries) if named else {"id": Entry(name, name)}
        charters = (meta.entries["charter"] for meta in metas if isinstance(meta, Mapping) and "charter" in meta.entries)
        charter = next(charters, None)
        return (named or top).with_entries({**entries, "charter": charter} if charter else entries)


def _lacks(rule: Mapping) -> list[str]:
    """The keys without which a rule means nothing; a score says itself when it blocks, alone or as a part of `all`."""
    when = rule.get("when")
    parts = [when, *when.list("all")] if isinstance(when, Mapping) else []
    scored = any(isinstance(part, Mapping) and "score" in part.entries for part in parts)
    return [key for key in ("when", "verdict") if key not in rule.entries and not (key == "verdict" and scored)]


def _with_defaults(entry: Entry, root: Mapping, keys: Iterable[str]) -> Entry:
    """A list or pattern with the defaults of its file for what it does not say itself."""
    written, defaults = entry.node, root.get("defaults")
    if not isinstance(written, Mapping) or not isinstance(defaults, Mapping):
        return entry
    missing = {key: defaults.entries[key] for key in keys if key in defaults.entries and key not in written.entries}
    return entry._replace(node=written.with_entries(written.entries | missing))


def _merged(base: Entry | None, entry: Entry) -> Entry:
    """A behaviour on top of the one of that name below it, key by key; so is the mapping that is in it."""
    written = entry.node
    if base is None or not isinstance(base.node, Mapping) or not isinstance(written, Mapping):
        return entry
    below = base.node.entries
    inside = {key: _merged(below.get(key), inner) for key, inner in written.entries.items()}
    return entry._replace(node=written.with_entries(below | inside))


def _reads_names(pattern: Node) -> bool:
    """Whether a pattern is about names, so that where messages are read is no matter of its own."""
    kind = pattern.get("kind") if isinstance(pattern, Mapping) else None
    return isinstance(kind, Scalar) and kind.text == "name"


def _mapping(start: Scalar, entries: dict[str, Entry]) -> Mapping:
    return Mapping(start.file, start.start, start.end, entries)


def _text(node: Node) -> str:
    """The term, domain or id that a node is about."""
    if isinstance(node, Mapping):
        node = node.get("term") or node.get("id") or node
    return node.text if isinstance(node, Scalar) else ""
