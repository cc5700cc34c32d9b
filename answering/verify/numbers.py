"""Figures of a text as quantities: value, kind of unit, and the noun they count.

`1,5 million`, `1 500 000` and `1.5 million` are one value; so are `vingt ans`, `20 years` and
`two decades`. Dates are found first and are not figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answering.verify.dates import DateMention, find_dates
from answering.verify.text import STOP, Token, fold, fold_keep, tokens
from answering.verify.units import ONE, ORDINALS, SCALES, SHARES, SMALL, UNITS

_SPACE = " \u00a0\u202f\u2009"
_FIGURE = re.compile(
    rf"(?<![\w.,/])(?<![a-zA-Z]-)(?:\d{{1,3}}(?:[{_SPACE}.,'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
)
_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3]) ?(?:h|:) ?([0-5]\d)\b|\b(\d{1,2}) ?(?:h|heures)\b(?= ?(?:\d|utc|gmt))"
)
_ROMAN = re.compile(r"\b([ivx]+)(?:e|eme)\b")
_NTH = re.compile(r"(?:e|er|ere|eme|th|st|nd|rd|nde|nd)s?\b")
_SIGN_AFTER = re.compile(rf"[{_SPACE}]?(%|€|\$|£|¥|°c\b|°|km²|m²)")
_SIGN_BEFORE = re.compile(r"([€$£¥])\s?$")
_VAGUE = {"cents", "centaine", "centaines", "millier", "milliers", "hundreds", "thousands"}
_GLUE = {
    "de",
    "d'",
    "of",
    "des",
    "us",
    "u",
    "s",
    "l'",
    "les",
    "additional",
    "autres",
    "other",
    "more",
}


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


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    value: float
    kind: str = ""
    vague: bool = False


@lru_cache(maxsize=2_000)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All figures of `text`, in digits or words, that are not part of a date or a name."""
    folded = fold_keep(text)
    dates = find_dates(text)
    figures = [*_clocks(folded), *_romans(folded), *_digits(folded), *_spelled(text)]
    kept: list[_Figure] = []
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        free = not kept or figure.start >= kept[-1].end
        if free and not _inside(figure, dates):
            kept.append(figure)
    quantities: list[Quantity] = []
    for figure in _scaled(kept, folded):
        if not quantities or figure.start >= quantities[-1].end + _rate(folded, figure):
            quantities.append(_quantity(text, folded, figure))
    return tuple(quantities)


def _rate(folded: str, figure: _Figure) -> int:
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


def _inside(figure: _Figure, dates: Sequence[DateMention]) -> bool:
    return any(d.start < figure.end and figure.start < d.end for d in dates)


def _clocks(folded: str) -> list[_Figure]:
    found = []
    for match in _CLOCK.finditer(folded):
        hours, minutes = int(match[1] or match[3]), int(match[2] or 0)
        found.append(_Figure(*match.span(), hours * 60 + minutes, "clock"))
    return found


def _romans(folded: str) -> list[_Figure]:
    values = {"i": 1, "v": 5, "x": 10}
    found = []
    for match in _ROMAN.finditer(folded):
        figures = [values[c] for c in match[1]]
        total = sum(-v if v < max(figures[i:]) else v for i, v in enumerate(figures))
        found.append(_Figure(*match.span(), total, "rank"))
    return found


def _digits(folded: str) -> list[_Figure]:
    found = []
    for match in _FIGURE.finditer(folded):
        nth = _NTH.match(folded, match.end())
        end = nth.end() if nth else match.end()
        found.append(
            _Figure(match.start(), end, parse_figure(match.group()), "rank" if nth else "")
        )
    return found


def parse_figure(figure: str) -> float:
    """The value of a figure in French or English writing: `10.000` = `10,000` = `10 000`.

    Three digits after a single comma or point are read as thousands.
    """
    plain = re.sub(rf"[{_SPACE}'’]", "", figure)
    decimal = re.fullmatch(r"(\d+|\d{1,3}(?:[.,]\d{3})+)[.,](\d{1,2}|\d{4,})", plain)
    if plain.startswith("0"):
        decimal = re.fullmatch(r"(\d+)[.,](\d+)", plain)
    if decimal:
        return float(re.sub(r"[.,]", "", decimal[1]) + "." + decimal[2])
    return float(re.sub(r"[.,]", "", plain))


def _spelled(text: str) -> list[_Figure]:
    """Runs of number words: `quatre-vingt-dix mille`, `twenty-first`, `un million`, `la moitié`."""
    parts = _parts(text)
    found, i = [], 0
    while i < len(parts):
        run = _run(parts, i)
        if run is None:
            i += 1
            continue
        figure, i = run
        found.append(figure)
    return found


def _parts(text: str) -> list[Token]:
    """Words, compounds of number words cut at their hyphens."""
    parts: list[Token] = []
    for token in tokens(text):
        pieces = token.norm.split("-")
        if len(pieces) > 1 and all(
            p in SMALL or p in SCALES or p in ("un", "et", "one", "unieme") or p in ORDINALS
            for p in pieces
        ):
            at = token.start
            for piece in pieces:
                parts.append(Token(piece, piece, at, at + len(piece)))
                at += len(piece) + 1
        else:
            parts.append(token)
    return parts


