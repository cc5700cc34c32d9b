"""The gazetteer: names that French and English spell differently, under one id each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from answering.verify.text import fold

# Endings a demonym takes in the feminine and the plural.
_ENDINGS = ("", "s", "e", "es", "ne", "nes")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`ids` maps a folded form (words joined by one space) to its id; `longest` in words."""

    ids: dict[str, str]
    demonyms: frozenset[str]
    longest: int


def key(words: str) -> str:
    """How a form is looked up: folded, hyphens and full stops as spaces."""
    return " ".join(fold(words).replace("_", " ").replace("-", " ").replace(".", " ").split())


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    text = files("answering.verify").joinpath("gazetteer.txt").read_text("utf-8")
    ids: dict[str, str] = {}
    demonyms: set[str] = set()
    for line in text.splitlines():
        if line.startswith("="):
            _add(ids, line[1:].split(), fold(line[1:].split()[0]))
        elif line and not line.startswith("#"):
            forms, peoples, capitals = ([*part.split()] for part in line.split(";"))
            name = fold(forms[0])
            inflected = [p + ending for p in peoples for ending in _ENDINGS]
            _add(ids, forms + inflected, name)
            _add(ids, capitals, f"{fold(capitals[0])}@{name}" if capitals else name)
            demonyms.update(key(p) for p in inflected)
    return Gazetteer(ids, frozenset(demonyms), max(form.count(" ") + 1 for form in ids))


def _add(ids: dict[str, str], forms: list[str], name: str) -> None:
    for form in forms:
        ids.setdefault(key(form), name)


# Seats by which news calls an institution, leaders who stand for their state.
_SEATS = {
    frozenset(pair)
    for pair in (
        ("bruxelles@belgique", "ue"),
        ("bruxelles@belgique", "commission_europeenne"),
        ("ue", "commission_europeenne"),
        ("ue", "europe"),
        ("maison-blanche", "washington@etats-unis"),
        ("pentagone", "washington@etats-unis"),
        ("poutine", "russie"),
        ("zelensky", "ukraine"),
        ("pezeshkian", "iran"),
        ("khamenei", "iran"),
        ("netanyahou", "israel"),
        ("macron", "france"),
        ("loukachenko", "bielorussie"),
        ("assad", "syrie"),
    )
}


def same_id(one: str, other: str) -> bool:
    """Equal ids, or a country and its capital: news writes `Moscou` for the Russian state."""
    if frozenset((one, other)) in _SEATS:
        return True
    country, other_country = one.rsplit("@", maxsplit=1)[-1], other.rsplit("@", maxsplit=1)[-1]
    return one == other or (country == other_country and (("@" in one) != ("@" in other)))
