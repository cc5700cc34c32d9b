"""Who does what to whom, read off word order, prepositions and voice.

No parser: a sentence becomes a row of verbs and word groups, and each group gets a part
relative to each verb. It errs on the side of giving no part at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from answering.verify.dates import find_dates
from answering.verify.morphology import forms
from answering.verify.names import find_names
from answering.verify.numbers import find_quantities
from answering.verify.text import STOP, Token, listed, tokens
from answering.verify.wording import lexicon_words, stems

Part = str  # "S" who acts, "O" what is acted on, else the kind of preposition: "TO", "BY" …

_PREPOSITIONS = {
    word: kind
    for kind, words in {
        "TO": "à au aux to into towards onto vers unto",
        "AGAINST": "contre against",
        "OF": "de d' du des of 's",
        "BY": "par by",
        "WITH": "avec with",
        "ON": "sur on upon over",
        "IN": "en dans in at chez within",
        "FOR": "pour for",
        "FROM": "from depuis",
        "AT": "selon après before after avant sans without malgré despite entre between sous under "
        "devant derrière ahead behind pendant during d'après near près hors as comme than",
    }.items()
    for word in listed(words)
}  # fmt: skip
BE = listed(
    "est sont était étaient fut furent sera seront serait seraient été être soit soient is are was were be been being"
)
_HAVE = listed(
    "ont avait avaient aura auront aurait auraient ait aient avoir ayant has have had having"
)
MODALS = listed(
    """will would shall should may might can could must do does did va vont allait allaient peut peuvent
    pourrait pourraient doit doivent devrait devraient veut veulent voudrait fait font faire laisse"""
)
_BETWEEN = listed(
    """ne n' pas plus jamais guère aussi également déjà encore récemment notamment largement s' se y en lui leur
    not n't never also already recently all still now just only been été être avoir toujours bien mieux"""
)
PRONOUNS = listed("il elle ils elles on nous je j' tu vous he she it they we i you cela ça ceci")
_RELATIVES = listed("qui who which that dont lequel laquelle où que qu' whom")
_DETERMINERS = listed(
    """le la les l' un une des du ce cet cette ces son sa ses leur leurs notre nos aucun aucune tout toute tous
    toutes plusieurs certains quelques chaque the a an this that these those its his her their our any no some
    several many all each every"""
)
_STATE_VERBS = (
    "arriv", "mort", "all", "venu", "parti", "deven", "rest", "ne", "nee", "tomb", "entr", "sorti",
    "rentr", "retourn", "mont", "descend", "pass", "parven", "interven", "rendu", "enfui",
)  # fmt: skip
_FRENCH_FINITE = (
    "e",
    "ent",
    "it",
    "ait",
    "aient",
    "ra",
    "ront",
    "a",
    "ut",
    "urent",
    "t",
    "d",
    "nt",
    "ient",
)
_ENGLISH_FINITE = listed(
    """won took gave said told cut hit led lost sold sent met fell rose made came went became began fled struck
    fought held kept left lent paid put ran saw sought shot spent stood threw wrote drove beat bought built caught
    brought got felt found flew forgot grew knew lay read rode rang sank set shut sang spoke stole swam taught
    thought tore understood wore wins takes gives says kill cuts hits"""
)
_FRENCH_CUES = listed(
    "le la les des une est du aux et par pour dans l' d' ont sont qui que sur au ne selon avec"
)
_ENGLISH_CUES = listed(
    "the of and to was were has is by in on at for that with from said its an his their will"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Words that belong together after one preposition ("" for none)."""

    words: tuple[Token, ...]
    preposition: str
    word: str = ""


@dataclass(slots=True)
class Action:
    """A verb and the words in each part around it."""

    verb: Token
    passive: bool
    parts: dict[Part, list[Token]] = field(default_factory=dict)

    def part_of(self, token: Token) -> Part:
        return next((part for part, words in self.parts.items() if token in words), "")


_Item = (
    Group | Token | str
)  # a verb is a Token; a break is "," ";" "&" (and) or "?" (relative, pronoun)


@lru_cache(maxsize=2_000)
def language_of(text: str) -> str:
    """ "fr" or "en", by counting small words; French where they tie."""
    words = [token.norm for token in tokens(text)]
    english = sum(word in _ENGLISH_CUES for word in words)
    french = sum(word in _FRENCH_CUES for word in words)
    if english == french:
        english += sum(word.endswith(("ed", "ing", "ly")) for word in words)
    return "en" if english > french else "fr"


@lru_cache(maxsize=2_000)
def verbs(text: str) -> frozenset[int]:
    """Indices of the words that look like main verbs."""
    words, language = tokens(text), language_of(text)
    named = _named(text) | counted(text)
    return frozenset(
        i
        for i, token in enumerate(words)
        if token.norm not in STOP | _DETERMINERS
        and token.norm not in _PREPOSITIONS
        and token.start not in named
        and not token.norm.endswith(("ement", "amment", "emment", "ly"))
        and _is_verb(text, words, i, language, named)
    )


def _named(text: str) -> frozenset[int]:
    return frozenset(
        token.start
        for token in tokens(text)
        for name in find_names(text)
        if name.start <= token.start < name.end
    )


@lru_cache(maxsize=2_000)
def counted(text: str) -> frozenset[int]:
    """Starts of the words that belong to a figure or a date."""
    spans = [*find_dates(text), *find_quantities(text)]
    return frozenset(
        t.start for t in tokens(text) if any(s.start <= t.start < s.end for s in spans)
    )


def auxiliary(token: Token, language: str) -> bool:
    return token.norm in BE or token.norm in _HAVE or token.norm in MODALS or (
        token.norm == "a" and language == "fr"
    )  # fmt: skip


def _is_verb(
    text: str, words: Sequence[Token], i: int, language: str, named: frozenset[int]
) -> bool:
    if i == 0:
        return False
    j = i - 1
    while j > 0 and (words[j].norm in _BETWEEN or words[j].norm.endswith(("ment", "ly"))):
        j -= 1
    before, token = words[j], words[i]
    if auxiliary(before, language):
        return not (language == "en" and before.norm in BE and token.norm.endswith(("ent", "al")))
    if _by_follows(words, i) and token.norm.endswith(
        ("e", "es", "ee", "i", "is", "it", "u", "us", "ed", "en", "t", "s")
    ):
        return before.norm not in _DETERMINERS
    if language == "fr" and token.norm.endswith(("er", "ir", "re", "oir")):
        return before.norm in ("de", "d'", "a", "pour", "sans", "ne", "pas")
    if language == "en" and before.norm == "to":
        return not token.capital and not (i + 1 < len(words) and words[i + 1].norm == "of")
    return _finite(text, words, i, j, language, named)


@lru_cache(maxsize=1)
def _verb_stems() -> frozenset[str]:
    """Stems of the French infinitives in the lexicon, with their irregular forms."""
    infinitives = [w for w in lexicon_words() if w.endswith(("er", "ir", "re"))]
    return frozenset(f for w in infinitives for f in (*stems(w), *forms(w)))


def _by_follows(words: Sequence[Token], i: int) -> bool:
    following = [token.norm for token in words[i + 1 : i + 3]]
    if len(following) == 2 and following[0].endswith(("ment", "ly")):
        following = following[1:]
    return following[:1] in (["par"], ["by"])


def _finite(
    text: str, words: Sequence[Token], i: int, j: int, language: str, named: frozenset[int]
) -> bool:
    """A verb without auxiliary: after a subject, before something that can follow a verb."""
    token, before = words[i], words[j]
    if language == "en":
        shaped = token.norm.endswith("ed") or token.norm in _ENGLISH_FINITE
        after = words[i + 1].norm if i + 1 < len(words) else ""
        acting = before.start in named or before.norm in PRONOUNS | _RELATIVES
        shaped = shaped or (token.norm.endswith("s") and (acting or after in _DETERMINERS))
    else:
        shaped = token.norm.endswith(_FRENCH_FINITE)
    subject = before.norm in PRONOUNS or before.norm in _RELATIVES or before.norm not in STOP
    if language == "fr" and re.search(r"(?:é|ée|és|ées|u|ue|us|ues|i|ie|is|ies)$", token.text):
        return False  # a participle without its auxiliary
    if not shaped or not subject or before.norm in _DETERMINERS or token.capital:
        return False
    follower = words[i + 1] if i + 1 < len(words) else None
    if follower is None or text[token.end : follower.start].strip(" $£€"):
        return before.norm in PRONOUNS or before.norm in _RELATIVES
    return (
        follower.norm in _DETERMINERS or follower.norm in _PREPOSITIONS or follower.norm in _RELATIVES
        or follower.norm[0].isdigit() or follower.start in named or before.norm in PRONOUNS
        or follower.norm in _BETWEEN or follower.norm in ("nearly", "about", "some", "desormais", "aujourd'hui")
    ) and _plausible(token, before, named, language)  # fmt: skip


def _plausible(token: Token, before: Token, named: frozenset[int], language: str) -> bool:
    """A French adjective stands after its noun too: ask for a name or pronoun, or a clear ending."""
    if language == "en" or before.start in named or before.norm in PRONOUNS | _RELATIVES:
        return True
    clear = token.norm.endswith(("ent", "era", "eront", "ira", "iront", "ait", "aient"))
    known = bool((stems(token.norm) | {token.norm}) & _verb_stems())
    return (clear and not token.norm.endswith("ment")) or (
        known and not token.norm.endswith(("es", "ees"))
    )


@lru_cache(maxsize=2_000)
def items(text: str) -> tuple[_Item, ...]:
    """The sentence as a row of groups, verbs and breaks."""
    words, verb_at = tokens(text), verbs(text)
    figures = counted(text)
    language, row = language_of(text), list[_Item]()
    current: list[Token] = []
    preposition, word, end = "", "", 0

    def close() -> None:
        nonlocal current, preposition, word
        if current:
            row.append(Group(tuple(current), preposition, word))
        current, preposition, word = [], "", ""

    for i, token in enumerate(words):
        mark = (
            ""
            if token.start in figures and i and words[i - 1].start in figures
            else _mark(text[end : token.start])
        )
        end = token.end
        if mark:
            close()
            row.append(mark)
        if token.start in figures:
            continue
        if i in verb_at:
            close()
            row.append(token)
        elif token.norm in _PREPOSITIONS and not _article(words, i, verb_at, language):
            # `devant celle de X`: the first preposition governs.
            if current or not preposition:
                close()
                preposition, word = _PREPOSITIONS[token.norm], token.norm
        elif auxiliary(token, language) and not _helps(i, verb_at, words):
            close()
            row.append("=")
        elif token.norm in ("et", "and", "ou", "or", "ainsi"):
            close()
            row.append("&")
        elif token.norm in PRONOUNS or token.norm in _RELATIVES:
            close()
            row.append("p" if token.norm in PRONOUNS else "?")
        elif token.norm in ("mais", "but", "tandis", "while", "alors", "although"):
            close()
            row.append(";")
        elif token.norm not in STOP | _DETERMINERS and token.start not in figures:
            current.append(token)
    close()
    return tuple(row)


def _helps(i: int, verb_at: frozenset[int], words: Sequence[Token]) -> bool:
    """Whether an auxiliary belongs to a verb that follows, and is not `to be` on its own."""
    j = i + 1
    while j < len(words) and (
        words[j].norm in _BETWEEN or words[j].norm in BE or words[j].norm.endswith(("ment", "ly"))
    ):
        j += 1
    return j in verb_at


def _mark(gap: str) -> str:
    if any(mark in gap for mark in ".;:!?—"):
        return ";"
    return "," if any(mark in gap for mark in ',()«»“”"') else ""


def _article(words: Sequence[Token], i: int, verb_at: frozenset[int], language: str) -> bool:
    """`des`, `du` after a verb or at the start are articles; `de` after a negated verb too."""
    norm = words[i].norm
    if norm not in ("des", "du", "de", "d'"):
        return norm == "a" and language == "en"
    return (norm == "des" and (i == 0 or i - 1 in verb_at)) or (
        i > 0 and words[i - 1].norm in ("pas", "jamais", "plus")
    )


@lru_cache(maxsize=2_000)
def actions(text: str) -> tuple[Action, ...]:
    """Every verb of `text` with the words in its parts."""
    row, words = items(text), tokens(text)
    found: list[Action] = []
    for k, item in enumerate(row):
        if isinstance(item, Token):
            passive = _passive(words, words.index(item))
            action = Action(item, passive)
            _subject(row, k, action, found)
            _objects(row, k, action)
            found.append(action)
    return tuple(found)


def _passive(words: Sequence[Token], i: int) -> bool:
    j = i - 1
    while (
        j > 0
        and words[j].norm in _BETWEEN
        and words[j].norm not in BE
        and words[j].norm not in ("s'", "se")
    ):
        j -= 1
    reflexive = any(w.norm in ("s'", "se") for w in words[max(0, j - 2) : i])
    if j >= 0 and words[j].norm in BE and not reflexive and not words[i].norm.endswith("ing"):
        return not words[i].norm.startswith(_STATE_VERBS) or _by_follows(words, i)
    return _by_follows(words, i)


def _subject(row: Sequence[_Item], k: int, action: Action, earlier: Sequence[Action]) -> None:
    """The nearest group before the verb that no preposition governs."""
    part = "O" if action.passive else "S"
    at = k - 1
    after = row[k + 1] if k + 1 < len(row) else None
    if (
        at >= 0
        and row[at] == ","
        and isinstance(after, Group)
        and not after.preposition
        and not action.passive
    ):
        action.parts["S"] = _with_neighbours(row, k + 1)
        return
    if at >= 0 and row[at] == "&" and earlier:
        before = earlier[-1]
        shared = "O" if before.passive else "S"
        action.parts[part] = list(before.parts.get(shared, []))
        return
    while at >= 0:
        item = row[at]
        if item in (";", "p", "=") or isinstance(item, Token):
            return
        opens = at == k - 1 and isinstance(item, Group) and item.word in _OPENING
        if isinstance(item, Group) and (opens or not item.preposition):
            action.parts[part] = _with_neighbours(row, at)
            return
        at -= 1


_OPENING = ("after", "before", "as", "than")  # `after X accused Y`: X acts


def _with_neighbours(row: Sequence[_Item], at: int) -> list[Token]:
    """A group with what `of` adds to it, and a group it is set beside: `Merz, chef de la CDU,`."""
    group = row[at]
    assert isinstance(group, Group)
    found = list(group.words)
    for item in row[at + 1 :]:
        if not isinstance(item, Group) or item.preposition != "OF":
            break
        found += item.words
    beside = at - 2
    while beside >= 0 and row[beside + 1] in (",", "&") and isinstance(row[beside], Group):
        other = row[beside]
        assert isinstance(other, Group)
        if other.preposition:
            break
        found += other.words
        beside -= 2
    return found


def _objects(row: Sequence[_Item], k: int, action: Action) -> None:
    """The groups after the verb as far as its clause goes."""
    last = ""
    if k and row[k - 1] == "," and "S" in action.parts and not action.passive:
        return
    for item in row[k + 1 :]:
        if isinstance(item, Token) or item in (";", ",", "?", "p", "="):
            return
        if item == "&":
            continue
        assert isinstance(item, Group)
        part = item.preposition or ("O" if not last or last == "O" else last)
        if part == "OF" and last:
            part = last
        if part == "BY" and action.passive:
            part = "S"
        action.parts.setdefault(part, []).extend(item.words)
        last = part
