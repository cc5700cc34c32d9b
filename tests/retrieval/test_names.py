"""Which documents a name means."""

from __future__ import annotations

import pytest

from core.errors import NoSuchDocument
from retrieval.names import resolve
from retrieval.records import Entry


def entry(id_: str, source: str, title: str) -> Entry:
    return Entry(id_, 1, title, source, "", "", "", "fr", "", 10, 1)


ENTRIES = [
    entry("1a", "/d/traité.txt", "Le traité"),
    entry("2b", "https://exemple.fr/drones?x=1", "Drones"),
    entry("3c", "C:\\d\\drones.pdf", "Drones"),
]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["1a"], {"1a"}),
        (["traité.txt"], {"1a"}),
        (["/d/traité.txt", "le  TRAITÉ"], {"1a"}),
        (["drones.pdf"], {"3c"}),
        (["drones"], {"2b", "3c"}),
        ([], set()),
    ],
)
def test_ids_sources_file_names_and_titles(names: list[str], found: set[str]) -> None:
    assert resolve(names, ENTRIES) == found


def test_a_name_that_means_nothing_is_an_error() -> None:
    with pytest.raises(NoSuchDocument, match="inconnu"):
        resolve(["1a", "inconnu"], ENTRIES)
