"""The Redis server of the tests of stores, for the laws that hold over every store."""

from tests.state.conftest import redis_server

__all__ = ["redis_server"]
