"""What a system message tells, and what nobody's name can make it tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives.kinds import bare, kind_named, kind_of_file
from moderation.archives.moments import moment
from moderation.archives.newcomers import with_joins
from moderation.archives.notices import joiners, kind_of_notice, subject
from moderation.archives.recent import Recent
from moderation.archives.reject import Reject
from moderation.message import KINDS, Author, Chat, Message


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("“小林”邀请“新人”加入了群聊", "join", "新人"),
        ('"小林"邀请"新人"加入了群聊', "join", "新人"),
        ("你邀请“新人”加入了群聊", "join", "新人"),
        ("小林邀请新人加入了群聊。", "join", "新人"),
        ("“新人”通过扫描“小林”分享的二维码加入群聊", "join", "新人"),
        ("新人加入本群。", "join", "新人"),
        ("欢迎新人加入本群", "join", "新人"),
        ("管理员小林已同意新人加入了本群", "join", "新人"),
        ("“小林”邀请“甲、乙”加入了群聊", "join", ""),
        ("小林邀请你加入了群聊", "join", ""),
        ("小新 加入了群聊", "join", "小新"),
        ("lin joined the group", "join", "lin"),
        ("lin invited new to the group chat", "join", "new"),
        ("“推广”退出了群聊", "leave", "推广"),
        ("你将“推广”移出了群聊", "leave", "推广"),
        ("“小林”将“推广”移出了群聊", "leave", "推广"),
        ("推广退出了本群。", "leave", "推广"),
        ("推广被管理员移出本群", "leave", "推广"),
        ("lin left the group", "leave", "lin"),
        ("“推广”撤回了一条消息", "recall", "推广"),
        ("推广 撤回了一条消息", "recall", "推广"),
        ("你撤回了一条消息", "recall", "你"),
        ("管理员撤回了成员“推广”的一条消息", "recall", "管理员"),
        ("“小林”修改群名为“欢迎加入群聊”", "system", ""),
        ("“小林”修改群名为“撤回了一条消息”", "system", ""),
        ("“加入群聊”拍了拍“退出群聊”", "system", ""),
        ("你已添加了小林，现在可以开始聊天了。", "system", ""),
        ("群主已开启全员禁言", "system", ""),
        ("", "system", ""),
    ],
)
def test_notice_tells_what_happened_to_whom(text, kind, who):
    assert kind_of_notice(text) == kind
    assert subject(text, kind) == who


def test_several_joiners_are_all_named():
    assert joiners("“小林”邀请“甲、乙、丙”加入了群聊") == ("甲", "乙", "丙")


@given(st.text(alphabet='“”"加入群聊邀请退出撤回了一条消息、 小林<a>', max_size=80))
def test_any_notice_is_read_without_an_exception(text):
    kind = kind_of_notice(text)
    assert kind in KINDS
    assert isinstance(subject(text, kind), str)


@pytest.mark.parametrize("text", ["邀请" * 50_000, "“" * 100_000, "加入" * 50_000, "a" * 1_000_000, "邀请" + "加" * 100_000])
def test_hostile_notice_costs_no_more_than_a_short_one(text):
    assert kind_of_notice(text) in KINDS
    assert isinstance(joiners(text), tuple)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("早", "text", ("早", "text")),
        ("[图片]", "text", ("", "image")),
        ("[图片][图片]", "text", ("", "image")),
        (" [语音] ", "text", ("", "voice")),
        ("[动画表情]", "text", ("", "sticker")),
        ("[链接] 限时", "link", ("限时", "link")),
        ("[限时抢购]", "text", ("[限时抢购]", "text")),
        ("[图片]加我", "text", ("[图片]加我", "text")),
        ("[图片]加我", "image", ("加我", "image")),
        ("[系统消息]", "text", ("", "other")),
        ("[撤回]", "text", ("[撤回]", "text")),
        ("", "image", ("", "image")),
        ("[" * 1000, "text", ("[" * 1000, "text")),
    ],
)
def test_placeholder_is_no_text(text, kind, wanted):
    assert bare(text, kind) == wanted


@given(st.text(alphabet="[]图片链接语音x \n"))
def test_no_placeholder_makes_a_message_of_the_platform(text):
    assert bare(text)[1] not in ("system", "recall", "join", "leave")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("文本", "text"),
        ("图片消息", "image"),
        ("视频号", "link"),
        ("视频通话", "other"),
        ("语音通话", "other"),
        ("带有引用的文本消息", "text"),
        ("没见过", "other"),
        ("", "other"),
    ],
)
def test_names_of_kinds(name, kind):
    assert kind_named(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"), [("a.JPG", "image"), ("b.mp4?x=1", "video"), ("c.amr", "voice"), ("d.xlsx", "file"), ("e", "file"), ("", "file")]
)
def test_kind_of_a_file_is_that_of_its_name(name, kind):
    assert kind_of_file(name) == kind


def said(author, kind="text", text="早", minute=0, chat="g"):
    return Message(text, author=author, kind=kind, at=moment(f"2025-03-01 09:{minute:02}"), chat=Chat(id=chat))


def test_join_counts_in_its_own_chat_and_from_then_on():
    new = Author(id="7", nickname="小新")
    rows = [
        said(new),
        said(Author(nickname="小新"), "join", "小新加入了群聊", 5),
        said(new, minute=6),
        said(new, minute=7, chat="other"),
        Reject(5, "bad-json"),
    ]
    joined = [getattr(row, "author", Author()).joined for row in with_joins(rows)]
    assert joined == [None, rows[1].at, rows[1].at, None, None]


def test_time_of_the_export_wins_over_what_was_seen():
    known = Author(id="7", joined=moment("2020-01-01"))
    rows = list(with_joins([said(Author(id="7"), "join", "", 5), said(known, minute=6)]))
    assert rows[1].author.joined == known.joined


def test_joins_without_a_time_are_passed_on():
    join = Message("小新加入了群聊", kind="join", author=Author(nickname="小新"))
    assert list(with_joins([join])) == [join]


def test_joins_are_remembered_in_bounds(monkeypatch):
    monkeypatch.setattr("moderation.archives.newcomers._MEMBERS", 3)
    rows = [said(Author(id=str(n)), "join", "", n % 60) for n in range(10)] + [said(Author(id="0")), said(Author(id="9"))]
    assert [row.author.joined is None for row in with_joins(rows)][-2:] == [True, False]


def test_texts_are_kept_by_id_and_the_oldest_go_first():
    recent = Recent()
    recent.note("a", "早")
    recent.note("a", "晚")
    recent.note("b", "")
    recent.note(None, "x")
    assert (recent.text("a"), recent.text("b"), recent.text("c")) == ("晚", "", "")
    for number in range(30):
        recent.note(str(number), "长" * 100_000)
    assert recent.text("a") == ""
    assert recent.text("29")
    recent.note("b", "长" * 2_000_000)
    assert recent.text("b") == ""
