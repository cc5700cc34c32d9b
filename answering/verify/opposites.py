"""Check: no word has been turned into its opposite, no `more than` into `less than`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.verify.names import find_names, same_name
from answering.verify.numbers import Quantity, find_quantities, same_amount
from answering.verify.polarity import polarities
from answering.verify.text import Token, fold, fold_keep, tokens
from answering.verify.units import UNITS
from answering.verify.verbs import counted, language_of
from answering.verify.wording import opposite, same

# Small words that are opposites only where the words around them are the same.
_SMALL = (
    ("avant", "before", "après", "after"), ("avec", "with", "sans", "without"),
    ("depuis", "since", "jusqu", "until"), ("devant", "ahead", "derrière", "behind"),
    ("plus", "more", "moins", "less"), ("pour", "for", "contre", "against"),
)  # fmt: skip
# Words near an opposite that the source must share for it to count although it has the word too.
FAR_BETTER = 3
_MORE = re.compile(
    r"(?:plus d[e']|au moins|superieure?s? a|depass\w+|over|more than|at least|exceed\w*|above|minimum) ?\W?$"
)
_LESS = re.compile(
    r"(?:moins d[e']|au plus|inferieure?s? a|under|less than|fewer than|at most|below|jusqu'a|up to|maximum) ?\W?$"
)


def turned(sentence: str, sources: Sequence[str]) -> str:
    """`word/opposite` for the first word of `sentence` whose opposite stands in its place, or ""."""
    said = polarities(sentence)
    given = [entry for source in sources for entry in polarities(source)]
    for i, (token, no) in enumerate(said):
        if _fixed(token, sentence) or _same_unit(token, sources):
            continue
        likes = [
            j
            for j, (other, _) in enumerate(given)
            if same(token.norm, other.norm) and not opposite(token.norm, other.norm)
        ]
        kept = max((_around_both(said, i, given, j) for j in likes), default=-1)
        for j, (other, not_so) in enumerate(given):
            if any(_fixed(other, source) for source in sources):
                continue
            if any(same(other.norm, word.norm) for word, _ in said):
                continue  # the answer has both words
            if kept >= 0 and (kept > 0 or _around_both(said, i, given, j) < FAR_BETTER):
                continue  # the word stands in the source too, where it stands here
            if no == not_so and opposite(token.norm, other.norm) and _in_place(said, i, given, j):
                if any(_crossed(sentence, token, source, other) for source in sources):
                    continue
                return f"{other.text}/{token.text}"
    return ""


def _same_unit(word: Token, sources: Sequence[str]) -> bool:
    """Whether a source has the unit too; `an` is too short a word to be looked at otherwise."""
    unit = UNITS.get(word.norm)
    return unit is not None and any(
        UNITS.get(t.norm) == unit for source in sources for t in tokens(source)
    )


def _fixed(word: Token, text: str) -> bool:
    """Whether a word is part of a name, a figure or a date, which have their own checks."""
    if text[word.start : word.end] != word.text:
        return False
    named = any(name.start <= word.start < name.end for name in find_names(text))
    return named or word.start in counted(text)


def _crossed(sentence: str, word: Token, source: str, other: Token) -> bool:
    """`A devant B` and `B derrière A`, `A prête à B` and `B emprunte à A` say the same."""
    if source[other.start : other.end] != other.text:
        return False
    mine, theirs = find_names(sentence), find_names(source)
    before, after = (
        [n for n in mine if n.start < word.start],
        [n for n in mine if n.start > word.start],
    )
    there, beyond = (
        [n for n in theirs if n.start < other.start],
        [n for n in theirs if n.start > other.start],
    )
    words = tokens(source)
    left, right = (
        [w for w in words if w.start < other.start],
        [w for w in words if w.start > other.start],
    )
    crossed = any(same_name(n, beyond, right) for n in before)
    if not before and any(same_name(n, there, left) for n in after):
        return any(same(word.norm, relation) for relation in _RELATIONS)
    if not after and crossed:
        return any(same(word.norm, relation) for relation in _RELATIONS)
    return crossed and any(same_name(n, there, left) for n in after)


# What A is to B, B is to A by the opposite word: `behind` alone can say what `ahead of B` said.
_RELATIONS = (
    "devant", "derriere", "ahead", "behind", "vendre", "acheter", "sell", "buy", "preter", "emprunter", "lend",
    "borrow", "donner", "recevoir", "give", "receive",
)  # fmt: skip


def _around_both(
    said: Sequence[tuple[Token, bool]], i: int, given: Sequence[tuple[Token, bool]], j: int
) -> int:
    """How many of the words near one stand near the other."""
    near = [t.norm for t, _ in [*said[max(0, i - 4) : i], *said[i + 1 : i + 5]]]
    there = [t.norm for t, _ in [*given[max(0, j - 4) : j], *given[j + 1 : j + 5]]]
    return sum(any(same(word, other) for other in there) for word in near)


def _in_place(
    said: Sequence[tuple[Token, bool]], i: int, given: Sequence[tuple[Token, bool]], j: int
) -> bool:
    """Whether the words near both agree, so that one stands where the other stood."""
    near = [t.norm for t, _ in [*said[max(0, i - 4) : i], *said[i + 1 : i + 5]]]
    there = [t.norm for t, _ in [*given[max(0, j - 6) : j], *given[j + 1 : j + 7]]]
    return not near or any(same(word, other) for word in near for other in there)


def compared(sentence: str, sources: Sequence[str]) -> str:
    """The figure whose `more than` became `less than` or the reverse, or ""."""
    for said in find_quantities(sentence):
        mine = _bound(sentence, said)
        theirs = {
            _bound(source, given)
            for source in sources
            for given in find_quantities(source)
            if same_amount(said, given)
        }
        if mine and theirs and theirs == {-mine}:
            return said.code
    return ""


def _bound(text: str, quantity: Quantity) -> int:
    before = fold_keep(text[max(0, quantity.start - 20) : quantity.start])
    if _MORE.search(before):
        return 1
    return -1 if _LESS.search(before) else 0


def small_turned(sentence: str, sources: Sequence[str]) -> str:
    """`avant/après` where the same words stand on the same sides of both, or ""."""
    for left, en_left, right, en_right in _SMALL:
        for mine, theirs in (
            ((left, en_left), (right, en_right)),
            ((right, en_right), (left, en_left)),
        ):
            for source in sources:
                if left == "pour" and language_of(source) != language_of(sentence):
                    continue
                if _has(source, mine) or not _has(source, theirs):
                    continue
                if _same_sides(sentence, mine, source, theirs):
                    return f"{theirs[0]}/{mine[0]}"
    return ""


def _has(text: str, words: Sequence[str]) -> bool:
    return any(token.norm in map(fold, words) for token in tokens(text))


def _same_sides(sentence: str, mine: Sequence[str], source: str, theirs: Sequence[str]) -> bool:
    before, after = _around(sentence, mine)
    there_before, there_after = _around(source, theirs)
    straight = _shared(after, there_after) + _shared(before, there_before)
    crossed = _shared(after, there_before) + _shared(before, there_after)
    return bool(after) and _shared(after, there_after) > 0 and straight > crossed


def _around(text: str, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Up to six content words before and three after the first of `words` in `text`."""
    folded = set(map(fold, words))
    row = polarities(text)
    at = next((t.start for t in tokens(text) if t.norm in folded), None)
    if at is None:
        return [], []
    before = [t.norm for t, _ in row if t.start < at][-6:]
    return before, [t.norm for t, _ in row if t.start > at][:3]


def _shared(some: Sequence[str], others: Sequence[str]) -> int:
    return sum(any(same(word, other) for other in others) for word in some)
