import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.second_opinion import SecondOpinion, log_odds

EVEN = SecondOpinion(bias=0.0, gate=1.0, model=1.0, threshold=0.5)
UNIT = st.floats(0, 1)


def test_log_odds_by_hand():
    assert log_odds(0.5) == 0
    assert log_odds(0.9) == pytest.approx(2.197, abs=1e-3)


def test_two_even_opinions_are_even_and_opposite_ones_cancel():
    assert EVEN.p(0.5, 0.5) == 0.5
    assert EVEN.p(0.9, 0.1) == pytest.approx(0.5)
    assert EVEN.p(0.9, 0.9) == pytest.approx(81 / 82)


@given(UNIT, UNIT, UNIT)
def test_more_certainty_never_lowers_it(gate, low, high):
    low, high = sorted((low, high))
    assert 0 < EVEN.p(gate, low) <= EVEN.p(gate, high) < 1
