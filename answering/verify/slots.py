"""Check: what follows `devant`, `contre`, `de` has not been exchanged, and no people put with another noun."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.gazetteer import gazetteer, key
from answering.verify.likeness import alike, is_named, name_id
from answering.verify.rows import Group, items
from answering.verify.text import STOP, Token, tokens
from answering.verify.wording import same, stems


def misplaced_people(sentence: str, sources: Sequence[str]) -> str:
    """The first demonym that stands with another noun than in the sources: `otages palestiniens`."""
    given = [g for source in sources for g in _peopled(source)]
    for noun, demonym, text in _peopled(sentence):
        homes = [(d, t) for n, d, t in given if same(noun.norm, n.norm)]
        bare = any(_bare(noun, source) for source in sources)
        if homes and not bare and not any(alike(demonym, d, text, t) for d, t in homes):
            return text[demonym.start : demonym.end]
    return ""


def _peopled(text: str) -> list[tuple[Token, Token, str]]:
    """Nouns beside a demonym, as (noun, demonym, text)."""
    found = []
    for item in items(text):
        if isinstance(item, Group):
            people = [w for w in item.words if key(w.text) in gazetteer().demonyms]
            nouns = [w for w in item.words if w not in people and not name_id(w, text)]
            found += [(noun, demonym, text) for demonym in people for noun in nouns]
    return found


def _bare(noun: Token, source: str) -> bool:
    """Whether the source also has the noun without any demonym."""
    return any(
        isinstance(item, Group)
        and any(same(noun.norm, w.norm) for w in item.words)
        and not any(key(w.text) in gazetteer().demonyms for w in item.words)
        for item in items(source)
    )


_SLOTS = {
    "devant": "ahead",
    "derriere": "behind",
    "contre": "against",
    "apres": "after",
    "avant": "before",
}


def exchanged(sentence: str, sources: Sequence[str]) -> bool:
    """`… devant Y` for `… devant X`, where X now stands elsewhere and Y stood elsewhere.

    Likewise for what follows `of` after one noun: `la pression du Parlement`.
    """
    for source in sources:
        theirs = _slots(source)
        for slot, words in _slots(sentence):
            others = [o for other, group in theirs if _same_slot(slot, other) for o in group]
            if slot.startswith("of ") and not any(is_named(w, sentence) for w in words):
                continue
            if not others or any(alike(w, o, sentence, source) for w in words for o in others):
                continue
            if _stands_outside(words, sentence, others, source) and _stands_outside(
                others, source, words, sentence
            ):
                return True
    return False


def _slots(text: str) -> list[tuple[str, tuple[Token, ...]]]:
    """What follows each telling preposition; `of` counts with the noun before it."""
    found, before = list[tuple[str, tuple[Token, ...]]](), ""
    for item in items(text):
        if isinstance(item, Group):
            if item.word in _SLOTS or item.word in _SLOTS.values():
                found.append((_SLOTS.get(item.word, item.word), item.words))
            elif item.preposition == "OF" and found and before == found[-1][1][-1].norm:
                found[-1] = (found[-1][0], found[-1][1] + item.words)  # `après la mort de X`
            elif item.preposition == "OF" and before:
                found.append((f"of {before}", item.words))
            before = item.words[-1].norm
        else:
            before = ""
    return found


def _same_slot(one: str, other: str) -> bool:
    if one.startswith("of ") and other.startswith("of "):
        return bool(stems(one[3:]) & stems(other[3:]))  # a synonym may take another `of`
    return one == other


def _stands_outside(words: Sequence[Token], text: str, there: Sequence[Token], other: str) -> bool:
    """Whether one of `words` (of `text`) also stands in `other`, outside `there`."""
    rest = [t for t in tokens(other) if t not in there and t.norm not in STOP]
    named = [word for word in words if is_named(word, text)]
    return any(alike(word, token, text, other) for word in named for token in rest)
