import pytest

from answering.prompting import answer_prompt, is_refusal, tidy
from tests.fakes import document, scored


@pytest.mark.parametrize(
    "text",
    ["Les extraits ne précisent pas le prix.", "The excerpts do not say.", "Je ne sais pas."],
)
def test_refusals_in_other_words(text):
    assert is_refusal(text)


@pytest.mark.parametrize(
    "text", ["Non, Moscou le nie.", "L'OTAN ne compte pas intervenir.", "No troops were sent."]
)
def test_answers_that_look_like_refusals(text):
    assert not is_refusal(text)


def test_the_best_evidence_stands_nearest_to_the_question():
    _, user = answer_prompt("Quoi ?", scored(document("Premier fait. Second fait.")), "fr")
    assert user.index("Second fait") < user.index("Premier fait") < user.index("Quoi ?")
    assert "2025-01-17" in user


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("Vingt ans [2].", "Vingt ans."),
        ("Vingt ans [1, 2] au moins [3].", "Vingt ans au moins."),
        ("Réponse : vingt ans.", "vingt ans."),
        ("- Vingt ans.", "Vingt ans."),
        ("L'an [sic] 2025.", "L'an [sic] 2025."),
    ],
)
def test_marks_and_labels_of_the_model_are_dropped(written, clean):
    assert tidy(written) == clean
