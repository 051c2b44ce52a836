"""Offences are the same after they were entered and read back; what nobody knows yet is not understood wrongly."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.program import DeletedWithin, LabelIs, RepeatedWithin, SeverityIs
from moderation.sanctions.history import NO_HISTORY, extended, read
from moderation.sanctions.offence import Broken, Extra, Offence, message_key, parts_of, subject_of
from moderation.sanctions.records import evidence_of, json_text, offence_in, record_of
from moderation.state.store import Record
from moderation.verdict import Level, Sanction
from tests.sanctions.conftest import hit, message, verdict

texts = st.text(max_size=8) | st.sampled_from(["赌博", "❤️", "\ud800", "\u200b\u202e", "עברית", "a\x00b", "a|b\\|", ""])
severities = st.sampled_from(["low", "medium", "high", "critical"])
circumstances = st.one_of(
    st.none(),
    st.builds(LabelIs, st.lists(texts, max_size=2).map(tuple), negated=st.booleans()),
    st.builds(SeverityIs, st.lists(severities, max_size=2).map(tuple)),
    st.builds(RepeatedWithin, st.integers(1, 10**6)),
    st.builds(DeletedWithin, st.integers(1, 10**6)),
)
broken = st.builds(
    Broken,
    rule=texts,
    title=texts,
    charter=texts,
    label=texts,
    severity=severities,
    strikes=st.integers(0, 9),
    warns=st.booleans(),
)
sanctions = st.builds(
    Sanction,
    action=st.sampled_from(["warn", "mute", "undecided"]),
    duration_s=st.none() | st.integers(1, 10**6),
    strikes=st.integers(0, 9),
    count=st.integers(1, 9),
    case=st.just("c-abcdefghij"),
    reasons=st.lists(texts, max_size=2).map(tuple),
    alert=texts,
)
offences = st.builds(
    Offence,
    case=st.just("c-abcdefghij"),
    community=texts,
    subject=texts,
    message=texts,
    at_ms=st.integers(0, 2**42),
    user=texts,
    chat=texts,
    platform=texts,
    role=st.sampled_from(["owner", "member"]),
    trusted=st.booleans(),
    placed=st.booleans(),
    level=st.sampled_from([Level.REVIEW, Level.BLOCK]),
    label=texts,
    ruleset=texts,
    rules=st.lists(broken, max_size=2).map(tuple),
    extras=st.lists(st.builds(Extra, written=texts, strike=st.integers(-9, 9), when=circumstances), max_size=3).map(tuple),
    alert=texts,
    sanction=sanctions,
)


@given(offences)
@settings(max_examples=200, deadline=None)
def test_an_offence_is_the_same_after_it_was_entered(offence):
    record = record_of(offence, "{}")
    record.body.encode("utf-8")
    assert offence_in(record) == offence
    assert type(offence_in(record).level) is Level


@given(st.lists(texts, min_size=1, max_size=4))
def test_names_come_apart_as_they_were_put_together(parts):
    spoken = replace(message(1, user=parts[0]), id=None)
    assert len(parts_of(subject_of("group", spoken, ["user"]))) == 4
    stored = parts[0].encode("utf-8", "backslashreplace").decode()
    assert parts_of(subject_of("group", spoken, ["user"]))[3] == stored


@given(texts, texts, texts)
def test_no_author_can_have_the_history_of_another(first, second, chat):
    one, other = (subject_of("group", message(1, user=user, chat=chat), ["chat", "user"]) for user in (first, second))
    assert (one == other) is (first == second)


def test_every_key_of_a_message_is_text_that_a_database_takes():
    spoken = replace(message(1, text="\ud800", user="\ud800"), id=None)
    message_key(spoken).encode("utf-8")
    subject_of("a\ud800", spoken, ["user"]).encode("utf-8")


@given(st.recursive(texts | st.integers(-9, 9), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2)))
def test_json_holds_whatever_was_said(value):
    text = json_text(value)
    text.encode("utf-8")
    assert json.loads(text) == value


def test_evidence_holds_every_field_in_which_something_was_found():
    signal = replace(hit().signals[0], field="card", text="加我微信")
    spoken = replace(message(1), author=replace(message(1).author, card="加我微信", nickname="小林"), quote="别人的话")
    evidence = json.loads(evidence_of(spoken, verdict(replace(hit(), signals=(signal,)))))
    assert (evidence["card"], evidence["nickname"], "quote" in evidence) == ("加我微信", "小林", False)


def test_a_circumstance_of_a_later_version_does_not_hold():
    offence = Offence(case="c-a", community="g", subject="s", message="m", at_ms=0, sanction=None)
    record = record_of(replace(offence, extras=(Extra(written="x", strike=1, when=RepeatedWithin(5)),)), "")
    later = replace(record, body=record.body.replace("RepeatedWithin", "MoonIsFull"))
    assert offence_in(later).extras == ()


def test_kinds_of_a_later_version_are_read_over():
    offence = Offence(case="c-a", community="g", subject="s", message="m", at_ms=0, sanction=None)
    records = [
        replace(record_of(offence, ""), number=1),
        Record(key="c-a/blessing", subject="s", at_ms=1, kind="blessing", body='{"case":"c-a"}', number=2),
        Record(key="x", subject="s", at_ms=1, kind="overturn", body='{"case":"c-none","who":"x"}', number=3),
    ]
    history = read(records)
    assert (len(history.cases), history.records) == (1, 3)
    assert extended(extended(NO_HISTORY, records[:1]), records[1:]) == history
    assert read(records[:1], history) == read(records[:1])
