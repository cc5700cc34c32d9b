from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import bootstrap
from evaluation.metrics.abstention import auroc
from tests.evaluation.fakes import patient


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.array([0.0, 1.0, 1.0, 0.0, 1.0] * 8)
    first, again = (bootstrap.mean_interval(values, 7) for _ in range(2))
    assert first == again
    assert first.value == pytest.approx(0.6)
    assert first.low < 0.6 < first.high
    assert first.n == 40


def test_the_interval_is_about_as_wide_as_the_normal_one() -> None:
    values = np.array([0.0, 1.0] * 200)
    figure = bootstrap.mean_interval(values, 1)
    half = 1.96 * values.std() / np.sqrt(len(values))
    assert figure.high - figure.value == pytest.approx(half, rel=0.15)


def test_many_values_are_resampled_in_pieces() -> None:
    values = np.linspace(0, 1, 5000)
    figure = bootstrap.mean_interval(values, 1)
    assert figure.low < 0.5 < figure.high


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
@patient
def test_the_interval_stays_within_the_values(values: list[float]) -> None:
    figure = bootstrap.mean_interval(np.array(values), 3)
    assert min(values) - 1e-9 <= figure.low <= figure.high <= max(values) + 1e-9


def test_a_statistic_without_a_value_has_no_figure() -> None:
    confidence, both = np.arange(5.0), np.array([0.0, 1, 0, 1, 1])
    assert bootstrap.interval(partial(auroc, confidence, np.ones(5)), 5, seed=1) is None
    figure = bootstrap.interval(partial(auroc, confidence, both), 5, seed=1)
    assert figure is not None
    assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_permutation_of_a_few_pairs_is_near_the_exact_p() -> None:
    # All eight differences are +1: of 2^8 sign patterns only two are as extreme.
    p = bootstrap.permutation_p(np.ones(8), np.zeros(8), 5)
    assert p == pytest.approx(2 / 256, abs=0.004)


def test_equal_runs_do_not_differ() -> None:
    same = np.array([0.0, 1.0, 0.5])
    assert bootstrap.permutation_p(same, same, 5) == 1.0


def test_p_is_the_same_whichever_run_comes_first() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.random(50), rng.random(50)
    assert bootstrap.permutation_p(a, b, 5) == bootstrap.permutation_p(b, a, 5)


def test_quantiles_interpolate() -> None:
    figure = bootstrap.quantile_interval(np.array([10.0, 20.0, 30.0, 40.0]), 0.5, 1)
    assert figure.value == 25
    assert 10 <= figure.low <= 25 <= figure.high <= 40
