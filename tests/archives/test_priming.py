"""What comes through a pipe is what it would be as a file, however small the pieces."""

import io
import os
import threading
from pathlib import Path

import pytest

from benchmarks.exports import chat
from benchmarks.exports_others import RENDERERS
from moderation.archives import read
from moderation.archives.priming import primed
from moderation.batch.blocks import ReadOptions, blocks, rows_of

EXPORTS = sorted(RENDERERS)


class Pieces(io.RawIOBase):
    """A pipe that hands over `size` bytes at a time, and then everything."""

    def __init__(self, content, size):
        self.content, self.size, self.place = content, size, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        size = self.size if self.place < 4 * self.size else len(buffer)
        part = self.content[self.place : self.place + min(size, len(buffer))]
        buffer[: len(part)] = part
        self.place += len(part)
        return len(part)


@pytest.mark.parametrize("export", EXPORTS)
@pytest.mark.parametrize("size", [1, 3, 40, 1000])
def test_pieces_make_no_difference(export, size):
    content = RENDERERS[export][1](chat(60))
    assert list(read(Pieces(content, size))) == list(read(io.BytesIO(content)))


@pytest.mark.parametrize("export", EXPORTS)
def test_blocks_of_pieces_are_the_same_rows(export):
    content = RENDERERS[export][1](chat(60))
    is_whole = export == "jsonl"  # cut into lines, no row knows of the joins before it
    found = [row for block in blocks(Pieces(content, 2), ReadOptions(), whole=is_whole) for row in rows_of(block, ReadOptions())]
    assert found == list(read(io.BytesIO(content)))


@pytest.mark.parametrize(
    "line", [b"hello\n", b'{"text": "a"}\n', "[图片]\n".encode(), b'{"_type": "message", "sender": "4", "content": "a"}\n']
)
def test_who_types_is_answered_line_by_line(line):
    there, here = os.pipe()
    with os.fdopen(there, "rb") as pipe, os.fdopen(here, "wb", buffering=0) as writer:
        writer.write(line)
        assert primed(pipe).peek() == line


def test_a_pipe_of_the_system_is_read_to_its_end():
    there, here = os.pipe()

    def write():
        with os.fdopen(here, "wb", buffering=0) as writer:
            for byte in "内容,发送人\n早,小林\n晚,阿棠\n".encode():
                writer.write(bytes([byte]))

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(there, "rb") as pipe:
        assert [row.text for row in read(pipe)][-2:] == ["早", "晚"]
    thread.join()


def test_what_can_go_back_is_left_as_it_is(tmp_path):
    path = Path(tmp_path, "a.txt")
    path.write_text("早\n", encoding="utf-8")
    with path.open("rb") as stream:
        assert primed(stream) is stream
