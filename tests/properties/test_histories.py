"""Laws over whole histories, on every store: the same verdicts, the same ledger, in a replay, a year later, and undone to nothing."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import cycle
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation import Author, Chat, Message, Moderator, open_store
from moderation.archives import read
from moderation.batch.replay import Replay
from moderation.compile.assemble import compile_ruleset
from moderation.ruleset import load_text
from moderation.sanctions.cases import Cases, Said
from moderation.state.sqlite import SqliteStore

RULESET = """spec: 1
ruleset: {id: group, charter: [第2条 不打广告]}
terms: {ad: {terms: [刷单]}, doubt: {terms: [代写]}}
behaviors:
  flood: {count: message, by: [chat, user], window: 10m, at_least: 4}
  again: {count: near_duplicate, by: [chat, user], window: 2h, at_least: 3, min_chars: 6}
  campaign: {count: distinct_user, of: near_duplicate, across: all_chats, window: 6h, at_least: 3, min_chars: 8}
  stitched: {join_messages: {by: [chat, user], gap: 1m, at_most: 4, max_chars_each: 2}}
rules:
  - {id: ad, title: 广告, charter: 第2条, label: ad, severity: medium, when: ad, verdict: block, actions: [delete, {strike: 1}]}
  - {id: doubt, title: 代写, label: ad, when: doubt, verdict: review}
  - {id: flooding, title: 刷屏, label: flood, severity: low, when: {any: [flood, again]}, verdict: block, actions: [{strike: 1}]}
  - {id: campaign, title: 多账号, label: campaign, severity: high, when: campaign, verdict: block, actions: [delete, {strike: 2}]}
policy:
  strikes: {window: 10d}
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}, {at: 3, do: {mute: 7d}}, {at: 5, do: kick}]
  aggravate: [{if: repeated_within 1h, strike: +1}, {if: disguised, strike: +1}, {if: campaign, strike: +1}]
  mitigate: [{if: deleted_within 2m, strike: -1}]
  breaker: {hit_rate: 50%, min_hits: 12, window: 1h, then: shadow}
