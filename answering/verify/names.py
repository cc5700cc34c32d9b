"""Proper names: found in an answer sentence, looked for in the source.

A name counts as there if the gazetteer knows both forms as one, if the words are equal once
folded, or if they sound alike when written in the other language's letters (Koursk, Kursk).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from answering.verify.dates import MONTHS, WEEKDAYS
from answering.verify.gazetteer import gazetteer, key, same_id
from answering.verify.text import STOP, Token, fold, listed, tokens
from answering.verify.units import ORDINALS, SCALES, SMALL
from answering.verify.wording import same, senses, stems, verb_stems

TITLES = listed(
    """president présidente premier première ministre prime minister chancelier chancellor king roi queen
    reine prince princesse princess sir lord lady monsieur madame mr mrs ms m mme dr docteur doctor
    professeur professor général general colonel saint sainte st état state republic république guerre war
    gouvernement government parlement parliament assemblée sénat senate congress congrès house chambre
    army armée ministère ministry department université university river fleuve lake lac mont mount
    traité treaty accord agreement leader chief chef deputy vice spokesman assembly assemblée council conseil court cour commission committee
    comité agency agence ministère union party parti bank banque board office bureau secretary-general spokesman spokesperson porte-parole secretary secrétaire
    foreign defense defence affairs the le la les al el bin ben ibn de du von van der di da dos
    tower tour bridge pont square place street rue avenue palace palais castle château museum musée institute institut
    theatre théâtre stadium stade airport aéroport station gare hospital hôpital island île sea mer ocean océan cup coupe
    prize prix award league ligue federation fédération foundation fondation building chapel cathedral cathédrale
    bc bce ad
    nord sud est ouest north south east west eastern western northern southern ville city région region"""
)
# Words that may open a sentence in capitals without being names.
_OPENERS = listed(
    """selon d'après malgré cependant toutefois néanmoins ensuite enfin pourtant actuellement récemment
    aujourd'hui hier demain personne rien aucun aucune certains plusieurs chaque beaucoup trop peu seul seule
    seuls oui non according despite however nevertheless moreover meanwhile recently currently today
    yesterday tomorrow nobody nothing someone something everyone many several some any few yes no both
    either neither although though because yet still also thus therefore finally instead once never always
    il elle ils elles on nous voici voilà parce outre bien quant suite grâce afin faute lors depuis dès"""
)
_SOUNDS = (
    (r"ae|oe", "e"), (r"(?:[ei]ans?|eens?|iens?)$", "en"), (r"^ye|^ie", "e"), (r"gu(?=[ei])", "g"), (r"tch|ch|sh|sch", "s"), (r"ph", "f"), (r"kh|ck|qu|q|c(?=[aouklrt]|$)", "k"), (r"c", "s"),
    (r"ou|oo|w", "u"), (r"dj|dzh|zh", "j"), (r"y|ï|ij|ii", "i"), (r"v", "v"), (r"z", "s"),
    (r"g(?=[ei])", "j"), (r"h", ""), (r"ei|ee", "e"), (r"(.)\1", r"\1"), (r"(?<=...)(?:ia|ie|a|e|o|y|i)$", ""), (r"in$", "ine"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `[start, end)`; `id` is its gazetteer id, "" where it has none."""

    text: str
    start: int
    end: int
    id: str = ""


@lru_cache(maxsize=2_000)
def known_names(text: str) -> tuple[Name, ...]:
    """Gazetteer names of `text`, longest first at each place, demonyms in lower case too."""
    listing, found, i = gazetteer(), [], 0
    words = tokens(text)
    while i < len(words):
        size = next(
            (
                n
                for n in range(min(listing.longest, len(words) - i), 0, -1)
                if _known(text, words[i : i + n])
            ),
            0,
        )
        if size:
            start, end = words[i].start, words[i + size - 1].end
            found.append(Name(text[start:end], start, end, listing.ids[key(text[start:end])]))
        i += size or 1
    return tuple(found)


def _known(text: str, run: Sequence[Token]) -> bool:
    listing = gazetteer()
    form = key(text[run[0].start : run[-1].end])
    if form not in listing.ids or not (
        any(c.isupper() for t in run for c in t.text) or form in listing.demonyms
    ):
        return False
    # `US`, `UN`, `EU`, `WHO` are names only in capitals.
    return len(form) > 3 or run[0].text.isupper() or "." in run[0].text


@lru_cache(maxsize=2_000)
def find_names(text: str) -> tuple[Name, ...]:
    """Known names and every other capitalised word that is not merely opening a sentence."""
    known = known_names(text)
    found = list(known)
    words = tokens(text)
    found += [name for token in words for name in _compound(token, known)]
    for i, token in enumerate(words):
        inside = any(token.start <= n.start < token.end for n in found) or any(
            n.start <= token.start < n.end for n in known
        )
        if not inside and _is_name(text, words, i):
            found.append(Name(token.text, token.start, token.end))
    return tuple(sorted(found, key=lambda name: name.start))


