from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.verify.names import find_names, same_name, same_word
from answering.verify.text import fold_keep, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Koursk", "Kursk"),
        ("Poutine", "Putin"),
        ("Pezechkian", "Pezeshkian"),
        ("Khrouchtchev", "Khrushchev"),
        ("Zelensky", "Zelenskyy"),
        ("Chostakovitch", "Shostakovich"),
        ("Thuringe", "Thuringia"),
        ("Evgueni", "Yevgeny"),
    ],
)
def test_transliterations_meet(one: str, other: str) -> None:
    assert same_word(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Iran", "Irak"), ("Stoltenberg", "Rutte"), ("Lyon", "Lille"), ("Mali", "Bali")],
)
def test_different_names_do_not(one: str, other: str) -> None:
    assert not same_word(one, other)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("in Kyiv", "à Kiev"),
        ("NATO warns", "l'OTAN avertit"),
        ("the United States", "aux États-Unis"),
        ("the US", "les Etats-Unis"),
        ("Iran signs", "le président iranien"),
        ("North Korean troops", "soldats nord-coréens"),
        ("la Russie fournit", "Moscou fournit"),
        ("Supreme Leader Khamenei", "le Guide suprême, Ali Khamenei"),
    ],
)
def test_exonyms_demonyms_and_capitals(said: str, source: str) -> None:
    given_names, words = find_names(source), tokens(source)
    assert all(same_name(name, given_names, words) for name in find_names(said))


def test_a_capital_is_not_another_country_s() -> None:
    [name] = find_names("à Canberra")
    source = "Vladimir Poutine reçoit à Moscou"
    assert not same_name(name, find_names(source), tokens(source))


@pytest.mark.parametrize(
    "text",
    ["Selon lui, rien.", "Personne ne sait.", "Hier, il pleuvait.", "XIXe siècle", "No one knows."],
)
def test_a_capital_letter_alone_makes_no_name(text: str) -> None:
    assert find_names(text) == ()


@given(st.text(max_size=200))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold_keep(text)) == len(text)


@given(st.text(max_size=200))
def test_offsets_hold_on_any_text(text: str) -> None:
    assert all(token.text == text[token.start : token.end] for token in tokens(text))
    assert all(name.text == text[name.start : name.end] for name in find_names(text))
