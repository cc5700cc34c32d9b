from __future__ import annotations

from collections.abc import Sequence

from answering.citations import align
from tests.fakes import document, overlap, scored

TEXT = (
    "Le pacte dure vingt ans. Keir Starmer a signé un accord de 100 ans avec Kiev. "
    "Au moins 10 000 soldats assistent les forces russes. Le temps est doux."
)
EVIDENCE = scored(document(TEXT))


def texts(answer: str) -> list[str]:
    return [s.sentence.text for s in align(answer, EVIDENCE, overlap)]


def test_the_sentence_that_says_it_is_cited_alone() -> None:
    assert texts("L'accord de Starmer avec Kyiv dure 100 ans.") == [EVIDENCE[1].sentence.text]


def test_two_sentences_when_neither_carries_it_alone() -> None:
    cited = texts("Le pacte dure 20 ans et 10 000 soldats assistent les forces russes.")
    assert set(cited) == {EVIDENCE[0].sentence.text, EVIDENCE[2].sentence.text}


def test_no_citation_rather_than_a_weak_one() -> None:
    assert texts("La capitale de l'Australie est Canberra.") == []
    assert align("Le pacte dure vingt ans.", [], overlap) == []


def test_meaning_carries_where_no_word_is_shared() -> None:
    def same_meaning(text: str, others: Sequence[str]) -> list[float]:
        return [0.93 if "doux" in other else 0.75 for other in others]

    cited = align("Weather mild.", EVIDENCE, same_meaning)
    assert [s.sentence.text for s in cited] == ["Le temps est doux."]


def test_the_answer_s_own_words_are_never_cited() -> None:
    assert all(s in EVIDENCE for s in align("Le pacte dure vingt ans.", EVIDENCE, None))
