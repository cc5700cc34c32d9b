"""Which source sentences carry an answer sentence: the smallest set, by meaning and wording.

No mark of a model is trusted. A sentence of the evidence is cited because it has the answer
sentence's figures, names and words, or because it means the same in the other language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answering.verify.dates import find_dates, same_date
from answering.verify.names import find_names, same_name
from answering.verify.numbers import find_quantities, same_amount
from answering.verify.text import content, tokens
from answering.verify.wording import found_in
from core.types import ScoredSentence

MOST = 3
# Below this no sentence is cited; meaning is a cosine of the embedding, rescaled.
FLOOR = 0.35
COSINE_FLOOR, COSINE_CEILING = 0.78, 0.95
GAIN, FEWEST = 0.2, 2

Similarity = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an answer sentence says that can be looked up: weights by fact index."""

    weights: tuple[float, ...]
    carried: tuple[frozenset[int], ...]  # for each source, the facts it has


def align(
    sentence: str, evidence: Sequence[ScoredSentence], similarity: Similarity | None
) -> list[ScoredSentence]:
    """The fewest sentences of `evidence` that carry `sentence`, best first; [] if none does."""
    if not evidence:
        return []
    texts = [scored.sentence.text for scored in evidence]
    facts = _facts(sentence, texts)
    meaning = _meaning(sentence, texts, similarity)
    scores = [_share(facts, carried) + m for carried, m in zip(facts.carried, meaning, strict=True)]
    order = sorted(range(len(texts)), key=lambda i: -scores[i])
    best = order[0]
    if max(_share(facts, facts.carried[best]), meaning[best]) < FLOOR:
        return []
    chosen, have = [best], set(facts.carried[best])
    for i in order[1:]:
        new = facts.carried[i] - have
        # One more word or figure proves little: it may stand there for something else.
        if len(chosen) < MOST and len(new) >= FEWEST and _share(facts, new) >= GAIN:
            chosen.append(i)
            have |= facts.carried[i]
    return [evidence[i] for i in chosen]


def _share(facts: _Facts, carried: frozenset[int]) -> float:
    total = sum(facts.weights)
    return sum(facts.weights[i] for i in carried) / total if total else 0.0


def _meaning(sentence: str, texts: Sequence[str], similarity: Similarity | None) -> list[float]:
    """Cosines rescaled so that unrelated sentences get 0 and translations about 1."""
    if similarity is None:
        return [0.0] * len(texts)
    width = COSINE_CEILING - COSINE_FLOOR
    return [min(1.0, max(0.0, (c - COSINE_FLOOR) / width)) for c in similarity(sentence, texts)]


def _facts(sentence: str, texts: Sequence[str]) -> _Facts:
    """Figures, dates and names weigh 2, other content words 1."""
    checks: list[tuple[float, list[bool]]] = []
    for said in find_quantities(sentence):
        checks.append((2.0, [any(same_amount(said, q) for q in find_quantities(t)) for t in texts]))
    for mention in find_dates(sentence):
        checks.append((2.0, [any(same_date(mention, d) for d in find_dates(t)) for t in texts]))
    names = find_names(sentence)
    for name in names:
        checks.append((2.0, [same_name(name, find_names(t), tokens(t)) for t in texts]))
    for token in content(tokens(sentence)):
        if not token.norm.isdigit() and not any(n.start <= token.start < n.end for n in names):
            checks.append((1.0, [found_in(token.norm, {o.norm for o in tokens(t)}) for t in texts]))
    carried = [
        frozenset(i for i, (_, hits) in enumerate(checks) if hits[j]) for j in range(len(texts))
    ]
    return _Facts(tuple(weight for weight, _ in checks), tuple(carried))
