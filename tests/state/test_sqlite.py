"""The SQLite store keeps the contract, its bounds and its file."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.errors import StoreError
from moderation.state import sqlite_schema
from moderation.state.sqlite import BUNDLE, SqliteStore
from moderation.state.sqlite_schema import VERSION, migrate
from moderation.state.store import Mark, Observed, Record
from tests.state.contract import KEYS, MARKS, OFFENCE, TIMES, StoreContract, anything, counts
from tests.state.reference import Reference


class Shop:
    lasting = "file"

    def __init__(self, folder, bundle=BUNDLE):
        self.folder = folder
        self.bundle = bundle
        self.number = 0
        self.opened = []

    def new(self):
        self.number += 1
        return self.again()

    def again(self):
        self.opened.append(SqliteStore(self.folder / f"{self.number}.db", bundle=self.bundle))
        return self.opened[-1]


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def shop(self, tmp_path):
        shop = Shop(tmp_path)
        yield shop
        for store in shop.opened:
            store.close()


class TestSqliteStoreInBundlesOfTwo(StoreContract):
    @pytest.fixture
    def shop(self, tmp_path):
        shop = Shop(tmp_path, bundle=2)
        yield shop
        for store in shop.opened:
            store.close()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "群.db"


@pytest.fixture
def store(path):
    store = SqliteStore(path)
    yield store
    store.close()


def mark(name, size=100):
    return Mark(window=name, span_ms=1_000, value=b"x" * size)


def raw(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        found = [connection.execute(statement).fetchall() for statement in statements]
        connection.commit()
        return found


def test_when_it_is_full_the_windows_longest_untouched_go_first(path):
    store = SqliteStore(path, limit_bytes=200_000, bundle=64)
    store.observe("0", 0, [mark("old"), mark("touched")])
    for number in range(1, 4_000):
        store.observe(str(number), 0, [mark(str(number)), mark("touched", 1)])
    assert counts(store.observe("last", 0, [mark("old"), mark("3999"), mark("touched")])) == [1, 2, 64]
    store.close()
    assert raw(path, "SELECT sum(length(packed)) FROM windows")[0][0][0] < 220_000


def test_what_the_windows_take_is_counted_exactly(path):
    stores = [SqliteStore(path, limit_bytes=50_000, bundle=64) for _ in range(2)]
    for number in range(64 * 30):
        marks = [mark(str(number % 300), number % 50), Mark(window="all", span_ms=60, keep=0)]
        stores[number % 7 % 2].observe(str(number), number, marks)
    for store in stores:
        store.close()
    counted, taken = raw(path, "SELECT bytes FROM state", "SELECT sum(length(packed) + 32) FROM windows")
    assert counted == taken


def test_an_observation_that_failed_is_not_counted(store, path):
    limit_pages(store, 0)
    for number in range(200):
        with pytest.raises(StoreError, match="磁盘已满"):
            store.observe(str(number), number, [mark(str(number), 50_000)])
    limit_pages(store, 1_000_000)
    for number in range(64):
        assert store.observe(str(number), number, [mark(str(number))]).new
    store.close()
    assert raw(path, "SELECT turn, seen FROM state") == [[(64, 64)]]


def test_a_message_that_comes_again_after_the_bound_of_seen_keys_counts_as_new(path):
    store = SqliteStore(path, seen=200, bundle=64)
    for number in range(1_000):
        assert store.observe(str(number), number, []).new
    assert not any(store.observe(str(number), number, []).new for number in range(800, 1_000))
    assert store.observe("0", 0, []).new
    assert raw(path, "SELECT (SELECT count(*) FROM seen_0) + (SELECT count(*) FROM seen_1)")[0][0][0] <= 200 * 2 + 128


def record(number):
    return Record(key=str(number), subject="甲", at_ms=0, kind="offence", body="x" * 1_000)


def limit_pages(store, more):
    connection = store._file.connection()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + more}")


def test_on_a_full_disk_nothing_that_was_acknowledged_is_lost(store, path):
    entered = []
    limit_pages(store, 30)
    with pytest.raises(StoreError, match="磁盘已满"):
        entered.extend(store.append(record(number)) for number in range(1_000))
    assert store.history("甲") == tuple(entered)
    limit_pages(store, 1_000)
    again = [store.append(record(number)) for number in range(200)]
    assert again[: len(entered)] == entered
    assert [record.number for record in SqliteStore(path).records()] == list(range(1, 201))


def test_the_ledger_cannot_be_changed_from_outside_either(store, path):
    store.append(OFFENCE)
    for statement in ("DELETE FROM ledger", "UPDATE ledger SET body = ''", "UPDATE ledger SET number = 7", "UPDATE ledger SET at_ms = 0"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw(path, statement)
    assert [record.body for record in store.records()] == [OFFENCE.body]


def test_the_ledger_can_be_read_with_any_sqlite_tool(store, path):
    store.append(OFFENCE)
    assert raw(path, "SELECT number, at_ms, body, evidence FROM ledger WHERE subject = '学习群|小林'") == [
        [(1, 7, '{"strike":1}', '{"text":"加V"}')]
    ]


def test_erased_evidence_is_nowhere_in_the_files(store, path):
    secret = "加我微信看更多" * 900  # more than a page
    store.append(Record(key="1", subject="甲", at_ms=0, kind="offence", body="{}", evidence=secret))
    store.append(Record(key="2", subject="甲", at_ms=0, kind="offence", body="{}", evidence="私聊领资料"))
    assert store.erase("甲") == 2
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert "加我微信".encode() not in content
        assert "私聊领资料".encode() not in content


def test_another_store_of_the_same_file_sees_at_once_what_one_enters(store, path):
    other = SqliteStore(path)
    store.append(OFFENCE)
    assert other.append(OFFENCE) == store.find(OFFENCE.key)
    store.observe("1", 0, [mark("one")])
    assert not other.observe("1", 0, [mark("one")]).new
    assert counts(other.observe("2", 1, [mark("one")])) == [2]


TURNS = st.lists(st.tuples(st.integers(0, 2), KEYS, TIMES, st.lists(MARKS, max_size=4)), max_size=40)


@anything
@given(turns=TURNS, bundles=st.tuples(*[st.integers(1, 6)] * 3))
def test_stores_that_share_a_file_see_what_the_reference_sees(tmp_path, turns, bundles):
    path = tmp_path / f"{uuid4().hex}.db"
    stores, reference = [SqliteStore(path, bundle=bundle) for bundle in bundles], Reference()
    try:
        for place, message, at_ms, marks in turns:
            assert stores[place].observe(message, at_ms, marks) == reference.observe(message, at_ms, marks)
    finally:
        for store in stores:
            store.close()


def test_a_journal_that_is_half_brought_to_its_place_is_read_by_others_as_if_it_were_not(path, monkeypatch):
    monkeypatch.setattr("moderation.state.sqlite_posting._PIECE", 1)
    marks = [*(mark(str(number)) for number in range(12)), Mark(window="all", span_ms=60_000, keep=0)]
    store, other = (SqliteStore(path, bundle=8) for _ in range(2))
    for number in range(1, 11):
        assert counts(store.observe(str(number), number, marks)) == [number] * 13
    assert 0 < raw(path, "SELECT count(*) FROM windows")[0][0][0] < 13
    assert counts(other.observe("11", 11, marks)) == [11] * 13
    store._file.close()  # as a process that is killed
    again = SqliteStore(path, bundle=8)
    for number in range(12, 40):
        assert counts((again, other)[number % 3 % 2].observe(str(number), number, marks)) == [number] * 13
    for one in (again, other):
        one.close()
    assert counts(SqliteStore(path).observe("last", 40, marks)) == [40] * 13


@anything
@given(turns=TURNS, bundles=st.tuples(*[st.integers(1, 9)] * 2), ends=st.sets(st.integers(0, 39)))
def test_a_process_that_ends_between_two_pieces_or_is_overtaken_leaves_nothing_twice(tmp_path, turns, bundles, ends):
    path = tmp_path / f"{uuid4().hex}.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("moderation.state.sqlite_posting._PIECE", 1)
        patched.setattr("moderation.state.sqlite_journal._CACHED_BYTES", 1)
        stores, reference = [SqliteStore(path, bundle=bundle) for bundle in bundles], Reference()
        for turn, (place, message, at_ms, marks) in enumerate(turns):
            if turn in ends:
                stores[place % 2]._file.close()  # as a process that is killed
                stores[place % 2] = SqliteStore(path, bundle=bundles[place % 2])
            assert stores[place % 2].observe(message, at_ms, marks) == reference.observe(message, at_ms, marks)
        for store in stores:
            store.close()
    counted, taken = raw(path, "SELECT bytes FROM state", "SELECT coalesce(sum(length(packed) + 32), 0) FROM windows")
    assert counted == taken


@anything
@given(turns=st.lists(st.tuples(st.integers(0, 1), st.lists(st.tuples(KEYS, TIMES, st.lists(MARKS, max_size=3)), max_size=6)), max_size=12))
def test_messages_that_are_observed_together_see_what_each_would_see_alone(tmp_path, turns):
    path = tmp_path / f"{uuid4().hex}.db"
    stores, reference = [SqliteStore(path, bundle=bundle) for bundle in (3, 7)], Reference()
    try:
        for place, together in turns:
            sights = stores[place].observe_all([Observed(*one) for one in together])
            assert sights == [reference.observe(*one) for one in together]
    finally:
        for store in stores:
            store.close()


def test_of_messages_that_are_observed_together_all_are_left_or_none(store, path):
    store.observe("0", 0, [mark("one")])
    together = [Observed(str(number), number, [mark("one", 100)]) for number in range(1, 9)]
    store._file.rows("CREATE TEMP TRIGGER full BEFORE INSERT ON journal WHEN NEW.id = 6 BEGIN SELECT RAISE(ABORT, 'no room'); END")
    with pytest.raises(StoreError):
        store.observe_all(together)
    assert raw(path, "SELECT count(*) FROM journal") == [[(1,)]]
    store._file.rows("DROP TRIGGER full")
    assert [counts(sight) for sight in store.observe_all(together)] == [[number] for number in range(2, 10)]
    assert [sight.new for sight in store.observe_all(together)] == [False] * 8


def test_two_marks_of_another_process_in_one_window_count_once(store, path):
    tally = Mark(window="all", span_ms=60_000, keep=0)
    SqliteStore(path).observe("1", 0, [tally, tally, mark("one"), mark("one")])
    assert counts(store.observe("2", 1, [tally, mark("one")])) == [2, 2]


def test_a_journal_that_cannot_be_brought_to_its_place_stays_and_messages_go_on(store, path):
    few = SqliteStore(path, bundle=10)
    few._file.rows("CREATE TEMP TRIGGER full BEFORE INSERT ON windows BEGIN SELECT RAISE(ABORT, 'no room'); END")
    for number in range(35):
        assert counts(few.observe(str(number), number, [mark("one", 1)])) == [number + 1]
    assert raw(path, "SELECT count(*) FROM journal", "SELECT count(*) FROM windows") == [[(35,)], [(0,)]]
    few._file.rows("DROP TRIGGER full")
    for number in range(35, 45):
        few.observe(str(number), number, [mark("one", 1)])
    assert counts(store.observe("last", 45, [mark("one", 1)])) == [46]
    assert raw(path, "SELECT count(*) FROM windows") == [[(1,)]]
    few.close()


def test_what_a_process_keeps_in_memory_is_bounded(path, monkeypatch):
    monkeypatch.setattr("moderation.state.sqlite_journal._CACHED_BYTES", 50_000)
    monkeypatch.setattr("moderation.state.sqlite.LARGE_BYTES", 50_000)
    store = SqliteStore(path)
    for number in range(1_000):
        store.observe(str(number), number, [mark(str(number % 300), 1_000)])
        assert sum(map(len, store._recent._windows.values())) < 110_000
    for number in range(1_000):
        assert not store.observe(str(number), number, [mark(str(number % 300), 1_000)]).new
        assert sum(map(len, store._recent._windows.values())) < 110_000
    store.close()


def test_a_damaged_journal_is_a_store_error(store, path):
    store.observe("1", 0, [mark("one")])
    raw(path, "UPDATE journal SET marks = x'01'")
    other = SqliteStore(path)
    with pytest.raises(StoreError, match="已损坏"):
        other.observe("2", 0, [mark("one")])
    other.close()


def test_a_file_of_a_newer_version_is_refused_and_left_alone(path):
    SqliteStore(path).close()
    raw(path, f"PRAGMA user_version = {VERSION + 3}")
    with pytest.raises(StoreError, match=f"格式 {VERSION + 3}，本版本只认识到 {VERSION}") as caught:
        SqliteStore(path)
    assert "upgrade moderation" in caught.value.sentence("en")
    assert raw(path, "PRAGMA user_version") == [[(VERSION + 3,)]]


def test_a_file_of_an_older_version_is_brought_up_to_date(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, "x")
        connection.execute("INSERT INTO seen_0 VALUES (7)")
        newer = (*sqlite_schema.MIGRATIONS, ("ALTER TABLE windows ADD COLUMN colour TEXT", "CREATE TABLE more (id INTEGER)"))
        migrate(connection, "x", newer)
        migrate(connection, "x", newer)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
        assert connection.execute("SELECT count(*), (SELECT count(*) FROM more), (SELECT id FROM seen_0) FROM state").fetchone() == (
            1,
            0,
            7,
        )


def test_a_migration_that_fails_leaves_the_file_as_it_was(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, "x")
        with pytest.raises(sqlite3.Error):
            migrate(connection, "x", (*sqlite_schema.MIGRATIONS, ("CREATE TABLE more (id INTEGER)", "NONSENSE")))
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'more'").fetchone() == (0,)


def test_the_database_of_another_program_is_not_touched(path):
    raw(path, "CREATE TABLE orders (id INTEGER)")
    with pytest.raises(StoreError, match="别的程序"):
        SqliteStore(path)
    assert raw(path, "SELECT name FROM sqlite_schema") == [[("orders",)]]


def test_a_file_that_is_no_database_is_a_store_error(path):
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="不是 SQLite 数据库"):
        SqliteStore(path)


def test_a_directory_that_is_not_there_is_a_store_error(tmp_path):
    with pytest.raises(StoreError, match="打不开") as caught:
        SqliteStore(tmp_path / "没有" / "群.db")
    assert "cannot be opened" in caught.value.sentence("en")
    with pytest.raises(StoreError):
        SqliteStore(tmp_path)


def test_a_damaged_file_is_a_store_error(path):
    store = SqliteStore(path)
    for number in range(500):
        store.observe(str(number), number, [mark(str(number))])
    store.close()
    content = bytearray(path.read_bytes())
    content[4_096 * 2 :] = b"\xff" * (len(content) - 4_096 * 2)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"已损坏|不是 SQLite"):  # noqa: PT012 - when the damage is met is open
        store = SqliteStore(path)
        for number in range(500):
            store.observe(str(number + 500), number, [mark(str(number))])


def test_a_damaged_window_is_a_store_error(store, path):
    store.observe("1", 0, [mark("one")])
    store.close()
    raw(path, "UPDATE windows SET packed = x'0101'")
    store = SqliteStore(path)
    with pytest.raises(StoreError, match="已损坏"):
        store.observe("2", 0, [mark("one")])
    assert store.observe("2", 0, [mark("two")]).new


def test_a_lock_that_another_process_keeps_is_a_store_error(store, path, monkeypatch):
    monkeypatch.setattr("moderation.state.sqlite_file._PATIENCE_S", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="占用"):
            store.observe("1", 0, [])
        with pytest.raises(StoreError, match="占用"):
            store.append(OFFENCE)
        assert store.history("甲") == ()  # reading goes on
    assert store.observe("1", 0, []).new


def test_an_exception_from_elsewhere_undoes_the_transaction_and_passes(store):
    with pytest.raises(KeyError), store._transaction as connection:
        {}[connection.execute("INSERT INTO seen_0 VALUES (1)")]
    assert store.observe("1", 0, []).new
    assert store._file.rows("SELECT count(*) FROM seen_0") == [(0,)]


def test_a_store_that_defers_keeps_the_contract_and_settles_what_was_entered(path, store):
    assert store.is_settled
    store.defer()
    store.append(OFFENCE)
    assert not store.is_settled
    assert raw(path, "SELECT count(*) FROM ledger") == [[(1,)]]  # in the file at once: it outlives the process
    store.settle()
    assert store.is_settled
    store.append(replace(OFFENCE, key="another"))
    store.defer(on=False)
    assert store.is_settled
    store.append(replace(OFFENCE, key="a third"))
    assert store.is_settled
    assert [record.number for record in store.records()] == [1, 2, 3]


def test_what_changed_is_moved_to_its_place_by_whoever_settles(path, store, monkeypatch):
    monkeypatch.setattr("moderation.state.sqlite_file._MOVED", 4_096)
    store.defer()
    for number in range(1_600):
        store.observe(str(number), number, [mark(str(number % 30))])
    assert not store.is_settled
    before = path.stat().st_size
    store.settle()
    assert store.is_settled
    assert path.stat().st_size > before
    assert not store.observe("7", 7, [mark("7")]).new


def test_a_log_that_has_become_long_is_begun_anew_by_whoever_settles(path, store, monkeypatch):
    monkeypatch.setattr("moderation.state.sqlite_file._LONG", 500)
    monkeypatch.setattr("moderation.state.sqlite_file._MOVED", 100)
    store.defer()
    log = path.with_name(f"{path.name}-wal")
    for number in range(3_000):
        store.observe(str(number), number, [mark(str(number))])
        if not store.is_settled:
            store.settle()
    assert log.stat().st_size < 1_500 * 4_096


def test_a_disk_that_refuses_is_an_error_of_the_store_and_tried_again(store, monkeypatch):
    def refuse(_):
        raise OSError(5, "Input/output error")

    store.defer()
    store.append(OFFENCE)
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", refuse)
        with pytest.raises(StoreError):
            store.settle()
    assert not store.is_settled
    store.settle()
    assert store.is_settled
