"""How text becomes search terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.terms import fold, question_terms, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'Élysée n’a qu'un œil", ["elysee", "a", "un", "oeil"]),
        ("jusqu'à l'an 2025", ["a", "an", "2025"]),
        ("Le Su-35, le TU154", ["le", "su", "35", "le", "tu", "154"]),
        ("3,5 % ou 3.5 %", ["3.5", "ou", "3.5"]),
        ("Iran's ambassador didn't come", ["iran", "ambassador", "didn", "t", "come"]),
        (" !?", []),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "number", ["10 000", "10\u00a0000", "10\u202f000", "10.000", "10,000", "10'000", "10000"]
)
def test_a_number_is_one_term_however_it_is_written(number: str) -> None:
    assert words(f"{number} soldats") == ["10000", "soldats"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234 567 habitants", ["1234567", "habitants"]),
        ("1992 150 soldats", ["1992", "150", "soldats"]),
        ("12 345 678,5", ["12345678.5"]),
        ("2025.", ["2025"]),
    ],
)
def test_neighbouring_numbers_stay_apart(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_french_and_english_words_meet_at_their_stem() -> None:
    assert terms("accords signés", "fr") == terms("accord signée", "fr")
    assert terms("agreements signed", "en") == terms("agreement signing", "en")
    assert set(question_terms("agreements signés")) >= {"agreement", "sign"}


def test_stop_words_are_dropped_in_their_own_language_only() -> None:
    assert terms("et de la thèse", "fr") == ["thes"]
    assert terms("these are the words", "en") == ["word"]
    assert question_terms("et de la ?") == question_terms("of the?") == []
    assert question_terms("Quel est le but de l'or ?") == ["but", "or"]
    assert question_terms("Why not gold or silver?") == ["gold", "silv", "silver"]


def test_words_without_their_accents_still_meet() -> None:
    assert terms("traité signée", "fr") == terms("traite signee", "fr") == ["trait", "sign"]


def test_an_unknown_language_is_read_as_french() -> None:
    assert terms("les accords", "und") == terms("les accords", "fr")


@given(st.text())
def test_any_text_gives_terms_without_spaces(text: str) -> None:
    assert all(term and not any(c.isspace() for c in term) for term in question_terms(text))


@given(st.text())
def test_case_and_accents_do_not_matter(text: str) -> None:
    assert fold(fold(text)) == fold(text)
