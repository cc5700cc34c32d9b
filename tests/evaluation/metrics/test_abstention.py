import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from evaluation.metrics import abstention, latency
from tests.evaluation.fakes import patient


def test_shares_of_one_case() -> None:
    of = abstention.refusals
    assert of(answerable=True, refused=False) == {"abstention.answered_recall": 1}
    assert of(answerable=False, refused=False) == {"abstention.refusal_recall": 0}
    assert of(answerable=True, refused=True) == {
        "abstention.refusal_precision": 0,
        "abstention.answered_recall": 0,
    }
    assert of(answerable=False, refused=True) == {
        "abstention.refusal_precision": 1,
        "abstention.refusal_recall": 1,
    }


pairs = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans()), min_size=2)


@given(pairs.filter(lambda found: len({positive for _, positive in found}) == 2))
@patient
def test_auroc_is_that_of_scikit_learn(found: list[tuple[float, bool]]) -> None:
    confidence, positive = np.array(found, dtype=float).T
    assert abstention.auroc(confidence, positive)[0] == pytest.approx(
        roc_auc_score(positive, confidence)
    )


def test_auroc_needs_both_kinds() -> None:
    assert math.isnan(abstention.auroc(np.array([0.5]), np.array([1.0]))[0])


def test_ece_by_hand() -> None:
    confidence = np.array([0.95, 0.95, 0.15, 0.15])
    positive = np.array([1.0, 0.0, 0.0, 0.0])
    # Half the cases are .95 sure and .5 right, half .15 sure and 0 right.
    assert abstention.ece(confidence, positive)[0] == pytest.approx(0.5 * 0.45 + 0.5 * 0.15)
    assert abstention.ece(np.array([1.0]), np.array([1.0]))[0] == 0


@given(pairs.filter(lambda found: len({positive for _, positive in found}) == 2), st.data())
@patient
def test_a_weight_is_that_many_copies_of_a_case(
    found: list[tuple[float, bool]], data: st.DataObject
) -> None:
    weights = np.array([data.draw(st.integers(1, 3)) for _ in found])
    confidence, positive = np.array(found, dtype=float).T
    copies = np.repeat(confidence, weights), np.repeat(positive, weights)
    for statistic in (abstention.auroc, abstention.ece):
        weighted = statistic(confidence, positive, weights[None].astype(float))
        assert weighted[0] == pytest.approx(statistic(*copies)[0])


def test_coverage_risk_by_hand() -> None:
    # Five cases, four of them answered.
    curve = abstention.coverage_risk([0.2, 0.9, 0.5, 0.5], [True, False, True, False], 5)
    assert curve == [(0.2, 0.0), (0.6, pytest.approx(1 / 3)), (0.8, 0.5)]
    assert abstention.coverage_risk([], [], 3) == []


def test_stages_that_did_not_happen_are_not_scored() -> None:
    timing = {"retrieval": 12.0, "first_evidence": 30.5, "first_token": None, "total": 900.0}
    assert latency.stages(timing) == {
        "latency.retrieval_ms": 12.0,
        "latency.first_evidence_ms": 30.5,
        "latency.total_ms": 900.0,
    }
