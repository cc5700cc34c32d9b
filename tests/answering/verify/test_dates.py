from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.verify.dates import borne_out, find_dates

FRIDAY = date(2025, 1, 17)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("le 17 janvier 2025", "signé le 17/01/2025"),
        ("January 17, 2025", "le vendredi 17 janvier 2025"),
        ("17 January 2025", "signé vendredi"),
        ("le 17 janvier 2025", "signé aujourd'hui"),
        ("le 20 janvier 2025", "investi le 20 janvier"),
        ("vendredi", "le 17 janvier 2025"),
        ("en janvier", "le 17 janvier 2025"),
        ("en 2023", "quelques appareils en 2023"),
        ("in the 1990s", "dans les années 1990"),
        ("yesterday", "jeudi 16 janvier"),
    ],
)
def test_a_date_is_borne_out_by_any_writing_and_by_the_publication_day(
    said: str, source: str
) -> None:
    [mention] = find_dates(said)
    assert borne_out(mention, find_dates(source), FRIDAY)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("le 18 janvier 2025", "signé le 17 janvier 2025"),
        ("le 17 janvier 2024", "signé le 17 janvier 2025"),
        ("jeudi", "signé vendredi"),
        ("en 2026", "quelques appareils en 2023"),
        ("en mars 2023", "en 2023"),
    ],
)
def test_another_date_is_not(said: str, source: str) -> None:
    [mention] = find_dates(said)
    assert not borne_out(mention, find_dates(source), FRIDAY)


def test_without_a_publication_day_a_year_is_not_guessed() -> None:
    [mention] = find_dates("le 20 janvier 2025")
    assert not borne_out(mention, find_dates("investi le 20 janvier"), None)


def test_a_count_is_not_a_year() -> None:
    assert find_dates("2000 soldats") == ()


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_numeric_and_iso_dates_are_one(day: date) -> None:
    [french], [iso] = find_dates(f"{day:%d/%m/%Y}"), find_dates(day.isoformat())
    assert (french.year, french.month, french.day) == (iso.year, iso.month, iso.day)


@given(st.text(max_size=200))
def test_offsets_hold_on_any_text(text: str) -> None:
    for mention in find_dates(text):
        assert mention.text == text[mention.start : mention.end]
