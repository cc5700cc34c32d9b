import pytest

from ingest.dates import iso_date, starting_date, written_date
from ingest.decode import decode, is_text
from ingest.language import detect_language, known_language
from ingest.markdown import readable
from ingest.text import front_matter, heading, parse_markdown, parse_text

FRONT = """---
title: "Du Shahed au Geran : l'histoire"
author: Anne Weber
publisher: Le Courrier
date: 22 janvier 2025
lang: fr-FR
tags:
  - drones
---
"""


def test_front_matter_is_metadata_and_no_text() -> None:
    parsed = parse_markdown(FRONT + "\n# Autre titre\n\nLe texte.")
    assert parsed.text == "Autre titre\n\nLe texte."
    assert parsed.title == "Du Shahed au Geran : l'histoire"
    assert (parsed.author, parsed.publisher) == ("Anne Weber", "Le Courrier")
    assert (parsed.published, parsed.language) == ("2025-01-22", "fr")


@pytest.mark.parametrize(
    "text", ["---\npas de fin : ici\nLe texte.", "Texte\n---\ntitle: x\n---", "---\n\n---x"]
)
def test_a_line_of_dashes_alone_is_no_front_matter(text: str) -> None:
    assert front_matter(text) == ({}, text)


def test_front_matter_with_windows_line_ends_and_a_byte_order_mark() -> None:
    fields, body = front_matter("\ufeff---\r\ntitle: A\r\n---\r\nTexte.")
    assert (fields, body) == ({"title": "A"}, "Texte.")


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# Titre\ntexte", "Titre\ntexte"),
        ("## Titre ##", "Titre"),
        ("un **mot** et *un autre* et _encore_", "un mot et un autre et encore"),
        ("voir [le site](https://a.fr/x_y) ici", "voir le site ici"),
        ("![une photo](a.png) légende", "une photo légende"),
        ("avant <!-- caché --> après", "avant  après"),
        ("> cité\n> encore", "cité\nencore"),
        ("du `code` ici\n```python\nx = 1\n```\n", "du code ici\nx = 1\n"),
        ("snake_case_name et 2*3*4", "snake_case_name et 2*3*4"),
        (r"5 \* 3", "5 * 3"),
        ("Titre\n=====\ntexte", "Titre\ntexte"),
        ("a <!-- jamais fermé", "a <!-- jamais fermé"),
        ("[1]: https://a.fr/note\ntexte", "texte"),
    ],
)
def test_markdown_reads_as_its_reader_sees_it(markdown: str, plain: str) -> None:
    assert readable(markdown) == plain


@pytest.mark.parametrize(
    "unit", ["[", "[a](", "![", "*a ", "<!--", "_a", "`a", "\\", "# ", "> ", "[a]: x"]
)
def test_hostile_markdown_costs_linear_time(unit: str) -> None:
    assert isinstance(readable(unit * 200_000), str)


def test_the_title_of_plain_text_is_a_heading_near_its_top() -> None:
    assert (
        heading("Un chapeau qui finit par un point.\nUn accord de défense\nLe texte.")
        == "Un accord de défense"
    )
    assert heading("Une seule ligne sans point") == ""
    assert heading("Une phrase.\nUne autre.\nEncore une.\nUn titre trop bas") == ""
    assert parse_text("Le titre du jour\n\nLe texte.").title == "Le titre du jour"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-01-17", "2025-01-17"),
        ("2025-01-17T10:00:00+01:00", "2025-01-17"),
        ("22 mai 2012", "2012-05-22"),
        ("1er août 2024", "2024-08-01"),
        ("vendredi 17 janvier 2025 à 10 h", "2025-01-17"),
        ("January 17, 2025", "2025-01-17"),
        ("17 Sept. 2025", "2025-09-17"),
        ("31/12/2024", "2024-12-31"),
        ("2025-02-30", ""),
        ("n'importe quoi", ""),
        ("", ""),
        ("janvier 2025", ""),
    ],
)
def test_dates(written: str, iso: str) -> None:
    assert iso_date(written) == iso


def test_dates_in_running_text() -> None:
    assert written_date("Signé à Moscou le 17 janvier 2025, le traité…") == "2025-01-17"
    assert starting_date("22 mai 2012. – Prévu samedi") == "2012-05-22"
    assert starting_date("22 mai 2012 fut un mardi") == ""
    assert starting_date("Le 22 mai 2012.") == ""


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"],
)
def test_encodings(encoding: str) -> None:
    text = (
        "Été à Genève : l'œuvre déjà prête, où ça ?"
        if "latin" not in encoding
        else "Été à Genève déjà"
    )
    data = text.encode(encoding)
    assert is_text(data)
    assert decode(data) == text


def test_a_damaged_byte_in_much_utf8_is_one_damaged_letter() -> None:
    text = "Été à Genève déjà près de là-bas. " * 20
    assert decode(text.encode() + b"\xff") == text + "\ufffd"


def test_binary_is_no_text() -> None:
    assert not is_text(bytes(range(256)) * 10)
    assert not is_text(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10")


def test_languages() -> None:
    assert detect_language("Le président a signé le traité à Moscou.") == "fr"
    assert detect_language("The president signed the treaty in Moscow.") == "en"
    assert detect_language("123 — 456") == "und"
    assert [known_language(c) for c in ("fr", "FR-ca", "en_GB.UTF-8", "de", "")] == [
        "fr",
        "fr",
        "en",
        "",
        "",
    ]
