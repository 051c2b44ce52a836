"""What every reader keeps, whatever the export: a new format subclasses `ReaderContract` and names its renderer."""

import gzip
import io
import json
from datetime import UTC, datetime
from functools import cache

import pytest

from benchmarks.exports import chat
from benchmarks.exports_others import RENDERERS
from moderation.archives import REASONS, Reject, read
from moderation.archives.sniffing import sniff
from moderation.message import KINDS, ROLES, Message

ODD = (
    None,
    True,
    -1,
    10**30,
    1.5,
    float("nan"),
    "",
    "\ud800",
    "\0",
    "9" * 400,
    [],
    {},
    [[]],
    [None, 3, {"x": []}],
    {"id": []},
    "[图片]",
    "<",
)
SPOKEN = frozenset({"text", "link", "image"})


class Counted(io.RawIOBase):
    """A stream that knows how much of it was read."""

    def __init__(self, content):
        self.content, self.place = content, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        part = self.content[self.place : self.place + len(buffer)]
        buffer[: len(part)] = part
        self.place += len(part)
        return len(part)


def rows_of(content, **options):
    return list(read(io.BytesIO(content), **options))


@cache
def made(contract, count):
    """The rows of a chat, and the export of them."""
    rows = contract().rows(count)
    return rows, contract().render(rows)


