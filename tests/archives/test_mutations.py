"""No damage to any export makes a reader raise, and what it cannot read it refuses with a number and a reason."""

import pytest

from benchmarks.mutations import cases, problem_of


def problems(count, seed, long_every):
    return [problem for case in cases(count, seed, long_every=long_every) if (problem := problem_of(case))]


@pytest.mark.parametrize("seed", range(4))
def test_three_hundred_damaged_exports_are_read(seed):
    assert problems(75, 100 + seed, long_every=0) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_damaged_exports_are_read(seed):
    assert problems(1000, 200 + seed, long_every=60) == []
