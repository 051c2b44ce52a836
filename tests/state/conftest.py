"""One Redis server for all tests of a worker."""

import pytest

from tests.state.redis_process import BINARY, RedisProcess


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    if BINARY is None:
        pytest.skip("redis-server is not installed here")
    pytest.importorskip("redis")
    server = RedisProcess(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()