"""
PROGRAM = compile_ruleset(load_text(RULESET)).program
START = datetime(2026, 1, 5, 12, tzinfo=UTC)
TEXTS = (
    "早", "刷单来", "刷 单", "刷", "单", "代写", "好\ud800", "教材九成新打包转让可以送到楼下", "教材九成新，打包转让，可以送到楼下 138",
    "今天食堂的菜真不错大家去吃吧", "👌👌",
)  # fmt: skip
HISTORIES = st.lists(
    st.tuples(
        st.integers(0, 9_000).map(lambda step: step if step % 3 == 0 else step // 100),
        st.sampled_from(["小林", "小美", "小陈", "群主"]),
        st.sampled_from(["一班", "二班"]),
        st.sampled_from(TEXTS),
    ),
    max_size=25, unique_by=lambda row: row[0],
).map(sorted)  # fmt: skip
"""(thirds of a minute after the start, who, where, what), in the order of time."""

KINDS = ("memory", "sqlite", "redis")
law = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def stores(request, tmp_path):
    """A function that opens an empty store of a kind; one of SQLite brings its journal to its place every few messages."""
    opened = []

    def empty(kind):
        if kind == "redis":
            store = open_store(f"{request.getfixturevalue('redis_server').url}?prefix={uuid4().hex}:")
        else:
            store = SqliteStore(tmp_path / f"{uuid4().hex}.db", bundle=5) if kind == "sqlite" else open_store("memory://")
        opened.append(store)
        return store

    yield empty
    for store in opened:
        store.close()


def messages(history, start=START):
    for number, (steps, who, chat, text) in enumerate(history):
        author = Author(id=who, nickname=who, role="owner" if who == "群主" else "member")
        at = start + timedelta(seconds=20 * steps)
        yield Message(text, id=f"m{number}", platform="qq", chat=Chat(id=chat), author=author, at=at)


def archive(history):
    rows = [
        {"id": one.id, "text": one.text, "user": one.author.id, "nickname": one.author.nickname, "role": one.author.role,
         "chat": one.chat.id, "platform": one.platform, "time": one.at.isoformat()}
        for one in messages(history)
    ]  # fmt: skip
    return BytesIO("\n".join(map(json.dumps, rows)).encode())


def told(verdicts):
    """Verdicts as the world sees them."""
    return [verdict.to_dict() for verdict in verdicts]


def ledger(store):
    """All that is entered but which process entered it."""
    return [(record.key, record.subject, record.at_ms, record.kind, record.body) for record in store.records()]


@law
@given(HISTORIES)
def test_every_store_gives_the_same_verdicts_and_the_same_ledger(stores, history):
    outcomes = []
    for kind in KINDS:
        store = stores(kind)
        moderator = Moderator(PROGRAM, store=store)
        outcomes.append((told(map(moderator.check, messages(history))), ledger(store)))
    assert outcomes[0] == outcomes[1] == outcomes[2]


@pytest.mark.parametrize("kind", KINDS)
@law
@given(HISTORIES)
def test_a_replay_of_the_archive_is_what_was_live(stores, kind, history):
    live, replayed = stores(kind), stores(kind)
    moderator = Moderator(PROGRAM, store=live)
    verdicts = [moderator.check(message) for message in read(archive(history), format="jsonl")]
    with Replay(Moderator(PROGRAM, store=replayed), at_once=4) as running:
        running.add(archive(history), format="jsonl")
        assert told(each.verdict for each in running.run()) == told(verdicts)
    assert ledger(replayed) == ledger(live)


@pytest.mark.parametrize("kind", KINDS)
@law
@given(HISTORIES, st.lists(st.integers(1, 9), min_size=1), st.sets(st.integers(0, 25)))
def test_messages_that_are_judged_together_are_judged_as_each_alone(stores, kind, history, sizes, taken_back):
    alone, together = (Moderator(PROGRAM, store=stores(kind)) for _ in range(2))
    said = []
    for number, message in enumerate(messages(history)):
        said += [message, replace(message, text="", kind="recall")] if number in taken_back else [message]
    verdicts = [alone.check(message) for message in said]
    judged, turns = [], cycle(sizes)
    while len(judged) < len(said):
        judged += [verdict() for verdict in together.checks(said[len(judged) : len(judged) + next(turns)])]
    assert judged == verdicts
    assert ledger(together.store) == ledger(alone.store)


@pytest.mark.parametrize("kind", KINDS)
@law
@given(HISTORIES)
def test_a_message_that_comes_again_behind_the_next_one_says_what_it_said(stores, kind, history):
    moderator = Moderator(PROGRAM, store=stores(kind))
    dense = list(messages((place // 2, *row[1:]) for place, row in enumerate(history)))  # nothing is old enough to be forgotten
    said = []
    for message in dense:
        said.append(moderator.check(message))
        for before, old in zip(said[-2:], dense[len(said) - 2 :] if len(said) > 1 else dense, strict=False):
            again = moderator.check(old)
            assert (again.level, again.hits, again.sanction, again.repeated) == (before.level, before.hits, before.sanction, True)


@pytest.mark.parametrize("kind", KINDS)
@law
@given(HISTORIES, st.integers(0, 25))
def test_a_later_message_changes_no_earlier_verdict(stores, kind, history, number):
    whole, part = (Moderator(PROGRAM, store=stores(kind)) for _ in range(2))
    verdicts = told(map(whole.check, messages(history)))
    assert told(map(part.check, list(messages(history))[:number])) == verdicts[:number]


@law
@given(HISTORIES)
def test_a_year_later_it_is_the_same(stores, history):
    outcomes = []
    for start in (START, START + timedelta(days=365)):
        moderator = Moderator(PROGRAM, store=stores("sqlite"))
        outcomes.append(told(map(moderator.check, messages(history, start))))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("kind", KINDS)
@law
@given(HISTORIES)
def test_overturning_all_cases_gives_the_ledger_of_no_offences(stores, kind, history):
    store = stores(kind)
    moderator = Moderator(PROGRAM, store=store)
    cases = {verdict.sanction.case for verdict in map(moderator.check, messages(history)) if verdict.sanction}
    staff = Cases(store, community="group", policy=PROGRAM.policy)
    decision = Said(who="群主", why="误判", at_ms=int((START + timedelta(days=3)).timestamp() * 1_000))
    for case in sorted(cases):
        staff.overturn(case, decision)
    for who in ("小林", "小美", "小陈", "群主"):
        later = (3 * 24 * 180 + 1, who, "三班", "刷单来")
        message = replace(next(messages([later])), id=f"later-{who}")
        fresh = Moderator(PROGRAM, store=stores("memory")).check(message)
        assert moderator.check(message).sanction == fresh.sanction
