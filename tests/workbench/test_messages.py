"""A test is read as the message that its author means; a time that is none is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.facts import FACTS
from moderation.ruleset.schema import TestMessage as Written
from moderation.workbench.messages import TimeMistake, message_of


def test_a_text_is_a_message_of_which_little_is_known():
    message = message_of("加薇❤️信：abc12345")
    assert (message.text, message.author.role, message.author.joined, message.quote) == ("加薇❤️信：abc12345", "member", None, "")
    assert FACTS["chat.hour"].read(message) == 12
    assert FACTS["user.new"].read(message) is None


def test_every_key_of_a_test_message_arrives():
    written = Written(text="正文", quote="引用", forward="转发", nickname="昵称", card="名片", join_answer="回答", role="admin")
    message = message_of(written)
    assert (message.text, message.quote, message.forward, message.join_answer) == ("正文", "引用", "转发", "回答")
    assert (message.author.nickname, message.author.card, message.author.role) == ("昵称", "名片", "admin")


@pytest.mark.parametrize(
    ("joined", "at", "within_s"),
    [
        ("3d", None, 3 * 86_400),
        ("10m", "2026-03-01 08:00", 600),
        ("2026-02-28 08:00", "2026-03-01 08:00", 86_400),
        ("2026-02-28T00:00:00+00:00", "2026-03-01 08:00", 86_400),
        ("2027-01-01", "2026-03-01 08:00", 0),
        ("2026年2月28日", "2026-03-01", 86_400),
    ],
)
def test_joined_is_a_time_or_how_long_ago_it_was(joined, at, within_s):
    assert (
        FACTS["user.joined_within"].read(message_of(Written.model_validate({"text": "早", "joined": joined} | ({"at": at} if at else {}))))
        == within_s
    )


def test_a_time_without_zone_is_beijing_time():
    assert message_of(Written(text="早", at="2026-03-01 08:00")).at == datetime(2026, 3, 1, tzinfo=UTC) + timedelta(0)


@pytest.mark.parametrize(("key", "found"), [("at", "昨天"), ("joined", "很久"), ("joined", ""), ("at", "3d"), ("joined", "2026-13-01")])
def test_what_is_no_time_is_refused_by_its_key(key, found):
    with pytest.raises(TimeMistake) as refused:
        message_of(Written(text="早", **{key: found}))
    assert (refused.value.key, refused.value.found) == (key, found)


@pytest.mark.parametrize("joined", ["999999999w", "150000w"])
def test_longer_ago_than_the_calendar_goes_is_no_time(joined):
    with pytest.raises(TimeMistake):
        message_of(Written(text="早", joined=joined))
