"""Reasons in words: what a verdict's code says to a reader, in French and English."""

from __future__ import annotations

from core.types import Language

_WORDS: dict[str, tuple[str, str]] = {
    "no_source": ("aucune phrase des documents ne le dit", "no sentence of the documents says so"),
    "figure": (
        "le chiffre « {0} » n'est pas dans la source",
        "the figure “{0}” is not in the source",
    ),
    "unit": (
        "« {0} » : la source a ce nombre avec une autre unité",
        "“{0}”: the source has this number with another unit",
    ),
    "count": (
        "« {0} » : dans la source, ce chiffre compte autre chose",
        "“{0}”: in the source this figure counts something else",
    ),
    "bound": (
        "« {0} » : la source dit « plus » où la phrase dit « moins », ou l'inverse",
        "“{0}”: the source says “more” where the sentence says “less”, or the reverse",
    ),
    "date": ("la date « {0} » n'est pas dans la source", "the date “{0}” is not in the source"),
    "name": (
        "le nom « {0} » n'est pas à cette place dans la source",
        "the name “{0}” is not in this place in the source",
    ),
    "negation": (
        "la source dit le contraire : l'une nie ce que l'autre affirme",
        "the source says the opposite: one denies what the other affirms",
    ),
    "antonym": (
        "la source dit « {0} », pas « {1} »",
        "the source says “{0}”, not “{1}”",
    ),
    "roles": (
        "les rôles sont inversés par rapport à la source",
        "who does what to whom is the other way round in the source",
    ),
    "attribution": (
        "la source rapporte les propos de quelqu'un ({0}) ; la phrase en fait un fait établi ou les prête à un autre",
        "the source reports somebody's words ({0}); the sentence makes them a fact, or somebody else's",
    ),
    "modality": (
        "la source le donne comme possible ou prévu (« {0} »), la phrase comme certain",
        "the source has it as possible or planned (“{0}”), the sentence as certain",
    ),
    "premise": (
        "la source ne dit pas « {0} »",
        "the source does not say “{0}”",
    ),
    "asked": (
        "la phrase ne donne pas ce qui était demandé",
        "the sentence does not give what was asked for",
    ),
    "borrowed": (
        "« {0} » vient de la question, la source ne le dit pas",
        "“{0}” comes from the question, the source does not say it",
    ),
    "unheard": (
        "« {0} » n'est pas dans la source, qui est dans une autre langue",
        "“{0}” is not in the source, which is in another language",
    ),
    "fragment": (
        "un nom ou un chiffre seul ne dit pas ce que la source en dit",
        "a bare name or figure does not tell what the source says of it",
    ),
    "meaning": (
        "la source parle d'autre chose",
        "the source is about something else",
    ),
}


def in_words(reason: str, language: Language) -> str:
    """A `Verdict.reason` as a phrase without a full stop; "" for "", the code itself if unknown."""
    code, _, fact = reason.partition(":")
    templates = _WORDS.get(code)
    if templates is None:
        return reason
    facts = fact.split("/", 1) if code == "antonym" else [fact]
    return templates[language == "en"].format(*facts, *[""] * (2 - len(facts)))
