"""When a denial and an affirmation say the same: `ne compte pas` is `exclut`, `no ruler before` is `first`."""

from __future__ import annotations

import re
from itertools import pairwise

from answering.verify.moods import mood
from answering.verify.numbers import find_quantities
from answering.verify.saying import hoping
from answering.verify.text import content, listed, tokens
from answering.verify.wording import found_in, opposite, same, stems

_PARTICLES = listed(
    "pas ni jamais aucun aucune guère nullement n't not cannot never no nor neither nobody none personne rien nothing"
)
_WITH_NE = listed("personne rien")  # `la seule personne` denies nothing
_NO_ONE = listed("jamais aucun aucune never no nobody none personne rien nothing nul nulle")
# Verbs and nouns that deny by what they mean.
_DENYING = listed(
    """refuser refus rejeter rejet exclure exclusion exclu exclut manquer manque absence absent interdire interdit interdiction
    empêcher échouer échec ignorer omettre épargner éviter renoncer cesser arrêter suspendre annuler supprimer abandonner
    démentir dément nier nie contester réfuter écarter priver privé dépourvu dispenser exempter faute inchangé célibataire
    contrairement sauf hormis impossible refuse refusal reject rejection exclude exclusion lack lacking absence absent ban
    banned forbid forbidden prohibit prevent fail failure ignore omit spare avoid cease stop stopped suspend cancel scrap
    abandon deny denied denial dispute refute rid deprive deprived exempt unchanged unlike except impossible unable
    missing sans without abstenir abstention abstain
    overlook overlooked neglect neglected disregard négliger oublier forget forgot missed"""
)
# Words that leave something out without denying it; enough for a denial to rest on.
_LIMITING = listed(
    """seul seule seuls seules seulement uniquement autre autres hors vide nul vain ancien malgré retarder reporter attendre
    loin peu rare moins gratuit libre même perdre résister garder rester inconnu disparu avant plutôt trop
    only alone solely other others former despite delay postpone wait far few little rare less fewer until before
    too instead rather hardly scarcely barely free same lose lost resist keep remain unknown ex"""
)
_ONLY = listed("seul seule seuls seules seulement uniquement only alone solely exclusively")
_FIRST = listed(
    """premier première premiers premières first record best most meilleur meilleure meilleurs pire worst unique inédit
    inédite unprecedented only seul seule"""
)
_COMPARED = listed(
    """avant before auparavant plus moins meilleur meilleure pire better worse more less than autant aussi as other autre
    earlier higher larger bigger longer yet encore jusqu'ici"""
)
_EARLIER = listed("before auparavant previously précédemment")
_NO_DENIAL = {
    "sans doute", "not only", "non seulement", "pas seulement", "no less", "no doubt", "pas moins",
}  # fmt: skip


def denies(text: str) -> bool:
    """Whether a particle of negation stands in `text`."""
    norms = [t.norm for t in tokens(text)]
    pairs = {f"{one} {other}" for one, other in pairwise(norms)}
    particles = _PARTICLES if {"ne", "n'"} & {*norms} else _PARTICLES - _WITH_NE
    return not pairs & _NO_DENIAL and any(norm in particles for norm in norms)


def made_up_for(sentence: str, source: str) -> bool:
    """Whether a word of one side does what the particle of the other does: `exclut`, `ne compte pas`."""
    said, given = denies(sentence), denies(source)
    if said == given:
        return False
    plain, denying = (source, sentence) if said else (sentence, source)
    return bool(_unshared(_DENYING, plain, denying)) or _opposed(plain, denying)


def first_of_all(sentence: str, source: str) -> bool:
    """`no ruler before him` and `the first ruler`; `only A has it` and `B does not have it`."""
    said, given = denies(sentence), denies(source)
    if said == given:
        return False
    plain, denying = (source, sentence) if said else (sentence, source)
    if _not_yet(denying) and any(mood(t, plain) or hoping(t) for t in tokens(plain)):
        return True
    if any(_limits(word, plain, denying) for word in _unshared(_ONLY, plain, denying)):
        return True
    there = {t.norm for t in tokens(denying)}
    none_other = there & _NO_ONE and there & _COMPARED
    return _superlative(plain) and bool(none_other or there & _EARLIER)


def _not_yet(text: str) -> bool:
    """`n'ont pas encore rejoint`, `has not reached yet`: what is only hoped or planned."""
    norms = {t.norm for t in tokens(text)}
    return "yet" in norms or {"pas", "encore"} <= norms


def _limits(word: str, plain: str, denying: str) -> bool:
    """Whether the clause of an `only` is about what the denial is about."""
    clauses = re.split(r"[,;:.]|\bwhereas\b|\bwhile\b|\btandis\b|\balors\b|\bet\b|\band\b", plain)
    mine = [t.norm for t in content(tokens(denying))]
    there = [content(tokens(c)) for c in clauses if word in {t.norm for t in tokens(c)}]
    return any(sum(found_in(t.norm, mine) for t in words) >= 2 for words in there)


def ungrounded(sentence: str, source: str) -> bool:
    """Whether `sentence` denies something while nothing in `source` denies, excludes or limits."""
    if not denies(sentence) or denies(source):
        return False
    words = tokens(source)
    norms = [t.norm for t in words]
    limits = any(n in _LIMITING for n in norms)
    unreal = any(mood(t, source) for t in words) or 0 in {q.value for q in find_quantities(source)}
    grounds = limits or unreal or bool(_meaning(_DENYING, source)) or _superlative(source)
    return not grounds and not _opposed(source, sentence)


def _meaning(listing: frozenset[str], text: str) -> list[str]:
    """The words of `text` that are in `listing`, in any form."""
    known = {s for word in listing for s in (word, *stems(word))}
    return [t.norm for t in tokens(text) if t.norm in known or stems(t.norm) & known]


def _unshared(listing: frozenset[str], plain: str, denying: str) -> list[str]:
    """The words of `listing` that one text has and the other has not."""
    others = [t.norm for t in tokens(denying)]
    return [word for word in _meaning(listing, plain) if not found_in(word, others)]


def _opposed(plain: str, denying: str) -> bool:
    """`est célibataire` for `n'est pas marié`: a word of one side is the opposite of one of the other."""
    others = [t.norm for t in tokens(denying)]
    return any(
        opposite(one.norm, other)
        for one in tokens(plain)
        for other in others
        if not any(same(one.norm, norm) for norm in others)
    )


def _superlative(text: str) -> bool:
    norms = [t.norm for t in tokens(text)]
    most = any(
        a in ("le", "la", "les", "the") and b in ("plus", "moins", "most", "least")
        for a, b in pairwise(norms)
    )
    return most or any(n in _FIRST or (n.endswith("est") and len(n) > 6) for n in norms)