def _run(parts: Sequence[Token], i: int) -> tuple[_Figure, int] | None:
    """The number that starts at word `i` and the index after it."""
    first = parts[i].norm
    if first in SHARES and (
        i == 0 or parts[i - 1].norm not in ("dernier", "premier", "last", "first")
    ):
        return _Figure(parts[i].start, parts[i].end, SHARES[first], "percent"), i + 1
    if first in ORDINALS:
        return _Figure(parts[i].start, parts[i].end, ORDINALS[first], "rank"), i + 1
    if first in ONE and not _counts(parts, i):
        return None
    if first not in ONE and first not in SMALL and (first not in SCALES or len(first) < 3):
        return None
    return _compose(parts, i)


def _counts(parts: Sequence[Token], i: int) -> bool:
    """Whether `un`/`one` is a number: before a scale or a unit of time."""
    if i + 1 >= len(parts):
        return False
    follower = parts[i + 1].norm
    if follower in SCALES and len(follower) > 2 and follower not in _VAGUE | {"cents"}:
        return True
    return UNITS.get(follower, ("", 0))[0] == "time" and follower not in (
        "seconde",
        "second",
        "h",
        "m",
    )


def _compose(parts: Sequence[Token], i: int) -> tuple[_Figure, int]:
    start, total, current, vague = i, 0.0, 0.0, False
    while i < len(parts):
        word = parts[i].norm
        if word in ("et", "and", "-") and i > start and i + 1 < len(parts):
            if parts[i + 1].norm not in SMALL and parts[i + 1].norm not in ("un", "one", "unieme"):
                break
            if word == "et" and current < 20 and current % 100 == current:
                break
            i += 1
            continue
        if word in ORDINALS and i > start:
            value = total + current + ORDINALS[word]
            return _Figure(parts[start].start, parts[i].end, value, "rank"), i + 1
        if word in SHARES and i > start:
            value = current * SHARES[word] if word not in ("moitie", "half") else 50.0
            return _Figure(parts[start].start, parts[i].end, value, "percent"), i + 1
        if word in SMALL:
            value = SMALL[word]
            current = current * value if (value == 20 and current % 100 == 4) else current + value
        elif word in ONE and (i == start or (word == "un" and 20 <= current < 100)):
            current += 1
        elif word in SCALES and len(word) > 2:
            vague = vague or (word in _VAGUE and i == start)
            scale = SCALES[word]
            current = (current or 1) * scale if scale == 100 else current
            if scale > 100:
                total, current = total + (current or 1) * scale, 0.0
        else:
            break
        i += 1
    return _Figure(parts[start].start, parts[i - 1].end, total + current, "", vague), i


def _scaled(figures: Sequence[_Figure], folded: str) -> list[_Figure]:
    """`1,5 million`: a figure directly before a scale word takes it in."""
    merged: list[_Figure] = []
    for figure in figures:
        before = merged[-1] if merged else None
        gap = folded[before.end : figure.start] if before else "-"
        word = folded[figure.start : figure.end]
        if before and before.kind == "" and not gap.strip() and word in SCALES and len(word) > 2:
            merged[-1] = _Figure(before.start, figure.end, before.value * SCALES[word])
        else:
            merged.append(figure)
    return [_short_scale(figure, folded) for figure in merged]


def _short_scale(figure: _Figure, folded: str) -> _Figure:
    """`3 Md€`, `20k`, `$5bn`."""
    match = re.compile(r" ?(k|md|mds|bn)(?=\W|$)").match(folded, figure.end)
    if match is None or figure.kind:
        return figure
    return _Figure(figure.start, match.end(), figure.value * SCALES[match[1]])


def _quantity(text: str, folded: str, figure: _Figure) -> Quantity:
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


_PER = re.compile(r" ?(?:par|per|a|an|/) ?([a-z]{2,})")
_EACH = frozenset(
    "habitant personne person tete head eleve pupil foyer household passager match".split()
)


def _per(folded: str, end: int) -> str:
    """`hectare` in `400 euros par hectare`: a unit or a person after a figure and its unit."""
    match = _PER.match(folded, end)
    return match[1] if match and (match[1] in UNITS or match[1] in _EACH) else ""


def _unit(folded: str, figure: _Figure) -> tuple[str, float, int]:
    """Kind, size and end of the unit that follows a figure; ("", 1, end) if none does."""
    end = figure.end
    sign = _SIGN_AFTER.match(folded, end)
    if sign:
        kind, size = UNITS[fold(sign[1])]
        return kind, size, sign.end()
    match = re.compile(
        r"[ -]?(pour cent|per cent|(?:d'|de |of )?(?:(?:premi|derni)(?:ere|er)s |prochaine?s |first |last |next |past |long(?:ue)?s )?(?:us |u\.s\. )?([^\W\d_]+²?))"
    ).match(folded, end)
    if match is None:
        return "", 1.0, end
    if match[1] in ("pour cent", "per cent"):
        return "percent", 1.0, match.end()
    unit = UNITS.get(fold(match[2]))
    if match[2] == "livres" and figure.value < 1000:
        return "", 1.0, end
    if unit is None or (len(match[2]) == 1 and match[2] not in "mghlt"):
        return "", 1.0, end
    return unit[0], unit[1], match.end()


def _nouns(text: str, end: int, following: Sequence[Token]) -> tuple[str, ...]:
    """Up to four content words after a figure, as far as its phrase goes."""
    nouns: list[str] = []
    for token in following:
        gap = text[end : token.start]
        if any(mark in gap for mark in ".;:!?()") or "," in gap:
            break
        end = token.end
        if token.norm in STOP or token.norm in _GLUE:
            if nouns and token.norm not in _GLUE:
                break
            continue
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
    loose = {"", "rank"}
    return said.kind == given.kind or {said.kind, given.kind} <= loose
