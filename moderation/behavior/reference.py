"""The slow truth about behaviours: looks at all messages every time, as docs/behaviors.md says it, without any window.

A property test holds `Watch` over a store to it, as far as no window had to let go of a message. Nothing else uses it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from moderation.behavior.alike import letters_of, shingles_of
from moderation.behavior.groups import account_of, own_words
from moderation.program import Campaign, Flood, Raid, Repeat, Stitched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderation.behavior.alike import Letters
    from moderation.message import Message
    from moderation.program import Behavior
    from moderation.program.behaviors import Grouping
    from moderation.signal import Signal

__all__ = ["Findings", "joined", "observed"]

Findings = tuple[tuple[str, "Signal"], ...]
"""The links and contacts of a message, each with its kind: `link` or `contact`."""


def observed(spec: Behavior, messages: Sequence[Message], findings: Sequence[Findings] = ()) -> tuple[int, tuple[str, ...]]:
    """Return what a behaviour counts when the last of some messages arrives, and the keys of the messages that it counts.

    `messages` are in the order of their arrival, a message that came twice stands there once; `findings` are what was found in each.
    (0, ()) means that nothing is observed; keys are by time, then by arrival, of a campaign by key, and the last is the message's own.
    """
    last = messages[-1]
    found = [each for each in _in_window(spec, messages) if _counts(spec, each)] if _counts(spec, last) else []
    known = dict(zip(map(id, messages), findings, strict=False))
    same = [each for each in found if _is_counted_with(spec, last, each, known)]
    count = len(set(map(account_of, same))) if isinstance(spec, Campaign) else len(same)
    if isinstance(spec, Stitched) or count < spec.at_least:
        return 0, ()
    ordered = sorted(same, key=lambda each: (each.at_ms, each.key if isinstance(spec, Campaign) else ""))
    keys = [str(each.key) for each in ordered if each is not last]
    return count, (*keys, str(last.key))


def joined(spec: Stitched, messages: Sequence[Message]) -> tuple[str, tuple[str, ...]]:
    """Return the text that the last of some messages completes, and the keys of its pieces; ("", ()) where it stands alone."""
    last = messages[-1]
    if not _is_piece(spec, last):
        return "", ()
    before = [each for each in messages if _is_piece(spec, each) and _group(spec.by, each) == _group(spec.by, last)]
    row = [last]
    for piece in sorted((each for each in before if each is not last and _at(each) <= _at(last)), key=_at)[::-1]:
        if len(row) == spec.at_most or _at(row[0]) - _at(piece) > spec.gap_s * 1_000:
            break
        row.insert(0, piece)
    return ("".join(map(own_words, row)), tuple(str(each.key) for each in row)) if len(row) > 1 else ("", ())


def _at(message: Message) -> int:
    return message.at_ms or 0


def _in_window(spec: Behavior, messages: Sequence[Message]) -> list[Message]:
    last = messages[-1]
    if isinstance(spec, Stitched):
        return []
    return [each for each in messages if each.at_ms is not None and _at(last) - spec.window_s * 1_000 < _at(each) <= _at(last)]


def _counts(spec: Behavior, message: Message) -> bool:
    """Whether a message counts for a behaviour at all."""
    if message.key is None or message.at_ms is None or message.edited:
        return False
    if isinstance(spec, Raid):
        return message.kind == "join" and _group(spec.by, message) is not None
    if isinstance(spec, Campaign):
        return bool(own_words(message) and account_of(message))
    return bool(own_words(message)) and _group(spec.by, message) is not None


def _is_piece(spec: Stitched, message: Message) -> bool:
    return _counts(spec, message) and len(own_words(message)) <= spec.max_chars_each


def _group(by: tuple[Grouping, ...], message: Message) -> tuple[str, ...] | None:
    """What messages are counted together by; `None` where it is not known."""
    if "user" in by and not message.author.id:
        return None
    known = {"community": "", "chat": message.chat.id, "user": message.author.id}
    platform = "" if by == ("community",) else message.platform
    return (platform, *(known[part] for part in ("chat", "user") if part in by))


def _is_counted_with(spec: Behavior, last: Message, other: Message, known: Mapping[int, Findings]) -> bool:
    pair = [(each, known.get(id(each), ())) for each in (last, other)]
    match spec:
        case Flood() | Raid():
            return _group(spec.by, last) == _group(spec.by, other)
        case Repeat():
            return _group(spec.by, last) == _group(spec.by, other) and _are_alike(spec, pair)
        case Campaign():
            if spec.across == "chat" and _group(("chat",), last) != _group(("chat",), other):
                return False
            a, b = ({(kind, signal.term) for kind, signal in findings if kind in spec.of} for _, findings in pair)
            return bool(a & b) or ("near_duplicate" in spec.of and _shares_a_shingle(pair) and _are_alike(spec, pair))
        case Stitched():
            return False


def _letters(message: Message, findings: Findings) -> Letters:
    return letters_of(own_words(message), own_words(message, [(signal.start, signal.end) for _, signal in findings]))


def _shares_a_shingle(pair: Sequence[tuple[Message, Findings]]) -> bool:
    a, b = (set(shingles_of(_letters(*each).text)) for each in pair)
    return bool(a & b)


def _are_alike(spec: Repeat | Campaign, pair: Sequence[tuple[Message, Findings]]) -> bool:
    """Whether two messages are long enough and share enough of their letters; blanks that both have are letters in common."""
    letters = [_letters(*each) for each in pair]
    if any(len(own_words(message)) < spec.min_chars for message, _ in pair) or not all(one.text for one in letters):
        return False
    a, b = (Counter(one.text) for one in letters)
    blanks = min(one.blanks for one in letters)
    return 200 * ((a & b).total() + blanks) >= spec.similarity_pct * (a.total() + b.total() + 2 * blanks)
