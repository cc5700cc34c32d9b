from __future__ import annotations

import pytest

from core.types import Sentence
from tests.ui.fakes import make
from ui import seeing
from ui.mentions import Statement, dated, dates_in, kind_of, mentioned
from ui.suggest import follow_ups, frequent_names, names_in


def statements(*texts: str, published: str = "2025-01-17") -> list[Statement]:
    return [
        Statement(make(text, text, published), Sentence("d", 0, len(text), text)) for text in texts
    ]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Le 17 janvier 2025, un traité.", ["2025-01-17"]),
        ("Le 1er octobre 2024 et le 2 mars 2025.", ["2024-10-01", "2025-03-02"]),
        ("On October 1, 2024 and 3 May 2023", ["2024-10-01", "2023-05-03"]),
        ("in June 2024", ["2024-06"]),
        ("En 2023, rien.", ["2023"]),
        ("Il prend son poste le 20 janvier.", ["2025-01-20"]),
        ("Le 28 décembre, rien.", ["2024-12-28"]),
        ("Le 31 février 2025.", []),
        ("En mars, peut-être ; 2024 hommes.", []),
        ("Le 17 janvier 2025, vingt ans après, en 2025.", ["2025-01-17"]),
    ],
)
def test_dates_of_a_sentence(text: str, dates: list[str]) -> None:
    assert dates_in(text, "2025-01-17") == dates


def test_a_day_without_year_in_an_undated_document_has_no_place() -> None:
    assert dates_in("Le 20 janvier.", "") == []


def test_the_timeline_goes_from_the_earliest() -> None:
    found = dated(statements("En 2025, b.", "Le 3 mai 2024, a.", "Rien."))
    assert [s.when for s in found] == ["2024-05-03", "2025"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le président Vladimir Poutine reçoit Massoud Pezechkian.", ["Vladimir Poutine", "Massoud Pezechkian"]),
        ("Demain, la Russie répondra.", ["Russie"]),
        ("L'Iran et l'OTAN", ["Iran", "OTAN"]),
        ("Il va à La Haye voir Mme Bertin.", ["La Haye", "Bertin"]),
        ("Il pleut. Demain aussi.", []),
        ("The minister met Mark Rutte in June.", ["Mark Rutte"]),
    ],
)  # fmt: skip
def test_names_are_runs_of_capitals_that_no_sentence_start_explains(
    text: str, names: list[str]
) -> None:
    assert names_in(text) == names


def test_names_in_more_texts_come_first() -> None:
    assert frequent_names(["à Kiev, à Kiev, à Kiev", "à Moscou", "à Moscou"]) == ["Moscou", "Kiev"]


def test_follow_ups_leave_out_what_was_said() -> None:
    asked = follow_ups(["le voici à Kiev puis à Moscou"], "Qui est à moscou ?", "en")
    assert asked == ["What does the dossier say about Kiev?"]


def test_a_surname_counts_for_its_full_name() -> None:
    found = mentioned(statements("Selon Vladimir Poutine.", "Selon Poutine.", "Avec Poutine."))
    assert [(m.name, len(m.statements)) for m in found] == [("Vladimir Poutine", 3)]


def test_a_surname_of_two_people_stays_alone() -> None:
    texts = (
        "Selon Ada Bert.",
        "Selon Ada Bert.",
        "Selon Bob Bert.",
        "Selon Bob Bert.",
        "Selon Bert.",
        "Selon Bert.",
    )
    assert {m.name for m in mentioned(statements(*texts))} == {"Ada Bert", "Bob Bert", "Bert"}


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("OTAN", "pour l'OTAN", "organisation"),
        ("Moscou", "ils sont à Moscou", "place"),
        ("Vladimir Poutine", "avec Vladimir Poutine", "person"),
        ("Peskov", "selon M. Peskov", "person"),
        ("Shahed", "les Shahed", "other"),
    ],
)
def test_kinds_are_guessed_from_shape_and_neighbours(name: str, text: str, kind: str) -> None:
    assert kind_of(name, statements(text)) == kind


def test_each_entry_leads_to_its_sentence() -> None:
    held = statements("Selon Vladimir Poutine <b>.", "Là Vladimir Poutine en 2024.")
    for html in (seeing.people(mentioned(held), "fr"), seeing.timeline(dated(held), "fr")):
        assert 'class="passage" href="#document=' in html
        assert "<b>" not in html


def test_nothing_to_see_is_said() -> None:
    assert "No dated sentence" in seeing.timeline([], "en")
    assert "No name" in seeing.people([], "en")
