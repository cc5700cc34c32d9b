"""Candidates that say the same passage twice."""

from __future__ import annotations

from retrieval.records import Candidate
from retrieval.search import first_apart


def found(start: int, end: int, document: str = "d") -> Candidate:
    return Candidate(0, document, start, end, "", b"")


def test_one_mostly_inside_a_better_one_is_left_out() -> None:
    ranked = [found(0, 100), found(40, 110), found(60, 160), found(0, 100, "e")]
    assert first_apart(ranked, 10) == [ranked[0], ranked[2], ranked[3]]


def test_the_first_k_that_stand_apart() -> None:
    ranked = [found(0, 10), found(0, 10), found(20, 30), found(40, 50)]
    assert first_apart(ranked, 2) == [ranked[0], ranked[2]]
    assert first_apart([], 5) == []
