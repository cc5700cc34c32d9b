"""Lines of printed pages back to paragraphs: pure functions over text.

Words cut at a line's end are joined, running heads and page numbers are dropped, lines of one
paragraph become one line, also across pages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.canonical import canonical

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_SOFT_HYPHEN = re.compile("\u00ad[ \t]*\r?\n[ \t]*")
_PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?)?[-–—] ?\d{1,4} ?[-–—]|(?:page |p\. ?)?\d{1,4}(?: ?(?:/|sur|of) ?\d{1,4})?",
    re.I,
)
_DIGITS = re.compile(r"\d+")
_CUT = re.compile(r"([^\W\d_]+)[-‐]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?…:;][»”’\"')\]]*$|»$")
_ITEM = re.compile(r"(?:[-*•·–—▪◦]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_KEEPS_HYPHEN = frozenset(
    "peut vice ex non celui celle ceux celles au là lui elle eux nous vous grand demi mi sous "
    "rendez vis est sont dit après avant nord sud arrière contre semi quasi self well co".split()
)
_EDGE = 2


def page_lines(text: str) -> list[str]:
    """The lines of a page in canonical form, empty ones left out."""
    text = _SOFT_HYPHEN.sub("", text.translate(_LIGATURES))
    return [line for line in canonical(text).split("\n") if line]


def joined(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...]]:
    """Canonical text of all pages and the start offset of each."""
    pages = without_running_heads(pages)
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(map(" ".join, pages)).lower()))
    parts: list[str] = []
    starts: list[int] = []
    size, width, last = 0, 0, ""
    for lines in pages:
        starts.append(size)
        for number, line in enumerate(lines):
            between, lost = _between(last, line, width, words) if last else ("", 0)
            if lost:
                parts[-1] = parts[-1][:-lost]
            size += len(between) - lost
            if number == 0:
                starts[-1], width = size, _width(lines)
            parts += [between, line]
            size += len(line)
            last = line
    return "".join(parts), tuple(starts)


def without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Pages without the lines that stand at the edge of many of them, and without page numbers."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = {key for key, times in seen.items() if times >= max(3, 0.4 * len(pages))}
    kept = []
    for page in pages:
        edge = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if at not in edge or not (_key(line) in often or _PAGE_NUMBER.fullmatch(line))
            ]
        )
    return kept


def _edges(page: Sequence[str]) -> Iterable[str]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.lower())


def _width(lines: Sequence[str]) -> int:
    """The length of a full line: most lines of running text come near it."""
    lengths = sorted(map(len, lines))
    return lengths[math.ceil(0.8 * (len(lengths) - 1))] if lengths else 0


def _between(last: str, line: str, width: int, words: Counter[str]) -> tuple[str, int]:
    """What goes between two lines, and how many characters the first loses for it."""
    cut = _CUT.search(last)
    following = _FIRST_WORD.match(line)
    if cut and following:
        first, second = cut[1].lower(), following[0].lower()
        keeps = line[0].isupper() or _keeps_hyphen(first, second, words)
        return "", 0 if keeps else 1
    if _ITEM.match(line):
        return "\n", 0
    if line[0].islower():
        return " ", 0
    short = len(last) < 0.75 * width
    return ("\n" if short or (_ENDS.search(last) and len(last) < 0.9 * width) else " "), 0


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Whether `first-second` is one hyphenated word: by the rest of the text, else by custom."""
    whole, hyphenated = words[first + second], words[f"{first}-{second}"]
    return hyphenated > whole if whole or hyphenated else first in _KEEPS_HYPHEN
