"""Whatever happens to processes, disks and servers: what was acknowledged is there, once, and the caller gets a StoreError at worst."""

import json
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from moderation import open_store
from moderation.errors import StoreError
from tests.state.contract import FLOOD
from tests.state.redis_process import BINARY, RedisProcess
from tests.state.worker import enter, marks

ROOT = Path(__file__).parents[2]
PROCESSES = 8

reduced_and_full = pytest.mark.parametrize("messages", [40, pytest.param(10_000, marks=pytest.mark.slow)])


@pytest.fixture
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / '群.db'}"
    server = request.getfixturevalue("redis_server")
    return f"{server.url}?prefix={tmp_path.name}-{len(request.node.name)}:"


def worker(*words):
    command = [sys.executable, "-m", "tests.state.worker", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@reduced_and_full
@pytest.mark.parametrize("url", ["sqlite", "redis"], indirect=True)
def test_eight_processes_count_every_message_and_every_offence_once(url, messages):
    last = PROCESSES * messages
    workers = [worker(url, "share", first, last, PROCESSES) for first in range(PROCESSES)]
    new = [json.loads(process.communicate()[0]) for process in workers]
    store = open_store(url)
    records = list(store.records())
    assert sum(new) == last
    assert [record.number for record in records] == list(range(1, last + 1))
    assert sorted(record.at_ms for record in records) == list(range(last))
    for member in range(last // 20):
        history = store.history(f"community|{member}")
        assert [record.body for record in history] == [str(before) for before in range(len(history))]
    whole = store.observe("last", last * 10, marks(0)[2:])
    assert whole.windows[0].count == last + 1
    store.close()


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_nothing_acknowledged_is_lost_by_killing_the_process(tmp_path, kills):
    path = tmp_path / "群.db"
    lots = random.Random(20261122)
    first = 0
    for _ in range(kills):
        process = worker(f"sqlite:///{path}", "endless", first)
        acknowledged = [process.stdout.readline() for _ in range(lots.randrange(1, 60))]
        process.kill()
        acknowledged += process.communicate()[0].splitlines(keepends=True)  # what had been told before it died
        done = [line.split() for line in acknowledged if line.endswith("\n")]
        store = open_store(f"sqlite:///{path}")
        assert not any(store.observe(f"qq|g|{number}", 0, []).new for number, what in done if what == "seen")
        assert all(store.find(f"qq|g|{number}") for number, what in done if what == "entered")
        records = list(store.records())
        assert [record.number for record in records] == list(range(1, len(records) + 1))
        assert len({record.key for record in records}) == len(records)
        store.close()
        first = max(int(number) for number, _ in done) + 1
        with closing(sqlite3.connect(path)) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = open_store(f"sqlite:///{path}")
    left = sum(not store.observe(f"qq|g|{number}", 0, []).new for number in range(first + 3))
    assert store.observe("last", (first + 3) * 10, marks(0)[2:]).windows[0].count == left + 1  # each is in the windows once
    store.close()


def test_a_full_disk_is_a_store_error_and_nothing_is_lost_when_there_is_room_again(tmp_path):
    url = f"sqlite:///{tmp_path / '群.db'}"
    told = json.loads(worker(url, "tight", 300_000).communicate()[0])
    store = open_store(url)
    assert told["refused"] == 20
    assert {record.at_ms for record in store.records()} >= set(told["entered"])
    assert [record.number for record in store.records()] == list(range(1, len(list(store.records())) + 1))
    assert not any(store.observe(f"qq|g|{number}", number, []).new for number in told["entered"])
    store.close()


@pytest.mark.skipif(BINARY is None, reason="redis-server is not installed here")
def test_a_server_that_goes_and_comes_back_is_a_store_error_meanwhile_and_nothing_is_lost(tmp_path):
    server = RedisProcess(tmp_path, durable=True)
    store = open_store(server.url)
    try:
        entered = [enter(store, number) for number in range(20)]
        sights = [store.observe(f"qq|g|{number}", number, [FLOOD]) for number in range(5)]
        server.kill()
        for deed in (
            lambda: enter(store, 20),
            lambda: store.observe("qq|g|5", 5, [FLOOD]),
            lambda: store.history("x"),
            lambda: store.erase("x"),
        ):
            with pytest.raises(StoreError, match="连不上") as caught:
                deed()
            assert "does not answer" in caught.value.sentence("en")
        with pytest.raises(StoreError):
            open_store(server.url)
        server.start()
        entered.append(enter(store, 20))
        assert list(store.records()) == entered
        assert [store.observe(f"qq|g|{number}", number, [FLOOD]).windows for number in range(5)] == [sight.windows for sight in sights]
        assert store.observe("qq|g|5", 5, [FLOOD]).windows[0].count == 6
    finally:
        store.close()
        server.kill()
