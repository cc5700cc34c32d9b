import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.gate import Logistic, Weight
from answering.second_opinion import SecondOpinion, log_odds

PLAIN = Weight(usual=0.0, spread=1.0, weight=1.0)
EVEN = SecondOpinion(
    alone=Logistic(0.0, {"scorer": PLAIN}),
    both=Logistic(0.0, {"model": PLAIN, "scorer": PLAIN}),
    threshold=0.5,
    lenient=0.4,
    unlikely=0.1,
    sure=0.9,
)
UNIT = st.floats(0, 1)


def test_log_odds_by_hand():
    assert log_odds(0.5) == 0
    assert log_odds(0.9) == pytest.approx(2.197, abs=1e-3)


def test_two_even_opinions_are_even_and_opposite_ones_cancel():
    assert EVEN.p(0.5, 0.0) == 0.5
    assert EVEN.p(0.9, -log_odds(0.9)) == pytest.approx(0.5)
    assert EVEN.p(0.9, log_odds(0.9)) == pytest.approx(81 / 82)


@given(UNIT, UNIT, st.floats(-20, 20))
def test_more_certainty_never_lowers_it(low, high, best):
    low, high = sorted((low, high))
    assert 0 < EVEN.p(low, best) <= EVEN.p(high, best) < 1


def test_a_witness_that_says_nothing_changes_nothing():
    assert EVEN.p(0.9, None) == pytest.approx(0.9)
    assert EVEN.p(None, log_odds(0.7)) == pytest.approx(0.7)


def test_the_scorer_decides_alone_where_it_is_sure_and_only_there():
    assert EVEN.settled(log_odds(0.95))
    assert EVEN.settled(log_odds(0.05))
    assert not EVEN.settled(log_odds(0.5))
    assert not EVEN.settled(None)


def test_without_the_models_word_a_little_less_is_enough():
    assert EVEN.lets_through(0.45, None)
    assert not EVEN.lets_through(0.45, 0.7)
    assert EVEN.lets_through(0.5, 0.7)