def _compound(token: Token, known: Sequence[Name]) -> list[Name]:
    """`US-led`, `pro-russe`, `Chinese-made`: the known name in a compound."""
    if "-" not in token.text or any(n.start <= token.start < n.end for n in known):
        return []
    found, start = list[Name](), token.start
    for part in token.text.split("-"):
        found += [
            Name(part, start, start + len(part), name.id)
            for name in known_names(part[:1].upper() + part[1:])[:1]
            if part[:1].isupper() or key(part) in gazetteer().demonyms
        ]
        start += len(part) + 1
    return found


def _is_name(text: str, words: Sequence[Token], i: int) -> bool:
    token = words[i]
    shaped = re.search(r"[A-Z].*\d|\d.*[A-Z]|[a-z][A-Z]", token.text) is not None
    if not (token.capital or shaped) or _ordinary(token):
        return False
    if not _opens(text, token):
        return True
    if len(token.text) > 1 and token.text.isupper():
        return True
    follower = words[i + 1] if i + 1 < len(words) else None
    return shaped or (follower is not None and _continues(text, token, follower))


def _continues(text: str, token: Token, follower: Token) -> bool:
    """Whether a word that opens a sentence is a name: another name or an auxiliary follows."""
    if text[token.end : follower.start].strip():
        return False
    if follower.capital and not _ordinary(follower):
        return True
    if follower.norm in _AUXILIARIES:
        return True
    # `Google removed …`: a word of no language we list, before a verb; plurals are left out.
    acts = follower.norm.endswith("ed") or bool(stems(follower.norm) & verb_stems())
    return acts and not senses(token.norm) and not token.norm.endswith(("s", "ly", "ment"))


_AUXILIARIES = listed("a avait aurait has had said est was 's va will")


def _ordinary(token: Token) -> bool:
    word = token.norm
    return (
        word in STOP or word in _OPENERS or word in TITLES or word in MONTHS or word in WEEKDAYS
        or word in SMALL or word in SCALES or word in ORDINALS or word.isdigit()
        or re.fullmatch(r"[IVXLC]+(?:e|er|ème)?", token.text) is not None or len(word) == 1
    )  # fmt: skip


def _opens(text: str, token: Token) -> bool:
    before = text[: token.start].rstrip(" \u00a0\u202f\n«»“”\"'’([-–—•*")
    if token.start and text[token.start - 1] in "'’" and before:
        before = re.sub(r"\b(?:[ldLD]|[Qq]u)$", "", before).rstrip()
    return not before or before[-1] in ".!?:;\n"


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A key under which French and English transliterations of one name meet."""
    spelled = fold(word).replace("-", "").replace("'", "")
    for pattern, replacement in _SOUNDS:
        spelled = re.sub(pattern, replacement, spelled)
    return spelled


def same_word(one: str, other: str) -> bool:
    """Two spellings of one name: equal when folded, or alike in sound (long ones: one letter off)."""
    if fold(one) == fold(other):
        return True
    a, b = sound(one), sound(other)
    if a == b:
        return len(a) > 2
    long = min(len(a), len(b)) >= 7 and a[0] == b[0]
    return long and Levenshtein.distance(a, b) <= 1


def same_name(said: Name, given: Iterable[Name], words: Iterable[Token]) -> bool:
    """Whether a source with these names and words has the name."""
    if said.id:
        return any(name.id and same_id(said.id, name.id) for name in given)
    pieces = [p for p in re.split(r"[-\s]", said.text) if len(p) > 1] or [said.text]
    pool = [w for word in words for w in {word.text, *word.text.split("-")}]
    whole = any(same_word(said.text, other) for other in pool)
    whole = whole or any(
        same(fold(said.text), fold(p)) for p in pool if p[:1].islower() or senses(fold(said.text))
    )
    telling = [piece for piece in pieces if not piece[:1].islower()] or pieces  # `Earth-sized`
    return whole or all(any(_alike(piece, other) for other in pool) for piece in telling)


def _alike(piece: str, other: str) -> bool:
    return same_word(piece, other) or (other[:1].isupper() and same(fold(piece), fold(other)))


_INSTITUTIONS = listed(
    """conseil council cour court parti party banque bank comité committee commission ministère ministry
    assemblée assembly union université university tribunal agence agency"""
)


def other_institution(sentence: str, source: str) -> str:
    """`Conseil constitutionnel` where the source has `Conseil d'État`: what follows the word differs."""
    words, theirs = tokens(sentence), tokens(source)
    same_kind = [t.norm for t in theirs if t.norm in _INSTITUTIONS and t.capital]
    for token, follower in pairwise(words):
        if not token.capital or token.norm not in same_kind or follower.capital:
            continue
        adjective = follower.norm not in STOP and not sentence[token.end : follower.start].strip()
        if (
            adjective
            and not any(same(follower.norm, t.norm) for t in theirs)
            and _adjective(follower)
        ):
            return f"{token.text} {follower.text}"
    return ""


def _adjective(word: Token) -> bool:
    return word.norm.endswith(
        ("el", "elle", "al", "ale", "ique", "iste", "ien", "ienne", "if", "ive", "ain", "aine")
    )
