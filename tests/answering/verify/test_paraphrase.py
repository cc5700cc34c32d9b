"""One example a rule of what may be told another way, and of the falsehood next to it."""

from __future__ import annotations

import pytest

from answering.verify import verify
from answering.verify.comparisons import ranked
from answering.verify.dates import find_dates
from answering.verify.derived import derived_years
from answering.verify.names import find_names
from answering.verify.numbers import find_quantities
from answering.verify.text import tokens
from answering.verify.verdict import near_enough
from core.types import Support
from tests.fakes import document, scored


def check(answer: str, source: str, published: str = "2025-01-17") -> str:
    """The reason for which `answer` is not supported, "" if it is."""
    verdict = verify(answer, scored(document(source, published=published)))
    return "" if verdict.support is Support.SUPPORTED else verdict.reason


@pytest.mark.parametrize(
    ("answer", "source"),
    [
        # words
        ("The judges annulled the decree.", "The judges struck the decree down on Friday."),
        ("Le traité a été appliqué en mai.", "Le traité est entré en vigueur en mai."),
        ("L'OIT publie un rapport.", "L'Organisation internationale du travail publie un rapport."),
        ("The Chinese-built dam is closed.", "Le barrage construit par la Chine est fermé."),
        # figures and dates worked out
        ("Il a régné pendant trente ans.", "Monté sur le trône en 1650, il régna jusqu'en 1680."),
        ("Il abdiqua en 1653.", "Sacré en 1650, il abdiqua trois ans plus tard."),
        ("Trois pays ont signé le texte.", "Le Mali, le Niger et le Tchad ont signé le texte."),
        ("Près d'un million de foyers sont touchés.", "La panne touche 985 400 foyers."),
        ("Elle a vendu douze lits de plus.", "Elle a vendu 62 lits en mai, contre 50 en avril."),
        ("Les ventes ont doublé en 2024.", "Les ventes ont doublé l'an dernier."),
        ("Le mandat dure deux ans.", "The members serve two-year terms."),
        # denials that say the same
        ("Le calcul exclut les retraités.", "Le calcul ne retient pas les retraités."),
        ("Aucun joueur n'avait marqué avant lui.", "Il est le premier joueur à avoir marqué."),
        ("Seul le maire a une clé.", "Le maire est seul à avoir une clé."),
        ("Le vase avait été volé.", "Le musée acheta le vase sans savoir qu'il avait été volé."),
        ("He did not come home until 1870.", "Il ne rentra chez lui qu'en 1870."),
        # comparisons and who is beaten
        ("Le Mali est plus petit que le Tchad.", "Le Tchad est plus grand que le Mali."),
        ("Lyon a battu Nantes.", "Nantes s'est incliné à Lyon."),
        # what is taken for granted
        ("Jean Dumas est avocat.", "Jean Dumas, avocat, aurait menti au juge, selon la police."),
    ],
)
def test_told_another_way(answer: str, source: str) -> None:
    assert check(answer, source) == ""


@pytest.mark.parametrize(
    ("answer", "source", "code"),
    [
        ("Il a régné pendant quarante ans.", "Sacré en 1650, il régna jusqu'en 1680.", "figure"),
        ("Le Mali est plus grand que le Tchad.", "Le Tchad est plus grand que le Mali.", "roles"),
        ("Anne Roux est née à Nice.", "Anne Roux, née à Brest, a étudié à Nice.", "name"),
        (
            "Anne Roux quitta Brest en 1950.",
            "Anne Roux quitta Brest en 1960 et rejoignit Lille en 1950.",
            "count",
        ),
        (
            "Paul Noir vendit le moulin.",
            "Paul Noir partit pour Lyon, et son frère vendit le moulin.",
            "roles",
        ),
        (
            "Le maire ne boit pas de vin.",
            "Le maire habite la rue voisine et boit du vin.",
            "negation",
        ),
        (
            "La ville n'appartient pas à la ligue.",
            "La ville a rejoint la ligue en mai.",
            "negation",
        ),
        ("Tous les 61 drones ont été abattus.", "La défense a abattu 43 des 61 drones.", "count"),
        ("Les ventes ont augmenté.", "Il a vendu 30 lits, contre 50 en avril.", "antonym"),
        ("Le groupe a fermé l'usine.", "Le groupe veut fermer l'usine de Brest.", "modality"),
        ("Luc Petit est dopé.", "Un rapport accuse Luc Petit de dopage.", "attribution"),
        (
            "Ptolémée reçut la Thrace.",
            "Ptolémée reçut l'Égypte, Séleucos la Babylonie et Lysimaque la Thrace.",
            "roles",
        ),
        (
            "Juries in civil cases must be unanimous.",
            "Juries in criminal cases must be unanimous, whereas those in civil cases need a majority.",
            "roles",
        ),
    ],
)
def test_the_falsehood_next_to_it(answer: str, source: str, code: str) -> None:
    assert check(answer, source).partition(":")[0] == code


def test_a_phrasal_verb_is_one_word() -> None:
    [law, verb, down] = [t.norm for t in tokens("they struck it down") if t.norm != "it"]
    assert (law, verb, down) == ("they", "annulled", "down")
    assert tokens("la fusée mise au point ici")[2].norm == "developpee"


def test_ne_is_not_born() -> None:
    assert tokens("né en mai")[0].norm == "nee"


def test_both_days_of_a_range_have_the_month() -> None:
    assert [(d.day, d.month) for d in find_dates("du 15 au 16 juin 2012")] == [(15, 6), (16, 6)]


def test_both_peoples_of_a_compound_are_named() -> None:
    assert len({name.id for name in find_names("le traité Égypte-Israël")}) == 2


def test_years_by_distance_but_not_in_a_comparison() -> None:
    assert 1993 in derived_years("Élu en 1990, il partit trois ans plus tard.")
    assert derived_years("Deux fois plus en 2024 que l'année précédente.") == set()


def test_a_letter_is_no_unit_and_a_fifth_may_be_a_share() -> None:
    assert [q.kind for q in find_quantities("neuf l'ont rejeté")] == [""]
    assert [q.value for q in find_quantities("un cinquième de l'eau")] == [20.0]


def test_a_ranking_is_read_from_either_side() -> None:
    source = ["L'Afrique est le continent le plus peuplé après l'Asie."]
    assert ranked("L'Asie est plus peuplée que l'Afrique.", source) == "same"
    assert ranked("L'Afrique est plus peuplée que l'Asie.", source) == "turned"


def test_a_clash_counts_only_where_the_wording_is_near() -> None:
    source = ["Le conseil a rejeté la hausse."]
    assert near_enough("antonym:hausse/baisse", "Le conseil a rejeté la baisse.", source)
    assert not near_enough("antonym:hausse/baisse", "On évoque ici une tout autre baisse.", source)
    assert near_enough("figure:12", "On évoque ici 12 tout autres choses.", source)
