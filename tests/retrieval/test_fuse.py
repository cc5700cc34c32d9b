"""Fusion of scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fuse import mixed, standardised

scores = st.lists(st.floats(-100, 100), min_size=1, max_size=30).map(np.array)


def test_z_scores_by_hand() -> None:
    assert standardised(np.array([1.0, 3.0])).tolist() == [-1.0, 1.0]
    assert standardised(np.array([5.0, 5.0])).tolist() == [0.0, 0.0]


@given(scores, st.floats(0.1, 10), st.floats(-50, 50))
def test_z_scores_forget_scale_and_shift(x: np.ndarray, scale: float, shift: float) -> None:
    if x.std() > 1e-3:
        np.testing.assert_allclose(standardised(x), standardised(scale * x + shift), atol=1e-4)


def test_a_mix_weighs_its_parts() -> None:
    a, b = np.array([1.0, 3.0]), np.array([30.0, 10.0])
    assert mixed({"a": a, "b": b}, {"a": 0.7, "b": 0.3}).tolist() == pytest.approx([-0.4, 0.4])
