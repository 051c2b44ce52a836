"""What the verbs about archives of questions share: reading them once, counting what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from moderation.archives import FORMATS, Reject, read
from moderation.archives.columns import columns_of
from moderation.archives.options import zone_of
from moderation.archives.role_files import roles_of
from moderation.batch import ReadOptions, inputs
from moderation.cli.options import pick
from moderation.cli.progress import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.message import Message

__all__ = ["ColumnsOption", "FilesArgument", "FormatOption", "RolesOption", "Rows", "StaffOption", "ZoneOption"]

FilesArgument = Annotated[list[str], typer.Argument(metavar="FILE")]
StaffOption = Annotated[list[str] | None, typer.Option("--staff", metavar="NAME")]
FormatOption = Annotated[str, typer.Option("--format", metavar="FORMAT")]
ZoneOption = Annotated[str, typer.Option("--tz", metavar="ZONE")]
RolesOption = Annotated[str, typer.Option("--roles", metavar="FILE")]
ColumnsOption = Annotated[str, typer.Option("--columns", metavar="FIELD=COLUMN,…")]


class Rows:
    """The messages of some archives, one after the other; afterwards it is known how many there were."""

    def __init__(self, files: list[str], *, form: str, tz: str, roles: str, columns: str) -> None:
        format_ = pick("--format", form, FORMATS) if form else None
        self.names = inputs(files)
        self._options = ReadOptions(format=format_, tz=zone_of(tz), roles=roles_of(roles or None), columns=columns_of(columns).by_field)
        self.messages = 0
        self.rejects = 0
        self.has_staff = False

    def __iter__(self) -> Iterator[Message]:
        for _, source in sources(list(self.names)):
            for row in read(source, **self._options):
                if isinstance(row, Reject):
                    self.rejects += 1
                else:
                    self.messages += 1
                    self.has_staff = self.has_staff or row.author.role in ("owner", "admin")
                    yield row