class ReaderContract:
    """`export` is the name of a renderer; the rest says what that export has no place for."""

    export: str
    kinds = frozenset({"text", "image", "link", "join", "leave", "recall"})
    """Kinds that come back as they were; the others come back as text."""
    writes = kinds
    """Kinds of which the export has a record at all."""
    has_ids = has_authors = has_names = has_times = True
    has_answers = False
    is_naive = False
    """Whether its times name no zone."""
    broken = ('"sender"', '"sender')
    """What is replaced in one record to break it; a renderer of text has nothing to break."""

    @property
    def format(self):
        return RENDERERS[self.export][0]

    def rows(self, count):
        return [row for row in chat(count) if row.kind in self.writes]

    def render(self, rows):
        return RENDERERS[self.export][1](rows)

    @pytest.fixture
    def large(self):
        return made(type(self), 3000)

    @pytest.fixture
    def small(self):
        return made(type(self), 60)

    def test_every_row_is_a_message_in_its_order(self, large):
        rows, content = large
        read_back = rows_of(content)
        assert [row.reason for row in read_back if isinstance(row, Reject)] == []
        assert len(read_back) == len(rows)
        if self.has_ids:
            assert len({row.id for row in read_back}) >= len([row for row in rows if row.kind != "recall"])

    def test_format_is_found_by_content_alone(self, small):
        assert sniff(small[1]).format == self.format
        assert rows_of(small[1]) == rows_of(small[1], format=self.format)

    def test_what_was_said_comes_back_with_its_kind(self, large):
        rows, content = large
        for row, message in zip(rows, rows_of(content), strict=True):
            assert message.kind == (row.kind if row.kind in self.kinds else "text")
            assert message.kind in KINDS
            if row.kind == "text":
                assert message.text == self.as_kept(row.text)
            if row.kind == "image":
                assert message.text == ""

    def as_kept(self, text):
        return text

    def test_link_shows_title_and_address(self, large):
        rows, content = large
        links = [message for row, message in zip(rows, rows_of(content), strict=True) if row.kind == "link"]
        assert all("https://shop.example/x" in message.text for message in links)

    def test_times_are_aware_and_right(self, large):
        rows, content = large
        if not self.has_times:
            return
        for row, message in zip(rows, rows_of(content), strict=True):
            assert message.at.tzinfo is not None
            assert int(message.at.timestamp()) == row.at_s

    def test_naive_times_are_those_of_the_named_zone_and_no_others(self, small):
        rows, content = small
        at = [message.at for message in rows_of(content, tz="UTC")]
        if not self.has_times:
            assert set(at) == {None}
            return
        shift = 8 * 3600 if self.is_naive else 0
        assert [int(moment.timestamp()) for moment in at] == [row.at_s + shift for row in rows]

    def test_author_is_the_one_who_spoke(self, large):
        rows, content = large
        by_author = {}
        for row, message in zip(rows, rows_of(content), strict=True):
            assert message.author.role in ROLES
            if row.kind in SPOKEN and self.has_authors:
                by_author.setdefault(row.author, set()).add(message.author.id)
                if self.has_names:
                    assert row.name in (message.author.nickname, message.author.card)
        assert all(len(ids) == 1 and "" not in ids for ids in by_author.values())
        assert len({next(iter(ids)) for ids in by_author.values()}) == len(by_author)

    def test_who_joined_is_a_newcomer_from_then_on(self, large):
        rows, content = large
        if not ({"join"} <= self.writes & self.kinds and self.has_names):
            return
        joined = {}
        for row, message in zip(rows, rows_of(content), strict=True):
            if row.kind == "join":
                joined[row.name] = message.at
            if row.kind in SPOKEN:
                assert message.author.joined == joined.get(row.name)

    def test_answer_carries_what_it_answers(self, large):
        rows, content = large
        texts = {row.id: self.as_kept(row.text) for row in rows}
        if self.has_answers:
            for row, message in zip(rows, rows_of(content), strict=True):
                assert message.quote == (texts[row.answers] if row.answers else "")

    def test_role_map_wins(self, small):
        content = small[1]
        if not self.has_authors:
            return
        id_ = next(message.author.id for message in rows_of(content) if message.kind == "text")
        for message in rows_of(content, roles={id_: "bot"}):
            assert message.author.role == "bot" or id_ not in (message.author.id, message.author.nickname, message.author.card)

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-32"])
    def test_encoding_makes_no_difference(self, small, encoding):
        text = small[1].decode()
        assert rows_of(text.encode(encoding)) == rows_of(small[1])

    def test_compressed_file_makes_no_difference(self, small):
        zstandard = pytest.importorskip("zstandard")
        assert rows_of(gzip.compress(small[1])) == rows_of(small[1])
        assert rows_of(zstandard.compress(small[1])) == rows_of(small[1])

    def test_first_row_comes_before_the_file_is_read(self, large):
        stream = Counted(large[1] * 8)
        first = next(iter(read(stream, format=self.format)))
        assert isinstance(first, Message)
        assert stream.place <= 600_000

    def test_broken_record_is_one_numbered_reject(self, small):
        rows, content = small
        if not self.broken:
            return
        before, after = self.broken
        text = content.decode()
        parts = text.split(before)
        middle = len(parts) // 2
        damaged = before.join(parts[:middle]) + after + before.join(parts[middle:])
        read_back = rows_of(damaged.encode())
        rejects = [row for row in read_back if isinstance(row, Reject)]
        assert len(read_back) == len(rows)
        assert len(rejects) == 1
        assert rejects[0].reason in REASONS
        place = read_back.index(rejects[0])
        whole = rows_of(content)
        numbers = [number for number, _ in enumerate(whole, 1)] if self.is_document(content) else None
        assert rejects[0].line == (numbers[place] if numbers else self.line_of(text, before, middle))
        assert [row.text for row in read_back if not isinstance(row, Reject)] == [row.text for row in whole[:place] + whole[place + 1 :]]

    def is_document(self, content):
        return content.lstrip()[:1] == b"[" or b"\n" in content[:3]

    def line_of(self, text, before, middle):
        return before.join(text.split(before)[:middle]).count("\n") + 1

    def test_file_that_ends_anywhere_is_read_up_to_there(self, small):
        rows, content = small
        whole = rows_of(content)
        for end in range(0, len(content), max(1, len(content) // 40)):
            read_back = rows_of(content[:end], format=self.format)
            assert len(read_back) <= len(rows) + 1
            messages = [row for row in read_back if not isinstance(row, Reject)]
            assert [row.kind for row in messages[:-1]] == [row.kind for row in whole[: max(0, len(messages) - 1)]]

    def test_odd_value_never_raises_nor_costs_another_row(self, small):
        _, content = small
        if content.lstrip()[:1] not in (b"{", b"["):
            return
        for record in self.records(content)[:30]:
            for path in paths(record):
                odd = ODD[hash_of(path, record) % len(ODD)]
                (row,) = rows_of(json.dumps([replaced(record, path, odd)]).encode(), format=self.format) or (None,)
                assert row is None or isinstance(row, (Message, Reject))
                if isinstance(row, Message):
                    assert_typed(row)

    def records(self, content):
        try:
            value = json.loads(content)
        except ValueError:
            return [json.loads(line) for line in content.splitlines()]
        return value if isinstance(value, list) else value["messages"]


def paths(value, path=()):
    """Every place in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key)
        yield from paths(part, (*path, key))


def replaced(value, path, odd):
    if not path:
        return odd
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], odd)
    return copy


def hash_of(path, record):
    return sum(map(ord, json.dumps([list(path), str(record)[:40]])))


def assert_typed(message):
    """A message whose values are of the types that the rest of the library relies on."""
    author, room = message.author, message.chat
    texts = (
        message.text,
        message.quote,
        message.forward,
        message.join_answer,
        message.platform,
        author.id,
        author.nickname,
        author.card,
        room.id,
    )
    assert all(isinstance(text, str) for text in (*texts, room.name))
    assert isinstance(message.id, str)
    assert message.kind in KINDS
    assert author.role in ROLES
    assert room.kind in ("group", "private")
    assert isinstance(message.edited, bool)
    for at in (message.at, author.joined):
        assert at is None or (isinstance(at, datetime) and at.tzinfo is not None and at.astimezone(UTC))
