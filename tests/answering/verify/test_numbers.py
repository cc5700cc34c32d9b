from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.verify.numbers import find_quantities, same_amount, same_kind
from answering.verify.numerals import parse_figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10 000 soldats", 10_000),
        ("10.000 soldats", 10_000),
        ("10,000 soldiers", 10_000),
        ("dix mille soldats", 10_000),
        ("ten thousand soldiers", 10_000),
        ("1,5 million de francs", 1_500_000),
        ("1.5 million people", 1_500_000),
        ("1 500 000 habitants", 1_500_000),
        ("quatre-vingt-dix-sept voix", 97),
        ("soixante et onze voix", 71),
        ("two hundred and fifty seats", 250),
        ("trois cents sièges", 300),
        ("9,4 milliards de dollars", 9.4e9),
        ("3 Md€", 3e9),
        ("le 47e président", 47),
        ("the forty-seventh president", 47),
        ("au XXIe siècle", 21),
        ("la moitié des voix", 50),
        ("deux tiers des voix", 200 / 3),
    ],
)
def test_a_figure_has_one_value_however_it_is_written(text: str, value: float) -> None:
    [quantity] = find_quantities(text)
    assert quantity.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20 ans", "vingt ans"),
        ("20 years", "two decades"),
        ("douze mois", "un an"),
        ("48 heures", "two days"),
        ("97 %", "97 pour cent"),
        ("$100", "100 dollars"),
        ("2 km", "2 000 mètres"),
    ],
)
def test_units_of_one_kind_are_compared_by_size(one: str, other: str) -> None:
    [a], [b] = find_quantities(one), find_quantities(other)
    assert same_amount(a, b)
    assert same_kind(a, b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20 ans", "20 mois"),
        ("100 ans", "101 ans"),
        ("3 millions", "3 milliards"),
        ("5 km", "5 miles"),
    ],
)
def test_other_amounts_are_other_amounts(one: str, other: str) -> None:
    [a], [b] = find_quantities(one), find_quantities(other)
    assert not (same_amount(a, b) and same_kind(a, b))


@pytest.mark.parametrize(
    "text", ["des chasseurs Su-35", "le G7", "en 2023", "le 17 janvier 2025", "un homme", "a man"]
)
def test_names_dates_and_articles_are_not_figures(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_figure_knows_what_it_counts() -> None:
    [quantity] = find_quantities("au moins 10 000 soldats nord-coréens assistent l'armée")
    assert quantity.nouns[0] == "soldats"


@given(
    st.integers(min_value=1000, max_value=999_999_999),
    st.sampled_from([" ", "\u00a0", "\u202f", ".", ","]),
)
def test_any_thousands_separator_gives_the_same_value(number: int, separator: str) -> None:
    assert parse_figure(f"{number:,}".replace(",", separator)) == number


@given(st.text(max_size=200))
def test_offsets_hold_on_any_text(text: str) -> None:
    for quantity in find_quantities(text):
        assert quantity.text == text[quantity.start : quantity.end]


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=99))
def test_decimals_in_both_writings(whole: int, cents: int) -> None:
    french, english = f"{whole},{cents:02d}", f"{whole}.{cents:02d}"
    assert parse_figure(french) == parse_figure(english) == pytest.approx(whole + cents / 100)
