"""Where what is told under a verb ends: at a mark, a new clause, a remark or what is known anyway."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.speech import says
from answering.verify.text import Token, listed
from answering.verify.verbs import PRONOUNS, verbs

# A clause that one of these opens ends at the next comma: `Bien qu'il espérait …, Moscou …`.
_SUBORDINATE = listed(
    "bien quoique although though if si lorsque lorsqu' quand when malgré despite"
)


# What follows is known, whatever is planned or said to come: `va durcir la loi après la tuerie`.
_BACKGROUND = listed("after following lorsque lorsqu' après malgré despite")


_STOPS = listed("mais but tandis alors while although whereas")


def remark(text: str, words: Sequence[Token], j: int) -> bool:
    """`D'après Kyiv, …, un bilan que Moscou ne commente pas`: the remark is the paper's own."""
    return "," in text[words[j - 1].end : words[j].start] and _aside(words, j)


def stops(text: str, words: Sequence[Token], j: int) -> bool:
    return any(mark in text[words[j - 1].end : words[j].start] for mark in ".;!?")


def back(text: str, words: Sequence[Token], i: int, marks: str) -> int:
    j = i
    while j > 0 and not any(m in text[words[j - 1].end : words[j].start] for m in marks):
        j -= 1
    return j


def clause_end(text: str, words: Sequence[Token], i: int) -> int:
    clause = any(w.norm in ("que", "qu'", "that") for w in words[i + 1 : i + 4])
    opened = {w.norm for w in words[back(text, words, i, ".;!?,") : i]}
    subordinate = bool(opened & _SUBORDINATE) or _apposed(text, words, i)
    for j in range(i + 1, len(words)):
        known = words[j].norm in _BACKGROUND and not clause
        comma = "," in text[words[j - 1].end : words[j].start]
        if known or stops(text, words, j) or (subordinate and comma) or _ends(text, words, j):
            return j
    return len(words)


def _ends(text: str, words: Sequence[Token], j: int) -> bool:
    """Whether a new clause opens at word `j`."""
    comma = "," in text[words[j - 1].end : words[j].start]
    norm = words[j].norm
    if norm in ("mais", "but", "tandis", "whereas", "puis", "then"):
        return True
    if norm in ("et", "and"):
        told = j + 1 < len(words) and says(words, j + 1)
        return told or (comma and _own_clause(text, words, j))
    return comma and (norm in _STOPS | {"which", "ou"} or _aside(words, j))


def _apposed(text: str, words: Sequence[Token], i: int) -> bool:
    """`Le départ, prévu samedi, a été reporté`: a participle right after a comma frames its aside only."""
    gap = text[words[i - 1].end : words[i].start] if i else ""
    return "," in gap and words[i].norm in _PARTICIPLES


_PARTICIPLES = listed(
    """prévu prévue prévus prévues attendu attendue attendus attendues promis promise promises demandé demandée demandés
    demandées réclamé réclamée proposé proposée envisagé envisagée planned expected promised proposed scheduled due"""
)


def _own_clause(text: str, words: Sequence[Token], j: int) -> bool:
    """`…, and lawmakers rejected it`: a new subject with its verb, and no second `that`."""
    following = range(j + 1, min(j + 6, len(words)))
    if j + 1 >= len(words) or words[j + 1].norm in ("que", "qu'", "that", "de", "d'", "to"):
        return False
    acting = next((k for k in following if k in verbs(text)), 0)
    return acting > j + 1 and words[j + 1].norm not in PRONOUNS


def _aside(words: Sequence[Token], j: int) -> bool:
    """`…, un coût que …`: a comment on what was said."""
    following = [w.norm for w in words[j + 1 : j + 4]]
    return words[j].norm in ("un", "une", "a", "an", "ce") and bool(
        {"que", "qu'", "qui", "dont", "that", "which", "whose"} & set(following)
    )
