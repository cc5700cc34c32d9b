"""Whether a word says, thinks or takes sides where it stands: no noun, no name."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.clauses import actions
from answering.verify.saying import saying, takes_side
from answering.verify.text import Token, listed
from answering.verify.verbs import PRONOUNS

NOUN_CUES = listed(
    "l' le la les un une des the an of this no sa son ses its cette cet leur leurs d'"
)


# Nouns after an English `a` that would be verbs after a French one: `a promise`, not `a promis`.
ENGLISH_NOUNS = listed(
    "promise pledge claim hope fear suspect estimate statement warning plan demand wish will set proposed planned call"
)


def says(words: Sequence[Token], i: int) -> bool:
    """Whether word `i` is a verb of saying where it stands: no noun, no name."""
    token = words[i]
    if (i and token.capital) or not saying(token):
        return False
    before = words[i - 1].norm if i else ""
    if token.norm == "etat":
        return before in ("fait", "font", "faisait")
    if before == "l'" and i > 1 and (words[i - 2].capital or words[i - 2].norm in PRONOUNS):
        return True  # `Kiev l'accuse`
    return before not in NOUN_CUES and not (before == "a" and token.norm in ENGLISH_NOUNS)


def takes_sides(text: str, words: Sequence[Token], i: int) -> bool:
    """Whether word `i` is an active verb of taking sides: its subject is who thinks so."""
    before = words[i - 1].norm if i else ""
    if not takes_side(words[i]) or words[i].capital or before in NOUN_CUES:
        return False
    return not any(a.verb == words[i] and a.passive for a in actions(text))
