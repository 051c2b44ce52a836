"""The contract of the readers is a module of its own; its assertions are shown like those of any test."""

import pytest

pytest.register_assert_rewrite("tests.archives.contract")
