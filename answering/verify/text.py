"""Words of a text with their offsets, folded so that accents, case and apostrophes do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from answering.verify.idioms import read_as

_ELISION = r"(?:[ldnscjmtLDNSCJMT]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu)['’](?=\w)"
_WORD = r"[^\W_]+(?:[-‑][^\W_]+)*"
_TOKEN = re.compile(rf"n['’]t\b|{_ELISION}|{_WORD}?(?=n['’]t\b)|{_WORD}|['’]s\b")
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `[start, end)` of its text; `norm` is its folded form."""

    text: str
    norm: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def fold_char(character: str) -> str:
    """One character without accent and in lower case: always exactly one character."""
    if character in "’ʼ‘":
        return "'"
    if character in "‑–—":
        return "-"
    if character in "\u00a0\u202f\u2009\n\t":
        return " "
    base = unicodedata.normalize("NFD", character)[:1].lower()
    return base if len(base) == 1 else character


def fold_keep(text: str) -> str:
    """`text` folded with every offset kept: `len(fold_keep(t)) == len(t)`."""
    return "".join(map(fold_char, text))


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`text` folded for comparing words; ligatures are opened, so offsets may shift."""
    return "".join(_LIGATURES.get(c, c) for c in fold_keep(text))


@lru_cache(maxsize=2_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`, elided articles split off (`l'`, `qu'`), `didn't` as `did` + `n't`."""
    found = (m for m in _TOKEN.finditer(text) if m.group())
    words = [Token(m.group(), fold(m.group()), m.start(), m.end()) for m in found]
    return _joined([_pointing(words, i) for i in range(len(words))], text)


def _joined(words: list[Token], text: str) -> tuple[Token, ...]:
    """`mise au point` as one word, read as `développée`; of `struck it down` only `struck` is."""
    norms, joined, i = [word.norm for word in words], list[Token](), 0
    while i < len(words):
        word, (single, length) = words[i], read_as(norms, i)
        if single:
            start, end = word.start, words[i + length - 1].end
            word = Token(text[start:end], fold(single), start, end)
        joined.append(word)
        i += length
    return tuple(joined)


def _pointing(words: list[Token], i: int) -> Token:
    """`l'est` is a direction, not a form of être; `né` is not `ne`."""
    word = words[i]
    if word.norm in ("ne", "nes") and "é" in word.text.lower():
        return Token(word.text, "nee", word.start, word.end)
    if word.norm == "est" and i and words[i - 1].norm in ("l'", "d'"):
        return Token(word.text, "oriental", word.start, word.end)
    return word


def listed(words: str) -> frozenset[str]:
    """The folded words of a whitespace-separated list."""
    return frozenset(fold(word) for word in words.split())


STOP = listed(
    """le la les l' un une des du de d' au aux à et ou où en dans par pour sur sous vers chez
    ce cet cette ces c' se s' sa son ses leur leurs mon ma mes ton ta tes notre nos votre vos
    il elle ils elles on nous vous je j' tu y lui eux celui celle ceux celles cela ceci ça
    que qu' qui dont quoi quel quelle quels quelles lequel laquelle lesquels lesquelles si
    est sont était étaient être été a ont avait avaient avoir ai as fut furent sera seront soit
    suis es sommes étant ayant eu aussi ainsi alors donc or car mais comme lors lorsque lorsqu'
    puis plus moins très tout toute tous toutes même mêmes autre autres entre avec contre
    depuis pendant jusqu' jusque puisque quoique bien afin tandis n' ne pas non ni
    the an of to in on at by for with from into onto upon over under about as is are was
    were be been being has have had do does did doing and or but if so than that this these those
    there here it its it's he she they them his her their our your my we you i who whom whose
    which what when where while during since until after before between against also such not no
    n't 's m' t' would will shall should can could may might must being both each own same
    wo ca ain sha more most less least very just only up down out off then now"""
)


def content(found: Iterable[Token]) -> list[Token]:
    """The words that carry meaning."""
    return [t for t in found if t.norm not in STOP and (len(t.norm) > 1 or t.norm.isdigit())]
