"""ISO dates as people say them, in French and English."""

from __future__ import annotations

import re
from datetime import date

from core.types import Language

FR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
EN = (
    "January February March April May June July August September October November December"
).split()
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def spoken_date(iso: str, language: Language) -> str:
    """ "2025-01-17" → "17 janvier 2025"; a year or month alone stays one; junk gives ""."""
    found = _ISO.match(iso)
    if not found:
        return ""
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    name = (FR if language == "fr" else EN)[int(month) - 1]
    if not day:
        return f"{name} {year}"
    if language == "fr":
        return f"{'1er' if int(day) == 1 else int(day)} {name} {year}"
    return f"{int(day)} {name} {year}"


def is_date(text: str) -> bool:
    """Whether `text` is an ISO day, month or year, or empty."""
    if not text:
        return True
    parts = text.split("-")
    padded = "-".join(parts + ["01"] * (3 - len(parts)))
    try:
        date.fromisoformat(padded)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}(-\d{2}){0,2}", text))
