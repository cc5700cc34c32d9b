"""Which words of a sentence are verbs, told by their endings and by the words around them.

No tagger: a word is taken for a verb if an auxiliary stands before it, or if it has a verb's
ending between a subject and what can follow a verb. It errs on the side of not seeing one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from answering.verify.dates import find_dates
from answering.verify.morphology import english_base
from answering.verify.names import find_names
from answering.verify.numbers import find_quantities
from answering.verify.text import STOP, Token, listed, tokens
from answering.verify.units import UNITS
from answering.verify.wording import stems, verb_stems

PREPOSITIONS = {
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
    pourrait pourraient sait savent savait savaient faut doit doivent devrait devraient veut veulent voudrait fait font faire laisse"""
)
BETWEEN = listed(
    """ne n' pas plus jamais guère aussi également déjà encore récemment notamment largement s' se y en lui leur
    not n't no longer never also already recently all still now just only been été être avoir toujours bien mieux"""
)
PRONOUNS = listed("il elle ils elles on nous je j' tu vous he she it they we i you cela ça ceci")
RELATIVES = listed("qui who which that dont lequel laquelle où que qu' whom")
DETERMINERS = listed(
    """le la les l' un une des du ce cet cette ces son sa ses leur leurs notre nos aucun aucune tout toute tous
    toutes plusieurs certains quelques chaque the a an this that these those its his her their our any no some
    several many all each every"""
)
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
_NOUNS = listed("président president présidents accident incident agent client")
_LY_VERBS = listed("fly apply supply reply rely comply imply multiply rally")
_FRENCH_CUES = listed(
    "le la les des une est du aux et par pour dans l' d' ont sont qui que sur au ne selon avec n' pas il elle son sa ses "
    "un en ce cette leur qu' ete etait plus"
)
_ENGLISH_CUES = listed(
    "the of and to was were has is by in on at for that with from said an its his their will not no longer are it have "
    "had be been this which who does did than he she they still there"
)


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
        if token.norm not in STOP | DETERMINERS
        and token.norm not in PREPOSITIONS
        and token.start not in named
        and token.norm not in _NOUNS
        and (
            not token.norm.endswith(("ement", "amment", "emment", "ly")) or token.norm in _LY_VERBS
        )
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
    spans = [(s.start, s.end) for found in (find_dates(text), find_quantities(text)) for s in found]
    return frozenset(t.start for t in tokens(text) if any(a <= t.start < b for a, b in spans))


def auxiliary(token: Token, language: str) -> bool:
    return token.norm in BE or token.norm in _HAVE or token.norm in MODALS or (
        token.text in ("a", "A") and language == "fr"
    )  # fmt: skip


def _is_verb(
    text: str, words: Sequence[Token], i: int, language: str, named: frozenset[int]
) -> bool:
    j = max(i - 1, 0)
    while j > 0 and (words[j].norm in BETWEEN or words[j].norm.endswith(("ment", "ly"))):
        j -= 1
    before, token = words[j], words[i]
    if i == 0 or (before.norm in ("l'", "la", "le", "les") and j > 0 and _who(words[j - 1], named)):
        opens = i == 0 and by_follows(words, i) and _participle(token, language)
        return opens or (i > 0 and _has_it(words[j - 1], token, named))
    if auxiliary(before, language):
        return not (language == "en" and before.norm in BE and token.norm.endswith(("ent", "al")))
    if by_follows(words, i) and _participle(token, language):
        return before.norm not in DETERMINERS
    by_form = _by_form(text, words, i, before, language)
    return _finite(text, words, i, j, language, named) if by_form is None else by_form


def _by_form(
    text: str, words: Sequence[Token], i: int, before: Token, language: str
) -> bool | None:
    """What an infinitive's or a present participle's form tells; None for other forms."""
    token = words[i]
    if language == "en":
        following = words[i + 1].norm if i + 1 < len(words) else ""
        return not token.capital and following != "of" if before.norm == "to" else None
    if token.norm.endswith("ant") and before is words[i - 1]:
        apart = "," in text[before.end : token.start]
        return apart and bool((stems(token.norm) | {token.norm}) & verb_stems())
    if token.norm.endswith(("er", "ir", "re", "oir")):
        return before.norm in ("de", "d'", "a", "pour", "sans", "ne", "pas")
    return None


