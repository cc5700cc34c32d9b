"""Check: what happens at a place, or belongs to it, is not moved to another place of the source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from answering.verify.clauses import actions
from answering.verify.likeness import alike
from answering.verify.morphology import forms
from answering.verify.names import find_names
from answering.verify.rows import Group, items
from answering.verify.text import STOP, Token, listed, tokens
from answering.verify.wording import stems

_PLACED = {"TO", "IN", "OF"}


def elsewhere(sentence: str, sources: Sequence[str]) -> str:
    """The name that stands after a word for which every use in the sources has another name, or ""."""
    for head, words, preposition in placed(sentence):
        if preposition == "OF" or (preposition == "TO" and not _local(head, sentence)):
            continue  # `la demande de X`, `vendu à X`: no place
        mine = [w for w in words if _named(w, sentence)]
        rivals = [
            (group, s) for s in sources for other, group, _ in placed(s) if _same(head, other)
        ]
        if not mine or not rivals:
            continue
        moved = all(_moved(words, group, sentence, source) for group, source in rivals)
        if moved and any(_stands(w, sentence, source) for w in mine for source in sources):
            return " ".join(w.text for w in mine)
    return ""


# Verbs after which `à` tells where; after others it tells to whom.
_LOCAL = listed(
    """naître née mourir décéder vivre habiter résider rencontrer tuer abattre arrêter interpeller situer trouver dérouler tenir
    signer ouvrir arriver atterrir jouer exposer installer réunir étudier travailler enseigner construire bâtir fonder
    inhumer enterrer détenir juger"""
)
_LOCAL_STEMS = frozenset(s for word in _LOCAL for form in forms(word) for s in stems(form))


def _local(head: Token, text: str) -> bool:
    """Whether `à` after `head` tells a place: after a noun, or a verb of the list."""
    acts = any(action.verb == head for action in actions(text))
    return not acts or bool(stems(head.norm) & _LOCAL_STEMS)


def _moved(words: Sequence[Token], group: Sequence[Token], sentence: str, source: str) -> bool:
    """Whether the source has another name there, and nothing that the answer has."""
    theirs = [w for w in group if _named(w, source)]
    return bool(theirs) and not any(alike(a, b, sentence, source) for a in words for b in group)


def _stands(word: Token, sentence: str, source: str) -> bool:
    return any(alike(word, t, sentence, source) for t in tokens(source) if t.norm not in STOP)


def _same(one: Token, other: Token) -> bool:
    return one.norm == other.norm or bool(stems(one.norm) & stems(other.norm))


def _named(word: Token, text: str) -> bool:
    return any(name.start <= word.start < name.end for name in find_names(text))


@lru_cache(maxsize=2_000)
def placed(text: str) -> tuple[tuple[Token, tuple[Token, ...], str], ...]:
    """Nouns and verbs with the words that `à`, `en`, `de` hang on them, as far as the clause goes."""
    found: list[tuple[Token, tuple[Token, ...], str]] = []
    row = items(text)
    for k, item in enumerate(row):
        head = item.words[-1] if isinstance(item, Group) else item
        if not isinstance(head, Token) or _named(head, text):
            continue
        words, preposition, joined = list[Token](), "", False
        for after in row[k + 1 :]:
            if after in ("&", ",") and words:
                joined = True
                continue
            if not isinstance(after, Group):
                break
            if joined and not all(_named(w, text) for w in after.words):
                break  # `de la base de X et de l'usine de Y`
            if isinstance(item, Token) and not words and not after.preposition:
                continue  # past the object: `rencontra X à Y`
            if words and after.preposition and after.preposition not in _PLACED:
                break
            if after.preposition in _PLACED or words:
                words += after.words
                preposition = preposition or after.preposition
            elif not words:
                break
        if words:
            found.append((head, tuple(words), preposition))
    return tuple(found)
