import math

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, nDCG

from evaluation.gold import Span
from evaluation.metrics import retrieval
from tests.evaluation.fakes import patient

GOLD = Span("a", 100, 140)


def hit(document: str, start: int = 0, end: int = 1000) -> Span:
    return Span(document, start, end)


def test_third_of_five_by_hand() -> None:
    hits = [hit("b"), hit("a", 200, 300), hit("a"), hit("c"), hit("d")]
    scores = retrieval.scores(hits, [GOLD], "passage")
    assert scores["retrieval.mrr"] == pytest.approx(1 / 3)
    assert scores["retrieval.ndcg@10"] == pytest.approx(1 / math.log2(4))
    assert [scores[f"retrieval.recall@{k}"] for k in (1, 3, 5)] == [0, 1, 1]


def test_with_contexts_as_units_documents_are_ranked_by_their_best_passage() -> None:
    hits = [hit("b", 0, 50), hit("b", 50, 90), hit("a", 500, 600)]
    by_document = retrieval.scores(hits, [GOLD], "document")
    assert by_document["retrieval.mrr"] == pytest.approx(1 / 2)
    assert retrieval.scores(hits, [GOLD], "passage")["retrieval.mrr"] == 0


def test_two_passages_over_one_quote_count_once() -> None:
    overlapping = [hit("a", 0, 500), hit("a", 90, 600)]
    assert retrieval.scores(overlapping, [GOLD], "passage")["retrieval.ndcg@10"] == 1
    assert retrieval.scores(overlapping, [GOLD], "passage")["retrieval.quote_ndcg@10"] == 1


def test_half_a_quote_is_held_less_is_not() -> None:
    assert retrieval.holds(hit("a", 0, 120), GOLD)
    assert not retrieval.holds(hit("a", 0, 119), GOLD)


def test_quote_recall_counts_the_quotes_held_together() -> None:
    golds = [GOLD, Span("b", 0, 10), Span("c", 0, 10)]
    scores = retrieval.scores([hit("a"), hit("x"), hit("b")], golds, "passage")
    assert scores["retrieval.quote_recall@1"] == pytest.approx(1 / 3)
    assert scores["retrieval.quote_recall@3"] == pytest.approx(2 / 3)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert scores["retrieval.quote_ndcg@10"] == pytest.approx((1 + 1 / math.log2(4)) / ideal)


def test_nothing_found_is_zero_and_nothing_to_find_is_not_scored() -> None:
    assert set(retrieval.scores([], [GOLD], "passage").values()) == {0.0}
    assert retrieval.scores([hit("a")], [], "passage") == {}


@given(
    st.lists(st.sampled_from("abcdefghijkl"), unique=True),
    st.sets(st.sampled_from("abcxy"), min_size=1),
)
@patient
def test_measures_are_those_of_their_formulas(ranking: list[str], relevant: set[str]) -> None:
    found = retrieval.measure(ranking, relevant)
    gains = [name in relevant for name in ranking]
    dcg = sum(1 / math.log2(rank + 1) for rank, gain in enumerate(gains[:10], 1) if gain)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), 10) + 1))
    assert found["ndcg@10"] == pytest.approx(dcg / ideal, abs=1e-6)
    assert found["mrr"] == pytest.approx(
        next((1 / r for r, g in enumerate(gains, 1) if g), 0), abs=1e-6
    )
    for k in retrieval.CUTS:
        assert found[f"recall@{k}"] == pytest.approx(sum(gains[:k]) / len(relevant), abs=1e-6)


def test_the_mean_over_cases_is_what_ir_measures_gives_for_the_run() -> None:
    rankings = {"q1": ["a", "b", "c"], "q2": ["c", "a", "b"], "q3": ["b", "c", "d"]}
    qrels = [ir_measures.Qrel(q, "a", 1) for q in rankings]
    run = [
        ir_measures.ScoredDoc(q, name, -rank)
        for q, names in rankings.items()
        for rank, name in enumerate(names)
    ]
    whole = ir_measures.calc_aggregate([nDCG @ 10, RR, R @ 1], qrels, run)
    each = [retrieval.measure(names, {"a"}) for names in rankings.values()]
    for ours, theirs in (("ndcg@10", nDCG @ 10), ("mrr", RR), ("recall@1", R @ 1)):
        assert sum(scores[ours] for scores in each) / 3 == pytest.approx(whole[theirs])
