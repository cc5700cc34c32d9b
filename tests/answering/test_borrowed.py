import pytest

from answering.borrowed import borrowed
from tests.fakes import document, scored

SPOKE = "Le 3 mai, un haut gradé de la garde, le général Paul Roux, a déclaré que le pays avait acheté des avions."


@pytest.mark.parametrize(
    ("question", "sentence", "reason"),
    [
        # the nearest name under the question's verb
        ("Qui commande la garde ?", "Le général Paul Roux commande la garde.", "borrowed:commande"),
        ("Qui commande la garde ?", "Paul Roux", "fragment"),
        ("Quand cela ?", "Le 3 mai.", "fragment"),
        # the source's own words, in whatever order
        (
            "Qui a parlé ?",
            "Le général Paul Roux a déclaré que le pays avait acheté des avions.",
            "",
        ),
        # the model's own word, not the question's: other checks look at meaning
        ("Qui parle ?", "Le général Paul Roux a affirmé que le pays avait acheté des avions.", ""),
    ],
)
def test_words_of_the_question_are_no_evidence(question, sentence, reason):
    assert borrowed(question, sentence, scored(document(SPOKE))) == reason


def test_the_title_counts_as_said():
    source = scored(document("Elle durera vingt ans.", title="Une alliance entre deux voisins"))
    assert borrowed("Durée de l'alliance ?", "L'alliance durera vingt ans.", source) == ""


def test_a_yes_says_the_question_over_again():
    said = "Oui, le pays a acheté des avions."
    assert (
        borrowed("Le pays a-t-il acheté des avions ?", said, scored(document(SPOKE)))
        == "borrowed:Oui"
    )


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("General Paul Roux declared that planes had crashed.", "unheard:crashed"),
        ("General Paul Roux declared that the country had acquired planes.", ""),
    ],
)
def test_in_another_language_every_word_is_looked_for(sentence, reason):
    cited = scored(document(SPOKE.replace("acheté", "acquis")))
    found = borrowed("What is known of it?", sentence, cited, translated=True)
    assert found == reason
    if reason:
        assert borrowed("What is known of it?", sentence, cited) == ""
