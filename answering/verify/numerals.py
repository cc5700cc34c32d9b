"""Numbers in a text, in digits or words: where they stand and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answering.verify.text import Token, tokens
from answering.verify.units import ONE, ORDINALS, SCALES, SHARES, SMALL, UNITS

SPACE = " \u00a0\u202f\u2009"
_FIGURE = re.compile(
    rf"(?<![\w.,/])(?<![a-zA-Z]-)(?:\d{{1,3}}(?:[{SPACE}.,'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
)
_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3]) ?(?:h|:) ?([0-5]\d)\b|\b(\d{1,2}) ?(?:h|heures)\b(?= ?(?:\d|utc|gmt))"
)
_ROMAN = re.compile(r"\b([IVX]+)(?:e|er|ème)\b")
_NTH = re.compile(r"(?:e|er|ere|eme|th|st|nd|rd|nde|nd)s?\b")
_SOME = {"several", "many", "few", "plusieurs", "quelques"}
_TERMS = {"year", "month", "week", "day", "hour", "minute", "mile", "metre", "meter"}
_MEASURES = {
    "metre",
    "meter",
    "kilometre",
    "kilometer",
    "mile",
    "tonne",
    "ton",
    "kilo",
    "kilogram",
    "litre",
    "hectare",
}
_VAGUE = {"cents", "centaine", "centaines", "millier", "milliers", "hundreds", "thousands"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at `[start, end)`; `kind` is `clock`, `rank`, `percent` or ""."""

    start: int
    end: int
    value: float
    kind: str = ""
    vague: bool = False


def find_figures(text: str, folded: str, dates: Sequence[tuple[int, int]]) -> list[Figure]:
    """All numbers of `text` outside `dates`, in order, none inside another; `1,5 million` is one."""
    figures = [*_clocks(folded), *_romans(text), *_digits(folded), *_spelled(text)]
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        dated = any(start < figure.end and figure.start < end for start, end in dates)
        if not dated and (not kept or figure.start >= kept[-1].end):
            kept.append(figure)
    return _scaled(kept, folded)


def _clocks(folded: str) -> list[Figure]:
    found = []
    for match in _CLOCK.finditer(folded):
        hours, minutes = int(match[1] or match[3]), int(match[2] or 0)
        found.append(Figure(*match.span(), hours * 60 + minutes, "clock"))
    return found


def _romans(text: str) -> list[Figure]:
    values = {"I": 1, "V": 5, "X": 10}
    found = []
    for match in _ROMAN.finditer(text):
        figures = [values[c] for c in match[1]]
        total = sum(-v if v < max(figures[i:]) else v for i, v in enumerate(figures))
        found.append(Figure(*match.span(), total, "rank"))
    return found


def _digits(folded: str) -> list[Figure]:
    found = []
    for match in _FIGURE.finditer(folded):
        nth = _NTH.match(folded, match.end())
        end = nth.end() if nth else match.end()
        found.append(Figure(match.start(), end, parse_figure(match.group()), "rank" if nth else ""))
    return found


def parse_figure(figure: str) -> float:
    """The value of a figure in French or English writing: `10.000` = `10,000` = `10 000`.

    Three digits after a single comma or point are read as thousands.
    """
    plain = re.sub(rf"[{SPACE}'’]", "", figure)
    decimal = re.fullmatch(r"(\d+|\d{1,3}(?:[.,]\d{3})+)[.,](\d{1,2}|\d{4,})", plain)
    if plain.startswith("0"):
        decimal = re.fullmatch(r"(\d+)[.,](\d+)", plain)
    if decimal:
        return float(re.sub(r"[.,]", "", decimal[1]) + "." + decimal[2])
    return float(re.sub(r"[.,]", "", plain))


