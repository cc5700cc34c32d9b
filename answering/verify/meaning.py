"""Check: the source is about the same thing. Coarse on purpose; the other checks are fine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from answering.verify.numbers import find_quantities, same_amount
from answering.verify.text import tokens
from answering.verify.verbs import language_of
from answering.verify.wording import coverage

# Cosines of multilingual-e5-small: unrelated sentences lie near .78, translations above .85.
FAR = 0.82
FEW, HARDLY_ANY = 0.35, 0.15
TELLING = 13


def another_subject(
    sentence: str,
    sources: Sequence[str],
    similarity: Callable[[str, Sequence[str]], Sequence[float]] | None,
) -> bool:
    """Whether neither the words nor the embedding show `sentence` to be about its sources."""
    joined = " ".join(sources)
    share = coverage(tokens(sentence), tokens(joined))
    if share >= FEW or _same_figure(sentence, joined):
        return False
    if similarity is not None:
        return max(similarity(sentence, [*sources])) < FAR
    return share < HARDLY_ANY and language_of(sentence) == language_of(joined)


def _same_figure(sentence: str, source: str) -> bool:
    """A figure of some size in both is no chance."""
    return any(
        said.value >= TELLING and same_amount(said, given)
        for said in find_quantities(sentence)
        for given in find_quantities(source)
    )
