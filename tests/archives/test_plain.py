"""Plain text: one message a line."""

from moderation.archives.plain import read
from moderation.archives.reject import Reject
from moderation.message import Message


def test_each_line_is_a_message_with_its_number_as_id():
    reject = Reject(4, "bad-encoding")
    assert list(read(iter([(1, " 早 "), (2, ""), (3, "\u3000"), (4, reject), (5, "赌\u200b博\ud800")]))) == [
        Message(" 早 ", id="1"), reject, Message("赌\u200b博\ud800", id="5"),
    ]  # fmt: skip


def test_placeholder_is_no_text():
    assert list(read(iter([(1, "[图片]"), (2, "看[图片]")]))) == [Message("", id="1", kind="image"), Message("看[图片]", id="2")]
