"""Whether an answer sentence claims something that only the question says.

A small model asked who commands an army takes the nearest name and the question's verb: "General
X commands it", cited to a sentence where he only spoke. Every name and figure is then in the
source; the claim is not. A question's words are no evidence: the source has to have them too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.verify.dates import find_dates
from answering.verify.names import find_names
from answering.verify.numbers import find_quantities
from answering.verify.text import Token, content, tokens
from answering.verify.wording import found_in, pool
from core.types import ScoredSentence

_YES_NO = re.compile(r"\W*(oui|non|yes|no)\b[ \u00a0]*[,.:;!]", re.I)


def borrowed(
    question: str, sentence: str, cited: Sequence[ScoredSentence], *, translated: bool = False
) -> str:
    """`borrowed:WORD` for the first word that only the question has, or for a yes or no, which says
    the question over again; `fragment` for a bare name, date or figure, whose claim is all in the
    question; else "".

    `translated`: the source speaks another language, where other checks see less, so that every
    word has to be found: `unheard:WORD` for the first that is not.
    """
    answered = _YES_NO.match(sentence)
    if answered:
        return f"borrowed:{answered[1]}"
    own = _claiming(sentence)
    if not own:
        return "fragment"
    texts = [text for s in cited for text in (s.sentence.text, s.document.title)]
    given = pool(token for text in texts for token in tokens(text))
    asked = pool(tokens(question))
    for token in own:
        if not found_in(token.norm, given):
            if found_in(token.norm, asked):
                return f"borrowed:{token.text}"
            if translated:
                return f"unheard:{token.text}"
    return ""


def _claiming(sentence: str) -> list[Token]:
    """The words that say something of the names, dates and figures."""
    spans = [
        (mention.start, mention.end)
        for mentions in (find_names(sentence), find_dates(sentence), find_quantities(sentence))
        for mention in mentions
    ]
    return [
        token
        for token in content(tokens(sentence))
        if not any(start <= token.start < end for start, end in spans)
    ]
