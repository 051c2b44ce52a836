"""A replay gives the ledger that a bot would have written: in any order of the rows, once, whenever it is run."""

import io
import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives import read
from moderation.batch.replay import NO_TIME, Replay, replay
from moderation.compile.assemble import compile_ruleset
from moderation.errors import UsageError
from moderation.moderator import Moderator
from moderation.ruleset import load_text
from moderation.state.memory import MemoryStore
from moderation.verdict import Level

RULESET = """spec: 1
ruleset: {id: group, charter: [第2条 不打广告]}
terms: {ad: {terms: [刷单]}, doubt: {terms: [代写]}}
rules:
  - {id: ad, title: 广告, charter: 第2条, label: ad, when: ad, verdict: block, actions: [delete, {strike: 1}],
     tests: {match: [刷单], pass: [早]}}
  - {id: doubt, title: 代写, label: ad, when: doubt, verdict: review, tests: {match: [代写], pass: [早]}}
policy:
  strikes: {window: 10d}
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}, {at: 3, do: kick}]
  aggravate: [{if: repeated_within 1h, strike: +1}]
"""
PROGRAM = compile_ruleset(load_text(RULESET)).program
START = datetime(2026, 1, 5, 12, tzinfo=UTC)

ROWS = st.lists(
    st.tuples(
        st.integers(0, 1_000),
        st.sampled_from(["小林", "小美", "群主"]),
        st.sampled_from(["早", "刷单来", "刷 单", "代写", "好\ud800"]),
    ),
    max_size=25, unique_by=lambda row: row[0],
)  # fmt: skip
"""(hours after the start, who, what), each at a time of its own."""


def row(number, hours, who, text, *, start=START):
    role = "owner" if who == "群主" else "member"
    at = (start + timedelta(hours=hours)).isoformat()
    return {"id": f"m{number}", "text": text, "user": who, "nickname": who, "role": role, "chat": "g", "time": at}


def archive(rows, **options):
    lines = (json.dumps(row(number, *each, **options)) for number, each in enumerate(rows))
    return io.BytesIO("\n".join(lines).encode())


def ledger(store):
    """What the ledger says: all of it but which process entered it."""
    return [(record.key, record.subject, record.at_ms, record.kind, record.body) for record in store.records()]


def replayed(stream, store=None, **options):
    """What comes of the messages of an archive, the counts, and the store."""
    store = store or MemoryStore()
    with Replay(Moderator(PROGRAM, store=store), **options) as running:
        running.add(stream, format="jsonl")
        verdicts = [(each.message.id, each.verdict) for each in running.run()]
        return verdicts, running.summary, store


def sanctions(verdicts):
    return [(id_, verdict.sanction and (verdict.sanction.action, verdict.sanction.strikes)) for id_, verdict in verdicts]


@given(ROWS)
def test_live_and_replay_write_the_same_ledger(rows):
    live = MemoryStore()
    moderator = Moderator(PROGRAM, store=live)
    for message in read(archive(sorted(rows)), format="jsonl"):
        moderator.check(message)
    ids = {each: number for number, each in enumerate(sorted(rows))}
    shuffled = rows[:]
    random.Random(7).shuffle(shuffled)
    lines = [json.dumps(row(ids[each], *each)) for each in shuffled]
    _, _, store = replayed(io.BytesIO("\n".join(lines).encode()), at_once=4)
    assert ledger(store) == ledger(live)


@given(ROWS)
def test_a_second_replay_changes_nothing(rows):
    first, counted, store = replayed(archive(rows))
    before = list(store.records())
    second, again, _ = replayed(archive(rows), store)
    assert list(store.records()) == before
    assert sanctions(second) == sanctions(first)
    assert (again.verdicts, again.levels) == (counted.verdicts, counted.levels)
    assert again.sanctions == ()
    assert again.repeated == sum(count for _, count in counted.sanctions)


@given(ROWS)
def test_a_year_later_it_is_the_same(rows):
    then, _, _ = replayed(archive(rows))
    now, _, _ = replayed(archive(rows))
    shifted, _, _ = replayed(archive(rows, start=START + timedelta(days=365)))
    assert [verdict for _, verdict in now] == [verdict for _, verdict in then]
    assert sanctions(shifted) == sanctions(then)