def _participle(token: Token, language: str) -> bool:
    """Whether a word before `par` or `by` has a participle's ending."""
    if language == "en":
        return token.norm.endswith(("ed", "en")) or token.norm in english_base()
    return token.norm.endswith(("e", "es", "ee", "i", "is", "it", "u", "us", "t", "s"))


def _has_it(subject: Token, token: Token, named: frozenset[int]) -> bool:
    """`Kiev l'accuse`: a known verb after a subject and its pronoun."""
    known = bool((stems(token.norm) | {token.norm}) & verb_stems())
    return known and (_who(subject, named) or subject.norm in PRONOUNS | RELATIVES)


def _who(word: Token, named: frozenset[int]) -> bool:
    return word.start in named or (word.capital and word.start > 0)


def by_follows(words: Sequence[Token], i: int) -> bool:
    following = [token.norm for token in words[i + 1 : i + 3]]
    if len(following) == 2 and following[0].endswith(("ment", "ly")):
        following = following[1:]
    return following[:1] in (["par"], ["by"]) and not _rate(words, i)


def _rate(words: Sequence[Token], i: int) -> bool:
    """`véhicules par jour`: so many a day, nobody's deed."""
    after = [
        token.norm for token in words[i + 1 : i + 4] if token.norm not in ("par", "by", "an", "a")
    ]
    unit = next(iter(after), "")
    return unit in UNITS or unit in _EACH or not after


_EACH = listed("an habitant personne tête élève foyer passager match person head year")
_ABOUT = listed(
    "nearly about some over almost around désormais aujourd'hui environ près plus quelque"
)


def _finite(
    text: str, words: Sequence[Token], i: int, j: int, language: str, named: frozenset[int]
) -> bool:
    """A verb without auxiliary: after a subject, before something that can follow a verb."""
    token, before = words[i], words[j]
    if language == "en":
        shaped = token.norm.endswith("ed") or token.norm in _ENGLISH_FINITE
        after = words[i + 1].norm if i + 1 < len(words) else ""
        counts = before.start in counted(text)
        acting = (before.start in named and not counts) or before.norm in PRONOUNS | RELATIVES
        telling = acting or after in DETERMINERS | _ABOUT or after[:1].isdigit()
        shaped = shaped or (token.norm.endswith("s") and telling and not counts)
    else:
        shaped = token.norm.endswith(_FRENCH_FINITE)
    if language == "fr" and before.norm == "et" and _goes_on(words, i):
        return True
    subject = before.norm in PRONOUNS or before.norm in RELATIVES or before.norm not in STOP
    if language == "fr" and re.search(r"(?:é|ée|és|ées|u|ue|us|ues|i|ie|is|ies)$", token.text):
        return False  # a participle without its auxiliary
    if not shaped or not subject or before.norm in DETERMINERS or token.capital:
        return False
    follower = words[i + 1] if i + 1 < len(words) else None
    if follower is None or text[token.end : follower.start].strip(" $£€"):
        return before.norm in PRONOUNS or before.norm in RELATIVES
    return (
        follower.norm in DETERMINERS or follower.norm in PREPOSITIONS or follower.norm in RELATIVES
        or follower.norm[0].isdigit() or follower.norm in PRONOUNS or follower.start in named or before.norm in PRONOUNS
        or follower.norm in BETWEEN or follower.norm in _ABOUT
    ) and _plausible(token, before, named, language)  # fmt: skip


def _goes_on(words: Sequence[Token], i: int) -> bool:
    """`… et emploie 3 200 personnes`: a known verb after `et`, before an article or a figure."""
    after = words[i + 1].norm if i + 1 < len(words) else ""
    shaped = words[i].norm.endswith(_FRENCH_FINITE) and not words[i].capital
    shaped = shaped and not words[i].text.endswith(("é", "ée", "és", "ées"))
    known = bool((stems(words[i].norm) | {words[i].norm}) & verb_stems())
    return shaped and known and (after in DETERMINERS - {"des", "du"} or after[:1].isdigit())


def _plausible(token: Token, before: Token, named: frozenset[int], language: str) -> bool:
    """A French adjective stands after its noun too: ask for a name or pronoun, or a clear ending."""
    if language == "en" or before.start in named or before.norm in PRONOUNS | RELATIVES:
        return True
    clear = token.norm.endswith(("ent", "era", "eront", "ira", "iront", "ait", "aient"))
    known = bool((stems(token.norm) | {token.norm}) & verb_stems())
    return (clear and not token.norm.endswith("ment")) or (
        known and not token.norm.endswith(("es", "ees"))
    )
