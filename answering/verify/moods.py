"""The mood of a verb form: told as fact (0), as planned (1), as possible or wished (2)."""

from __future__ import annotations

from answering.verify.text import Token, listed, tokens
from answering.verify.verbs import language_of

OPEN = listed(
    """pourrait pourraient devrait devraient should may might could peut-être perhaps possibly probablement probably likely éventuellement
    envisage envisagent envisager considering considers souhaite souhaitent souhaiter veut veulent vouloir voudrait
    wants want wishes wish hopes hope espère espèrent demande demandent réclame réclament exige exigent demands
    asking asks calling advocating advocates urging urged urges appelle propose proposes proposed réclamer tente tentent requis requiert requérir réclamé réclamée réclamés réclamées exigé exigée demandé demandée demandés
    demanding asked requesting proposing seeking seek seeks wanting wanted hoping hoped wishing wished requested
    exigeait exigeaient réclamait réclamaient demandait demandaient souhaitait espérait voulait voulaient proposait
    credited supposed reputed rumoured rumored alleged allegedly reportedly censé censée supposé réputé réputée prétendu présumé
    menace menacent menaçait menaçaient threatens threaten threatened threatening
    sought requested demanded asked proposé proposée proposés envisagé envisagée souhaité"""
)
PLANNED = listed(
    """va vont will would shall prévoit prévoient prévoyait prévu plan plans planned planning compte comptent entend apprête
    apprêtent s'apprête doit doivent must intends intend promet promis promise promises provides provide provided
    pledged pledges engage engagé projette devra devront sera seront expected expect expects anticipate anticipates set risque risquent due"""
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
    if token.norm in ("may", "will", "march") and token.capital and token.start:
        return 0  # a month, a first name
    if token.norm in OPEN or _conditional(token, text):
        return 2
    if token.norm in _WITH_INFINITIVE and not _infinitive_follows(token, text):
        return 0
    return int(token.norm in PLANNED or _future(token, text))


# Planned only before an infinitive: `compte signer`, not `compte les voix`.
_WITH_INFINITIVE = listed("compte comptent entend")


def _infinitive_follows(token: Token, text: str) -> bool:
    after = [t.norm for t in tokens(text) if t.start > token.start][:3]
    return any(norm.endswith(("er", "ir", "re", "oir")) for norm in after)


# Verbs whose stem ends in r: their `-rait` and `-ra` are past forms, not conditional or future.
_R_STEMS = frozenset(
    """tir montr dur declar assur entr rencontr retir attir separ compar prepar repar demeur pleur mesur figur ignor ador
    explor amelior collabor offr ouvr couvr decouvr souffr vir inspir respir admir expir desir aspir esper consider oper
    liber ger gener refer prefer recuper administr enregistr demontr illustr centr rentr livr delivr consacr celebr filtr
    barr demarr serr jur captur tortur fractur structur restaur instaur inaugur procur accelér acceler exager modér moder
    adher digér inser toler vener altér alter sidér prosper tempér cooper attir""".split()
)


def _past(word: str, ending: str) -> bool:
    return word.removesuffix(ending) in _R_STEMS


def _conditional(token: Token, text: str) -> bool:
    if language_of(text) != "fr" or token.norm in _WISHES or token.norm in PLANNED:
        return False
    ending = "aient" if token.norm.endswith("raient") else "ait"
    shaped = token.norm.endswith(("rait", "raient")) and len(token.norm) > 5
    return shaped and not _past(token.norm, ending) and not token.norm.endswith("trait")


def _future(token: Token, text: str) -> bool:
    if language_of(text) != "fr" or len(token.norm) < 5 or token.capital:
        return False
    ending = "ront" if token.norm.endswith("ront") else "a"
    past = _past(token.norm, ending) or token.text.endswith("éra")
    return token.norm.endswith(_FUTURE) and token.norm not in _NOT_FUTURE and not past
