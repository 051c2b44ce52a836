"""What is written as ChatLab is read back the same."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.exports import chat
from benchmarks.exports_others import RENDERERS
from moderation.archives import Reject, read, write_chatlab
from moderation.archives.chatlab_writing import FORMS
from moderation.errors import EnvironmentalError, UsageError
from moderation.message import KINDS, ROLES, Author, Chat, Message


def written(rows, form="jsonl"):
    out = io.BytesIO()
    write_chatlab(rows, out, form=form)
    return out.getvalue()


def back(rows, form="jsonl"):
    return list(read(io.BytesIO(written(rows, form)), format="chatlab"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("export", ["telegram", "qq", "memotrace-12", "wecom", "slack", "chatlab.jsonl"])
def test_every_export_survives_the_interchange(export, form):
    rows = list(read(io.BytesIO(RENDERERS[export][1](chat(300)))))
    for row, again in zip(rows, back(rows, form), strict=True):
        assert (again.kind, again.at.replace(microsecond=0), again.platform) == (row.kind, row.at.replace(microsecond=0), row.platform)
        assert (again.id, again.author.id, again.chat) == (row.id, row.author.id, row.chat)
        assert again.text == row.text or (not row.text and row.kind in ("join", "leave", "recall"))
        assert (again.quote, again.forward, again.edited) == (row.quote, row.forward, row.edited)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("form", FORMS)
def test_roles_and_names_survive(role, form):
    author = Author(id="42", role=role, nickname="小林", card="三班小林妈妈")
    assert back([Message("早", id="1", author=author)], form)[0].author == author


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_kinds_survive(kind, form):
    assert back([Message("早", id="1", kind=kind, author=Author(nickname="小林"))], form)[0].kind == kind


@pytest.mark.parametrize("platform", ["", "qq", "讨论"])
@pytest.mark.parametrize("form", FORMS)
def test_platform_survives_where_there_is_none_too(platform, form):
    assert back([Message("早", id="1", platform=platform)], form) == [Message("早", id="1", platform=platform)]


def test_several_chats_in_lines_keep_their_names():
    rows = [Message("早", id="1", chat=Chat(id="a", name="甲")), Message("晚", id="2", chat=Chat(id="b", name="乙", kind="private"))]
    assert [row.chat for row in back(rows)] == [row.chat for row in rows]


def test_rejects_are_passed_over_and_the_count_is_that_of_messages():
    out = io.BytesIO()
    assert write_chatlab([Message("早"), Reject(2, "bad-json"), Message("晚")], out) == 2
    assert [json.loads(line)["_type"] for line in out.getvalue().splitlines()] == ["header", "message", "message"]


@pytest.mark.parametrize("form", FORMS)
def test_empty_archive_is_a_valid_one(form):
    assert back([], form) == []
    assert json.loads(written([], form).splitlines()[0] if form == "jsonl" else written([], form))["chatlab"]["version"] == "0.0.2"


def test_document_is_json_with_everything_in_its_place():
    document = json.loads(written([Message("早", id="1", author=Author(id="42", role="owner"), chat=Chat(id="g", name="群"))], "json"))
    assert document["meta"] == {"name": "群", "platform": "unknown", "type": "group", "groupId": "g"}
    assert document["members"] == [{"platformId": "42", "accountName": "", "roles": [{"id": "owner"}]}]
    assert document["messages"][0]["content"] == "早"


def test_target_may_be_a_path(tmp_path):
    assert write_chatlab([Message("早", id="1")], tmp_path / "a.jsonl") == 1
    assert [row.text for row in read(tmp_path / "a.jsonl")] == ["早"]
    with pytest.raises(EnvironmentalError):
        write_chatlab([], tmp_path / "no" / "a.jsonl")
    with pytest.raises(UsageError):
        write_chatlab([], tmp_path / "a.xml", form="xml")


MESSAGES = st.builds(
    Message,
    st.text(),
    id=st.text(min_size=1),
    kind=st.sampled_from(KINDS),
    quote=st.text(),
    at=st.integers(0, 2**31).map(lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
    edited=st.booleans(),
)


@given(st.lists(MESSAGES, max_size=5, unique_by=lambda message: message.id), st.sampled_from(FORMS))
def test_any_messages_survive(messages, form):
    for row, again in zip(messages, back(messages, form), strict=True):
        told = replace(row, text=row.text or again.text) if row.kind in ("join", "leave", "recall") else row
        assert (again.id, again.at, again.edited) == (told.id, told.at, told.edited)
        assert again.kind == told.kind
        assert again.text == told.text
        assert again.quote == told.quote
