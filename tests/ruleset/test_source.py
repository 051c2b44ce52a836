"""Files as they are read: encodings, limits, names, and the hashes that a cached Program depends on."""

import hashlib

import pytest

from moderation.diagnostics import Position
from moderation.ruleset.source import Files, shown

HERE = Position("群规.yaml", 3, 7, 12, "    file: x.txt")


def read(path, limit=1_000):
    files = Files()
    return files.read(path, limit=limit, named_at=HERE), files


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_or_without_a_byte_order_mark(tmp_path, mark):
    (tmp_path / "a.txt").write_bytes(mark + "赌博🐷\n".encode())
    file, files = read(tmp_path / "a.txt")
    assert (file.lines, files.diagnostics) == (("赌博🐷", ""), [])


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path):
    content = b"\xef\xbb\xbf" + "赌博\r\n".encode()
    (tmp_path / "a.txt").write_bytes(content)
    _, files = read(tmp_path / "a.txt")
    (source,) = files.sources.values()
    assert source == (str((tmp_path / "a.txt").resolve()), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("content", "guess", "line", "column"),
    [
        ("spec: 1\n# 赌博\n".encode("gb18030"), "GB18030", 2, 3),
        ("spec: 1\n".encode("utf-16"), "UTF-16", 1, 1),
        (b"a\nb\nc \xff\xff\n", "?", 3, 3),
        ("甲\n乙丙".encode() + b"\xe4\xb8", "?", 2, 3),
    ],
)
def test_another_encoding_is_named_with_the_place_of_its_first_wrong_byte(tmp_path, content, guess, line, column):
    (tmp_path / "a.yaml").write_bytes(content)
    file, files = read(tmp_path / "a.yaml")
    (found,) = files.diagnostics
    assert file is None
    assert (found.slug, found.values["found"], found.at.line, found.at.column) == ("wrong-encoding", guess, line, column)


def test_the_line_of_a_gb18030_file_is_shown_as_its_author_sees_it(tmp_path):
    (tmp_path / "a.yaml").write_bytes("title: 赌博用语\n".encode("gb18030"))
    assert read(tmp_path / "a.yaml")[1].diagnostics[0].at.source == "title: 赌博用语"


def test_a_missing_file_is_reported_where_it_is_named_with_its_nearest_neighbour(tmp_path):
    (tmp_path / "gambling.txt").write_text("赌博")
    file, files = read(tmp_path / "gamblng.txt")
    (found,) = files.diagnostics
    assert file is None
    assert (found.slug, found.at, found.nearest) == ("missing-file", HERE, "gambling.txt")


@pytest.mark.parametrize("name", [".", "a\0b", "missing/a.txt"])
def test_what_is_no_file_is_missing(tmp_path, name):
    assert [each.slug for each in read(tmp_path / name)[1].diagnostics] == ["missing-file"]


def test_a_name_that_no_disk_takes_is_unreadable(tmp_path):
    assert [each.slug for each in read(tmp_path / ("长" * 300))[1].diagnostics] == ["unreadable-file"]


def test_a_file_over_the_limit_is_refused_unread(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 1_001)
    file, files = read(tmp_path / "a.txt")
    assert (file, [each.slug for each in files.diagnostics], files.sources) == (None, ["file-too-large"], {})


def test_paths_below_the_working_directory_are_shown_relative_to_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "sub" / "a.yaml") == "sub/a.yaml"
    assert shown(tmp_path / "sub" / ".." / "b.yaml") == "b.yaml"
    assert shown(tmp_path.parent / "c.yaml") == (tmp_path.parent / "c.yaml").as_posix()
