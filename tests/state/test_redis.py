"""The Redis store keeps the contract on a real server, and everything under its prefix."""

from dataclasses import replace

import pytest

from moderation.errors import StoreError
from moderation.state.redis import RedisStore
from moderation.state.redis_server import connect
from moderation.state.store import Mark
from tests.state.contract import FLOOD, OFFENCE, StoreContract, counts


class Shop:
    lasting = "server"

    def __init__(self, server, name):
        self.server = connect({"host": "127.0.0.1", "port": server.port}, "redis")
        self.name = name
        self.number = 0

    def new(self):
        self.number += 1
        return self.again()

    def again(self, **options):
        return RedisStore(self.server, prefix=f"{self.name}:{self.number}:", **options)


@pytest.fixture
def shop(redis_server, request):
    shop = Shop(redis_server, request.node.nodeid)
    yield shop
    shop.server.close()


class TestRedisStore(StoreContract):
    pass


def test_windows_lapse_by_themselves_and_the_ledger_never(shop):
    store = shop.new()
    store.observe("1", 0, [FLOOD, Mark(window="all", span_ms=60_000, keep=0)])
    store.append(OFFENCE)
    names = shop.server.command("KEYS", "*")
    lives = {name: shop.server.command("PTTL", name) for name in names if name.startswith(store._prefix)}
    for name, left in lives.items():
        rest = name.removeprefix(store._prefix)
        assert (left > 0) == rest.startswith((b"window:", b"seen")), rest
    assert max(left for name, left in lives.items() if b"window:" in name) <= 3_600_000 + 120_000


def test_everything_is_under_the_prefix(redis_server):
    server = connect({"host": "127.0.0.1", "port": redis_server.port, "db": 9}, "redis")
    for prefix in ("群一:", "群二:"):
        store = RedisStore(server, prefix=prefix)
        assert store.observe("1", 0, [FLOOD]).new
        assert store.append(OFFENCE, after=0).number == 1
    assert all(name.startswith(("群一:".encode(), "群二:".encode())) for name in server.command("KEYS", "*"))
    server.close()


def test_a_message_that_comes_again_after_the_bound_of_seen_keys_counts_as_new(shop):
    store = shop.again(seen=100)
    for number in range(250):
        assert store.observe(str(number), number, []).new
    assert not any(store.observe(str(number), number, []).new for number in range(150, 250))
    assert store.observe("0", 0, []).new


def test_a_newer_format_is_refused(shop):
    shop.new()
    shop.server.command("SET", f"{shop.name}:{shop.number}:format", 9)
    with pytest.raises(StoreError, match="格式 9，本版本只认识到 1"):
        shop.again()


def test_what_the_server_says_is_told(shop):
    store = shop.new()
    shop.server.command("SET", store._prefix + b"seen", "no sorted set")
    with pytest.raises(StoreError, match="WRONGTYPE"):
        store.observe("1", 0, [])


def test_a_server_out_of_memory_is_a_store_error_and_the_ledger_stays(shop):
    store = shop.new()
    store.append(OFFENCE)
    shop.server.command("CONFIG", "SET", "maxmemory", "1")
    try:
        with pytest.raises(StoreError, match="内存已满"):
            store.observe("1", 0, [FLOOD])
        with pytest.raises(StoreError, match="内存已满"):
            store.append(replace(OFFENCE, key="2"))
        assert store.find(OFFENCE.key).number == 1
    finally:
        shop.server.command("CONFIG", "SET", "maxmemory", "0")
    assert counts(store.observe("1", 0, [FLOOD])) == [1]


def test_a_server_that_forgot_the_scripts_is_told_them_again(shop):
    store = shop.new()
    store.observe("1", 0, [])
    shop.server.command("SCRIPT", "FLUSH")
    assert not store.observe("1", 0, []).new
