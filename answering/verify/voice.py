"""Active or passive: whether the subject of a verb acts or is acted on."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.text import Token
from answering.verify.verbs import BE, BETWEEN, by_follows

# French verbs that take être without being passive, by the start of their participle.
_STATE_VERBS = (
    "arriv", "mort", "all", "venu", "parti", "deven", "rest", "ne", "nee", "tomb", "entr", "sorti",
    "rentr", "retourn", "mont", "descend", "pass", "parven", "interven", "rendu", "enfui", "deced", "disparu", "apparu",
)  # fmt: skip


def passive_at(words: Sequence[Token], i: int) -> bool:
    """Whether the verb at word `i` is passive: after a form of être or be, or before `par`, `by`."""
    j = i - 1
    while (
        j > 0
        and words[j].norm in BETWEEN
        and words[j].norm not in BE
        and words[j].norm not in ("s'", "se")
    ):
        j -= 1
    reflexive = any(w.norm in ("s'", "se") for w in words[max(0, j - 2) : i])
    if j >= 0 and words[j].norm in BE and not reflexive and not words[i].norm.endswith("ing"):
        return not words[i].norm.startswith(_STATE_VERBS) or by_follows(words, i)
    return by_follows(words, i)
