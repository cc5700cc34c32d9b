"""The canonical text of a document: what offsets count in and what readers see.

NFC; `\\n` is the only newline; every other space is a plain space, never two in a row nor at
the edge of a line; at most one empty line in a row; nothing invisible (control, zero-width,
soft hyphen, bidirectional override, tag characters), so no words can hide from the reader.
`canonical(canonical(text)) == canonical(text)`.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_NEWLINES = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile(" ?\n[ \n]*")
_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{31,}")
_MOST_MARKS = 30  # on one letter, as Unicode's stream-safe format has it


def canonical(text: str) -> str:
    """`text` in canonical form; linear in its length."""
    text = _NEWLINES.sub("\n", text)
    text = text.replace("\f", "\n\n")
    text = _INVISIBLE.sub("", text)
    text = _MARKS.sub(_fewer_marks, text)  # normalising a run of marks takes its length squared
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _LINE_ENDS.sub(_line_end, text).strip()


def _line_end(found: re.Match[str]) -> str:
    return "\n\n" if found[0].count("\n") > 1 else "\n"


def _fewer_marks(found: re.Match[str]) -> str:
    kept, run = [], 0
    for character in found[0]:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def one_line(text: str) -> str:
    """`text` in canonical form on a single line: for titles and names."""
    return " ".join(canonical(text).split())


def unwrap(text: str) -> str:
    """Joins the lines of hard-wrapped paragraphs of canonical text.

    A block of lines is hard-wrapped when each line is one the next word would have made too
    long; then its line ends are layout and say nothing about sentences.
    """
    return "\n\n".join(_unwrap_block(block) for block in text.split("\n\n"))


_LAYOUT = re.compile(r"(?:[-*•·–—+|>#]|\d{1,3}[.)]) ?|`{3}")


def _unwrap_block(block: str) -> str:
    lines = block.split("\n")
    width = max(map(len, lines))
    if len(lines) < 2 or not 50 <= width <= 100:
        return block
    for line, following in pairwise(lines):
        if len(line) + 1 + len(following.split(" ", 1)[0]) <= width or _LAYOUT.match(following):
            return block
    return " ".join(lines)
