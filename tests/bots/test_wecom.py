"""Rows of WeCom's archive become the Messages that `scan` reads, and verdicts become alerts only."""

import pytest

from moderation import Moderator
from moderation.bots.wecom import alerts_of, message_of
from moderation.state import open_store
from moderation.verdict import Action, Level, Sanction, Verdict

ROW = {"msgid": "m1", "action": "send", "from": "wm1", "tolist": ["lin"], "roomid": "wr1", "msgtime": 1_700_000_000_000, "msgtype": "text"}


@pytest.mark.parametrize(
    ("row", "kind", "text", "id_"),
    [
        ({**ROW, "text": {"content": "😀 加V信"}}, "text", "😀 加V信", "m1"),
        ({**ROW, "msgtype": "link", "link": {"title": "领奖", "link_url": "https://x.example/"}}, "link", "领奖\nhttps://x.example/", "m1"),
        ({**ROW, "msgtype": "revoke", "action": "recall", "revoke": {"pre_msgid": "m0"}}, "recall", "", "m0"),
    ],
)
def test_a_row_becomes_a_message(row, kind, text, id_):
    message = message_of(row)
    assert (message.kind, message.text, message.id, message.platform) == (kind, text, id_, "wecom")


@pytest.mark.parametrize("row", [None, 7, [], {}, {"action": "switch", "user": "a"}, {**ROW, "text": 7}, {**ROW, "msgtype": None}])
def test_what_is_no_message_is_nothing(row):
    assert message_of(row) is None


@pytest.mark.parametrize(
    ("verdict", "count"),
    [
        (Verdict(), 0),
        (Verdict(level=Level.BLOCK, actions=(Action(name="delete"), Action(name="alert", value="群管组"))), 1),
        (Verdict(level=Level.BLOCK, actions=(Action(name="delete"),), sanction=Sanction(action="kick"), notice="移出"), 1),
        (Verdict(level=Level.BLOCK, actions=(Action(name="delete"),), repeated=True), 0),
    ],
)  # fmt: skip
def test_verdicts_become_alerts_and_nothing_else(verdict, count):
    calls = alerts_of(verdict, message_of({**ROW, "text": {"content": "x"}}))
    assert [call.name for call in calls] == ["alert"] * count


def test_an_alert_says_what_staff_have_to_do_themselves(program):
    moderator = Moderator(program, store=open_store("memory://"))
    message = message_of({**ROW, "text": {"content": "刷单返利找我"}})
    (call,) = alerts_of(moderator.check(message), message)
    assert "的消息涉及「广告引流」，证据：刷＊＊利。这里不能自动撤回和禁言，请手动处理。案号 c-" in call.text
    assert "静默" not in call.text
    assert "刷单返利" not in call.text
