"""Stretches of a sentence that are not plain fact: what somebody says, wants, plans or thinks possible.

`selon X, …`, `X a accusé Y de …`, `…, a déclaré X`, `pourrait …`: each is a Frame with its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answering.verify.clauses import Group, actions, items
from answering.verify.moods import mood
from answering.verify.saying import reports, saying, takes_side
from answering.verify.text import STOP, Token, listed, tokens
from answering.verify.verbs import DETERMINERS, PRONOUNS, verbs

_ACCORDING = listed("selon d'après according")
_NOUN_CUES = listed(
    "l' le la les un une des the an of this no sa son ses its cette cet leur leurs d'"
)
# Nouns after an English `a` that would be verbs after a French one: `a promise`, not `a promis`.
_ENGLISH_NOUNS = listed(
    "promise pledge claim hope fear suspect estimate statement warning plan demand wish will set proposed planned call"
)
# A clause that one of these opens ends at the next comma: `Bien qu'il espérait …, Moscou …`.
_SUBORDINATE = listed(
    "bien quoique although though if si lorsque lorsqu' quand when malgré despite"
)
# What follows is known, whatever is planned or said to come: `va durcir la loi après la tuerie`.
_BACKGROUND = listed("after following lorsque lorsqu' après malgré despite")
_STOPS = listed("mais but tandis alors while although whereas")


@dataclass(frozen=True, slots=True)
class Frame:
    """Words `[start, end)` (indices) told under `trigger`; level 1 planned, 2 possible, 3 said."""

    start: int
    end: int
    level: int
    trigger: str
    speaker: tuple[Token, ...] = ()
    outside: frozenset[int] = frozenset()

    def holds(self, index: int) -> bool:
        """Whether word `index` is told under the frame; its speaker is not."""
        return self.start <= index < self.end and index not in self.outside


@lru_cache(maxsize=2_000)
def frames(text: str, *, stances: bool = False) -> tuple[Frame, ...]:
    """The frames of `text`; with `stances`, also those of taking sides: `Bruxelles déplore que …`."""
    words = tokens(text)
    found: list[Frame] = []
    for i, token in enumerate(words):
        if (token.norm in _ACCORDING and not _relative(words, i)) or (
            token.norm == "apres" and i and words[i - 1].norm == "d'"
        ):
            found.append(_according(text, words, i))
        elif stances and takes_sides(text, words, i):
            found.append(Frame(i + 1, _clause_end(text, words, i), 3, token.text))
        elif says(words, i) or (stances and reports(token) and i in verbs(text)):
            found.append(_saying(text, words, i))
        elif _modal(text, words, i):
            end = _clause_end(text, words, i)
            found.append(Frame(i, end, _modal(text, words, i), token.text, _speaker(text, token)))
    if stances:
        found += [f for i in range(len(words)) for f in _by_noun(text, words, i)]
    return tuple(found + _quotes(text, words))


# Nouns by which an answer says that something is somebody's word, or only aimed at.
_OPINIONS = listed(
    """avis accusation accusations critique critiques opinion thèse position argument yeux version croire claim claims
    accusation accusations view eyes opinion argument criticism allegation allegations assertion"""
)
_AIMS = listed(
    """but objectif ambition souhait projet plan intention proposition espoir demande appel candidat candidate candidature
    promesse aim goal objective ambition wish plan intention proposal hope demand request bid promise pledge target besoin nécessaire need needs"""
)


def _by_noun(text: str, words: Sequence[Token], i: int) -> list[Frame]:
    """`aux yeux de X, …`, `l'objectif est de …`: the whole sentence stands under the noun."""
    level = 3 if words[i].norm in _OPINIONS else 2 if words[i].norm in _AIMS else 0
    pour = i == 0 and words[0].norm in ("pour", "for", "to") and len(words) > 1 and words[1].capital
    comma = pour and "," in text[: words[min(6, len(words) - 1)].start]
    if not level and not comma:
        return []
    return [Frame(0, len(words), level or 3, words[i].text)]


def _quotes(text: str, words: Sequence[Token]) -> list[Frame]:
    """Somebody's words in quotation marks: two or more that are no title."""
    found = []
    for match in _QUOTE.finditer(text):
        inside = [k for k, w in enumerate(words) if match.start() < w.start < match.end()]
        if len(inside) > 1 and not all(
            words[k].capital for k in inside if words[k].norm not in STOP
        ):
            found.append(Frame(inside[0], inside[-1] + 1, 3, match.group(1)))
    return found


