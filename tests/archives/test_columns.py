"""A mapping of columns says what an archive of anybody's own holds."""

import io
import json

import pytest

from moderation.archives import Reject, read
from moderation.archives.columns import Columns, columns_of
from moderation.errors import ArchiveError, UsageError


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("text=内容,at=时间", {"text": "内容", "at": "时间"}),
        (" text = body , author=user.id ", {"text": "body", "author": "user.id"}),
        ("text=a=b", {"text": "a=b"}),
        ("text=内容，at=时间", {"text": "内容", "at": "时间"}),
        ("", {}),
        ({"text": "正文列"}, {"text": "正文列"}),
        (None, {}),
    ],
)
def test_mapping_is_read_as_written(written, fields):
    assert columns_of(written).by_field == fields


@pytest.mark.parametrize("written", ["text", "text=", "=内容", "text=a,text=b", "txt=内容", {"txt": "内容"}])
def test_mistake_is_named(written):
    with pytest.raises(UsageError, match=r"te?xt|=内容"):
        columns_of(written)


def test_mapped_column_wins_and_the_others_keep_their_usual_names():
    columns = Columns({"text": "内容", "author": "谁"})
    assert [columns.field_of(name) for name in ("内容", "消息", "谁", "发送人", "时间", "x")] == ["text", None, "author", None, "at", None]
    assert columns.named({"消息": "别的", "内容": "早", "谁": 42, "时间": "2025-03-01"}) == {"text": "早", "author": 42, "at": "2025-03-01"}


ROWS = [
    {"编": 1, "正": "早", "说": {"谁": "u1"}, "何时": "2025-03-01 09:05"},
    {"编": 2, "正": "晚", "说": {"谁": "u2"}, "何时": "2025-03-01 21:05"},
]
MAPPING = "id=编,text=正,author=说.谁,at=何时"


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS),
        json.dumps(ROWS, ensure_ascii=False),
        json.dumps({"data": ROWS}, ensure_ascii=False, indent=1),
    ],
)
def test_json_of_anybodys_own(content):
    rows = list(read(io.BytesIO(content.encode()), columns=MAPPING))
    assert [(row.id, row.text, row.author.id, row.at.hour) for row in rows] == [("1", "早", "u1", 9), ("2", "晚", "u2", 21)]


def test_table_of_anybodys_own():
    content = "编;正;谁;何时\n1;早;u1;2025-03-01 09:05\n2;晚;u2;2025-03-01 21:05\n"
    rows = list(read(io.BytesIO(content.encode("gb18030")), columns={"id": "编", "text": "正", "author": "谁", "at": "何时"}))
    assert [(row.id, row.text, row.author.id, row.at.hour) for row in rows] == [("1", "早", "u1", 9), ("2", "晚", "u2", 21)]


def test_parquet_of_anybodys_own(tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"编": [1, 2], "正": ["早", "晚"], "谁": ["u1", "u2"]}), tmp_path / "a.parquet")
    rows = list(read(tmp_path / "a.parquet", columns="id=编,text=正,author=谁"))
    assert [(row.id, row.text, row.author.id) for row in rows] == [("1", "早", "u1"), ("2", "晚", "u2")]


def test_row_without_the_mapped_text_is_refused():
    (row,) = read(io.BytesIO(b'{"x": 1}'), columns="text=y.z")
    assert isinstance(row, Reject)
    assert row.reason == "no-text"


def test_table_without_the_mapped_column_shows_its_header():
    with pytest.raises(ArchiveError, match="id,x"):
        list(read(io.BytesIO(b"id,x\n1,2\n"), columns="text=y"))


def test_columns_of_an_export_are_fixed():
    with pytest.raises(ArchiveError, match=r"telegram.*jsonl"):
        read(io.BytesIO(b""), format="telegram", columns="text=x")
