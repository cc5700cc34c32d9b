"""The language of a document: French, English or not enough text to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SAMPLE = 2000
_LETTERS = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> str:
    """ "fr" or "en", by py3langid over the first 2,000 characters; "und" without letters.

    A text in a third language comes out as the nearer of the two.
    """
    sample = text[:_SAMPLE]
    if not _LETTERS.search(sample):
        return "und"
    return str(_identifier().classify(sample)[0])


def known_language(code: str) -> str:
    """ "fr" or "en" for codes such as `fr-CA` or `en_GB.UTF-8`, "" for anything else."""
    short = code.strip().lower().replace("_", "-").split("-", 1)[0]
    return short if short in ("fr", "en") else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (0.8 s)

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["fr", "en"])
    return identifier
