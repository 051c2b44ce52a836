"""Messages come back by time, those of one time as they came, however little is kept in memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch import in_order
from moderation.batch.in_order import InOrder
from moderation.errors import EnvironmentalError
from moderation.message import Author, Message

TEXTS = st.text(max_size=8)
TIMES = st.lists(st.tuples(st.integers(-5, 20), TEXTS), max_size=60)


@pytest.mark.parametrize("at_once", [1, 2, 7, 1_000])
@given(TIMES)
def test_the_order_is_that_of_a_stable_sort(at_once, timed):
    with InOrder(at_once=at_once) as waiting:
        for at_ms, text in timed:
            waiting.add(Message(text), at_ms)
        assert len(waiting) == len(timed)
        assert [message.text for message in waiting.messages()] == [text for _, text in sorted(timed, key=lambda pair: pair[0])]


def test_many_runs_are_merged_into_few(monkeypatch):
    monkeypatch.setattr(in_order, "_MOST_RUNS", 4)
    with InOrder(at_once=3) as waiting:
        for number in range(500):
            waiting.add(Message(str(number)), -number)
        assert len(waiting._runs) <= 4
        assert [message.text for message in waiting.messages()] == [str(number) for number in reversed(range(500))]


def test_a_message_comes_back_as_it_was():
    message = Message("好\ud800🐷\u202e\x00", id="1", author=Author(id="u", nickname="小林", role="admin"), quote="引用", edited=True)
    with InOrder(at_once=1) as waiting:
        waiting.add(message, 0)
        assert list(waiting.messages()) == [message]


def test_a_full_disk_is_one_clear_sentence(monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(in_order.tempfile, "TemporaryFile", full)
    with InOrder(at_once=1) as waiting, pytest.raises(EnvironmentalError, match="磁盘已满"):
        waiting.add(Message("早"), 0)


def test_nothing_comes_back_from_nothing():
    with InOrder() as waiting:
        assert list(waiting.messages()) == []
