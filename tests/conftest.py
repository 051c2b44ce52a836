"""The same examples in every run; no test reads or leaves anything in the cache of whoever runs them."""

import os

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.state.contract")  # stores stand in other rooms too
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory):
    before = os.environ.get("MODERATION_CACHE")
    os.environ["MODERATION_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["MODERATION_CACHE"]
    else:
        os.environ["MODERATION_CACHE"] = before
