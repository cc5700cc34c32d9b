import pytest

from answering.relevance import beside_the_point


@pytest.mark.parametrize(
    ("question", "sentence", "reason"),
    [
        ("Combien coûte un Su-35 ?", "Le Su-35 vole à 2 400 km/h.", "asked:price"),
        ("Combien coûte un Su-35 ?", "Un Su-35 vaut 85 millions de dollars.", ""),
        ("Quand Assad est-il parti ?", "Assad est parti pour Moscou.", "asked:date"),
        ("Quand Assad est-il parti ?", "Assad est parti le 8 décembre 2024.", ""),
        ("How many soldiers are there?", "Soldiers are in Kursk.", "asked:number"),
        ("How many soldiers are there?", "About 10,000 soldiers are there.", ""),
        ("Que dit Peskov ?", "Il nie tout lien.", ""),
    ],
)
def test_a_sentence_must_hold_the_kind_of_thing_asked_for(question, sentence, reason):
    assert beside_the_point(question, sentence) == reason
