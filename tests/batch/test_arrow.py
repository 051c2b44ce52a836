"""Record batches in, record batches out: a row for a row, one schema, the verdicts of `check`."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.batch import scan_batches, verdict_schema
from moderation.batch.arrow import verdict_batch
from moderation.errors import UsageError
from moderation.message import Author, Chat, Message
from moderation.moderator import Moderator

PAGE = Path(__file__).parent.parent.parent / "docs" / "scale-out.md"
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
FIELDS = """\
spec: 1
ruleset: {id: fields, title: 看名字, version: "1", charter: [第1条 守法]}
terms:
  words: {title: 用语, weight: 2, match: robust, from: [text, nickname, quote], terms: [赌博, 百家乐, 加微信]}
  staff: {title: 冒充, from: [nickname, card], terms: [客服, 管理员]}
  calls: {title: 招呼, terms: [{term: 来, near: [网赌, 上分], within: 4}, 在吗]}
patterns:
  alike: {kind: name, names: [客服小美], from: [nickname, card]}
  number: {kind: regex, regex: '\\d{5,}'}
rules:
  - {id: words, title: 用语, charter: 第1条, label: gambling, severity: high,
     when: {score: [words, number], bonus: {user.new: 1}, review: 3, block: 5}, tests: {match: [赌博加微信], pass: [早]}}
  - {id: staff, title: 冒充, charter: 第1条, label: fraud, severity: low, when: {all: [staff, {any: [calls, number]}]}, verdict: review,
     tests: {match: [{text: 在吗, nickname: 客服小王}], pass: [早]}}
  - {id: alike, title: 仿冒, charter: 第1条, label: fraud, severity: low, when: {all: [alike, {not: user.trusted}]}, verdict: review,
     tests: {match: [{text: 好, nickname: 客服小镁}], pass: [早]}}
  - {id: many, title: 很长, charter: 第1条, label: flood, severity: low, when: message.chars > 12, verdict: review,
     tests: {match: [今天天气真的非常非常好啊], pass: [早]}}
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


@pytest.fixture(scope="module")
def by_fields(tmp_path_factory):
    path = tmp_path_factory.mktemp("fields") / "fields.yaml"
    path.write_text(FIELDS, encoding="utf-8")
    return Moderator.load(path, cache=False)


WORDS = st.lists(
    st.sampled_from((
        "赌博", "睹博", "du bo", "百，家，乐", "加微信", "加V", "客服", "客服小镁", "客服小美", "管理员", "来", "网赌", "上分", "在吗",
        "123456", "🐷", "[图片]", "今天", "好", " ", "，", "\n", "\0", "\uffff", "é", "⑱",
    )),
    max_size=5,
).map("".join)  # fmt: skip
ROWS = st.lists(
    st.fixed_dictionaries(
        {name: st.one_of(st.none(), WORDS) for name in ("text", "nickname", "card", "quote")}
        | {"id": st.one_of(st.none(), st.text("ab", max_size=2)), "trusted": st.booleans()}
        | {"joined": st.sampled_from([None, JOINED]), "kind": st.sampled_from([None, "text", "join", "system"])}
    ),
    max_size=12,
)


def message_of(row):
    author = Author(nickname=row["nickname"] or "", card=row["card"] or "", joined=row["joined"], trusted=row["trusted"])
    return Message(row["text"] or "", id=row["id"], author=author, at=AT, quote=row["quote"] or "", kind=row["kind"] or "text")


def schema():
    kinds = {"trusted": pa.bool_(), "joined": pa.timestamp("us", "UTC")}
    return pa.schema([
        (name, kinds.get(name, pa.string())) for name in ("text", "nickname", "card", "quote", "id", "trusted", "joined", "kind")
    ])  # fmt: skip


@settings(max_examples=60)
@given(ROWS)
def test_rows_with_senders_are_judged_as_check_judges_messages(by_fields, rows):
    batch = pa.RecordBatch.from_pylist(rows, schema=schema())
    batch = batch.append_column("at", pa.array([AT] * len(rows), pa.timestamp("us", "UTC")))
    scanned = next(scan_batches(by_fields, [batch]))
    verdicts = [by_fields.check(message_of(row)) for row in rows]
    assert scanned.equals(verdict_batch([row["id"] for row in rows], verdicts, range(len(rows))))


def leaves(name, kind):
    """The columns of a type as the page calls them, each with its own."""
    if pa.types.is_list(kind):
        yield from leaves(f"{name}[]", kind.value_type)
    elif pa.types.is_struct(kind):
        for place in range(kind.num_fields):
            yield from leaves(f"{name}.{kind.field(place).name}", kind.field(place).type)
    else:
        yield name, str(kind)


def test_the_page_has_every_column_with_its_type():
    documented = re.findall(r"^\| `([a-z_.\[\]]+)` \| (\w+)(, null)? \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    schema = verdict_schema()
    assert [(name, kind) for name, kind, _ in documented] == [leaf for field in schema for leaf in leaves(field.name, field.type)]
    plain = {name: bool(null) for name, _, null in documented if name in schema.names}
    assert plain == {name: schema.field(name).nullable for name in plain}
