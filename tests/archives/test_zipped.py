"""A ZIP is read as the folder that it was, and nothing in it can fill memory or take for ever."""

import contextlib
import io
import json
import random
import struct
import tracemalloc
import zipfile

import pytest

from moderation.archives import Reject, read
from moderation.batch import inputs
from moderation.errors import ArchiveError

DAY = [{"type": "message", "user": "U1", "ts": "1704067200.000100", "text": "早😀"}]
FILES = {
    "闲聊/2024-01-02.json": json.dumps(DAY).encode(),
    "闲聊/2024-01-01.json": json.dumps(DAY * 2).encode(),
    "users.json": json.dumps([{"id": "U1", "profile": {"display_name": "小林"}}]).encode(),
    "channels.json": json.dumps([{"id": "C1", "name": "闲聊"}]).encode(),
    "其他/聊天.txt": "早\n晚安".encode("gb18030"),
    "其他/群.csv": "内容,发送人\n你好,小林\n坏,了,吧".encode(),
    "图.png": b"\x89PNG",
    "__MACOSX/._群.csv": b"\x00",
    ".隐藏/a.json": b"[]",
}


def zipped(files, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return target.getvalue()


def rows(content, **options):
    return list(read(io.BytesIO(content), **options))


def test_a_zip_is_read_as_the_folder_that_it_was():
    *found, slack, again, third = rows(zipped(FILES))
    assert [row.text for row in found if not isinstance(row, Reject)] == ["你好", "早", "晚安"]
    (refused,) = [row for row in found if isinstance(row, Reject)]
    assert refused.to_dict() == {"inside": "其他/群.csv", "line": 3, "reason": "extra-columns", "excerpt": "坏,了,吧"}
    assert {(row.text, row.author.nickname, row.chat.id, row.chat.name) for row in (slack, again, third)} == {
        ("早😀", "小林", "C1", "闲聊")
    }


def test_a_zip_and_its_folder_hold_the_same(tmp_path):
    for name, content in FILES.items():
        path = tmp_path / "导出" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "导出.zip").write_bytes(zipped(FILES))
    apart = [row for path in inputs([str(tmp_path / "导出")]) for row in read(path)]
    texts = sorted(row.text if not isinstance(row, Reject) else row.reason for row in apart)
    assert texts == sorted(row.text if not isinstance(row, Reject) else row.reason for row in read(tmp_path / "导出.zip"))
    assert inputs([str(tmp_path)])[0].endswith("导出.zip")


def test_details_behind_the_messages_count_in_a_zip_too():
    message = {"id": 1, "type": "message", "date_unixtime": "1704067200", "from_id": "u", "text": "早", "text_entities": []}
    (row,) = rows(zipped({"result.json": json.dumps({"messages": [message], "name": "群", "id": 5}).encode()}))
    assert (row.chat.id, row.chat.name) == ("5", "群")


def test_a_pipe_cannot_go_back_and_is_read_all_the_same():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError

    assert len(list(read(Pipe(zipped(FILES))))) == 7


def test_names_of_old_programs_are_chinese():
    content = zipped({"XXXXXX/2024-01-01.json": json.dumps(DAY).encode()})
    named = content.replace(b"XXXXXX/", "闲聊群".encode("gb18030") + b"/")
    (row,) = rows(named)
    assert row.chat.name == "闲聊群"


def test_what_cannot_be_read_is_one_reject_and_the_rest_is_read():
    content = bytearray(zipped({"a.txt": "早".encode(), "b.txt": b"\x89PNG\r\n", "c.txt": b"x" * 50_000, "d.txt": "晚".encode()}))
    locked = content.rindex(b"a.txt") - 46 + 8
    content[locked] |= 1
    start = content.index(b"c.txt") + 10
    content[start : start + 20] = b"\xff" * 20
    found = rows(bytes(content))
    assert [(row.inside, row.reason) for row in found if isinstance(row, Reject)] == [
        ("a.txt", "bad-member"), ("b.txt", "bad-member"), ("c.txt", "bad-packing"),
    ]  # fmt: skip
    assert [row.text for row in found if not isinstance(row, Reject)] == ["晚"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_without_bounds_is_refused(method):
    assert [row.reason for row in rows(zipped({"a.txt": b"x"}, method))] == ["bad-member"]


def test_a_bomb_of_shared_bytes_is_refused():
    content = zipped({"a.txt": b"a" * 1_000_000})
    size, place = struct.unpack("<II", content[-10:-2])
    entry = content[place : place + size]
    shared = b"".join(entry.replace(b"a.txt", b"%c.txt" % (98 + n)) for n in range(20))
    bomb = content[:place] + entry + shared + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 21, 21, size * 21, place, 0)
    found = rows(bomb)
    assert sum(isinstance(row, Reject) for row in found) == 20
    assert len(found) == 21


def test_a_bomb_does_not_fill_the_memory():
    content = zipped({"a.txt": (b" " * 999 + b"\n") * 30_000 + "早".encode()})
    tracemalloc.start()
    assert len(rows(content)) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


@pytest.mark.parametrize("content", [b"PK\x03\x04", zipped(FILES)[:-30], b"PK\x05\x06" + b"\xff" * 18])
def test_a_zip_without_its_list_is_said_to_be_damaged(content):
    with pytest.raises(ArchiveError, match="ZIP"):
        rows(content)


def test_a_table_of_excel_is_no_archive():
    with pytest.raises(ArchiveError, match="Excel"):
        rows(zipped({"xl/workbook.xml": b"<x/>"}))


@pytest.mark.parametrize("seed", range(300))
def test_a_damaged_zip_raises_nothing(seed):
    dice = random.Random(seed)
    content = bytearray(zipped(FILES))
    for _ in range(dice.randint(1, 6)):
        content[dice.randrange(4, len(content))] = dice.randrange(256)
    with contextlib.suppress(ArchiveError):
        assert rows(bytes(content[: dice.choice((None, None, dice.randrange(4, len(content))))]))
