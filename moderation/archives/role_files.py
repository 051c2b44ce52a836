"""Reading a role map: who is owner, admin, member or bot, because most exports do not say.

A YAML or JSON mapping of ids or names to roles, the other way round (a role with a list of members), or a CSV with two
columns. Every mistake is reported at once, with its line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.archives.lines import encoding_of
from moderation.archives.names import canonical
from moderation.archives.roles import known_role
from moderation.archives.table import split
from moderation.errors import EnvironmentalError, UsageError
from moderation.message import ROLES
from moderation.wording import both
from moderation.wording.archives import SENTENCES
from moderation.wording.files import refusal
from moderation.wording.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderation.message import Role

__all__ = ["roles_of"]

_MISTAKES: Final = 20
"""How many are shown of a file that is wrong throughout."""


class _Entry(NamedTuple):
    line: int
    member: str
    role: str


class _Mistake(Exception):  # noqa: N818 - it never leaves this module
    """Why a file is no role map, with the line and the values of the sentence."""

    def __init__(self, line: int, key: str, **values: str) -> None:
        super().__init__(key)
        self.line, self.key, self.values = line, key, values


def roles_of(source: str | Path | Mapping[str, str] | None) -> dict[str, Role]:
    """Return the role map of a file, or of a mapping: id or name → role; empty without one.

    Raises:
        UsageError: there is no such file, or something in it is no role map; every mistake with its line.
        EnvironmentalError: it cannot be read.
    """
    if source is None:
        return {}
    if not isinstance(source, (str, Path)):
        return _checked([_Entry(place, member, role) for place, (member, role) in enumerate(source.items(), 1)], "roles")
    path = Path(source)
    try:
        content = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(*refusal("read", str(path), error)) from error
    except OSError as error:
        raise EnvironmentalError(*refusal("read", str(path), error)) from error
    text = content.decode(encoding_of(content) or "utf-8", "replace").removeprefix("\ufeff")
    try:
        entries = list(_entries(text, path.suffix.lower()))
    except _Mistake as mistake:
        raise _error(str(path), [mistake]) from mistake
    return _checked(entries, str(path))


def _entries(text: str, suffix: str) -> Iterator[_Entry]:
    """What a file says, by its name and, where that does not tell, by its first character."""
    start = text.lstrip()[:1]
    if suffix == ".json" or (suffix not in (".yaml", ".yml", ".csv", ".tsv") and start in ("{", "[")):
        return _json_entries(text)
    if suffix in (".csv", ".tsv"):
        return _table_entries(text)
    return _yaml_entries(text)


def _json_entries(text: str) -> Iterator[_Entry]:
    try:
        tree = json.loads(text, object_pairs_hook=tuple)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise _Mistake(line, "roles-syntax", why=error.msg if isinstance(error, json.JSONDecodeError) else "?") from error
    if isinstance(tree, list):
        tree = [pair for one in tree if isinstance(one, tuple) for pair in [_one_member(dict(one))] if pair]
    if not isinstance(tree, (tuple, list)):
        raise _Mistake(1, "roles-shape")
    place = 0
    for member, role in tree:
        found = text.find(json.dumps(member, ensure_ascii=False), place)
        place = found if found >= 0 else place
        yield from _pair(text.count("\n", 0, place) + 1, member, role)


def _one_member(row: dict[str, object]) -> tuple[str, object] | None:
    named = {canonical(key): value for key, value in row.items()}
    who = named.get("author", named.get("id", named.get("card", named.get("nickname"))))
    return (str(who), named.get("role")) if who is not None else None


def _table_entries(text: str) -> Iterator[_Entry]:
    lines = text.splitlines()
    header = lines[0] if lines else ""
    delimiter = max(",\t;", key=header.count)
    names = [canonical(cell) for cell in split(header, delimiter)]
    has_header = "role" in names
    at_role = names.index("role") if has_header else 1
    who = [place for place, name in enumerate(names) if name in ("author", "id", "card", "nickname")] if has_header else [0]
    who = who or [place for place in range(len(names)) if place != at_role][:1]
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#") or (has_header and number == 1):
            continue
        cells = [cell.strip() for cell in split(line, delimiter)]
        if len(cells) <= at_role:
            raise _Mistake(number, "roles-columns")
        for member in filter(None, (cells[place] for place in who if place < len(cells))):
            yield _Entry(number, member, cells[at_role])


def _yaml_entries(text: str) -> Iterator[_Entry]:
    import yaml  # noqa: PLC0415 - only a role map in YAML needs it

    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _Mistake(mark.line + 1 if mark else 1, "roles-syntax", why=getattr(error, "problem", None) or "?") from error
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise _Mistake(root.start_mark.line + 1, "roles-shape")
    for key, value in root.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _Mistake(line, "roles-shape")
        if isinstance(value, yaml.SequenceNode):
            yield from _pair(line, key.value, [one.value for one in value.value if isinstance(one, yaml.ScalarNode)])
        else:
            yield from _pair(line, key.value, value.value if isinstance(value, yaml.ScalarNode) else None)


def _pair(line: int, left: str, right: object) -> Iterator[_Entry]:
    """One line: a member with a role, or a role with its members, or its only one."""
    if isinstance(right, (list, tuple)) and all(isinstance(member, (str, int)) for member in right):
        yield from (_Entry(line, str(member), left) for member in right)
    elif isinstance(right, (str, int)) and known_role(right) is None and known_role(left) is not None:
        yield _Entry(line, str(right), left)
    elif isinstance(right, str):
        yield _Entry(line, left, right)
    else:
        raise _Mistake(line, "roles-shape")


def _checked(entries: list[_Entry], name: str) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    mistakes: list[_Mistake] = []
    for line, member, word in entries:
        role = known_role(word)
        if role is None:
            mistakes.append(_Mistake(line, "unknown-role", role=str(word)[:40]))
        elif not member.strip():
            mistakes.append(_Mistake(line, "roles-columns"))
        elif roles.setdefault(member.strip(), role) != role:
            mistakes.append(_Mistake(line, "role-twice", member=member[:40], role=roles[member.strip()]))
    if mistakes:
        raise _error(name, mistakes)
    return roles


def _error(name: str, mistakes: list[_Mistake]) -> UsageError:
    """All mistakes as one error, a line each."""
    lines = [_sentences(name, mistake) for mistake in mistakes[:_MISTAKES]]
    return UsageError("\n".join(zh for zh, _ in lines), "\n".join(en for _, en in lines))


def _sentences(name: str, mistake: _Mistake) -> tuple[str, str]:
    zh, en = both(SENTENCES, mistake.key, {"roles": " | ".join(ROLES), **mistake.values})
    near = nearest(mistake.values["role"], ROLES) if mistake.key == "unknown-role" else ("", "")
    return f"{name}:{mistake.line}: {zh}{near[0]}", f"{name}:{mistake.line}: {en}{near[1]}"
