"""When two words, one of the answer and one of a source, name the same person, place or thing."""

from __future__ import annotations

from answering.verify.gazetteer import same_id
from answering.verify.names import find_names, same_word
from answering.verify.text import Token
from answering.verify.wording import same


def is_named(word: Token, text: str) -> bool:
    return any(name.start <= word.start < name.end for name in find_names(text))


def name_id(token: Token, text: str) -> str:
    """The gazetteer id of a word where it stands, "" if it has none."""
    inside = (n for n in find_names(text) if n.start <= token.start < n.end)
    return next((n.id for n in inside), "")


def alike(one: Token, other: Token, sentence: str, source: str) -> bool:
    """Whether two words name the same person, place or thing."""
    mine, theirs = name_id(one, sentence), name_id(other, source)
    if mine or theirs:
        return bool(mine and theirs) and same_id(mine, theirs)
    if one.capital and other.capital:
        return same_word(one.text, other.text) or same(one.norm, other.norm)
    return same(one.norm, other.norm)
