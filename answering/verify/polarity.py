"""Check: what the source denies is not affirmed, and the reverse.

Each content word gets a polarity: the number of negations that reach it, odd or even.
"""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.text import Token, content, listed, tokens
from answering.verify.wording import same

_PARTICLES = listed(
    "pas jamais aucun aucune guère nullement not n't never no nor neither nobody none"
)
# Verbs that deny what follows them, by the start of their folded form.
_DENIALS = (
    "nie", "nier", "nia", "dement", "demen", "refus", "rejet", "echou", "refut", "contest",
    "deny", "denie", "deni", "reject", "fail", "refut", "without", "sans",
)  # fmt: skip
_NOT_DENIALS = listed("nièce niece niezen niemeyer denim denise denis")
_BREAKS = ".;:!?,()—«»"


def polarities(text: str) -> list[tuple[Token, bool]]:
    """Content words with whether a negation reaches them, within their clause."""
    words, marked = tokens(text), []
    denied = [False] * len(words)
    for i, token in enumerate(words):
        if token.norm in _PARTICLES:
            first = _verb_before(words, i) if token.norm in ("pas", "jamais", "guere") else i
            _reach(text, words, denied, first, i)
        elif _denies(token):
            _reach(text, words, denied, i + 1, i)
    kept = {(t.start, t.end) for t in content(words)}
    for token, no in zip(words, denied, strict=True):
        if (token.start, token.end) in kept:
            marked.append((token, no))
    return marked


def _denies(token: Token) -> bool:
    return token.norm.startswith(_DENIALS) and token.norm not in _NOT_DENIALS


def _verb_before(words: Sequence[Token], i: int) -> int:
    """`n'a pas fourni`, `ne compte pas`: the negation starts at its `ne`."""
    for j in range(i - 1, max(i - 5, -1), -1):
        if words[j].norm in ("ne", "n'"):
            return j
    return i


def _reach(text: str, words: Sequence[Token], denied: list[bool], first: int, at: int) -> None:
    """Flips the words from `first` to the end of the clause that holds word `at`."""
    for j in range(first, len(words)):
        gap = text[words[j - 1].end : words[j].start] if j > at + 1 else ""
        if any(mark in gap for mark in _BREAKS) or (j > at and words[j].norm in ("mais", "but")):
            break
        denied[j] = not denied[j]


def negation(sentence: str, source: str) -> bool:
    """Whether most words both sides share stand under opposite polarity in one clause or more."""
    said, given = polarities(sentence), polarities(source)
    agree = differ = 0
    for token, no in said:
        hits = [other for word, other in given if same(token.norm, word.norm)]
        if not hits:
            continue
        if no in hits:
            agree += no
        else:
            differ += 1
    return differ > max(agree, 0) and differ >= 1 and _marked(said, given)


def _marked(said: list[tuple[Token, bool]], given: list[tuple[Token, bool]]) -> bool:
    return any(no for _, no in said) or any(no for _, no in given)
