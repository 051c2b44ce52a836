"""A role map says who is who; every mistake in its file is shown at once, with its line."""

import io

import pytest

from moderation.archives import Reject, read
from moderation.archives.role_files import roles_of
from moderation.archives.roles import highest, known_role, with_roles
from moderation.errors import UsageError
from moderation.message import Author, Message

WANTED = {"42": "owner", "小林": "admin", "007": "bot"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.yaml", "# 身份\n42: owner\n小林: 管理员\n'007': bot\n"),
        ("r.yml", "owner: [42]\nadmin:\n  - 小林\nbot: ['007']\n"),
        ("r.yaml", "42: owner\n小林: admin\n007: bot\n"),
        ("r.yaml", "owner: 42\nadmin: 小林\nbot: '007'\n"),
        ("r.json", '{"owner": 42, "admin": "小林", "bot": "007"}'),
        ("r.csv", "姓名,角色\n42,群主\n小林,管理\n007,机器人\n"),
        ("r.json", '{"42": "owner",\n\t"小林": "admin", "007": "bot"}'),
        ("r.json", '{"owner": ["42"], "admin": ["小林"], "bot": ["007"]}'),
        ("r.json", '[{"id": "42", "role": "owner"}, {"name": "小林", "role": "admin"}, {"id": "007", "role": "bot"}]'),
        ("r.csv", "42,owner\n小林,管理员\n007,机器人\n"),
        ("r.csv", "# 注释\n身份,昵称\nowner,42\n管理员,小林\nbot,007\n".partition("\n")[2]),
        ("r.tsv", "id\trole\n42\towner\n小林\tadmin\n007\tbot\n"),
        ("r.csv", '"id","role"\r\n"42","owner"\r\n"小林","admin"\r\n"007","bot"\r\n'),
        ("roles", '{"42": "owner", "小林": "admin", "007": "bot"}'),
        ("roles.txt", "42: owner\n小林: admin\n007: bot\n"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_form_says_the_same(tmp_path, name, content, encoding):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    assert roles_of(path) == roles_of(str(path)) == WANTED


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        (
            "r.yaml",
            "42: owner\n小林: boss\n\n阿明: amdin\n",
            ["r.yaml:2: “boss”不是身份；可选：owner | admin | member | bot。", "r.yaml:4: “amdin”"],
        ),
        ("r.yaml", "42: owner\n42: admin\n", ["r.yaml:2: “42”前面已经写成 owner 了"]),
        ("r.yaml", "- 42\n", ["r.yaml:1: "]),
        ("r.yaml", "42: {a: b}\n", ["r.yaml:1: "]),
        ("r.yaml", "42: [owner\n", ["r.yaml:2: 语法不对"]),
        ("r.yaml", "42: owner\n  x: [\n", ["r.yaml:2: 语法不对"]),
        ("r.yaml", "? [a]\n: owner\n", ["r.yaml:1: "]),
        ("r.yaml", "42:\n", ["r.yaml:1: “”不是身份"]),
        ("r.json", '{"42": "owner",\n"小林": "boss"}', ["r.json:2: “boss”不是身份"]),
        ("r.json", '{"42": "owner",\n}', ["r.json:2: 语法不对"]),
        ("r.json", '{"42": 5}', ["r.json:1: "]),
        ("r.json", "5", ["r.json:1: "]),
        ("r.json", "[" * 100_000, ["r.json:1: 语法不对"]),
        ("r.csv", "42,owner\n小林\n", ["r.csv:2: 这一行要有两列"]),
        ("r.csv", "id,role\n42,boss\n,owner\n", ["r.csv:2: “boss”"]),
    ],
)
def test_every_mistake_is_shown_with_its_line(tmp_path, name, content, wanted):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        roles_of(tmp_path / name)
    for part in wanted:
        assert part in str(caught.value)
    assert caught.value.sentence("en").count("\n") == str(caught.value).count("\n")


@pytest.mark.parametrize("content", [b"", b"\0", b"\xff\xfe\xff", b"a" * 100_000, b"&a [*a]", b"{" * 5000, b"---\n" * 50])
@pytest.mark.parametrize("name", ["r.yaml", "r.json", "r.csv", "roles"])
def test_any_file_is_a_map_or_one_clear_error(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    try:
        assert roles_of(tmp_path / name) == {}
    except UsageError as error:
        assert str(error).startswith(str(tmp_path / name))  # noqa: PT017 - either is right


def test_missing_file_is_the_operators_mistake(tmp_path):
    with pytest.raises(UsageError, match="文件不存在"):
        roles_of(tmp_path / "没有.yaml")


def test_mapping_is_taken_as_it_is():
    assert roles_of({"42": "群主"}) == {"42": "owner"}
    assert roles_of(None) == {}
    with pytest.raises(UsageError, match="boss"):
        roles_of({"42": "boss"})


def test_id_counts_before_card_and_nickname():
    roles = {"1": "bot", "卡": "owner", "名": "admin"}
    authors = [
        Author(id="1", card="卡", nickname="名"),
        Author(id="2", card="卡", nickname="名"),
        Author(id="2", nickname="名"),
        Author(id="2"),
    ]
    rows = [*(Message("早", author=author) for author in authors), Reject(1, "bad-json")]
    assert [getattr(row, "author", Author()).role for row in with_roles(rows, roles)] == ["bot", "owner", "admin", "member", "member"]


def test_map_takes_a_role_away_too():
    content = b'{"text": "x", "author": "1", "role": "admin"}'
    (row,) = read(io.BytesIO(content), roles={"1": "member"})
    assert row.author.role == "member"


@pytest.mark.parametrize(("words", "role"), [(["member", "bot"], "bot"), (["admin", "owner"], "owner"), ([None, 5, "x"], "member")])
def test_highest_role_counts(words, role):
    assert highest(words) == role


def test_unknown_word_is_no_role():
    assert known_role("boss") is None
