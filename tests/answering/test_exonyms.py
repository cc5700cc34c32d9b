import pytest

from answering.exonyms import in_both_languages


@pytest.mark.parametrize(
    ("question", "added"),
    [
        ("Who is the head of NATO?", "OTAN"),
        ("Qui dirige l'OTAN ?", "NATO"),
        ("Which agreement does the Russian-Iranian treaty replace?", "russe"),
        ("Does Tehran admit it?", "Téhéran"),
        ("What did Britain's minister sign?", "Royaume-Uni"),
    ],
)
def test_names_come_in_the_other_language_too(question, added):
    asked = in_both_languages(question)
    assert asked.startswith(question)
    assert added in asked


@pytest.mark.parametrize(
    "question", ["Who is it?", "Combien de drones ?", "Quand est-il parti en Iran ?", ""]
)
def test_a_question_without_such_names_stays_as_it_is(question):
    assert in_both_languages(question) == question
