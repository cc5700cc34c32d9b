"""Splits French and English text into sentences, keeping exact offsets.

One pass over the places where a sentence may end (a run of `.!?…` with its closing quotes, or
a line end), each judged by a bounded look at its surroundings: linear on any input. Knows
nothing of grammar, so “vitamin C. Paris” stays one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest import abbreviations

LONGEST = 600
"""Characters; a longer sentence is cut at a semicolon, comma or space, to stay citeable."""

Span = tuple[int, int]

_END = re.compile(r"""([.!?…]++)(?:\[\d{1,3}\]|[ \t]?(?:»|''|"(?=\s|\Z))|[”’"')\]])*+|\n+""")
_OPENERS = re.compile(r"""[\s«“"‘'(\[—–•*_-]{0,8}""")
_NEXT_WORDS = re.compile(r"""([^\W\d_]+)(?:['’]|\W{0,3})(\w?)""")
_LIST_ITEM = re.compile(r"\s{0,3}(?:[-*•·–—|>#]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)°])\s")
_MARKER = re.compile(r"[(\s]{0,3}(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxIVX]{1,5})")
_LAST_WORD = re.compile(r"(?<![^\W_])(?<!°)(?:[^\W\d_]{1,12}\.?-?){1,4}$")
_INITIAL = re.compile(r"(?:\w*-)?[^\W\d_]")
_ACRONYM = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])+")
_REPORTED = re.compile(rf"\s?(?:[A-Z][\w'’.-]{{0,30}}\s){{1,3}}(?:{abbreviations.REPORTING})\b")
_HAS_WORD = re.compile(r"\w")
_BACK = 30


def split_sentences(text: str, language: str) -> list[Span]:
    """Spans of the sentences of `text`: in order, disjoint, trimmed, none over LONGEST.

    Together they cover every character that is not a space. `language` is "fr" or "en";
    anything else uses the abbreviations of both.
    """
    rules = _rules(language)
    ends = [0, *_ends(text, rules), len(text)]
    spans = (_trim(text, start, end) for start, end in pairwise(ends))
    return [part for span in spans if span[0] < span[1] for part in _cut(text, *span)]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The word lists of one language."""

    titles: frozenset[str]
    open: frozenset[str]
    before_number: frozenset[str]
    before_name: frozenset[str]
    starters: frozenset[str]

    def ends_here(self, word: str, text: str, after: int) -> bool:
        """Whether the full stop behind `word` ends a sentence that `text[after:]` follows."""
        lower = word.lower()
        first = text[after : after + 1]
        if lower in self.open or (lower in self.titles and word[0].isupper()):
            return False
        if first.isdigit() and (lower in self.before_number or (len(word) == 1 and word == lower)):
            return False
        if lower == "j.-c":
            return True
        is_initial = word[-1].isupper() and _INITIAL.fullmatch(word)
        if is_initial or lower in self.before_name or _ACRONYM.fullmatch(word):
            return self.starts(text, after)
        return True

    def starts(self, text: str, at: int) -> bool:
        found = _NEXT_WORDS.match(text, at, at + _BACK)
        return bool(found and found[1].lower() in self.starters and found[2].islower())


@cache
def _rules(language: str) -> _Rules:
    tables = (
        abbreviations.TITLES,
        abbreviations.OPEN,
        abbreviations.BEFORE_NUMBER,
        abbreviations.BEFORE_NAME,
        abbreviations.STARTERS,
    )
    return _Rules(*(abbreviations.words(table, language) for table in tables))


def _ends(text: str, rules: _Rules) -> Iterator[int]:
    """Offsets at which a sentence ends, in order."""
    begun = seen = 0
    has_word = False
    for mark in _END.finditer(text):
        start, end = mark.span()
        has_word = has_word or _HAS_WORD.search(text, seen, start) is not None
        seen = end
        if mark[1]:
            ends = has_word and _stop_ends(text, mark, begun, rules)
        else:
            ends = _line_ends(text, start, end)
        if ends:
            yield end
            begun, has_word = end, False


def _line_ends(text: str, start: int, end: int) -> bool:
    """Whether a line end is the end of a sentence: not before a lower-case continuation."""
    if end - start > 1 or _LIST_ITEM.match(text, end, end + _BACK):
        return True
    last = text[max(0, start - 2) : start].strip()[-1:]
    return last in ".!?…:;»" or not text[end : end + 1].islower()


def _stop_ends(text: str, mark: re.Match[str], begun: int, rules: _Rules) -> bool:
    """Whether the full stop, question mark, … at `mark` ends the sentence begun at `begun`."""
    start, end = mark.span()
    if end == len(text) or text[end] == "\n":
        return False  # the line end decides
    if not text[end].isspace():
        return _lacks_space(text, start, end)
    opened = _OPENERS.match(text, end)
    after = opened.end() if opened else end
    is_marker = start - begun < _BACK and _MARKER.fullmatch(text, begun, start)
    if is_marker or text[after : after + 1].islower():
        return False
    if text[max(0, start - 2) : start].strip()[-1:] in ("[", "("):  # […] stands for words left out
        return rules.starts(text, after)
    if mark[1] != ".":
        return not (mark[0] != mark[1] and _REPORTED.match(text, end, end + 3 * _BACK))
    word = _LAST_WORD.search(text[max(begun, start - _BACK) : start])
    return rules.ends_here(word[0], text, after) if word else True


def _lacks_space(text: str, start: int, end: int) -> bool:
    """“…la fin.Elle revint”: a sentence whose following space was forgotten."""
    return (
        text[start - 2 : start].islower()
        and text[start - 2 : start].isalpha()
        and text[end].isupper()
        and text[end + 1 : end + 3].islower()
    )


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The span itself, or its parts of at most LONGEST characters."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        breaks = (window.rfind(mark) + 1 for mark in ("; ", ": ", ", ", " ", "\n"))
        cut = start + next((b for b in breaks if b > LONGEST // 3), LONGEST)
        yield _trim(text, start, cut)
        start, _ = _trim(text, cut, end)
    yield start, end
