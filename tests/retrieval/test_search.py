"""Hits that say the same passage twice."""

from __future__ import annotations

from core.types import Hit, Passage
from retrieval.search import first_apart


def hit(start: int, end: int, document: str = "d") -> Hit:
    return Hit(Passage(document, 1, start, end, "x" * (end - start), ()), "T", 1.0)


def test_a_hit_mostly_inside_a_better_one_is_left_out() -> None:
    hits = [hit(0, 100), hit(40, 110), hit(60, 160), hit(0, 100, "e")]
    assert first_apart(hits, 10) == [hits[0], hits[2], hits[3]]


def test_the_first_k_that_stand_apart() -> None:
    hits = [hit(0, 10), hit(0, 10), hit(20, 30), hit(40, 50)]
    assert first_apart(hits, 2) == [hits[0], hits[2]]
    assert first_apart([], 5) == []
