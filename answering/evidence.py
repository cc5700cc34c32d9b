"""Choosing the few sentences that bear on a question from the passages found for it.

Two steps, both R→R in the sense of Q→R→A: a cheap ranking of every sentence of the hits
(stored sentence vectors and wording), then a trained scorer on the best of them, where there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.terms import terms

from core.types import Document, Hit, ScoredSentence, Sentence

WORDING_WEIGHT = 0.15
RANK_WEIGHT = 0.02
MIN_WORDS = 4


class SentenceScorer(Protocol):
    """A model that reads question and sentence together; higher means it answers better."""

    def score(self, question: str, texts: Sequence[str]) -> Sequence[float]: ...


class SentenceSimilarity(Protocol):
    """What the index knows of each hit's sentences: their cosine with the question."""

    def sentence_scores(self, question: str, hits: Sequence[Hit]) -> list[list[float]]: ...

    def document(self, document_id: str, version: int | None = None) -> Document: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence on its way to becoming evidence, with the hit it came from (rank from 0)."""

    sentence: Sentence
    hit: Hit
    rank: int
    score: float


def wording(question_terms: frozenset[str], sentence: str, language: str) -> float:
    """Share of the question's stemmed content words that the sentence contains, 0 to 1."""
    if not question_terms:
        return 0.0
    return len(question_terms & set(terms(sentence, language))) / len(question_terms)


def rank_sentences(
    question: str, hits: Sequence[Hit], index: SentenceSimilarity, language: str
) -> list[Candidate]:
    """Every citable sentence of `hits`, best first, by meaning, wording and passage rank."""
    asked = frozenset(terms(question, language))
    found: dict[tuple[str, int], Candidate] = {}
    for rank, (hit, cosines) in enumerate(
        zip(hits, index.sentence_scores(question, hits), strict=True)
    ):
        for sentence, cosine in zip(hit.passage.sentences, cosines, strict=True):
            if len(sentence.text.split()) < MIN_WORDS:
                continue
            score = cosine + WORDING_WEIGHT * wording(asked, sentence.text, language)
            candidate = Candidate(sentence, hit, rank, score - RANK_WEIGHT * rank)
            key = (sentence.document_id, sentence.start)
            if key not in found or found[key].score < candidate.score:
                found[key] = candidate
    return sorted(found.values(), key=lambda candidate: -candidate.score)


def rescore(
    question: str, candidates: Sequence[Candidate], scorer: SentenceScorer | None, read: int
) -> list[Candidate]:
    """The first `read` candidates in the scorer's order; unchanged without a scorer."""
    best = list(candidates[:read])
    if scorer is None or not best:
        return best
    scores = scorer.score(question, [in_context(candidate) for candidate in best])
    scored = [
        Candidate(c.sentence, c.hit, c.rank, float(score))
        for c, score in zip(best, scores, strict=True)
    ]
    return sorted(scored, key=lambda candidate: -candidate.score)


def in_context(candidate: Candidate) -> str:
    """The sentence as a scorer reads it: after its document's title."""
    return f"{candidate.hit.title}. {candidate.sentence.text}"


def evidence_sentences(
    candidates: Sequence[Candidate], document: Callable[[str], Document], size: int
) -> tuple[ScoredSentence, ...]:
    """The best `size` candidates as evidence, best first."""
    return tuple(
        ScoredSentence(c.sentence, document(c.sentence.document_id), c.score)
        for c in candidates[:size]
    )
