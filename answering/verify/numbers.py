"""Figures of a text as quantities: value, kind of unit, and the noun they count.

`1,5 million`, `1 500 000` and `1.5 million` are one value; so are `vingt ans`, `20 years` and
`two decades`. Dates are found first and are not figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answering.verify.dates import find_dates
from answering.verify.gazetteer import gazetteer
from answering.verify.numerals import SPACE, Figure, find_figures
from answering.verify.text import STOP, Token, fold, fold_keep, listed, tokens
from answering.verify.units import SMALL, UNITS

_SIGN_AFTER = re.compile(rf"[{SPACE}]?(%|€|\$|£|¥|°c\b|°|km²|m²)")
_SIGN_BEFORE = re.compile(r"([€$£¥])\s?$")
_ARTICLES = listed("ces ses leurs the these its their nos our")
_GLUE = listed(
    """de d' of des us u s l' les additional autres other more nouveaux nouvelles new derniers dernières premiers
    premières last first grands grandes big large petits petites small anciens anciennes former principaux principales
    main major"""
)


_FINITE = listed(
    "pourrait pourraient devrait devraient peut peuvent doit doivent va vont veut veulent"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at `[start, end)`; `kind` is "" for a bare count, `unit` its size in base units.

    `nouns` are the next content words: what is counted. `vague` marks "des milliers".
    """

    text: str
    start: int
    end: int
    value: float
    kind: str = ""
    unit: float = 1.0
    nouns: tuple[str, ...] = ()
    per: str = ""
    vague: bool = False

    @property
    def amount(self) -> float:
        return self.value * self.unit

    @property
    def code(self) -> str:
        return " ".join(self.text.split()).strip(".,;: ")


@lru_cache(maxsize=2_000)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All figures of `text`, in digits or words, that are not part of a date or a name."""
    folded = fold_keep(text)
    dates = find_dates(text)
    figures = find_figures(text, folded, [(d.start, d.end) for d in dates])
    quantities: list[Quantity] = []
    for figure in figures:
        if not quantities or figure.start >= quantities[-1].end + _rate(folded, figure):
            quantities.append(_quantity(text, folded, figure))
    return tuple(quantities)


def _rate(folded: str, figure: Figure) -> int:
    """How far from a figure `a year` must stand to be one: `1.2 million bottles a year`."""
    before = re.search(r"(\w+) $", folded[: figure.start])
    spans = before is not None and before[1] in (
        "in",
        "of",
        "for",
        "within",
        "over",
        "after",
        "last",
        "lasts",
    )
    return 30 if folded[figure.start : figure.end] == "a" and not spans else 0


def _quantity(text: str, folded: str, figure: Figure) -> Quantity:
    kind, unit, end = figure.kind, 1.0, figure.end
    if not kind:
        kind, unit, end = _unit(folded, figure)
    following = [t for t in tokens(text) if t.start >= end and t.start < end + 70]
    nouns = _nouns(text, end, following)
    start = figure.start
    sign = _SIGN_BEFORE.search(folded[:start])
    if sign:
        kind, unit, start = UNITS[sign[1]][0], 1.0, start - len(sign.group())
    return Quantity(
        text[start:end],
        start,
        end,
        figure.value,
        kind,
        unit,
        nouns,
        _per(folded, end),
        figure.vague,
    )


FEW_POUNDS = 1000
_PER = re.compile(r" ?(?:par|per|a|an|/) ?([a-z]{2,})")
_EACH = frozenset(
    "habitant personne person tete head eleve pupil foyer household passager match".split()
)


def _per(folded: str, end: int) -> str:
    """`hectare` in `400 euros par hectare`: a unit or a person after a figure and its unit."""
    match = _PER.match(folded, end)
    return match[1] if match and (match[1] in UNITS or match[1] in _EACH) else ""


def _unit(folded: str, figure: Figure) -> tuple[str, float, int]:
    """Kind, size and end of the unit that follows a figure; ("", 1, end) if none does."""
    end = figure.end
    sign = _SIGN_AFTER.match(folded, end)
    if sign:
        kind, size = UNITS[fold(sign[1])]
        return kind, size, sign.end()
    match = re.compile(
        r"[ -]?(pour cent|per cent|(?:d'|de |of )?(?:(?:premi|derni)(?:ere|er)s |more |additional |extra |further |prochaine?s |first |last |next |past |long(?:ue)?s )?(?:us |u\.s\. )?(square[- ](?:met(?:re|er)|kilomet(?:re|er)|mile)s?|(?:annee|light)s?[- ](?:lumiere|year)s?|[^\W\d_]+²?))"
    ).match(folded, end)
    if match is not None and match[1] in ("pour cent", "per cent"):
        return "percent", 1.0, match.end()
    word = match[2] if match is not None else ""
    unit = UNITS.get(fold(word).replace("light ", "light-").replace("square ", "square-"))
    if match is None or unit is None or _no_unit(word, folded, match.end(), figure):
        return "", 1.0, end
    return unit[0], unit[1], match.end()


def _no_unit(word: str, folded: str, end: int, figure: Figure) -> bool:
    """A lone letter that is no unit, `neuf l'ont rejeté`, and a few pounds, which may be books."""
    letter = len(word) == 1 and (word not in "mghlt" or folded[end : end + 1] == "'")
    return letter or (word == "livres" and figure.value < FEW_POUNDS)


def _nouns(text: str, end: int, following: Sequence[Token]) -> tuple[str, ...]:
    """Up to four content words after a figure, as far as its phrase goes."""
    nouns: list[str] = []
    for token in following:
        gap = text[end : token.start]
        if any(mark in gap for mark in ".;:!?()") or "," in gap:
            break
        end = token.end
        if token.norm in SMALL and not nouns:
            continue  # `deux des quatre suspects`
        if token.norm in _FINITE:
            break
        if token.norm in STOP or token.norm in _GLUE:
            if token.norm not in _GLUE and (nouns or token.norm not in _ARTICLES):
                break
            continue
        if token.capital and token.norm not in gazetteer().demonyms:
            continue  # `le 23e James Bond`: a name, checked as one
        nouns.append(token.norm)
        if len(nouns) == 4:
            break
    return tuple(nouns)


def same_amount(said: Quantity, given: Quantity) -> bool:
    """Equal values; exact for the same unit, within 2 % between units of one kind."""
    if said.kind == given.kind and said.unit != given.unit:
        return abs(said.amount - given.amount) <= 0.02 * max(said.amount, given.amount)
    return abs(said.value - given.value) <= 1e-6 * max(1.0, abs(given.value))


def same_kind(said: Quantity, given: Quantity) -> bool:
    """Whether the units measure the same thing; ranks and bare counts are one kind."""
    if given.kind == "" and said.kind == "time" and said.unit > 300 and not given.nouns:
        return True  # an age: `died at 100`
    if said.kind == "time" and given.kind == "rank" and given.nouns:
        return UNITS.get(given.nouns[0], ("", 0.0)) == ("time", said.unit)  # `le seizième mois`
    loose = {"", "rank"}
    return said.kind == given.kind or {said.kind, given.kind} <= loose
