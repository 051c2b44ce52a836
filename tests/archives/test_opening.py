"""Compressed archives are unpacked on the way; a damaged one gives what is sound, and says that there was more."""

import gzip
import io
import sys

import pytest

from moderation.archives import Reject, read
from moderation.errors import EnvironmentalError

LINES = "".join(f"第 {number} 条消息，今天也要加油\n" for number in range(2000)).encode()


def zstd(content, size=None):
    zstandard = pytest.importorskip("zstandard")
    return zstandard.ZstdCompressor(write_content_size=size is not None).compress(content)


PACKERS = {"gz": gzip.compress, "zst": zstd}


@pytest.mark.parametrize("packer", PACKERS.values(), ids=PACKERS)
def test_content_is_the_same_packed_or_not(packer, tmp_path):
    path = tmp_path / "群.txt.gz"
    path.write_bytes(packer(LINES))
    wanted = list(read(io.BytesIO(LINES)))
    assert list(read(path)) == list(read(io.BytesIO(packer(LINES)))) == wanted


@pytest.mark.parametrize("packer", PACKERS.values(), ids=PACKERS)
def test_packed_parts_one_behind_the_other_are_one_archive(packer):
    assert len(list(read(io.BytesIO(packer(LINES) + packer(LINES))))) == 4000


@pytest.mark.parametrize("packer", PACKERS.values(), ids=PACKERS)
def test_cut_archive_is_read_up_to_the_cut(packer):
    content = "".join(f"{number * 7919 % 100_003} {number * number}\n" for number in range(20_000)).encode()
    packed = packer(content)
    *rows, last = read(io.BytesIO(packed[: len(packed) * 3 // 4]), format="plain")
    whole = content.decode().splitlines()
    assert isinstance(last, Reject)
    assert (last.reason, last.line) == ("bad-packing", len(rows) + 1)
    assert 1000 < len(rows) < 20_000
    assert [row.text for row in rows[:-1]] == whole[: len(rows) - 1]


@pytest.mark.parametrize("packer", PACKERS.values(), ids=PACKERS)
def test_damaged_archive_never_raises(packer):
    packed = bytearray(packer(LINES))
    for place in range(0, len(packed), max(1, len(packed) // 60)):
        damaged = bytes(packed[:place] + bytes([packed[place] ^ 0xFF]) + packed[place + 1 :])
        assert all(row is not None for row in read(io.BytesIO(damaged), format="plain"))


@pytest.mark.parametrize("packer", PACKERS.values(), ids=PACKERS)
def test_bomb_stays_small_in_memory(packer):
    packed = packer(b"x" * 30_000_000)
    assert len(packed) < 100_000
    assert [row.reason for row in read(io.BytesIO(packed), format="plain")] == ["line-too-long"]


def test_ending_of_the_inner_name_counts(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress("text\n早\n".encode()))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"broken\n"))
    assert [row.text for row in read(tmp_path / "a.csv.gz")] == ["早"]
    assert [row.reason for row in read(tmp_path / "b.jsonl.gz")] == ["bad-json"]


def test_missing_extra_says_how_to_install_it(monkeypatch):
    packed = zstd(LINES)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(EnvironmentalError, match=r"moderation\[zstd\]"):
        list(read(io.BytesIO(packed)))
