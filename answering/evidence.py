"""Choosing the few sentences that bear on a question from the passages found for it.

Two steps: a cheap ranking of every sentence of the hits (stored sentence vectors, passage
score, wording), then closer readers on the best of them, each sentence after its title.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answering.hostile import speaks_to_the_machine
from core.types import Document, Hit, ScoredSentence, Sentence
from retrieval.fuse import mixed
from retrieval.terms import question_terms, terms

WEIGHTS = {"meaning": 0.5, "passage": 0.8, "wording": 0.3}
MIN_WORDS = 4
HEADING = 15  # words a line without a full stop may have and still be a heading


# How well each text answers the question; higher is better, the scale does not matter.
Reader = Callable[[str, Sequence[str]], Sequence[float] | NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence on its way to becoming evidence, with the hit it came from.

    `read` is what the last reader said of it; None if none has.
    """

    sentence: Sentence
    hit: Hit
    score: float
    read: float | None = None


def wording(asked: frozenset[str], sentence: str) -> float:
    """Share of the question's terms that the sentence contains, 0 to 1."""
    if not asked:
        return 0.0
    return len(asked & {*terms(sentence, "fr"), *terms(sentence, "en")}) / len(asked)


def rank_sentences(
    question: str, hits: Sequence[Hit], cosines: Sequence[Sequence[float]]
) -> list[Candidate]:
    """Every citable sentence of `hits`, best first, by meaning, wording and passage.

    `cosines[i][j]` is the similarity of the question and sentence j of hit i.
    """
    places = [
        (sentence, hit, cosine)
        for hit, row in zip(hits, cosines, strict=True)
        for sentence, cosine in zip(hit.passage.sentences, row, strict=True)
        if is_statement(sentence.text) and not speaks_to_the_machine(sentence.text)
    ]
    asked = frozenset(question_terms(question))
    signals = {
        "meaning": np.array([cosine for _, _, cosine in places]),
        "passage": np.array([hit.score for _, hit, _ in places]),
        "wording": np.array([wording(asked, sentence.text) for sentence, _, _ in places]),
    }
    scores = mixed(signals, WEIGHTS) if places else np.zeros(0)
    found = [
        Candidate(sentence, hit, float(score))
        for (sentence, hit, _), score in zip(places, scores, strict=True)
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def is_statement(text: str) -> bool:
    """Whether a sentence says something by itself: headings, short questions, scraps do not."""
    words = len(text.split())
    ended = text.rstrip("»\"”’') \u00a0\u202f")[-1:] in tuple(".!…")
    return words >= MIN_WORDS and (ended or words > HEADING)


def read_closely(
    question: str,
    candidates: Sequence[Candidate],
    reader: Reader | None,
    weights: Mapping[str, float],
) -> list[Candidate]:
    """`candidates` in the order of their score so far mixed with what `reader` says; as they are
    without a reader.

    `weights` are those of "so far" and "reader".
    """
    if reader is None or not candidates:
        return list(candidates)
    said = np.asarray(reader(question, [in_context(candidate) for candidate in candidates]))
    so_far = np.array([candidate.score for candidate in candidates])
    scores = mixed({"so far": so_far, "reader": said}, weights)
    order = np.argsort(-scores, kind="stable")
    return [replace(candidates[i], score=float(scores[i]), read=float(said[i])) for i in order]


def in_context(candidate: Candidate) -> str:
    """The sentence as it is read closely: after its document's title."""
    return f"{candidate.hit.title}. {candidate.sentence.text}"


def evidence_sentences(
    candidates: Sequence[Candidate], document: Callable[[str], Document], size: int
) -> tuple[ScoredSentence, ...]:
    """The best `size` candidates as evidence, best first."""
    return tuple(
        ScoredSentence(c.sentence, document(c.sentence.document_id), c.score, c.read)
        for c in candidates[:size]
    )
