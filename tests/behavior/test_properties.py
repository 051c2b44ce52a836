"""Watch over a store says what the slow reference says over all messages, and what it said once it says for ever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.behavior import reference
from moderation.program import Campaign, Flood, Raid, Repeat, Stitched
from moderation.signal import Signal

SPECS = {
    "flood": Flood(window_s=10, at_least=3),
    "loud": Flood(by=("chat",), window_s=20, at_least=4),
    "repeat": Repeat(window_s=30, at_least=2, similarity_pct=80, min_chars=4),
    "campaign": Campaign(of=("near_duplicate", "link", "contact"), window_s=60, at_least=2, similarity_pct=80, min_chars=6),
    "local": Campaign(across="chat", window_s=30, at_least=2, similarity_pct=60, min_chars=6),
    "raid": Raid(window_s=15, at_least=2),
    "stitched": Stitched(gap_s=4, at_most=3, max_chars_each=3),
}
TEXTS = (
    "带你玩转这个新平台，稳赚不赔", "带你玩转那个新平台！稳赚不赔😀", "平台稳赚不赔，新人带你玩转", "今天食堂的菜真不错，你去吃了吗",
    "今天食堂的菜真不错，他去吃了吗", "招兼职打字员，加微❤️信：abc12345", "招兼職打字員吧，加微信 xyz99887", "vx：money8888", "赌", "博 ",
    "百家", "[图片]", "", "哈哈哈哈哈哈哈哈", "看这里 http://x8.example.com/r",
)  # fmt: skip
WHERE = {"链接": ("link", "url:x8.example.com/r"), "联系": ("contact", "wechat:abc12345")}

events = st.lists(
    st.fixed_dictionaries({
        "text": st.sampled_from(TEXTS) | st.text(alphabet="赌博加vx带你玩 1\u200b😀\ud800[图片]|", max_size=12),
        "user": st.sampled_from(["甲", "乙", "丙", ""]),
        "chat": st.sampled_from(["g1", "g2"]),
        "at": st.integers(0, 40),
        "kind": st.sampled_from(["text", "text", "text", "text", "image", "join", "system"]),
        "edited": st.sampled_from([False, False, False, True]),
        "found": st.sets(st.sampled_from(sorted(WHERE)), max_size=2),
    }),
    max_size=10,
)  # fmt: skip


def findings(message, found):
    """Signals as matchers would give them, at the end of the text: what they are is the matchers' business."""
    cut = len(message.text) // 2
    return tuple(
        Signal(signal=name, title=name, term=term, start=cut, end=len(message.text), text=message.text[cut:])
        for name, term in (WHERE[kind] for kind in sorted(found))
    )


def history(message, written, *, in_order):
    rows = sorted(written, key=lambda row: row["at"]) if in_order else written
    for number, row in enumerate(rows):
        said = message(number, row["text"], row["user"], row["chat"], row["at"], kind=row["kind"], edited=row["edited"])
        yield said, findings(said, row["found"])


@pytest.mark.parametrize("in_order", [True, False])
@settings(max_examples=50, deadline=None)
@given(written=events)
def test_watch_over_a_store_is_the_reference_over_all_messages(room, message, perfect, in_order, written):
    here = room(None if in_order else perfect(), **SPECS)
    said = list(history(message, written, in_order=in_order))
    for place, (one, found) in enumerate(said):
        signals, joined = here.see(one, found)
        before = [each for each, _ in said[: place + 1]]
        known = [tuple((signal.signal, signal) for signal in signals) for _, signals in said[: place + 1]]
        expected = {name: reference.observed(spec, before, known) for name, spec in SPECS.items()}
        assert {signal.signal: (int(signal.term.split(":")[1].split("/")[0]), signal.messages) for signal in signals} == {
            name: (count, keys) for name, (count, keys) in expected.items() if count
        }
        pieces = (joined.text, tuple(part.message for part in joined.parts)) if joined else ("", ())
        assert pieces == reference.joined(SPECS["stitched"], before)
        assert joined is None or all(joined.text[part.start : part.end] for part in joined.parts)


@settings(max_examples=40, deadline=None)
@given(written=events, again=st.lists(st.integers(0, 9), max_size=6))
def test_later_messages_change_nothing_and_a_message_that_comes_again_says_the_same(room, message, written, again):
    here = room(**SPECS)
    said = list(history(message, written, in_order=True))
    first = [here.see(*one) for one in said]
    for place in again:
        if place < len(said):
            assert here.see(*said[place]) == first[place]
    fresh = room(**SPECS)
    twice = [fresh.see(*one) for one in said for _ in range(2)]
    assert twice[::2] == first


@settings(max_examples=40, deadline=None)
@given(written=events)
def test_edits_and_what_the_platform_says_change_nothing(room, message, written):
    said = list(history(message, written, in_order=True))
    counted = [(one, found) for one, found in said if not one.edited and one.kind != "system"]
    all_of_it, without = room(**SPECS), room(**SPECS)
    seen = {one.key: all_of_it.see(one, found) for one, found in said}
    assert {one.key: without.see(one, found) for one, found in counted} == {one.key: seen[one.key] for one, _ in counted}
    assert all(seen[one.key] == ((), None) for one, _ in said if one.edited or one.kind == "system")
