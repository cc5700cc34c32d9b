import pytest

from evaluation.gold import Span
from evaluation.metrics import citations, faithfulness
from evaluation.metrics.citations import Judge, Statement

A, B, C = Span("d", 0, 10), Span("d", 20, 30), Span("e", 0, 10)


def needs(*wanted: Span) -> Judge:
    """A judge for which a sentence is borne out by spans that hold all of `wanted`."""
    return lambda _, spans: set(wanted) <= set(spans)


def test_two_citations_that_are_both_needed_are_both_precise() -> None:
    scores = citations.alce([Statement("x", (A, B))], needs(A, B))
    assert scores == {"citation.recall": 1, "citation.precision": 1}


def test_a_citation_that_adds_nothing_is_irrelevant() -> None:
    scores = citations.alce([Statement("x", (A, B))], needs(A))
    assert scores == {"citation.recall": 1, "citation.precision": 0.5}


def test_two_citations_that_each_bear_it_out_alone_are_both_precise() -> None:
    either = lambda _, spans: bool({A, B} & set(spans))  # noqa: E731
    assert citations.alce([Statement("x", (A, B))], either)["citation.precision"] == 1


def test_citations_of_a_statement_not_borne_out_are_wrong() -> None:
    statements = [Statement("x", (A,)), Statement("y", (B, C)), Statement("z", ())]
    scores = citations.alce(statements, needs(A))
    assert scores["citation.recall"] == pytest.approx(1 / 3)
    assert scores["citation.precision"] == pytest.approx(1 / 3)


def test_a_refusal_and_an_answer_without_citations_are_told_apart() -> None:
    assert citations.alce([], needs()) == {}
    assert citations.alce([Statement("x", ())], needs()) == {"citation.recall": 0}


def test_gold_overlap_by_hand() -> None:
    scores = citations.gold_overlap([Span("d", 5, 15), C], [A, B])
    # 20 characters cited, 10 gold, 5 in common.
    assert scores == {
        "citation.gold_overlap": 1,
        "citation.gold_f1": pytest.approx(2 * 5 / 30),
        "citation.gold_precision": 0.5,
    }


def test_citing_nothing_misses_the_gold_but_has_no_precision() -> None:
    assert citations.gold_overlap([], [A]) == {
        "citation.gold_overlap": 0,
        "citation.gold_f1": 0,
    }
    assert citations.gold_overlap([A], []) == {}


def test_integrity_is_to_the_character() -> None:
    texts = {"d": "Le pacte dure vingt ans."}
    quotes = [(Span("d", 0, 8), "Le pacte"), (Span("d", 0, 8), "le pacte"), (C, "Le pacte d")]
    assert citations.integrity(quotes, texts) == {"citation.integrity": pytest.approx(1 / 3)}
    assert citations.integrity([], texts) == {}


def test_faithfulness_is_the_share_of_sentences_borne_out() -> None:
    judge = lambda sentence, _: sentence == "vrai"  # noqa: E731
    assert faithfulness.supported(["vrai", "faux"], [A], judge) == {"faithfulness.supported": 0.5}
    assert faithfulness.supported(["vrai"], [], judge) == {"faithfulness.supported": 0}
    assert faithfulness.supported([], [A], judge) == {}
