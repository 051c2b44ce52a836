"""A ruleset, with all that it extends, as one merged value: `load` never raises for what an author got wrong.

The last step of loading puts the others together: files are found and read, checked one by one, and merged base first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from moderation.diagnostics import Diagnostic, Position
from moderation.ruleset.faq_files import TABLES, faq_rows
from moderation.ruleset.lexicons import lexicon_terms
from moderation.ruleset.merging import Layer, Merger
from moderation.ruleset.mistakes import nearest
from moderation.ruleset.packs import MAIN_FILE, is_pack_name, locate, pack_names
from moderation.ruleset.places import Places
from moderation.ruleset.reading import read_tree
from moderation.ruleset.schema import Ruleset
from moderation.ruleset.source import Files, shown, text_file
from moderation.ruleset.tree import Mapping, Scalar
from moderation.ruleset.validation import check, spoilt_rules

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping

    from moderation.ruleset.lexicons import LexiconTerm
    from moderation.ruleset.source import Source, TextFile
    from moderation.ruleset.tree import Node

__all__ = ["Loaded", "load", "load_text"]

_MOST_YAML: Final = 8 * 2**20
_MOST_LEXICON: Final = 32 * 2**20
"""Bytes; the largest open word list has 2 MB. Larger files are something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A merged ruleset with everything that is known about its files.

    `ruleset` is valid as far as it goes: parts with a mistake are left out of it. `places` finds the position of a path
    of the merged document, `lexicons` holds the rows of word-list files by the name of their list, `charters`
    the articles that a rule may cite by the rule's id (where its files have none, those of the ruleset count), `sources`
    every file that was read. `broken` are names of lists and patterns that were written but could not be read, and `partial` says
    that whole parts are missing: conditions that use what is not there are then no mistake.
    """

    ruleset: Ruleset
    places: Places
    lexicons: AbstractMapping[str, tuple[LexiconTerm, ...]] = field(default_factory=dict)
    charters: AbstractMapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    broken: frozenset[str] = frozenset()
    partial: bool = False

    @property
    def ok(self) -> bool:
        """Whether no mistake is an error."""
        return all(diagnostic.gravity != "error" for diagnostic in self.diagnostics)


def load(source: str | Path) -> Loaded:
    """Return the ruleset of a pack (`community`), a YAML file or a directory with a `ruleset.yaml`.

    Mistakes of the author, a missing file among them, are in `diagnostics`, by file and line; nothing is raised.
    """
    return _Loader().load(source)


def load_text(text: str, path: str = "<text>") -> Loaded:
    r"""Return the ruleset that a text holds; `path` names it, and files that it names are looked for beside it.

    >>> loaded = load_text("spec: 1\nterms: {gambling: {terms: [百家乐]}}")
    >>> loaded.ruleset.terms["gambling"].terms, loaded.diagnostics
    (['百家乐'], ())
    """
    return _Loader().load_text(text, path)


class _Loader:
    """A builder: follows `extends`, collects mistakes; thrown away when everything is loaded."""

    def __init__(self) -> None:
        self._files = Files()
        self._merger = Merger(self._lexicon, self._faq_rows)
        self._done: set[Path] = set()
        self._open: list[Path] = []
        self._broken: set[str] = set()
        self._partial = False

    def load(self, source: str | Path) -> Loaded:
        """Load what a source means."""
        nowhere = Position(str(source))
        path = self._find(source, None, nowhere)
        if path is not None:
            self._file(path, nowhere, ())
        return self._loaded(str(source), path or Path(str(source).replace("\0", "")))

    def load_text(self, text: str, path: str) -> Loaded:
        """Load a text as if it stood in a file."""
        content = text.encode("utf-8", "surrogatepass")
        self._files.note(path, content)
        if len(content) > _MOST_YAML:
            self._note("file-too-large", Position(path), found=f"{len(content):,}", limit=f"{_MOST_YAML:,}")
            self._partial = True
        else:
            self._text(text_file(path, text.removeprefix("\ufeff")), Path(path).parent, ())
        return self._loaded(path, Path(path))

    def _loaded(self, name: str, path: Path) -> Loaded:
        merger = self._merger
        if merger.is_empty:
            empty = text_file(name, "")
            merger.add(Layer(Mapping(empty, 0, 0, {}), Path()))
        root = merger.root(_identity(path))
        found = {(each.at, each.slug): each for each in (*merger.diagnostics, *self._files.diagnostics)}
        return Loaded(
            ruleset=Ruleset.model_validate(root.plain()),
            places=Places(root),
            lexicons=merger.lexicons(),
            charters=merger.charters,
            sources=tuple(self._files.sources.values()),
            diagnostics=tuple(found[key] for key in sorted(found)),
            broken=frozenset(self._broken),
            partial=self._partial,
        )

    def _find(self, source: str | Path, folder: Path | None, at: Position) -> Path | None:
        path = locate(source, folder)
        if path is None:
            known = pack_names()
            self._note("unknown-pack", at, near=nearest(str(source), known), found=str(source), expected=", ".join(known))
            self._partial = True
        return path

    def _file(self, path: Path, at: Position, charter: tuple[str, ...]) -> None:
        """Load a file once, after all that it extends."""
        try:
            key = path.resolve()
        except (OSError, ValueError, RuntimeError):  # a NUL in the name, links that go round
            key = path
        if key in self._open:
            circle = " → ".join(shown(each) for each in [*self._open[self._open.index(key) :], key])
            self._note("extends-cycle", at, found=circle)
        elif key not in self._done:
            self._done.add(key)
            file = self._files.read(path, limit=_MOST_YAML, named_at=at)
            self._open.append(key)
            if file is not None:
                self._text(file, path.parent, charter)
            self._partial |= file is None
            self._open.pop()

    def _text(self, file: TextFile, folder: Path, charter: tuple[str, ...]) -> None:
        tree, mistakes = read_tree(file)
        self._files.diagnostics += mistakes
        if tree is None:
            if not mistakes:
                self._note("missing-key", file.position(0), found="spec")
            self._partial = True
            return
        checked = check(tree)
        self._files.diagnostics += checked.diagnostics
        self._remember(checked.spoilt)
        layer = Layer(checked.root, folder, _charter(checked.root) or charter, spoilt_rules(tree, checked.spoilt))
        for node in checked.root.list("extends"):
            if isinstance(node, Scalar):
                self._extend(node, layer)
        self._merger.add(layer)

    def _extend(self, node: Scalar, layer: Layer) -> None:
        path = self._find(node.text, layer.folder, node.at)
        if path is not None:
            self._file(path, node.at, layer.charter)

    def _remember(self, spoilt: tuple[tuple[str | int, ...], ...]) -> None:
        """Note what is not known about the signals of a file."""
        for path in spoilt:
            match path:
                case ("terms" | "patterns" | "behaviors", name, *_):
                    self._broken.add(str(name))
                case () | ("terms",) | ("patterns",) | ("behaviors",) | ("extends", *_):
                    self._partial = True

    def _lexicon(self, layer: Layer, name: str, node: Scalar) -> tuple[LexiconTerm, ...]:
        file = self._files.read(layer.folder / node.text, limit=_MOST_LEXICON, named_at=node.at)
        if file is None:
            self._broken.add(name)
            return ()
        rows, mistakes = lexicon_terms(file)
        self._files.diagnostics += mistakes
        return rows

    def _faq_rows(self, layer: Layer, node: Scalar) -> tuple[Node, ...]:
        path = layer.folder / node.text
        file = self._files.read(path, limit=_MOST_LEXICON, named_at=node.at, older=path.suffix.lower() in TABLES)
        if file is None:
            return ()
        rows, mistakes = faq_rows(file, path.suffix)
        self._files.diagnostics += mistakes
        return rows

    def _note(self, slug: str, at: Position, *, near: str | None = None, **values: str) -> None:
        self._files.diagnostics.append(Diagnostic(slug=slug, at=at, values=values, nearest=near))


def _charter(root: Mapping) -> tuple[str, ...]:
    """The articles that a file itself publishes."""
    meta = root.get("ruleset")
    return tuple(node.text for node in meta.list("charter") if isinstance(node, Scalar)) if isinstance(meta, Mapping) else ()


def _identity(path: Path) -> str:
    """The name of a ruleset that does not name itself: that of its file or directory."""
    name = path.parent.name if path.name == MAIN_FILE else path.stem
    return name if is_pack_name(name) and name.isascii() and name.isidentifier() else "ruleset"
