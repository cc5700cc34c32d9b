"""Verbs of two words, read as the one word that says the same: `struck down` as `annulled`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

REACH = 3  # words that may stand between the verb and the rest: `struck the whole law down`


@lru_cache(maxsize=1)
def idioms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word → what must follow it, and the word it is then read as."""
    text = files("answering.verify").joinpath("idioms.txt").read_text("utf-8")
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in text.splitlines():
        if line.startswith("#") or "=" not in line:
            continue
        verb, read_as = line.split("=")
        heads, rest = verb.split("+")
        pairs = zip(heads.strip().split(","), read_as.strip().split(","), strict=False)
        for head, word in pairs:
            found.setdefault(head, []).append((tuple(rest.split()), word))
    return {head: tuple(rests) for head, rests in found.items()}


def read_as(words: Sequence[str], i: int) -> tuple[str, int]:
    """What word `i` of the folded `words` is read as, and how many words it stands for.

    ("", 1) where it opens no such verb; where words stand between, it stands for itself alone.
    """
    for rest, word in idioms().get(words[i], ()):
        if tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
            return word, 1 + len(rest)
        if len(rest) == 1 and rest[0] in _APART and rest[0] in words[i + 2 : i + 2 + REACH]:
            return word, 1
    return "", 1


_APART = frozenset("down off out up over at".split())
