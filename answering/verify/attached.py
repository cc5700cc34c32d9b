"""Check: a figure or a date goes with what the source says of it, not with what it says of another.

A source sentence is cut into stretches; a stretch without a verb shares the verb before it:
`doors can raise turnout by 10 percent, phone calls by 4`. A figure is misplaced if all that the
answer says with it stands with another figure of the source and not with its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from answering.verify.dates import DateMention, find_dates
from answering.verify.numbers import Quantity, find_quantities, same_amount, same_kind
from answering.verify.text import STOP, Token, fold_keep, tokens
from answering.verify.verbs import auxiliary, counted, language_of, verbs
from answering.verify.wording import found_in

_CUT = re.compile(
    r"[,;:.()](?!\d)|\b(?:et|and|mais|but|tandis|while|whereas|alors|avant|before|puis|then|apres|after|"
    r"contre|against|dont|including)\b"
)
ASIDE = 5  # words
Mention = DateMention | Quantity


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a part of a sentence lies, its content words and those it shares with the part before."""

    start: int
    end: int
    words: frozenset[str]
    shared: frozenset[str] = frozenset()


def misplaced_figure(sentence: str, sources: Sequence[str]) -> str:
    """The first figure or date that stands with the words of another one of a source, or ""."""
    for said in (*find_quantities(sentence), *find_dates(sentence)):
        mine = _around(sentence, said)
        if mine and any(_with_another(said, mine, sentence, source) for source in sources):
            return said.code
    return ""


def _with_another(said: Mention, mine: Sequence[str], sentence: str, source: str) -> bool:
    found: Sequence[Mention] = find_dates(source) if _dated(said) else find_quantities(source)
    rivals = [m for m in found if _like(said, m)]
    own = [m for m in rivals if _equal(said, m)]
    told: Sequence[Mention] = (*find_dates(sentence), *find_quantities(sentence))
    others = [m for m in rivals if m not in own and not any(_equal(t, m) for t in told)]
    if not own or not others:
        return False
    here = {w for m in own for w in mine if _has(source, m, w)}
    for other in others:
        there = {w for w in mine if _has(source, other, w)}
        gained = there - here
        if here <= there and gained and len(there) > 1 and (
            len(gained) > 1 or len(there) == len(set(mine))
        ):
            return True
    return False


def _dated(said: Mention) -> bool:
    return isinstance(said, DateMention)


def _like(said: Mention, given: Mention) -> bool:
    """Whether two mentions could stand in each other's place."""
    if isinstance(said, DateMention) and isinstance(given, DateMention):
        return given.relative is None and given.decade is None
    if isinstance(said, Quantity) and isinstance(given, Quantity):
        return same_kind(said, given)
    return False


def _equal(said: Mention, given: Mention) -> bool:
    """Equal as far as both go: `1990` and `May 1990` are."""
    if isinstance(said, DateMention) and isinstance(given, DateMention):
        pairs = ((said.year, given.year), (said.month, given.month), (said.day, given.day))
        weekdays = said.weekday == given.weekday or None in (said.weekday, given.weekday)
        return weekdays and all(None in pair or pair[0] == pair[1] for pair in pairs)
    if isinstance(said, Quantity) and isinstance(given, Quantity):
        return same_amount(said, given)
    return False


def _around(sentence: str, said: Mention) -> list[str]:
    """The content words of the answer's stretch; for a date, from its verb on: who acts may be a pronoun."""
    words = _content(sentence)
    if _dated(said):
        first = _verb_start(sentence)
        words = [t for t in words if t.start >= first]
    part = next((p for p in stretches(sentence) if p.start <= said.start < p.end), None)
    near = part.words | part.shared if part else frozenset()
    return [t.norm for t in words if t.norm in near]


def _has(source: str, given: Mention, word: str) -> bool:
    part = next((p for p in stretches(source) if p.start <= given.start < p.end), None)
    return part is not None and found_in(word, part.words | part.shared)


@lru_cache(maxsize=2_000)
def stretches(text: str) -> tuple[Stretch, ...]:
    """The parts of `text` between marks and conjunctions; an empty one belongs to the next."""
    content, found, start = _content(text), list[Stretch](), 0
    acting = _acting(text)
    for end in _ends(text, acting):
        words = [t for t in content if start <= t.start < end]
        if not words and end < len(text):
            continue
        verb = any(start <= at < end for at in acting)
        shared = frozenset[str]() if verb or not found else _predicate(found[-1], content, acting)
        found.append(Stretch(start, end, frozenset(t.norm for t in words), shared))
        start = end
    return tuple(found)


def _ends(text: str, acting: Sequence[int]) -> list[int]:
    """Where parts end; an aside (`, son président,`) stays with what stands round it."""
    cuts = [0, *(m.start() for m in _CUT.finditer(fold_keep(text))), len(text)]
    figures = sorted(counted(text))
    asides = {
        cut
        for i, (start, end) in enumerate(pairwise(cuts))
        if start
        and text[start] == text[end : end + 1] == ","
        and not any(start <= at < end for at in (*acting, *figures))
        and len(text[start:end].split()) <= ASIDE
        for cut in cuts[i : i + 2]
    }
    return [cut for cut in cuts[1:] if cut not in asides]


def _predicate(before: Stretch, content: Sequence[Token], acting: Sequence[int]) -> frozenset[str]:
    """The words of a stretch from its verb on, or what it shares itself."""
    verb = next((at for at in acting if before.start <= at < before.end), None)
    if verb is None:
        return before.shared
    return frozenset(
        t.norm for t in content if verb <= t.start < before.end and not t.capital
    )  # a name is what the next part replaces


def _acting(text: str) -> list[int]:
    """Where verbs and auxiliaries start."""
    words, language = tokens(text), language_of(text)
    at = {words[i].start for i in verbs(text)}
    return sorted(at | {t.start for t in words if auxiliary(t, language)})


def _verb_start(text: str) -> int:
    return next(iter(_acting(text)), 0)


def _content(text: str) -> list[Token]:
    figures = counted(text)
    return [t for t in tokens(text) if t.norm not in STOP and t.start not in figures]
