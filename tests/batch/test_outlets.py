"""Results never overwrite what is read, and a disk that refuses is one clear sentence."""

from pathlib import Path

import pytest

from moderation.batch.outlets import must_differ, must_exist, outlet
from moderation.errors import EnvironmentalError, UsageError


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "群.jsonl"
    path.write_text("{}", encoding="utf-8")
    return path


def test_same_file_under_another_name_is_still_the_same(archive, tmp_path):
    (tmp_path / "link.jsonl").symlink_to(archive)
    (tmp_path / "hard.jsonl").hardlink_to(archive)
    for name in ("群.jsonl", "link.jsonl", "hard.jsonl", "./x/../群.jsonl"):
        with pytest.raises(UsageError, match="群" if "群" in name else name):
            must_differ([tmp_path / name], [archive])


def test_two_outputs_must_differ_even_before_they_are_there(tmp_path):
    with pytest.raises(UsageError):
        must_differ([tmp_path / "a", tmp_path / "." / "a"], [])


def test_different_files_and_the_null_device_are_fine(archive, tmp_path):
    must_differ([tmp_path / "a", tmp_path / "b", "/dev/null", "/dev/null"], [archive])


def test_missing_file_or_directory_to_read_is_found_before_anything_is_written(archive, tmp_path):
    must_exist([archive])
    for path in (tmp_path / "没有", tmp_path, archive / "under"):
        with pytest.raises(UsageError, match=path.name):
            must_exist([archive, path])


def test_outlet_makes_the_directories_above_it(tmp_path):
    with outlet(tmp_path / "a" / "b.jsonl") as stream:
        stream.write(b"x")
    assert (tmp_path / "a" / "b.jsonl").read_bytes() == b"x"


def test_no_path_is_no_stream():
    with outlet(None) as stream:
        assert stream is None


def test_directory_cannot_be_written(tmp_path):
    with pytest.raises(EnvironmentalError, match="目录"), outlet(tmp_path):
        pass


def test_file_in_the_place_of_a_directory_is_named_as_one(archive, tmp_path):
    for path in (archive / "v.jsonl", archive / "a" / "v.jsonl"):
        with pytest.raises(EnvironmentalError, match="不是目录"), outlet(path):
            pass
    assert sorted(tmp_path.iterdir()) == [archive]


def test_full_disk_is_named():
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")
    with pytest.raises(EnvironmentalError, match="磁盘已满"), outlet(full) as stream:
        stream.write(b"x" * 1_000_000)
