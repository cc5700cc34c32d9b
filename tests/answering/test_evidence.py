import pytest

from answering.evidence import is_statement, rank_sentences, read_closely
from tests.fakes import FakeIndex, document

TEXT = document(
    "Le pacte dure vingt ans au moins. Moscou livre du blé à Téhéran. Rien ne dit le prix du gaz."
)


def found(question):
    index = FakeIndex(TEXT)
    hits = index.search(question)
    return rank_sentences(question, hits, index.sentence_scores(question, hits))


def test_the_sentence_that_speaks_of_the_question_comes_first():
    assert "blé" in found("Quel blé Moscou livre-t-il à Téhéran ?")[0].sentence.text


def test_nothing_found_is_no_evidence():
    assert rank_sentences("Quoi ?", [], []) == []


def test_a_closer_reader_can_turn_the_order_round():
    candidates = found("Quel blé Moscou livre-t-il à Téhéran ?")
    again = read_closely(
        "?",
        candidates,
        lambda _, texts: [float("gaz" in t) for t in texts],
        {"so far": 0.0, "reader": 1.0},
    )
    assert "gaz" in again[0].sentence.text
    assert {c.sentence for c in again} == {c.sentence for c in candidates}
    assert [c.read for c in again] == [1.0, 0.0, 0.0]


def test_without_a_closer_reader_the_order_stays():
    candidates = found("Quel blé Moscou livre-t-il à Téhéran ?")
    assert read_closely("?", candidates, None, {}) == candidates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pourquoi ses alliés n’ont pas suivi", False),
        ("Oui.", False),
        ("Que reçoit donc Pyongyang en échange ?", False),
        ("« Il n’y a aucun lien », a-t-il dit.", True),
        ("Il a parlé de « paix durable et juste. »", True),
        (
            "une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
            True,
        ),
    ],
)
def test_headings_and_scraps_are_not_evidence(text, expected):
    assert is_statement(text) is expected
