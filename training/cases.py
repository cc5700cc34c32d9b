"""NoMIRACL questions on the way the assistant goes: given passages → Hits → signals.

The passages of a question are taken as a set: they are put in order by similarity, because in
the file those that answer come first, which no reader's question would tell.
"""

from __future__ import annotations

import argparse
import json
import pickle
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answering.evidence import Candidate, in_context, rank_sentences
from core.settings import Settings
from core.types import Hit, Passage, Sentence
from ingest.sentences import split_sentences
from retrieval.embeddings import Embedder, open_embedder
from retrieval.making import titled

READ = 16  # sentences the scorer reads

Cosines = list[list[float]]


@dataclass(frozen=True)
class Case:
    """A question, what was found for it, and whether that holds the answer.

    `gold` is a passage (its document's id) known to answer, for training only; empty if unknown.
    """

    id: str
    question: str
    hits: list[Hit]
    cosines: Cosines
    answerable: bool
    gold: str = ""

    def candidates(self) -> list[Candidate]:
        """The sentences the scorer reads, best first by meaning and wording."""
        return rank_sentences(self.question, self.hits, self.cosines)[:READ]

    def texts(self) -> list[str]:
        return [in_context(candidate) for candidate in self.candidates()]


def nomiracl(path: Path, embedder: Embedder) -> list[Case]:
    """All questions of a file, with similarities (about two minutes for the development half)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    given = [p for row in rows for p in row["passages"]]
    every = [_passage(p["docid"], p["text"]) for p in given]
    read = [titled(passage, p["title"]) for passage, p in zip(every, given, strict=True)]
    embedded = embedder.passages(read)  # as the index does
    cases, at = [], 0
    for row in rows:
        end = at + len(row["passages"])
        titles = [p["title"] for p in row["passages"]]
        asked = embedder.query(row["question"])
        vectors = embedded.vectors[at:end]
        cases.append(_case(row, asked, titles, every[at:end], vectors, embedded.sentences[at:end]))
        at = end
    return cases


def _case(
    row: dict[str, object],
    asked: NDArray[np.float32],
    titles: list[str],
    passages: list[Passage],
    vectors: NDArray[np.float32],
    sentences: list[NDArray[np.float32]],
) -> Case:
    similar = vectors @ asked
    order = [int(i) for i in np.argsort(-similar, kind="stable")]
    hits = [
        Hit(passages[i], titles[i], float(similar[i]), {"dense": n}) for n, i in enumerate(order, 1)
    ]
    cosines = [(sentences[i] @ asked).tolist() for i in order]
    gold = passages[0].document_id if row["answerable"] else ""
    return Case(str(row["id"]), str(row["question"]), hits, cosines, bool(row["answerable"]), gold)


def _passage(name: str, text: str) -> Passage:
    spans = split_sentences(text, "fr")
    cut = tuple(Sentence(name, start, end, text[start:end]) for start, end in spans)
    return Passage(name, 1, 0, len(text), text, cut)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("questions", type=Path)
    options.add_argument("-o", "--out", type=Path, required=True)
    given = options.parse_args()
    cases = nomiracl(given.questions, open_embedder("embedded", Settings().cache))
    given.out.write_bytes(pickle.dumps(cases))


if __name__ == "__main__":
    # Under the module's own name, so that the pickle can be read elsewhere.
    import_module("training.cases").main()
