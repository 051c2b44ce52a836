"""Record batches in, record batches out: a row for a row, one schema, the verdicts of `check`."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from moderation.batch import scan_batches, verdict_schema
from moderation.errors import UsageError
from moderation.message import Author, Chat, Message
from moderation.moderator import Moderator

RULESET = """\
spec: 1
ruleset: {id: senders, title: 看人, version: "1", charter: [第1条 守法]}
terms:
  gambling: {title: 赌博用语, weight: 3, terms: [网赌, 百家乐]}
  staff: {title: 冒充, from: nickname, terms: [客服]}
rules:
  - {id: gambling, title: 赌博, charter: 第1条, label: gambling, severity: high, when: {all: [gambling, user.new]}, verdict: block,
     tests: {match: [{text: 来网赌吧, joined: 1h}], pass: [早]}}
  - {id: named, title: 冒充客服, charter: 第1条, label: fraud, severity: low, when: {all: [staff, {not: user.trusted}]}, verdict: review,
     tests: {match: [{text: 好, nickname: 客服小王}], pass: [早]}}
"""
AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
JOINED = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def senders(tmp_path_factory):
    path = tmp_path_factory.mktemp("senders") / "senders.yaml"
    path.write_text(RULESET, encoding="utf-8")
    return Moderator.load(path, cache=False)


def levels(batch):
    return batch.column("verdict").to_pylist()


def test_each_batch_comes_back_with_as_many_rows_of_one_schema(moderator):
    batches = [pa.RecordBatch.from_pydict({"text": texts}) for texts in (["来网赌吧", "早"], ["早", None, "傻逼"])]
    empty = batches[0].slice(0, 0)
    scanned = list(scan_batches(moderator.program, iter([*batches, empty])))
    assert [levels(batch) for batch in scanned] == [["block", "pass"], ["pass", "pass", "review"], []]
    assert all(batch.schema == verdict_schema() for batch in scanned)
    assert scanned[1].column("rules").to_pylist() == [[], [], ["insult"]]


def test_rows_say_what_the_verdict_says(moderator):
    (batch,) = scan_batches(moderator, [pa.RecordBatch.from_pydict({"text": ["来网赌吧"], "id": [7]})])
    (row,) = batch.to_pylist()
    verdict = moderator.check(Message("来网赌吧", id="7"))
    signal = verdict.hits[0].signals[0]
    assert (row["id"], row["label"], row["score"], row["ruleset"]) == ("7", "gambling", verdict.score, verdict.ruleset)
    assert [hit["status"] for hit in row["hits"]] == ["enforce", "shadow"]
    assert (row["hits"][0]["signals"][0]["start"], row["hits"][0]["signals"][0]["text"]) == (signal.start, signal.text)
    assert row["actions"] == [{"name": "delete", "value": None}]


def test_columns_are_the_fields_of_messages(senders):
    batch = pa.RecordBatch.from_pydict({
        "内容": ["网赌", "网赌", "网赌", "好", "好", None], "入群时间": [JOINED, None, datetime(2026, 1, 1, tzinfo=UTC), None, None, None],
        "at": [AT] * 6, "nickname": [None, None, None, "客服小王", "客服小王", "客服"], "trusted": [None, None, None, False, True, None],
    })  # fmt: skip
    assert levels(next(scan_batches(senders, [batch]))) == ["block", "pass", "pass", "review", "pass", "review"]
    assert senders.check(Message("网赌", author=Author(joined=JOINED), at=AT)).level == "block"


def test_columns_of_other_names_are_mapped(moderator):
    batch = pa.RecordBatch.from_pydict({"body": ["早"], "words": ["来网赌吧"]})
    assert levels(next(scan_batches(moderator, [batch], columns="text=words"))) == ["block"]
    assert levels(next(scan_batches(moderator, [batch], columns={"text": "body"}))) == ["pass"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string()), pa.binary()])
def test_texts_may_be_of_any_type_of_text(moderator, kind):
    column = pa.array(["来网赌吧", None, "早"]).cast(pa.binary()) if kind == pa.binary() else pa.array(["来网赌吧", None, "早"]).cast(kind)
    assert levels(next(scan_batches(moderator, [pa.RecordBatch.from_arrays([column], ["text"])]))) == ["block", "pass", "pass"]


def test_without_a_column_of_texts_the_error_names_the_columns(moderator):
    with pytest.raises(UsageError, match="a, b"):
        list(scan_batches(moderator, [pa.RecordBatch.from_pydict({"a": [1], "b": [2]})]))


def test_what_belongs_to_no_message_is_ignored_and_what_makes_no_sense_is_unknown(senders):
    batch = pa.RecordBatch.from_pydict({"text": ["网赌"], "role": ["?"], "at": ["gestern"], "chat": [5], "label": ["x"], "kind": [3]})
    (row,) = next(scan_batches(senders, [batch])).to_pylist()
    assert row["verdict"] == senders.check(Message("网赌", chat=Chat(id="5"))).level == "pass"
    assert row["id"] is None