def _spelled(text: str) -> list[Figure]:
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
        numbers = pieces[:-1] if pieces[-1] in _TERMS else pieces  # `two-year`
        if len(pieces) > 1 and all(
            p in SMALL or p in SCALES or p in ("un", "et", "one", "unieme") or p in ORDINALS
            for p in numbers
        ):
            at = token.start
            for piece in pieces:
                parts.append(Token(piece, piece, at, at + len(piece)))
                at += len(piece) + 1
        else:
            parts.append(token)
    return parts


def _run(parts: Sequence[Token], i: int) -> tuple[Figure, int] | None:
    """The number that starts at word `i` and the index after it."""
    first = parts[i].norm
    if first in SHARES and (
        i == 0 or parts[i - 1].norm not in ("dernier", "premier", "last", "first")
    ):
        return Figure(parts[i].start, parts[i].end, SHARES[first], "percent"), i + 1
    if first in ORDINALS and _fraction(parts, i):
        return Figure(parts[i].start, parts[i].end, 100 / ORDINALS[first], "percent"), i + 1
    if first in ORDINALS:
        return Figure(parts[i].start, parts[i].end, ORDINALS[first], "rank"), i + 1
    if first in ONE and not _counts(parts, i):
        return None
    if first not in ONE and first not in SMALL and (first not in SCALES or len(first) < 3):
        return None
    return _compose(parts, i)


def _fraction(parts: Sequence[Token], i: int) -> bool:
    """`un cinquième de`, `one fifth of`: a share, no rank."""
    before = parts[i - 1].norm if i else ""
    after = parts[i + 1].norm if i + 1 < len(parts) else ""
    return before in ("un", "one", "a") and after in ("de", "d'", "du", "des", "of")


def _counts(parts: Sequence[Token], i: int) -> bool:
    """Whether `un`/`one` is a number: before a scale or a unit of time."""
    if i + 1 >= len(parts):
        return False
    follower = parts[i + 1].norm
    if follower in SCALES and len(follower) > 2 and follower not in _VAGUE | {"cents"}:
        return True
    if follower in _MEASURES:
        return True
    return UNITS.get(follower, ("", 0))[0] == "time" and follower not in (
        "seconde",
        "second",
        "h",
        "m",
    )


def _compose(parts: Sequence[Token], i: int) -> tuple[Figure, int]:
    start, total, current = i, 0.0, 0.0
    vague = parts[i].norm in SCALES and i > 0 and parts[i - 1].norm in _SOME
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
            return Figure(parts[start].start, parts[i].end, value, "rank"), i + 1
        if word in SHARES and i > start:
            value = current * SHARES[word] if word not in ("moitie", "half") else 50.0
            return Figure(parts[start].start, parts[i].end, value, "percent"), i + 1
        if word in SMALL:
            value = SMALL[word]
            current = current * value if (value == 20 and current % 100 == 4) else current + value
        elif word in ONE and (i == start or (word == "un" and current % 100 >= 20)):
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
    return Figure(parts[start].start, parts[i - 1].end, total + current, "", vague), i


def _scaled(figures: Sequence[Figure], folded: str) -> list[Figure]:
    """`1,5 million`: a figure directly before a scale word takes it in."""
    merged: list[Figure] = []
    for figure in figures:
        before = merged[-1] if merged else None
        gap = folded[before.end : figure.start] if before else "-"
        word = folded[figure.start : figure.end]
        if before and before.kind == "" and not gap.strip() and word in SCALES and len(word) > 2:
            merged[-1] = Figure(before.start, figure.end, before.value * SCALES[word])
        else:
            merged.append(figure)
    return [_short_scale(figure, folded) for figure in merged]


def _short_scale(figure: Figure, folded: str) -> Figure:
    """`3 Md€`, `20k`, `$5bn`."""
    match = re.compile(r" ?(k|md|mds|bn)(?=\W|$)").match(folded, figure.end)
    if match is None or figure.kind:
        return figure
    return Figure(figure.start, match.end(), figure.value * SCALES[match[1]])
