"""A sentence as a row of verbs, word groups and breaks, read off its small words; no parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from answering.verify.text import STOP, Token, tokens
from answering.verify.verbs import (
    BE,
    BETWEEN,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    auxiliary,
    counted,
    language_of,
    verbs,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Words that belong together after one preposition ("" for none)."""

    words: tuple[Token, ...]
    preposition: str
    word: str = ""


# A verb is a Token. A break is "," ";" "&" (and) "?" (relative) "p" (pronoun) "=" (is, has).
Item = Group | Token | str


@lru_cache(maxsize=2_000)
def items(text: str) -> tuple[Item, ...]:
    """The sentence as a row of groups, verbs and breaks."""
    words, verb_at, figures = tokens(text), verbs(text), counted(text)
    language, row = language_of(text), _Row()
    for i, token in enumerate(words):
        before = words[i - 1] if i else None
        inside = token.start in figures and before is not None and before.start in figures
        mark = "" if inside else _mark(text[before.end if before else 0 : token.start])
        if mark:
            row.put(mark)
        if token.start in figures:
            continue
        if i in verb_at:
            row.put(token)
        elif auxiliary(token, language):
            if not _helps(i, verb_at, words):
                row.put("=")
        elif token.norm in PREPOSITIONS and not _article(words, i, verb_at, language):
            row.govern(token.norm)
        elif token.norm in _BREAKS:
            row.put(_BREAKS[token.norm])
        elif token.norm not in STOP | DETERMINERS:
            row.words.append(token)
    row.close()
    return tuple(row.items)


_BREAKS = {
    **dict.fromkeys(("et", "and", "ou", "or", "ainsi"), "&"),
    **dict.fromkeys(RELATIVES, "?"),
    **dict.fromkeys(PRONOUNS, "p"),
    **dict.fromkeys(("mais", "but", "tandis", "while", "alors", "although"), ";"),
}


@dataclass(slots=True)
class _Row:
    """The row so far and the group being filled."""

    items: list[Item] = field(default_factory=list)
    words: list[Token] = field(default_factory=list)
    preposition: str = ""

    def close(self) -> None:
        if self.words:
            kind = PREPOSITIONS.get(self.preposition, "")
            self.items.append(Group(tuple(self.words), kind, self.preposition))
        self.words, self.preposition = [], ""

    def put(self, item: Item) -> None:
        self.close()
        self.items.append(item)

    def govern(self, preposition: str) -> None:
        """A new group; in `devant celle de X` the first preposition governs."""
        if self.words or not self.preposition:
            self.close()
            self.preposition = preposition


def _helps(i: int, verb_at: frozenset[int], words: Sequence[Token]) -> bool:
    """Whether an auxiliary belongs to a verb that follows, and is not `to be` on its own."""
    j = i + 1
    while j < len(words) and (
        words[j].norm in BETWEEN or words[j].norm in BE or words[j].norm.endswith(("ment", "ly"))
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
