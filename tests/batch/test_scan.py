"""A scan loses no row and gives the verdicts that `check` gives."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.archives import Reject, read
from moderation.batch import Scan, scan_file
from moderation.batch.bulk import Bulk
from moderation.errors import ArchiveError, UsageError
from moderation.message import Message
from moderation.verdict import Level

ARCHIVE = (
    '{"id": "a", "text": "来网赌吧"}\n{"id": "b", "text": "早"}\nbroken\n'
    '{"id": "b", "text": "傻逼"}\n{"text": "百 家 乐\\ud800"}\n{"id": "z", "te'
)


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "群.jsonl"
    path.write_text(ARCHIVE, encoding="utf-8")
    return path


def test_every_row_is_a_verdict_or_a_reject_in_its_order(archive, moderator, tmp_path):
    summary = scan_file(archive, moderator, out=tmp_path / "v.jsonl", rejects=tmp_path / "r.jsonl")
    assert [(row["id"], row["verdict"], row["label"]) for row in rows(tmp_path / "v.jsonl")] == [
        ("a", "block", "gambling"), ("b", "pass", None), ("b", "review", "abuse"), ("5", "block", "gambling"),
    ]  # fmt: skip
    assert [(row["file"], row["line"], row["reason"]) for row in rows(tmp_path / "r.jsonl")] == [
        (str(archive), 3, "bad-json"),
        (str(archive), 6, "bad-json"),
    ]
    assert (summary.messages, summary.verdicts, summary.rejects) == (6, 4, 2)
    assert summary.levels == ((Level.PASS, 1), (Level.REVIEW, 1), (Level.BLOCK, 2))
    assert [(row.rule, row.status, row.messages) for row in summary.rules] == [
        ("gambling", "enforce", 2),
        ("trial", "shadow", 2),
        ("insult", "enforce", 1),
    ]


def test_verdicts_are_those_of_check(archive, moderator, tmp_path):
    scan_file(archive, moderator, out=tmp_path / "v.jsonl")
    checked = [moderator.check(message).to_dict() for message in read(archive) if not isinstance(message, Reject)]
    assert rows(tmp_path / "v.jsonl") == checked


def test_counts_are_the_same_without_any_output(archive, moderator, tmp_path):
    assert scan_file(archive, moderator) == scan_file(archive, moderator, out=tmp_path / "v", rejects=tmp_path / "r")


def test_several_archives_add_up(moderator):
    out = io.BytesIO()
    scan = Scan(moderator, verdicts=out)
    for name, content in (("a", "网赌\n早\n"), ("b", "晚\n")):
        scan.add(io.BytesIO(content.encode()), name=name)
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["1", "2", "1"]
    assert scan.summary.messages == 3


def test_archive_is_never_overwritten_by_its_own_verdicts(archive, moderator):
    with pytest.raises(UsageError):
        scan_file(archive, moderator, out=archive)
    assert archive.read_text(encoding="utf-8") == ARCHIVE


def test_mistyped_archive_leaves_earlier_verdicts_alone(moderator, tmp_path):
    (tmp_path / "v.jsonl").write_text("earlier", encoding="utf-8")
    with pytest.raises(UsageError):
        scan_file(tmp_path / "没有.jsonl", moderator, out=tmp_path / "v.jsonl")
    assert (tmp_path / "v.jsonl").read_text(encoding="utf-8") == "earlier"


def test_what_was_scanned_before_an_unreadable_archive_stays_counted(moderator):
    scan = Scan(moderator)
    scan.add(io.BytesIO("早\n".encode()))
    with pytest.raises(ArchiveError):
        scan.add(io.BytesIO(b"PK\x03\x04"))
    assert scan.summary.messages == 1


@settings(max_examples=40)
@given(st.binary(max_size=300), st.sampled_from(["jsonl", "chatlab", "plain"]))
def test_any_bytes_are_scanned_and_add_up(moderator, content, format_):
    out, refused = io.BytesIO(), io.BytesIO()
    scan = Scan(moderator, verdicts=out, rejects=refused)
    scan.add(io.BytesIO(content), format=format_)
    summary = scan.summary
    assert (summary.verdicts, summary.rejects) == (len(out.getvalue().splitlines()), len(refused.getvalue().splitlines()))
    assert sum(count for _, count in summary.levels) == summary.verdicts


def test_the_first_messages_are_checked_without_a_screen(moderator, monkeypatch):
    monkeypatch.setattr("moderation.batch.bulk.FEW", 3)
    bulk = Bulk(moderator)
    verdicts = [verdict.level for _ in range(2) for verdict in map(moderator.check, ["来网赌吧", "早"])]
    seen = [bulk.verdicts([Message("来网赌吧"), Message("早")]) for _ in range(2)]
    assert [verdict.level if verdict else "pass" for verdict in (*seen[0], *seen[1])] == verdicts
    assert seen[1][1] is None
