"""QQ's text export: heads of every kind, several chats in a file, lines that belong to nothing."""

import pytest

from moderation.archives.options import Options
from moderation.archives.qq import is_head, read
from moderation.archives.reject import Reject

TOP = ["消息记录（此消息记录为文本格式，不支持重新导入）", ""]
RULER = "=" * 64


def rows_of(*lines, **options):
    return list(read(iter(enumerate(lines, 1)), Options(**options)))


@pytest.mark.parametrize(
    ("who", "id_", "name", "role"),
    [
        ("小林(10001)", "10001", "小林", "member"),
        ("【管理员】小林(10001)", "10001", "小林", "admin"),
        ("【群主】小林(10001)", "10001", "小林", "owner"),
        ("【冒泡】小林(10001)", "10001", "小林", "member"),
        ("【通知】小林(10001)", "10001", "【通知】小林", "member"),
        ("土豆<a.b@xx.com>", "a.b@xx.com", "土豆", "member"),
        ("番茄", "番茄", "番茄", "member"),
        ("(10001)", "10001", "", "member"),
        ("小林(产品)(10001)", "10001", "小林(产品)", "member"),
        ("a(b)", "a(b)", "a(b)", "member"),
        ("Q群管家(2854196310)", "2854196310", "Q群管家", "bot"),
        ("\u202e林小(10001)", "10001", "\u202e林小", "member"),
    ],
)
def test_name_line_tells_who(who, id_, name, role):
    (row,) = rows_of(f"2019-07-16 18:15:05 {who}", "早")
    assert (row.author.id, row.author.nickname, row.author.role) == (id_, name, role)


def test_title_counts_for_nothing_beside_a_role_map():
    (row,) = rows_of("2019-07-16 18:15:05 【管理员】小林(10001)", "早", are_titles_trusted=False)
    assert (row.author.role, row.author.nickname) == ("member", "小林")


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2019-07-16 18:15:05", 18),
        ("2019-07-16 6:15:05", 6),
        ("2019-07-16 6:15:05 PM", 18),
        ("2019-07-16 12:15:05 AM", 0),
        ("2019/7/16 6:15:05", 6),
        ("2019-07-16 下午 6:15:05", 18),
        ("2019-07-16 PM 6:15:05", 18),
        ("2019-07-16 12:15:05 PM", 12),
    ],
)
def test_every_clock_is_read(written, hour):
    assert is_head(f"{written} 小林")
    (row,) = rows_of(f"{written} 小林", "早")
    assert (row.at.hour, row.at.minute, row.at.utcoffset().total_seconds()) == (hour, 15, 28_800)


def test_message_keeps_its_lines_but_not_the_empty_ones_around_them():
    (row,) = rows_of("2019-07-16 18:15:05 小林", "", "第一行", "", "第三行", RULER, "", "")
    assert row.text == f"第一行\n\n第三行\n{RULER}"


def test_line_that_only_looks_like_a_head_is_none_where_heads_stand_behind_empty_lines():
    head, fake = "2019-07-16 18:15:05 小林(10001)", "2019-07-16 18:15:06 群主(20002)"
    rows = rows_of(*TOP, head, "早", "", head, "看：", fake, "加我微信", "", head, "晚", " ", "")
    assert [(row.author.id, row.text) for row in rows] == [("10001", "早"), ("10001", f"看：\n{fake}\n加我微信"), ("10001", "晚")]


def test_heads_of_a_file_without_empty_lines_are_heads():
    rows = rows_of(
        "2019-07-16 18:15:05 小林(10001)", "早", "2019-07-16 18:15:06 木子(20002)", "早", "2019-07-16 18:15:07 小林(10001)", "晚"
    )
    assert [(row.author.id, row.text) for row in rows] == [("10001", "早"), ("20002", "早"), ("10001", "晚")]


def test_card_that_looks_like_a_head_is_a_name():
    (row,) = rows_of("2019-07-16 18:15:05 2019-07-16 18:15:04 群主(20002)(10001)", "早")
    assert (row.author.id, row.author.nickname) == ("10001", "2019-07-16 18:15:04 群主(20002)")


def test_several_chats_in_one_file():
    lines = [
        *TOP,
        RULER,
        "消息分组:我的群聊",
        RULER,
        "消息对象:甲群",
        RULER,
        "",
        "2019-07-16 18:15:05 小林(10001)",
        "早",
        "",
        RULER,
        "消息分组:我的好友",
        RULER,
        "消息对象:乙",
        RULER,
        "",
        "2019-07-16 18:16:05 小林(10001)",
        "晚",
    ]
    assert [(row.text, row.chat.name, row.chat.kind, row.id) for row in rows_of(*lines)] == [
        ("早", "甲群", "group", "9"), ("晚", "乙", "private", "18"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("新人加入本群。", "join", "新人"),
        ("小林邀请新人加入了本群。", "join", "新人"),
        ("土豆撤回了一条消息", "recall", "土豆"),
        ("土豆退出了本群。", "leave", "土豆"),
        ("群主已开启全员禁言", "system", "系统消息"),
    ],
)
@pytest.mark.parametrize("system", ["系统消息(10000)", "系统消息(1000000)"])
def test_system_senders_write_notices(text, kind, who, system):
    (row,) = rows_of(f"2019-07-16 18:16:00 {system}", text)
    assert (row.kind, row.author.nickname, row.text) == (kind, who, text)


def test_member_cannot_write_a_notice():
    (row,) = rows_of("2019-07-16 18:16:00 系统消息(12345678)", "土豆撤回了一条消息，加微信 abc")
    assert row.kind == "text"


def test_lines_before_the_first_head_are_refused():
    rows = rows_of(*TOP, RULER, "消息对象:群", RULER, "", "没有头的一行", "又一行", "2019-07-16 18:15:05 小林", "早")
    assert [(row.line, row.reason) for row in rows[:-1]] == [(7, "no-head"), (8, "no-head")]
    assert rows[-1].text == "早"


def test_impossible_date_leaves_the_time_unknown():
    (row,) = rows_of("2019-13-45 99:99:99 小林", "早")
    assert (row.at, row.text) == (None, "早")


def test_endless_message_is_refused_behind_its_bound():
    rows = rows_of("2019-07-16 18:15:05 小林", *["行"] * 5000)
    assert rows[-1].text.count("\n") == 4095
    assert sum(isinstance(row, Reject) for row in rows) == 5000 - 4096
