"""Where the sentence that answers stands among the sentences of the five best passages.

    python -m bench.sentence_ranking PIAF.json [-n QUESTIONS] [--scorer FILE]

Only articles that the scorer was not trained on. MRR: mean of 1/rank of the first sentence that
overlaps the answer's span, over questions whose answer lies in those passages.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answering.evidence import Candidate, in_context, rank_sentences
from answering.scorer import FILE, open_scorer
from core.settings import Settings
from core.types import Hit, Passage, Sentence
from ingest.sentences import split_sentences
from retrieval.embeddings import open_embedder
from retrieval.fuse import standardised
from retrieval.making import titled
from training.squad import Asked, Paragraph, held_out, squad

PASSAGES = 5
Floats = NDArray[np.float64]


def passage(number: int, paragraph: Paragraph) -> Passage:
    text, name = paragraph.text, str(number)
    cut = tuple(Sentence(name, a, b, text[a:b]) for a, b in split_sentences(text, "fr"))
    return Passage(name, 1, 0, len(text), text, cut)


def answers(candidate: Candidate, asked: Asked) -> bool:
    at = candidate.sentence
    return at.document_id == str(asked.paragraph) and at.start <= asked.start < at.end


def reciprocal(scores: Sequence[float], right: Sequence[bool]) -> float:
    order = np.argsort(-np.asarray(scores), kind="stable")
    return 1.0 / (1 + next(rank for rank, i in enumerate(order) if right[i]))


class Bench:
    """The held-out articles' passages, embedded as the index does."""

    def __init__(self, piaf: Path, scorer: Path) -> None:
        self.paragraphs, every = squad(piaf)
        kept = held_out(every, 7)
        self.numbers = [i for i, p in enumerate(self.paragraphs) if p.article in kept]
        self.asked = [one for one in every if one.article in kept]
        self.passages = [passage(i, self.paragraphs[i]) for i in self.numbers]
        self.embedder = open_embedder("embedded", Settings().cache)
        titles = [self.paragraphs[i].article for i in self.numbers]
        pairs = zip(self.passages, titles, strict=True)
        self.embedded = self.embedder.passages([titled(p, title) for p, title in pairs])
        self.scorer = open_scorer(scorer)

    def candidates(self, question: str) -> list[Candidate]:
        vector = self.embedder.query(question)
        similar = self.embedded.vectors @ vector
        best = [int(i) for i in np.argsort(-similar)[:PASSAGES]]
        hits = [self._hit(i, float(similar[i])) for i in best]
        cosines = [(self.embedded.sentences[i] @ vector).tolist() for i in best]
        return rank_sentences(question, hits, cosines)

    def _hit(self, i: int, score: float) -> Hit:
        return Hit(self.passages[i], self.paragraphs[self.numbers[i]].article, score)

    def orders(self, question: str, candidates: Sequence[Candidate]) -> dict[str, Floats]:
        """Scores of the candidates by each way of ranking."""
        texts = [in_context(c) for c in candidates]
        so_far = standardised(np.array([c.score for c in candidates]))
        alike = self.embedder.texts(texts) @ self.embedder.query(question)
        closer = 0.5 * so_far + standardised(alike.astype(np.float64))
        found = {"as ranked so far": so_far, "with the title's meaning": closer}
        if self.scorer:
            read = standardised(self.scorer.score(question, texts).astype(np.float64))
            found |= {"scorer alone": read, "so far and scorer": so_far + read}
            found |= {"title's meaning and scorer": closer + read}
        return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("piaf", type=Path)
    options.add_argument("-n", type=int, default=80)
    options.add_argument("--scorer", type=Path, default=FILE)
    given = options.parse_args()
    bench = Bench(given.piaf, given.scorer)
    ranks: dict[str, list[float]] = {}
    for one in random.Random(1).sample(bench.asked, given.n):
        candidates = bench.candidates(one.question)
        right = [answers(c, one) for c in candidates]
        if any(right):
            for name, scores in bench.orders(one.question, candidates).items():
                ranks.setdefault(name, []).append(reciprocal(scores.tolist(), right))
    for name, values in ranks.items():
        print(f"{name:28s} MRR {np.mean(values):.3f} ({len(values)} questions)")


if __name__ == "__main__":
    main()
