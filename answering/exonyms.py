"""A question with its names in the other language too: NATO for OTAN, russe for Russian.

An encoder finds a French sentence by an English question, but prefers English ones; names in
both languages make up for it, and give BM25 something to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from answering.verify.gazetteer import key

_LONGEST = 3  # words of a name looked up
_ENDINGS = ("", "s", "e", "es", "ne", "nes")
_ELIDED = re.compile(r"^(?:[ld]|qu)['’]|['’]s$", re.I)
_ASKING = frozenset("who is what when where why how did does was us or it qui que quoi est".split())


def in_both_languages(question: str) -> str:
    """`question`, with the other language's forms of its names in brackets after it."""
    forms = list(dict.fromkeys(_others(question)))
    return f"{question} ({', '.join(forms)})" if forms else question


def _others(question: str) -> Iterator[str]:
    words = [_ELIDED.sub("", w) for w in re.findall(r"[\w.'’]+", question.replace("-", " "))]
    words = [word.rstrip(".") if word.count(".") == 1 else word for word in words]
    there = key(" ".join(words))
    for size in range(_LONGEST, 0, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            if run[0].islower() and size == 1 and len(run[0]) < 4:
                continue
            if size == 1 and run[0].lower() in _ASKING and not run[0].isupper():
                continue
            yield from (f for f in _forms().get(key(" ".join(run)), ()) if key(f) not in there)


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    """The French and the English form for every form of the gazetteer, folded."""
    text = files("answering.verify").joinpath("gazetteer.txt").read_text("utf-8")
    known: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        groups = [line[1:]] if line.startswith("=") else line.split(";")
        for forms in (group.split() for group in groups):
            pair = tuple(form.replace("_", " ") for form in forms[:2])
            if len(pair) < 2 or ("_" in forms[1] and not set("_-") & set(forms[0])):
                continue  # written alike in both languages
            for form in forms:
                for ending in _ENDINGS:
                    known.setdefault(key(form) + ending, pair)
    return known
