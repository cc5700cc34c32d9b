import pytest

from answering.relevance import beside_the_point, unheard_premise, unnamed


@pytest.mark.parametrize(
    ("question", "sentence", "reason"),
    [
        ("Combien coûte un Su-35 ?", "Le Su-35 vole à 2 400 km/h.", "asked:price"),
        ("Combien coûte un Su-35 ?", "Un Su-35 vaut 85 millions de dollars.", ""),
        ("Quand Assad est-il parti ?", "Assad est parti pour Moscou.", "asked:date"),
        ("Quand Assad est-il parti ?", "Assad est parti le 8 décembre 2024.", ""),
        ("How many soldiers are there?", "Soldiers are in Kursk.", "asked:number"),
        ("How many soldiers are there?", "About 10,000 soldiers are there.", ""),
        ("Combien de pilotes ?", "Deux mois plus tard, l'Iran a reçu des Yak-130.", "asked:number"),
        ("Combien de pilotes ?", "Le 8 avril 2025, des pilotes sont venus.", "asked:number"),
        ("Combien de temps ?", "Le pacte dure deux ans.", ""),
        ("Que dit Peskov ?", "Il nie tout lien.", ""),
        # a number, but of something else
        ("How many ministers came?", "They signed it just two days before.", "asked:number"),
        ("Combien d'ouvriers ?", "L'usine est à 1 000 km du front.", "asked:number"),
        ("Combien de soldats ?", "10 000 hommes sont là.", ""),
        ("Combien de jours avant le vote ?", "Il est venu trois jours plus tôt.", ""),
        ("What interest rate applies?", "The loan is of £2.2 billion.", "asked:other"),
        ("What interest rate applies?", "The loan bears 4 %.", ""),
    ],
)
def test_a_sentence_must_hold_the_kind_of_thing_asked_for(question, sentence, reason):
    assert beside_the_point(question, sentence) == reason


SOURCES = ["Le chef de l'Alliance a mis en garde contre un axe réunissant Moscou et Pékin."]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Stoltenberg a démissionné après un scandale car il met en garde contre un axe.", True),
        ("Il a mis en garde contre un axe parce que Moscou et Pékin s'allient.", False),
        ("Le chef de l'Alliance a mis en garde contre Moscou.", False),
    ],
)
def test_what_is_explained_must_be_in_the_source(sentence, found):
    assert unheard_premise(sentence, SOURCES).startswith("premise:") is found


def test_who_wants_a_name_that_the_question_does_not_have():
    question = "Qui a succédé à Jens Stoltenberg ?"
    assert (
        unnamed(question, "Le successeur de Jens Stoltenberg est M. Stoltenberg.") == "asked:person"
    )
    assert unnamed(question, "Le successeur de Jens Stoltenberg est Mark Rutte.") == ""
    assert unnamed("Que dit Stoltenberg ?", "M. Stoltenberg met en garde.") == ""