@given(ROWS, st.lists(st.sampled_from(["{", '{"text": "刷单"}', '{"text": 5}', '["早"]', '{"text": "早", "time": "昨天"}']), max_size=6))
def test_the_counts_add_up(rows, broken):
    stream = io.BytesIO(b"\n".join([*archive(rows).getvalue().splitlines(), *(line.encode() for line in broken)]))
    refused = io.BytesIO()
    _, counted, _ = replayed(stream, rejects=refused)
    assert counted.messages == counted.verdicts + counted.rejects == len(rows) + len(broken)
    assert counted.rejects == sum(count for _, count in counted.reasons) == len(refused.getvalue().splitlines())
    levels = dict(counted.levels)
    assert counted.verdicts == sum(levels.values())
    flagged = levels[Level.REVIEW] + levels[Level.BLOCK]
    assert flagged == sum(count for _, count in counted.sanctions) + counted.repeated + counted.unsanctioned
    assert all(1 <= members <= count for (_, count), (_, members) in zip(counted.sanctions, counted.members, strict=True))


def test_who_would_have_met_what():
    rows = [
        (400, "小林", "刷单"),
        (0, "小林", "刷单"),
        (100, "小林", "刷 单"),
        (101, "小美", "早"),
        (102, "群主", "刷单"),
        (130, "小林", "代写"),
    ]
    verdicts, counted, _ = replayed(archive(rows))
    assert sanctions(verdicts) == [
        ("m1", ("warn", 1)), ("m2", ("mute", 2)), ("m3", None), ("m4", ("alert", 1)), ("m5", ("alert", 2)), ("m0", ("warn", 1)),
    ]  # fmt: skip
    assert counted.to_dict() == {
        "messages": 6, "verdicts": 6, "rejects": 0, "levels": {"pass": 1, "review": 1, "block": 4},
        "sanctions": {"warn": 2, "mute": 1, "alert": 2}, "members": {"warn": 1, "mute": 1, "alert": 2},
        "repeated": 0, "unsanctioned": 0, "answers": 0, "routes": 0, "reasons": {},
    }  # fmt: skip


def test_a_message_that_the_archive_has_twice_counts_once():
    stream = archive([(0, "小林", "刷单"), (1, "小林", "早")])
    _, counted, store = replayed(io.BytesIO(stream.getvalue() + b"\n" + stream.getvalue()))
    assert (counted.sanctions, counted.repeated) == ((("warn", 1),), 1)
    assert len(ledger(store)) == 1


def test_several_archives_are_one_history():
    with Replay(Moderator(PROGRAM, store=MemoryStore())) as running:
        running.add(archive([(5, "小林", "刷单")]), name="new")
        running.add(io.BytesIO(json.dumps(row(9, 0, "小林", "刷单")).encode()), name="old")
        assert sanctions((each.message.id, each.verdict) for each in running.run()) == [("m9", ("warn", 1)), ("m0", ("mute", 2))]


def test_a_row_without_a_time_is_refused_with_its_place():
    stream = io.BytesIO('{"text": "早", "id": "a"}\n'.encode() + archive([(0, "小林", "刷单")]).getvalue())
    refused = io.BytesIO()
    with Replay(Moderator(PROGRAM, store=MemoryStore()), rejects=refused) as running:
        running.add(stream, name="群.jsonl", format="jsonl")
        assert len(list(running.run())) == 1
    assert json.loads(refused.getvalue()) == {"file": "群.jsonl", "line": 1, "reason": NO_TIME, "excerpt": "早"}


def test_without_a_policy_nobody_is_sanctioned(moderator):
    with Replay(Moderator(moderator.program, store=MemoryStore())) as running:
        running.add(archive([(0, "小林", "来网赌吧"), (1, "小林", "早")]), format="jsonl")
        assert [each.verdict.level for each in running.run()] == ["block", "pass"]
        assert (running.summary.unsanctioned, running.summary.sanctions) == (1, ())


def test_a_file_is_replayed_with_one_call(tmp_path):
    path = tmp_path / "group.jsonl"
    path.write_bytes(archive([(0, "小林", "刷单"), (1, "小林", "早")]).getvalue())
    seen = []
    counted = replay(path, Moderator(PROGRAM, store=MemoryStore()), on=seen.append)
    assert [each.is_news for each in seen] == [True, False]
    assert seen[0].to_dict()["sanction"]["action"] == "warn"
    assert (seen[0].to_dict()["user"], seen[0].to_dict()["at"]) == ("小林", "2026-01-05T12:00:00+00:00")
    assert counted.verdicts == 2
    with pytest.raises(UsageError):
        replay(tmp_path / "gone.jsonl", Moderator(PROGRAM, store=MemoryStore()))