_QUOTE = re.compile(r"[«“\"]\s?([^«»“”\"]{5,300}?)\s?[»”\"]")


def _relative(words: Sequence[Token], i: int) -> bool:
    """`selon lesquelles`."""
    return i + 1 < len(words) and words[i + 1].norm.startswith(("lequel", "laquel", "lesquel"))


def says(words: Sequence[Token], i: int) -> bool:
    """Whether word `i` is a verb of saying where it stands: no noun, no name."""
    token = words[i]
    if (i and token.capital) or not saying(token):
        return False
    before = words[i - 1].norm if i else ""
    if token.norm == "etat":
        return before in ("fait", "font", "faisait")
    if before == "l'" and i > 1 and (words[i - 2].capital or words[i - 2].norm in PRONOUNS):
        return True  # `Kiev l'accuse`
    return before not in _NOUN_CUES and not (before == "a" and token.norm in _ENGLISH_NOUNS)


def takes_sides(text: str, words: Sequence[Token], i: int) -> bool:
    """Whether word `i` is an active verb of taking sides: its subject is who thinks so."""
    before = words[i - 1].norm if i else ""
    if not takes_side(words[i]) or words[i].capital or before in _NOUN_CUES:
        return False
    return not any(a.verb == words[i] and a.passive for a in actions(text))


def _modal(text: str, words: Sequence[Token], i: int) -> int:
    before = words[i - 1].norm if i else ""
    if before in _NOUN_CUES or before in ("que", "comme", "than", "as"):
        return 0
    if before == "a" and words[i].norm in _ENGLISH_NOUNS:
        return 0
    to_be = words[i].norm == "to" and i + 1 < len(words) and words[i + 1].norm == "be"
    return mood(words[i], text) or int(to_be)


def _according(text: str, words: Sequence[Token], i: int) -> Frame:
    """`selon X, …` frames its sentence, or what stands before it after the last semicolon."""
    end = i + 1
    while end < len(words) and "," not in text[words[end - 1].end : words[end].start]:
        end += 1
    speaker = tuple(w for w in words[i + 1 : end] if w.norm not in STOP)
    first = _back(text, words, i, ";.:")
    ends = (j for j in range(i + 1, len(words)) if _stops(text, words, j) or _remark(text, words, j))
    last = next(ends, len(words))
    return Frame(first, last, 3, words[i].text, speaker, frozenset(range(i, end)))


def _remark(text: str, words: Sequence[Token], j: int) -> bool:
    """`D'après Kyiv, …, un bilan que Moscou ne commente pas`: the remark is the paper's own."""
    return "," in text[words[j - 1].end : words[j].start] and _aside(words, j)


def _stops(text: str, words: Sequence[Token], j: int) -> bool:
    return any(mark in text[words[j - 1].end : words[j].start] for mark in ".;!?")


def _saying(text: str, words: Sequence[Token], i: int) -> Frame:
    """`X a déclaré que …` frames what follows; `…, a déclaré X` what comes before."""
    if _inverted(text, words, i):
        speaker = tuple(w for w in words[i + 1 : _clause_end(text, words, i)] if w.norm not in STOP)
        return Frame(_back(text, words, i, ";."), i, 3, words[i].text, speaker)
    if _trails(text, words, i):
        first = _back(text, words, i, ",")
        speaker = tuple(w for w in words[first:i] if w.norm not in STOP)
        return Frame(_back(text, words, first, ";."), first, 3, words[i].text, speaker)
    agent = _agent(text, words[i])
    passive = any(a.verb == words[i] and a.passive for a in actions(text))
    first = _back(text, words, i, ";.,") if agent else i + 1
    speaker = agent or (() if passive else _speaker(text, words[i]))
    return Frame(first, _clause_end(text, words, i), 3, words[i].text, speaker)


def _agent(text: str, verb: Token) -> tuple[Token, ...]:
    """X in `accusé par X`."""
    found = (a.parts.get("S", []) for a in actions(text) if a.verb == verb and a.passive)
    return tuple(next(found, []))


def _trails(text: str, words: Sequence[Token], i: int) -> bool:
    """`…, Russian authorities announced.`"""
    last = i + 1 == len(words) or text[words[i].end : words[i + 1].start].strip().startswith(
        (".", ";")
    )
    return last and _back(text, words, i, ",") > 0 and words[i].norm.endswith(("ed", "said"))


