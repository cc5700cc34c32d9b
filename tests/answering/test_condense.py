import pytest

from answering.condense import condense, leans_on_history
from core.types import Turn
from tests.fakes import FakeWriter

HISTORY = [Turn("Qui préside l'Iran ?", "Masoud Pezeshkian préside l'Iran.")]


@pytest.mark.parametrize(
    "question",
    [
        "Et la Russie ?",
        "En quelle année ?",
        "Quand est-il arrivé ?",
        "Non, en 2023",
        "What about Assad?",
    ],
)
def test_a_follow_up_leans_on_what_came_before(question):
    assert leans_on_history(question, HISTORY)
    assert not leans_on_history(question, [])


@pytest.mark.parametrize(
    "question",
    [
        "Combien de soldats nord-coréens combattent dans la région de Koursk ?",
        "Qui dirige l'OTAN ?",
        "Who leads NATO?",
    ],
)
def test_a_new_subject_stands_alone(question):
    assert not leans_on_history(question, HISTORY)
    assert condense(question, HISTORY, FakeWriter("Autre chose ?"), "fr") == question


def test_the_model_rewrites_a_follow_up():
    writer = FakeWriter("Quand Masoud Pezeshkian est-il arrivé ?")
    rewritten = condense("Quand est-il arrivé ?", HISTORY, writer, "fr")
    assert rewritten == "Quand Masoud Pezeshkian est-il arrivé ?"
    assert "Qui préside l'Iran ?" in writer.asked[0][1]


@pytest.mark.parametrize(
    "written",
    [
        "Quand Vladimir Poutine est-il arrivé ?",
        "Quand est-il arrivé en 1999 ?",
        "Il est arrivé.",
        "",
    ],
)
def test_a_rewriting_that_invents_or_answers_is_not_trusted(written):
    rewritten = condense("Quand est-il arrivé ?", HISTORY, FakeWriter(written), "fr")
    assert rewritten == "Qui préside l'Iran – Quand est-il arrivé ?"


def test_without_a_model_the_questions_are_joined():
    assert "préside" in condense("Et la Russie ?", HISTORY, None, "fr")
