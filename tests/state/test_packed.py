"""A packed window is what was put into it, and small."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.state import packed
from moderation.state.store import Entry, Mark

MARK = Mark(window="w", span_ms=1_000_000, who="小林")
KEYS = st.sampled_from(["qq|g1|1", "qq|g1|2", "qq|g2|1", "", "|", "1", "\ud800|\x00"])
ENTRIES = st.lists(
    st.builds(Entry, st.integers(0, 20), KEYS, st.sampled_from(["", "小林", "\udfff"]), st.binary(max_size=4)), min_size=1, max_size=12
)


def put(entries, keep=64):
    window = b""
    for entry in entries:
        mark = Mark(window="w", span_ms=1_000_000, who=entry.who, value=entry.value, keep=keep)
        window, seen = packed.leave(window, entry.message.encode("utf-8", "surrogatepass"), entry.at_ms, mark)
    return window, seen


@given(ENTRIES)
def test_a_window_holds_what_was_left_in_it(entries):
    window, _ = put(entries)
    _, seen = packed.leave(window, b"last", 30, MARK)
    assert seen.entries[:-1] == tuple(sorted(entries, key=lambda entry: entry.at_ms))


@given(ENTRIES)
def test_the_order_of_arrival_does_not_change_what_the_newest_sees(entries):
    unlike = list({entry.at_ms: entry for entry in entries}.values())
    sights = {
        packed.leave(put(order)[0], b"last", 30, MARK)[1] for order in (unlike, unlike[::-1], sorted(unlike, key=lambda entry: entry.at_ms))
    }
    assert len(sights) == 1


@given(ENTRIES, st.integers(1, 5))
def test_no_window_grows_beyond_its_bound(entries, keep):
    window, _ = put(entries, keep)
    assert packed.leave(window, b"last", 30, Mark(window="w", span_ms=1_000_000, keep=64))[1].count <= keep + 1


@pytest.mark.parametrize(("value", "most"), [(0, 31), (100, 131)])
def test_a_message_costs_about_thirty_bytes_beside_its_value(value, most):
    entries = [Entry(number, f"qq|123456789|{7_300_000_000 + number}", "10001", bytes(value)) for number in range(64)]
    assert len(put(entries)[0]) / 64 <= most
