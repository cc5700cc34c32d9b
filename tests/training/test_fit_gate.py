"""Fitting and measuring the gate, on numbers a person can check."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs scikit-learn: pip install scikit-learn")

from training.fit_gate import (
    Judged,
    auc,
    calibration_error,
    cross_validated,
    fit,
    hallucination,
    threshold_at,
)

P = np.array([0.9, 0.8, 0.4, 0.7, 0.3, 0.1])
LABELS = np.array([1, 1, 1, 0, 0, 0])


def test_auc_counts_pairs_in_the_right_order() -> None:
    assert auc(P, LABELS) == pytest.approx(8 / 9)  # only .4 against .7 is wrong
    assert auc(np.full(6, 0.5), LABELS) == 0.5


def test_the_threshold_refuses_no_more_of_the_answerable_than_allowed() -> None:
    assert threshold_at(P, LABELS, 0.0) == 0.4
    assert threshold_at(P, LABELS, 0.34) == 0.8


def test_hallucination_is_what_passes_that_threshold() -> None:
    assert hallucination(P, LABELS, 0.0) == pytest.approx(1 / 3)
    assert hallucination(P, LABELS, 0.34) == 0.0


def test_calibration_error_of_right_and_wrong_certainty() -> None:
    assert calibration_error(np.array([1.0, 1.0, 0.0]), np.array([1, 1, 0])) == 0.0
    assert calibration_error(np.array([1.0, 1.0, 0.0]), np.array([0, 0, 1])) == 1.0


def test_a_telling_signal_is_found_and_unknown_ones_do_no_harm() -> None:
    rows = [{"told": float(i % 2), "unknown": None, "noise": float(i % 7)} for i in range(200)]
    labels = np.array([i % 2 for i in range(200)])
    model = fit(rows, labels, ["told", "unknown", "noise"])
    assert model.weights["told"].weight > 5 * abs(model.weights["noise"].weight)
    assert model.weights["unknown"].weight == 0.0


def test_cross_validation_learns_nothing_from_noise() -> None:
    draw = np.random.default_rng(1)
    rows: list[dict[str, float | None]] = [{"noise": float(v)} for v in draw.normal(size=200)]
    labels = np.array([i % 2 for i in range(200)])
    scores = cross_validated(Judged(rows, labels, [str(i) for i in range(200)]), ["noise"])
    assert abs(np.mean([auc(row, labels) for row in scores]) - 0.5) < 0.1
