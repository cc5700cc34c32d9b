"""The mood of a verb form: told as fact (0), as planned (1), as possible or wished (2)."""

from __future__ import annotations

from answering.verify.clauses import language_of
from answering.verify.text import Token, listed

OPEN = listed(
    """pourrait pourraient may might could peut-être perhaps possibly probablement probably likely éventuellement
    envisage envisagent envisager considering considers souhaite souhaitent souhaiter veut veulent vouloir voudrait
    wants want wishes wish hopes hope espère espèrent demande demandent réclame réclament exige exigent demands
    asking asks urged urges appelle propose proposes proposed réclamer tente tentent"""
)
PLANNED = listed(
    """va vont will shall prévoit prévoient prévoyait prévu plan plans planned planning compte comptent entend apprête
    apprêtent s'apprête doit doivent devrait devraient should must intends intend promet promis promise promises provides provide provided
    pledged pledges engage engagé projette devra devront expected set risque risquent due"""
)
_WISHES = ("voudrait", "souhaiterait", "aimerait", "voudraient", "disait", "était", "avait")
_NOT_FUTURE = listed("opéra caméra sierra guérilla chimera")
_FUTURE = (
    "era",
    "eront",
    "ira",
    "iront",
    "dra",
    "dront",
    "ura",
    "uront",
    "ttra",
    "ttront",
    "rra",
    "rront",
)


def mood(token: Token, text: str) -> int:
    """2 for `pourrait`, `aurait`, `may`, `wants`; 1 for `va`, `prévoit`, `will`; else 0."""
    if token.norm in OPEN or _conditional(token, text):
        return 2
    return int(token.norm in PLANNED or _future(token, text))


def _conditional(token: Token, text: str) -> bool:
    if language_of(text) != "fr" or token.norm in _WISHES:
        return False
    return (
        (token.norm.endswith(("rait", "raient"))
        and len(token.norm) > 5
        and not token.norm.endswith(("trait", "traits")))
        or token.norm in ("aurait", "serait")
    )


def _future(token: Token, text: str) -> bool:
    if language_of(text) != "fr" or len(token.norm) < 5 or token.capital:
        return False
    return token.norm.endswith(_FUTURE) and token.norm not in _NOT_FUTURE
