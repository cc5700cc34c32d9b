"""Stretches of a sentence that are not plain fact: what somebody says, wants, plans or thinks possible.

`selon X, …`, `X a accusé Y de …`, `…, a déclaré X`, `pourrait …`: each is a Frame with its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answering.verify.clause_ends import back, clause_end, remark, stops
from answering.verify.clauses import actions
from answering.verify.moods import mood
from answering.verify.rows import Group, items
from answering.verify.saying import reports
from answering.verify.speech import ENGLISH_NOUNS, NOUN_CUES, says, takes_sides
from answering.verify.text import STOP, Token, listed, tokens
from answering.verify.verbs import DETERMINERS, verbs

_ACCORDING = listed("selon d'après according")


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
            found.append(Frame(i + 1, clause_end(text, words, i), 3, token.text))
        elif says(words, i) or (stances and reports(token) and i in verbs(text)):
            found.append(_saying(text, words, i))
        elif _modal(text, words, i):
            end = clause_end(text, words, i)
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


def _modal(text: str, words: Sequence[Token], i: int) -> int:
    before = words[i - 1].norm if i else ""
    if before in NOUN_CUES or before in ("que", "comme", "than", "as"):
        return 0
    if before == "a" and words[i].norm in ENGLISH_NOUNS:
        return 0
    to_be = words[i].norm == "to" and i + 1 < len(words) and words[i + 1].norm == "be"
    return mood(words[i], text) or int(to_be)


def _according(text: str, words: Sequence[Token], i: int) -> Frame:
    """`selon X, …` frames its sentence, or what stands before it after the last semicolon."""
    end = i + 1
    while end < len(words) and "," not in text[words[end - 1].end : words[end].start]:
        end += 1
    speaker = tuple(w for w in words[i + 1 : end] if w.norm not in STOP)
    first = back(text, words, i, ";.:")
    ends = (j for j in range(i + 1, len(words)) if stops(text, words, j) or remark(text, words, j))
    last = next(ends, len(words))
    return Frame(first, last, 3, words[i].text, speaker, frozenset(range(i, end)))


def _saying(text: str, words: Sequence[Token], i: int) -> Frame:
    """`X a déclaré que …` frames what follows; `…, a déclaré X` what comes before."""
    if _inverted(text, words, i):
        speaker = tuple(w for w in words[i + 1 : clause_end(text, words, i)] if w.norm not in STOP)
        return Frame(back(text, words, i, ";."), i, 3, words[i].text, speaker)
    if _trails(text, words, i):
        first = back(text, words, i, ",")
        speaker = tuple(w for w in words[first:i] if w.norm not in STOP)
        return Frame(back(text, words, first, ";."), first, 3, words[i].text, speaker)
    agent = _agent(text, words[i])
    passive = any(a.verb == words[i] and a.passive for a in actions(text))
    first = back(text, words, i, ";.,") if agent else i + 1
    speaker = agent or (() if passive else _speaker(text, words[i]))
    return Frame(first, clause_end(text, words, i), 3, words[i].text, speaker)


def _agent(text: str, verb: Token) -> tuple[Token, ...]:
    """X in `accusé par X`."""
    found = (a.parts.get("S", []) for a in actions(text) if a.verb == verb and a.passive)
    return tuple(next(found, []))


def _trails(text: str, words: Sequence[Token], i: int) -> bool:
    """`…, Russian authorities announced.`"""
    last = i + 1 == len(words) or text[words[i].end : words[i + 1].start].strip().startswith(
        (".", ";")
    )
    return last and back(text, words, i, ",") > 0 and words[i].norm.endswith(("ed", "said"))


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


def promises(frame: Frame) -> bool:
    return frame.trigger.lower().startswith(("prom", "pledg", "engag", "hope", "espèr", "espér"))
