"""Every text the page says by itself, in French and English.

French follows French typography: narrow no-break spaces (U+202F) before ; : ! ? and inside
guillemets are put in by `say`, so the catalogue below stays readable.
"""

from __future__ import annotations

import re

from core.types import Language
from ui.catalogue_answers import ANSWERING
from ui.catalogue_sources import READING

CATALOGUE = ANSWERING | READING
NARROW = "\u202f"
_BEFORE = re.compile(r"[ \u00a0](?=[;:!?»])")
_AFTER = re.compile(r"(?<=«)[ \u00a0]")
LANGUAGES: tuple[Language, ...] = ("fr", "en")


def french(text: str) -> str:
    """`text` with narrow no-break spaces where French typography has them; same length."""
    return _AFTER.sub(NARROW, _BEFORE.sub(NARROW, text))


def say(language: Language, key: str, **facts: object) -> str:
    """The text `key` in `language`, its `{names}` filled in from `facts`."""
    fr, en = CATALOGUE[key]
    return (french(fr) if language == "fr" else en).format(**facts)


def count(language: Language, key: str, number: int) -> str:
    """The text `key.one` or `key.many`; French counts zero as one."""
    one = number < 2 if language == "fr" else number == 1
    return say(language, f"{key}.{'one' if one else 'many'}", n=number)


def for_script(language: Language) -> dict[str, str]:
    """The whole catalogue in `language`, for the browser; `{names}` unfilled."""
    return {key: french(fr) if language == "fr" else en for key, (fr, en) in CATALOGUE.items()}


def as_language(value: object) -> Language:
    """`value` as a page language; anything but French is English."""
    return "fr" if str(value).lower().startswith("fr") else "en"


SAMPLE_QUESTIONS: dict[Language, tuple[str, ...]] = {
    "fr": tuple(
        map(
            french,
            (
                "Combien de temps dure le pacte entre Moscou et Téhéran ?",
                "Qui dirige l'OTAN ?",
                "Le traité oblige-t-il la Russie à défendre l'Iran ?",
            ),
        )
    ),
    "en": (
        "How long does the pact between Moscow and Tehran last?",
        "Who leads NATO?",
        "Does the treaty oblige Russia to defend Iran?",
    ),
}