def _inverted(text: str, words: Sequence[Token], i: int) -> bool:
    """Whether the verb opens its clause after a comma or a quote: `…, ont annoncé les pompiers`."""
    j = i
    while j > 0 and i - j < 3 and not text[words[j - 1].end : words[j].start].strip():
        j -= 1
    gap = text[words[j - 1].end : words[j].start] if j else ""
    helper = all(w.norm in ("a", "ont", "avait", "avaient", "has", "had") for w in words[j:i])
    finite = not words[i].norm.endswith(("ant", "ing", "er"))
    return (
        bool(gap.strip())
        and gap.strip()[-1] in ',»”"'
        and helper
        and finite
        and _names_speaker(words, i)
    )


def _names_speaker(words: Sequence[Token], i: int) -> bool:
    """`…, a déclaré X`, not `X, qui …, a promis de …`."""
    if i + 1 >= len(words):
        return False
    return words[i + 1].capital or words[i + 1].norm in DETERMINERS - {"des", "du"}


def _speaker(text: str, verb: Token) -> tuple[Token, ...]:
    """All groups before the verb in its clause, past a `…, qui …,` between them."""
    before: list[Token] = []
    held: list[Token] | None = None  # what stood before a relative clause
    last: object = None
    for item in items(text):
        if item is verb or (isinstance(item, Group) and item.words[0].start > verb.start):
            break
        if item == "?" and held is not None:
            continue
        if item == "?":
            held = before if last == "," else None
            before = []
        elif item == "," and held is not None:
            before, held = held, None
        elif item in (";", "p"):
            held, before = None, []
        elif isinstance(item, Group):
            before = before + list(item.words)
        last = item
    named = (w for w in before if not w.norm.endswith(("ment", "ly")))
    return tuple(w for w in named if w is not verb and w.start < verb.start)


def _back(text: str, words: Sequence[Token], i: int, marks: str) -> int:
    j = i
    while j > 0 and not any(m in text[words[j - 1].end : words[j].start] for m in marks):
        j -= 1
    return j


def _clause_end(text: str, words: Sequence[Token], i: int) -> int:
    clause = any(w.norm in ("que", "qu'", "that") for w in words[i + 1 : i + 4])
    opened = {w.norm for w in words[_back(text, words, i, ".;!?,") : i]}
    subordinate = bool(opened & _SUBORDINATE) or _apposed(text, words, i)
    for j in range(i + 1, len(words)):
        if words[j].norm in _BACKGROUND and not clause:
            return j
        gap = text[words[j - 1].end : words[j].start]
        if _stops(text, words, j) or (subordinate and "," in gap):
            return j
        if "," in gap and (words[j].norm in _STOPS | {"which", "ou"} or _aside(words, j)):
            return j
        if words[j].norm in ("mais", "but", "tandis", "whereas", "puis", "then"):
            return j
        if "," in gap and words[j].norm in ("et", "and") and _own_clause(text, words, j):
            return j
        if words[j].norm in ("et", "and") and j + 1 < len(words) and says(words, j + 1):
            return j
    return len(words)


def _apposed(text: str, words: Sequence[Token], i: int) -> bool:
    """`Le départ, prévu samedi, a été reporté`: a participle right after a comma frames its aside only."""
    gap = text[words[i - 1].end : words[i].start] if i else ""
    return "," in gap and words[i].norm in _PARTICIPLES


_PARTICIPLES = listed(
    """prévu prévue prévus prévues attendu attendue attendus attendues promis promise promises demandé demandée demandés
    demandées réclamé réclamée proposé proposée envisagé envisagée planned expected promised proposed scheduled due"""
)


def _own_clause(text: str, words: Sequence[Token], j: int) -> bool:
    """`…, and lawmakers rejected it`: a new subject with its verb, and no second `that`."""
    following = range(j + 1, min(j + 6, len(words)))
    if j + 1 >= len(words) or words[j + 1].norm in ("que", "qu'", "that", "de", "d'", "to"):
        return False
    acting = next((k for k in following if k in verbs(text)), 0)
    return acting > j + 1 and words[j + 1].norm not in PRONOUNS


def _aside(words: Sequence[Token], j: int) -> bool:
    """`…, un coût que …`: a comment on what was said."""
    following = [w.norm for w in words[j + 1 : j + 4]]
    return words[j].norm in ("un", "une", "a", "an", "ce") and bool(
        {"que", "qu'", "qui", "dont", "that", "which", "whose"} & set(following)
    )
