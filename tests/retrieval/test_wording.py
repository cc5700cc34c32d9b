"""How much of a question's wording a passage has, counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.wording import Wording, wording

QUESTION = [("dur",), ("accord", "agreement"), ("moscou",)]
WEIGHTS = {"dur": 1.0, "accord": 2.0, "agreement": 9.0, "moscou": 4.0}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["", "dur accord", "moscou"], Wording(7.0, 4.0, 3.0)),
        (["moscou", "dur accord", "autre"], Wording(7.0, 7.0, 3.0)),
        (["", "accord dur"], Wording(3.0, 3.0, 0.0)),
        (["", "dur x accord"], Wording(3.0, 3.0, 3.0)),
        (["", "dur x y accord"], Wording(3.0, 3.0, 0.0)),
        (["accord moscou", "x"], Wording(6.0, 6.0, 6.0)),
        (["", "dur", "accord"], Wording(3.0, 2.0, 0.0)),
        (["accord"], Wording(2.0, 0.0, 0.0)),
        ([""], Wording(0.0, 0.0, 0.0)),
        ([], Wording(0.0, 0.0, 0.0)),
    ],
)
def test_passage_sentence_and_pairs(lines: list[str], expected: Wording) -> None:
    assert wording(QUESTION, WEIGHTS, lines) == expected


def test_a_question_without_words_matches_nothing() -> None:
    assert wording([], {}, ["titre", "texte"]) == Wording(0.0, 0.0, 0.0)


lines = st.lists(st.lists(st.sampled_from([*WEIGHTS, "x"])).map(" ".join), min_size=1, max_size=4)


@given(lines)
def test_a_sentence_never_has_more_than_its_passage(given: list[str]) -> None:
    found = wording(QUESTION, WEIGHTS, given)
    assert 0 <= found.sentence <= found.passage <= 7.0
    assert found.pairs <= 2 * found.passage
