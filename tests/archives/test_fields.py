"""Names of exports become fields of a Message."""

import runpy
from datetime import datetime
from pathlib import Path

import pytest

from moderation.archives.fields import message_of
from moderation.archives.kinds import kind_of
from moderation.archives.moments import BEIJING
from moderation.archives.names import canonical
from moderation.archives.reject import Reject
from moderation.archives.roles import role_of
from moderation.message import Author, Chat, Message


@pytest.mark.parametrize(("name", "field"), [
    ("text", "text"), ("Content", "text"), ("内容", "text"), ("StrContent", "text"), (" 消息 ", "text"),
    ("message_id", "id"), ("MsgSvrID", "id"), ("消息ID", "id"), ("sender", "author"), ("发送人", "author"),
    ("NickName", "nickname"), ("昵称", "nickname"), ("群名片", "card"), ("身份", "role"), ("CreateTime", "at"), ("时间", "at"),
    ("label", None), ("perturb", None), ("base_text", None), ("", None), ("x" * 10_000, None),
])  # fmt: skip
def test_names_are_known_without_case_spaces_and_underscores(name, field):
    assert canonical(name) == field


@pytest.mark.parametrize(
    ("word", "role"),
    [("owner", "owner"), ("群主", "owner"), ("Admin", "admin"), ("管理员", "admin"), ("bot", "bot"), ("?", "member"), (3, "member")],
)
def test_roles_in_both_languages_and_member_for_the_rest(word, role):
    assert role_of(word) == role


@pytest.mark.parametrize(
    ("word", "kind"), [("image", "image"), ("图片", "image"), ("红包", "red_packet"), ("hologram", "text"), (49, "text")]
)
def test_kind_that_nobody_knows_is_checked_as_text(word, kind):
    assert kind_of(word) == kind


def test_full_row_fills_every_field():
    row = {
        "id": 7, "text": "好", "author": 42, "nickname": "小林", "card": "三班小林妈妈", "role": "管理员",
        "joined": "2025-03-01", "trusted": "是", "chat": "g1", "chat_name": "家长群", "at": 1740791100, "kind": "文本",
        "quote": {"text": "在吗"}, "forward": "转", "join_answer": "答",
    }  # fmt: skip
    assert message_of(row, 1, "") == Message(
        "好", id="7", author=Author(
            id="42", nickname="小林", card="三班小林妈妈", role="admin", joined=datetime(2025, 3, 1, tzinfo=BEIJING), trusted=True,
        ), chat=Chat(id="g1", name="家长群"), at=datetime(2025, 3, 1, 9, 5, tzinfo=BEIJING),
        quote="在吗", forward="转", join_answer="答",
    )  # fmt: skip


def test_nested_author_and_chat_mean_the_same_as_flat_ones():
    nested = {
        "text": "好",
        "author": {"id": "42", "name": "小林", "role": "owner"},
        "chat": {"id": "g1", "name": "家长群", "type": "private"},
    }
    message = message_of(nested, 1, "")
    assert message.author == Author(id="42", nickname="小林", role="owner")
    assert message.chat == Chat(id="g1", name="家长群", kind="private")


@pytest.mark.parametrize(("id_", "text"), [(None, "9"), ("", "9"), (0, "0"), (12, "12"), ("m1", "m1"), (1.5, "1.5")])
def test_id_is_kept_in_text_form_or_is_the_line_number(id_, text):
    assert message_of({"id": id_, "text": "好"}, 9, "").id == text


@pytest.mark.parametrize(("row", "reason"), [
    ({}, "no-text"), ({"text": None}, "no-text"), ({"text": 5}, "text-not-text"), ({"text": ["好"]}, "text-not-text"),
    ({"text": "好", "id": {}}, "bad-id"), ({"text": "好", "id": []}, "bad-id"),
])  # fmt: skip
def test_row_without_a_text_or_a_usable_id_is_rejected(row, reason):
    assert message_of(row, 4, "as it stood") == Reject(4, reason, "as it stood")


def test_placeholder_is_no_text():
    assert message_of({"text": "[图片]", "id": "1"}, 1, "") == Message("", id="1", kind="image")
    assert message_of({"text": "[语音]", "kind": "other"}, 1, "").kind == "other"


def test_time_counts_without_an_id_too():
    assert message_of({"text": "好", "at": 1740791100}, 9, "").at is not None


@pytest.mark.parametrize("odd", [None, 1, "", "?", [], {}, {"id": []}, True, "\ud800"])
@pytest.mark.parametrize("field", ["author", "nickname", "role", "joined", "trusted", "chat", "at", "kind", "quote", "forward"])
def test_odd_optional_value_never_costs_the_message(field, odd):
    assert message_of({"id": "1", "text": "好", field: odd}, 1, "").text == "好"


def test_docs_page_is_current():
    root = Path(__file__).parent.parent.parent
    tool = runpy.run_path(str(root / "tools" / "archives_docs.py"))
    assert (root / "docs" / "archives.md").read_text(encoding="utf-8") == tool["page"](), "run tools/archives_docs.py"
