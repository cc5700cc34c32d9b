"""Who does what to whom, read off word order, prepositions and voice.

No parser: a sentence becomes a row of verbs and word groups, and each group gets a part
relative to each verb. It errs on the side of giving no part at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from answering.verify.morphology import forms
from answering.verify.rows import Group, Item, items
from answering.verify.saying import saying
from answering.verify.text import Token, listed, tokens
from answering.verify.voice import passive_at
from answering.verify.wording import stems

Part = str  # "S" who acts, "O" what is acted on, else the kind of preposition: "TO", "BY" …


@dataclass(slots=True)
class Action:
    """A verb and the words in each part around it."""

    verb: Token
    passive: bool
    parts: dict[Part, list[Token]] = field(default_factory=dict)
    subject: list[Token] = field(default_factory=list)

    def part_of(self, token: Token) -> Part:
        return next((part for part, words in self.parts.items() if token in words), "")


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
    elsewhere = _subject_elsewhere(row, k, action, earlier)
    if elsewhere is not None:
        action.parts[part] = elsewhere
        return
    at = k - 1
    while at >= 0 and not action.verb.norm.endswith(_INFINITIVE):
        item = row[at]
        if item in (";", "p", "=") or isinstance(item, Token):
            return
        opens = at == k - 1 and isinstance(item, Group) and item.word in _OPENING
        if isinstance(item, Group) and (opens or not item.preposition):
            action.parts[part] = _with_neighbours(row, at)
            return
        at = _before_relative(row, at) if item == "," else at - 1


def _subject_elsewhere(
    row: Sequence[Item], k: int, action: Action, earlier: Sequence[Action]
) -> list[Token] | None:
    """Who acts where it does not stand before the verb; None where it should."""
    before, after = row[k - 1] if k else None, row[k + 1] if k + 1 < len(row) else None
    follows = isinstance(after, Group) and not after.preposition and not action.passive
    if before == "," and saying(action.verb) and follows:
        return _with_neighbours(row, k + 1)
    if k == 0 and action.passive:
        return _announced(row)  # `Fondée par X, Y …`
    if not earlier:
        return None
    last = earlier[-1]
    if before == "&":
        last = next((a for a in reversed(earlier) if a.subject), last)
        return list(last.parts.get("O" if last.passive else "S", []))
    goes_on = action.verb.norm.endswith("ant") and not action.passive
    if goes_on or (before is last.verb and controls(last.verb)):
        return list(last.subject)  # `…, battant Y`, `X a décidé d'accorder`: X acts
    return None


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
