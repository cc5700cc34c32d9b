"""Check: a figure or a date goes with what the source says of it, not with what it says of another.

A source sentence is cut into stretches; a stretch without a verb shares the verb before it:
`doors can raise turnout by 10 percent, phone calls by 4`. A figure is misplaced if all that the
answer says with it stands with another figure of the source and not with its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
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
SHORT = 3
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
    told: Sequence[Mention] = (*find_quantities(sentence), *find_dates(sentence))
    for said in told:
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
    if language_of(sentence) != language_of(source) and not _all_known(mine, source):
        return False  # a word with no like may be its own stretch's
    for other in others:
        there = {w for w in mine if _has(source, other, w)}
        gained = there - here
        if (
            here <= there
            and gained
            and len(there) > 1
            and (len(gained) > 1 or len(there) == len(set(mine)))
        ):
            return True
        if _exactly(source, own, other, mine) or _acts_there(sentence, said, there - here):
            return True
    return False


def _all_known(mine: Sequence[str], source: str) -> bool:
    words = [t.norm for t in tokens(source)]
    return all(found_in(word, words) for word in mine)


def _exactly(source: str, own: Sequence[Mention], other: Mention, mine: Sequence[str]) -> bool:
    """Whether the answer has every word of the other's short part and none of its own: `la chimie en 1911`."""
    theirs = _part(source, other)
    ours = [_part(source, m) for m in own]
    short = theirs is not None and 0 < len(theirs.words) <= SHORT
    return (
        theirs is not None
        and short
        and all(found_in(w, mine) for w in theirs.words)
        and all(p is not None and p.words and not _any(p.words, mine) for p in ours)
    )


def _acts_there(sentence: str, said: Mention, gained: Collection[str]) -> bool:
    """Whether who acts and what is done both belong to the other: `la direction propose 5 %`."""
    part, at_work = _part(sentence, said), acting(sentence)
    if part is None or not at_work or isinstance(said, DateMention):
        return False
    words = [t for t in _content(sentence) if part.start <= t.start < part.end]
    before = [t.norm for t in words if t.start < at_work[0]]
    verb = [t.norm for t in words if t.start == at_work[0]]
    return bool(before and verb) and {*before, *verb} <= {*gained}


def _any(words: Iterable[str], mine: Sequence[str]) -> bool:
    return any(found_in(word, mine) for word in words)


def _part(text: str, mention: Mention) -> Stretch | None:
    return next((p for p in stretches(text) if p.start <= mention.start < p.end), None)


def _dated(said: Mention) -> bool:
    return isinstance(said, DateMention)


def _like(said: Mention, given: Mention) -> bool:
    """Whether two mentions could stand in each other's place."""
    if isinstance(said, DateMention) and isinstance(given, DateMention):
        return given.relative is None and given.decade is None
    if isinstance(said, Quantity) and isinstance(given, Quantity):
        elided = (
            not given.kind and not given.nouns and said.kind in ("percent", "EUR", "USD", "GBP")
        )
        return same_kind(said, given) or elided
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
    part = _part(sentence, said)
    near = part.words | part.shared if part else frozenset()
    return [t.norm for t in words if t.norm in near]


def _has(source: str, given: Mention, word: str) -> bool:
    part = _part(source, given)
    return part is not None and found_in(word, part.words | part.shared)


@lru_cache(maxsize=2_000)
def stretches(text: str) -> tuple[Stretch, ...]:
    """The parts of `text` between marks and conjunctions; an empty one belongs to the next."""
    content, found, start = _content(text), list[Stretch](), 0
    at_work = acting(text)
    for end in _ends(text, at_work):
        words = [t for t in content if start <= t.start < end]
        if not words and (end < len(text) or found):
            continue
        verb = any(start <= at < end for at in at_work)
        shared = frozenset[str]() if verb or not found else _predicate(found[-1], content, at_work)
        found.append(Stretch(start, end, frozenset(t.norm for t in words), shared))
        start = end
    if found and start < len(text):
        found[-1] = replace(found[-1], end=len(text))
    return tuple(found)


def _ends(text: str, at_work: Sequence[int]) -> list[int]:
    """Where parts end; an aside (`, son président,`) stays with what stands round it."""
    cuts = [0, *(m.start() for m in _CUT.finditer(fold_keep(text))), len(text)]
    figures = sorted(counted(text))
    asides = {
        cut
        for i, (start, end) in enumerate(pairwise(cuts))
        if start
        and text[start] == text[end : end + 1] == ","
        and not any(start <= at < end for at in (*at_work, *figures))
        and len(text[start:end].split()) <= ASIDE
        for cut in cuts[i : i + 2]
    }
    return [cut for cut in cuts[1:] if cut not in asides]


def _predicate(before: Stretch, content: Sequence[Token], at_work: Sequence[int]) -> frozenset[str]:
    """The words of a stretch from its verb on, or what it shares itself."""
    verb = next((at for at in at_work if before.start <= at < before.end), None)
    if verb is None:
        return before.shared
    return frozenset(
        t.norm for t in content if verb <= t.start < before.end and not t.capital
    )  # a name is what the next part replaces


def acting(text: str) -> list[int]:
    """Where verbs and auxiliaries start."""
    words, language = tokens(text), language_of(text)
    at = {words[i].start for i in verbs(text)}
    return sorted(at | {t.start for t in words if auxiliary(t, language)})


def _verb_start(text: str) -> int:
    return next(iter(acting(text)), 0)


def _content(text: str) -> list[Token]:
    figures = counted(text)
    return [t for t in tokens(text) if t.norm not in STOP and t.start not in figures]
