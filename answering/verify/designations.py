"""Check: a designation (Su-35, S-400, Yak-130) stays with the thing that the source gives it to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.verify.text import Token, content, tokens
from answering.verify.wording import found_in

_DESIGNATION = re.compile(r"\b[A-Za-zÀ-ÿ]{1,6}-\d+\w*")
BESIDE = 3  # words before a designation that may say what bears it


def misapplied(sentence: str, sources: Sequence[str]) -> str:
    """The first designation right after a word that a source has, but for something else; or "".

    From *fighters Su-35, but only training aircraft came*, the answer *training aircraft Su-35*.
    """
    for match in _DESIGNATION.finditer(sentence):
        beside = content(tokens(sentence[: match.start()])[-1:])
        if any(_gives_to_another(match.group(), t, source) for t in beside for source in sources):
            return match.group()
    return ""


def _gives_to_another(designation: str, bearer: Token, source: str) -> bool:
    places = [m.start() for m in re.finditer(re.escape(designation) + r"\b", source)]
    if not places or not found_in(bearer.norm, {t.norm for t in tokens(source)}):
        return False
    before = (tokens(source[:place])[-BESIDE:] for place in places)
    return not any(found_in(bearer.norm, {t.norm for t in some}) for some in before)
