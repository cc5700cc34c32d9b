"""Verbs of saying, thinking, promising, fearing: what follows is somebody's word."""

from __future__ import annotations

from answering.verify.morphology import forms
from answering.verify.text import STOP, Token, listed
from answering.verify.wording import stems

_SAYING = listed(
    """suspicion soupçon soupçons état dire dit disent disait déclarer affirmer assurer annoncer accuser prétendre soutenir estimer juger expliquer
    préciser indiquer souligner ajouter avertir prévenir croire croit penser craindre craint redouter dénoncer
    regretter reprocher soupçonner insister promettre promis promet espérer conclure répéter marteler
    plaider imputer alléguer revendiquer
    say says said claim claimed claims declare declared announce announced accuse accused allege alleged assert argue
    believe believes believed think thinks thought fear fears feared warn warned state stated insist insisted stress
    stressed explain explained add added told tell tells promise promised pledge pledged hope hopes suggest suggested
    denounce denounced suspect suspected estimate estimated blame blamed deny denied nier nie démentir dément"""
)
_SAYING_STEMS = frozenset(s for word in _SAYING for form in forms(word) for s in stems(form))
# Words with the stem of a saying verb that say nothing.
_SILENT = listed(
    "tel tels telle telles addition additional estimation consideration dit-on reportedly thinker jugement président note notes notable states state"
)


def saying(token: Token) -> bool:
    """Whether a word is, by its form, a verb of saying."""
    word = token.norm.split("-")[0]
    if word in _SILENT or word in STOP:
        return False
    return word in _SAYING or bool(stems(word) & _SAYING_STEMS)


# Verbs that take sides: an answer with one says whose view it is, as `déclarer` would.
_SIDES = listed(
    """déplorer condamner saluer critiquer contester rejeter fustiger approuver désapprouver qualifier considérer
    considère trouver trouve féliciter réfuter récuser deplore deplores deplored condemn condemns condemned welcome
    welcomes welcomed criticise criticised criticize criticized reject rejects rejected contest dispute disputes
    disputed approve consider considers considered call calls called describe describes described dismiss dismisses
    dismissed see sees regret regrets regretted praise praised object objects objected complain complains complained"""
)
_REPORTING = listed(
    """rapporter relater évoquer mentionner chiffrer report reports reported reporting mention mentions mentioned note
    notes noted"""
)
_REPORTING_STEMS = frozenset(s for word in _REPORTING for form in forms(word) for s in stems(form))
_SIDES_STEMS = frozenset(s for word in _SIDES for form in forms(word) for s in stems(form))


def takes_side(token: Token) -> bool:
    """Whether a word is, by its form, a verb of taking sides."""
    return token.norm not in STOP and bool(stems(token.norm) & _SIDES_STEMS)


def reports(token: Token) -> bool:
    """Whether a word is, by its form, a verb of reporting, which may be a noun too: `report`."""
    return token.norm not in STOP and bool(stems(token.norm) & _REPORTING_STEMS)


_HOPES = ("esper", "hope", "hopi", "expect", "attend", "promet", "promi", "pledg")


def hoping(token: Token) -> bool:
    """Whether a word hopes, expects or promises what has not happened."""
    return token.norm.startswith(_HOPES)
