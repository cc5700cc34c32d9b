"""The gate: signals read off a question and its hits, and the probability made of them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.asked import Kind, holds, kind, names
from answering.gate import Gate, Logistic, Weight
from answering.signals import Question, Words, signals
from core.types import Hit
from tests import fakes


def hit(text: str, title: str = "Titre") -> Hit:
    return Hit(fakes.passage(fakes.document(text, title=title)), title, 1.0, {})


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Quand l'accord a-t-il été signé ?", Kind.DATE),
        ("When was the treaty signed?", Kind.DATE),
        ("Combien de temps dure l'accord ?", Kind.NUMBER),
        ("How long does the agreement last?", Kind.NUMBER),
        ("Combien coûte un drone ?", Kind.PRICE),
        ("Qui est Vladimir Poutine ?", Kind.MEANING),
        ("Qui a signé le traité ?", Kind.PERSON),
        ("Where was it signed?", Kind.PLACE),
        ("Où se trouve Téhéran ?", Kind.PLACE),
        ("Comment devenir diplomate ?", Kind.STEPS),
        ("Comment l'accord a-t-il été conclu ?", Kind.HOW),
        ("Quel est le diplomate le plus célèbre ?", Kind.OPINION),
        ("Quel est le plus haut sommet ?", Kind.MOST),
        ("Pourquoi Moscou a-t-il signé ?", Kind.WHY),
        ("Quelle est la capitale du Danemark ?", Kind.OTHER),
    ],
)
def test_a_question_says_what_it_asks_for(question: str, expected: Kind) -> None:
    assert kind(question) is expected


def test_names_leave_out_the_asking_word() -> None:
    assert names("Quand Vladimir Poutine a-t-il rencontré Massoud Pezechkian ?") == [
        "Vladimir Poutine",
        "Massoud Pezechkian",
    ]
    assert names("Qu'est-ce que l'OTAN ?") == ["OTAN"]


@pytest.mark.parametrize(
    ("asked", "sentence", "question", "expected"),
    [
        (Kind.DATE, "Il a été signé le 17 janvier.", "Quand ?", True),
        (Kind.DATE, "Il a été signé à Moscou.", "Quand ?", False),
        (Kind.DATE, "En 2022, il voyage.", "Quand, en 2022 ?", False),
        (Kind.NUMBER, "Il dure vingt ans.", "Combien ?", True),
        (Kind.NUMBER, "Il dure depuis en 2015.", "Combien ?", False),
        (Kind.PERSON, "Le texte porte la signature de Poutine.", "Qui a signé ?", True),
        (Kind.PERSON, "Le texte porte sur Moscou.", "Qui gouverne Moscou ?", False),
        (Kind.PLACE, "Ils se voient à Moscou.", "Où ?", True),
    ],
)
def test_a_sentence_holds_the_kind_of_thing_asked_for(
    asked: Kind, sentence: str, question: str, expected: bool
) -> None:
    assert holds(asked, sentence, question) is expected


def test_wording_signals_count_the_share_of_words_met() -> None:
    found = signals("Quand le traité de Moscou fut signé ?", [hit("Le traité est signé. Moscou.")])
    # traité, moscou, signé: two in the first sentence, all in the passage
    assert found["bare_sentence_covers"] == pytest.approx(2 / 3)
    assert found["passage_covers"] == 1.0
    assert found["cosine"] is None
    assert found["score"] is None


def test_a_title_made_of_the_questions_words_is_seen() -> None:
    about = signals("Qui est Claude Monet ?", [hit("Claude Monet est un peintre.", "Claude Monet")])
    other = signals("Qui est Claude Monet ?", [hit("Claude Monet y peint.", "Giverny")])
    assert about["title_asked"] == about["introduced"] == 1.0
    assert other["title_asked"] == other["introduced"] == 0.0


def test_scores_and_similarities_are_sorted_before_they_are_read() -> None:
    found = signals("Quoi ?", [hit("Un mot.")], [[0.1, 0.9], [0.5]], [-1.0, 3.0, 2.0, 1.0])
    # the best sentence of each hit: .9 and .5
    assert (found["cosine"], found["cosine_three"]) == (0.9, 0.7)
    assert (found["score"], found["score_second"], found["score_three"]) == (3.0, 2.0, 2.0)


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_gives_signals_within_reason(question: str, text: str) -> None:
    words = Words.of(text)
    assert 0.0 <= Question(question).covered(words.stems) <= 1.0


def gate() -> Gate:
    dossier = Logistic(0.0, {"cosine": Weight(0.8, 0.1, 1.0), "score": Weight(0.0, 1.0, 2.0)})
    return Gate("test", 0.5, dossier, Logistic(-9.0, {}))


def test_the_probability_is_the_logistic_of_the_parts() -> None:
    model = gate().dossier
    assert model.p({"cosine": 0.8}) == 0.5
    assert model.p({"cosine": 0.9}) == pytest.approx(1 / (1 + math.exp(-1)))
    assert model.p({"cosine": 0.9, "score": 1.0}) == pytest.approx(1 / (1 + math.exp(-3)))


def test_what_cannot_be_known_counts_as_usual() -> None:
    assert gate().dossier.p({"cosine": None}) == 0.5
    assert gate().dossier.p({}) == 0.5


def test_nothing_found_is_not_answerable() -> None:
    assert gate().p_answerable("Quoi ?", []) == 0.0


def test_whole_short_texts_are_weighed_as_snippets() -> None:
    assert gate().p_answerable("Quoi ?", [hit("Un mot.")] * 5) < 0.001
    later = [replace(h, passage=replace(h.passage, start=9)) for h in [hit("Un mot.")] * 3]
    assert gate().p_answerable("Quoi ?", [hit("Un mot.")] * 2 + later) == 0.5
    assert gate().p_answerable("Quoi ?", [hit("Un mot.")]) == 0.5


def test_words_are_not_compared_across_languages() -> None:
    texts = [hit("The treaty was signed in Moscow and the war is over.")]
    assert signals("Quand le traité a-t-il été signé ?", texts)["passage_covers"] is None
    assert signals("When was the treaty signed?", texts)["passage_covers"] is not None


def test_the_fitted_gate_prefers_a_dossier_that_answers() -> None:
    fitted = Gate.load()
    question = "Quand Claude Monet est-il né ?"
    good = [hit("Claude Monet est né le 14 novembre 1840 à Paris.", "Claude Monet")]
    bad = [hit("La pêche au thon recule depuis dix ans.", "Pêche")]
    near = fitted.p_answerable(question, good, cosines=[[0.9]])
    far = fitted.p_answerable(question, bad, cosines=[[0.78]])
    assert fitted.lets_through(near)
    assert not fitted.lets_through(far)


def test_the_fitted_gate_names_only_signals_there_are() -> None:
    known = set(signals("Quand ?", [hit("Un mot.")]))
    fitted = Gate.load()
    assert set(fitted.dossier.weights) | set(fitted.snippets.weights) <= known
