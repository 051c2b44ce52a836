"""An address leads to the store that it names, or says what is wrong with it."""

import subprocess
import sys

import pytest

import moderation
from moderation.errors import EnvironmentalError, StoreError, UsageError
from moderation.state.memory import MemoryStore
from moderation.state.opening import open_store
from moderation.state.sqlite import SqliteStore
from moderation.state.store import Mark
from tests.state.contract import OFFENCE

WRONG = [
    ("", "不是存储地址", "no address"),
    ("群.db", "sqlite:///文件.db", "sqlite:///file.db"),
    ("sqlite:/群.db", "不是存储地址", "no address"),
    ("sqllite:///x.db", "不认识存储“sqllite://”", "Did you mean sqlite?"),
    ("rediss+x://h", "可选：memory, sqlite, redis, rediss", "choose from memory, sqlite, redis, rediss"),
    ("mysql://h/db", "不认识存储“mysql://”", "no store “mysql://”"),
    ("Memory://", "是不是想写 memory？", "Did you mean memory?"),
    ("memory://x", "不写路径", "takes no path"),
    ("memory://?limit=5", "没有选项“limit”", "Did you mean limit_mb?"),
    ("memory://?limit_mb=0", "正整数", "positive whole number"),
    ("memory://?limit_mb=多", "正整数", "positive whole number"),
    ("memory://?limit_mb=1&limit_mb=2", "不止一次", "more than once"),
    ("sqlite://x.db", "sqlite:///x.db", "third slash"),
    ("sqlite://", "要写文件名", "wants a file"),
    ("sqlite:///", "要写文件名", "wants a file"),
    ("sqlite:///:memory:", "memory://", "memory://"),
    ("sqlite:///a\x00b", "要写文件名", "wants a file"),
    ("sqlite:///x.db?prefix=a", "可选：limit_mb", "choose from limit_mb"),
    ("redis://h:port/0", "端口不对：port", "is wrong: port"),
    ("redis://h:99999/0", "端口不对：99999", "is wrong: 99999"),
    ("redis://[::1/0", "主机", "host"),
    ("redis://h/群", "库号", "is a number"),
    ("redis://h/0?prefx=a", "是不是想写 prefix？", "Did you mean prefix?"),
]


@pytest.mark.parametrize(("url", "zh", "en"), WRONG)
def test_an_address_that_is_none_says_why_in_both_languages(url, zh, en):
    with pytest.raises(UsageError) as caught:
        open_store(url)
    assert zh in caught.value.sentence("zh")
    assert en in caught.value.sentence("en")


@pytest.mark.parametrize("url", ["redis:geheim@host", "redis://me:geheim@h:port/0", "redis://me:geheim@h/群", "redis://:geheim@h/0?x=1"])
def test_a_password_is_never_shown(url):
    with pytest.raises(UsageError) as caught:
        open_store(url)
    assert "geheim" not in caught.value.sentence("zh") + caught.value.sentence("en")


def test_a_server_that_is_not_there_is_told_without_the_password():
    with pytest.raises(StoreError, match=r"Redis（127\.0\.0\.1:1/3）") as caught:
        open_store("redis://me:geheim@127.0.0.1:1/3")
    assert "geheim" not in str(caught.value)


def test_memory_and_its_limit():
    store = open_store("memory://?limit_mb=1")
    assert isinstance(store, MemoryStore)
    for number in range(200):
        store.observe(str(number), 0, [Mark(window=str(number), span_ms=1, value=bytes(10_000))])
    assert store._bytes <= 1 << 20


def test_three_slashes_are_relative_and_four_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for url, path in (
        ("sqlite:///相对.db", "相对.db"),
        (f"sqlite:///{tmp_path}/绝对 1.db", "绝对 1.db"),
        ("sqlite:///x.db?limit_mb=9", "x.db"),
    ):
        store = open_store(url)
        assert isinstance(store, SqliteStore)
        store.close()
        assert (tmp_path / path).exists()


def test_a_redis_address_may_name_database_and_prefix(redis_server):
    store = open_store(f"redis://127.0.0.1:{redis_server.port}/5?prefix=%E7%BE%A4:")
    other = open_store(f"redis://127.0.0.1:{redis_server.port}/5")
    assert store.append(OFFENCE).number == 1
    assert other.find(OFFENCE.key) is None
    assert open_store(f"redis://127.0.0.1:{redis_server.port}/5?prefix=群:").find(OFFENCE.key).number == 1


def test_a_wrong_password_is_a_store_error(redis_server):
    with pytest.raises(StoreError, match="密码"):
        open_store(f"redis://nobody:geheim@127.0.0.1:{redis_server.port}/0")


def test_a_missing_extra_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(EnvironmentalError, match=r"pip install 'moderation\[redis\]'") as caught:
        open_store("redis://localhost")
    assert not isinstance(caught.value, StoreError)


def test_it_stands_in_the_shop_window():
    assert moderation.open_store is open_store


def test_only_what_is_used_is_loaded():
    heavy = ("redis", "sqlite3", "pydantic", "yaml")
    code = f"import sys, moderation; moderation.open_store('memory://'); print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
