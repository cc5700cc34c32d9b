"""Who does what to whom, read off word order, prepositions and voice.

No parser: a sentence becomes a row of verbs and word groups, and each group gets a part
relative to each verb. It errs on the side of giving no part at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from answering.verify.morphology import forms
from answering.verify.saying import saying
from answering.verify.text import STOP, Token, listed, tokens
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
from answering.verify.voice import passive_at
from answering.verify.wording import stems

Part = str  # "S" who acts, "O" what is acted on, else the kind of preposition: "TO", "BY" …


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
    subject: list[Token] = field(default_factory=list)

    def part_of(self, token: Token) -> Part:
        return next((part for part, words in self.parts.items() if token in words), "")


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


@lru_cache(maxsize=2_000)
def actions(text: str) -> tuple[Action, ...]:
    """Every verb of `text` with the words in its parts."""
    row, words = items(text), tokens(text)
    found: list[Action] = []
    for k, item in enumerate(row):
        if isinstance(item, Token):
            passive = passive_at(words, words.index(item))
            action = Action(item, passive)
            _subject(row, k, action, found)
            action.subject = list(action.parts.get("O" if action.passive else "S", []))
            _objects(row, k, action)
            found.append(action)
    return tuple(found)


def _subject(row: Sequence[Item], k: int, action: Action, earlier: Sequence[Action]) -> None:
    """The nearest group before the verb that no preposition governs."""
    part = "O" if action.passive else "S"
    at = k - 1
    after = row[k + 1] if k + 1 < len(row) else None
    if (
        at >= 0
        and row[at] == ","
        and saying(action.verb)
        and isinstance(after, Group)
        and not after.preposition
        and not action.passive
    ):
        action.parts["S"] = _with_neighbours(row, k + 1)
        return
    if at >= 0 and row[at] == "&" and earlier:
        before = next((a for a in reversed(earlier) if a.subject), earlier[-1])
        shared = "O" if before.passive else "S"
        action.parts[part] = list(before.parts.get(shared, []))
        return
    if k == 0 and action.passive:
        action.parts[part] = _announced(row)  # `Fondée par X, Y …`
        return
    if earlier and action.verb.norm.endswith("ant") and not action.passive:
        action.parts[part] = list(earlier[-1].subject)
        return
    if at >= 0 and earlier and row[at] is earlier[-1].verb and controls(earlier[-1].verb):
        action.parts[part] = list(earlier[-1].subject)  # `X a décidé d'accorder`: X grants
        return
    if action.verb.norm.endswith(_INFINITIVE):
        return
    while at >= 0:
        item = row[at]
        if item in (";", "p", "=") or isinstance(item, Token):
            return
        opens = at == k - 1 and isinstance(item, Group) and item.word in _OPENING
        if isinstance(item, Group) and (opens or not item.preposition):
            action.parts[part] = _with_neighbours(row, at)
            return
        at = _before_relative(row, at) if item == "," else at - 1


def _announced(row: Sequence[Item]) -> list[Token]:
    """The first group after the comma that closes an opening participle."""
    comma = next((j for j, item in enumerate(row) if item == ","), len(row))
    after = next((item for item in row[comma + 1 :] if isinstance(item, Group)), None)
    return list(after.words) if after is not None and not after.preposition else []


_CONTROL = listed(
    """décider promettre accepter refuser vouloir souhaiter menacer tenter essayer choisir engager renoncer commencer
    continuer réussir parvenir échouer prévoir espérer cesser décide decide promise agree refuse want threaten try choose
    pledge fail manage plan hope begin vow intend"""
)
_CONTROL_STEMS = frozenset(s for word in _CONTROL for form in forms(word) for s in stems(form))


def controls(verb: Token) -> bool:
    """Whether who does this also does what follows in the infinitive."""
    return bool(stems(verb.norm) & _CONTROL_STEMS)


def _before_relative(row: Sequence[Item], at: int) -> int:
    """From the comma that closes a `…, qui …,` to what stands before it."""
    for k in range(at - 1, 0, -1):
        if row[k] in (";", ","):
            break
        if row[k] == "?" and row[k - 1] == ",":
            return k - 2
    return at - 1


_INFINITIVE = ("er", "ir", "oir", "endre", "ondre", "ttre", "uire")  # its subject stands elsewhere
_OPENING = ("after", "before", "as", "than")  # `after X accused Y`: X acts


def _with_neighbours(row: Sequence[Item], at: int) -> list[Token]:
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
        if other.preposition == "OF" and beside and isinstance(row[beside - 1], Group):
            found += other.words  # `Des milliers de manifestants, réunis …,`
            beside -= 1
            head = row[beside]
            assert isinstance(head, Group)
            other = head
        if other.preposition:
            break
        found += other.words
        beside -= 2
    return found


def _objects(row: Sequence[Item], k: int, action: Action) -> None:
    """The groups after the verb as far as its clause goes."""
    last = ""
    if k and row[k - 1] == "," and saying(action.verb) and not action.passive:
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
