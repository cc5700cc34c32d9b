"""A process that changes an index until it is killed, and tells what was acknowledged.

    python -m tests.integration.crashing FOLDER LOG SEED

Each line of LOG is written, and flushed to the system, right before ("begin") or right after
("done") a change: `begin put SOURCE TEXT`, `done put SOURCE TEXT`, `begin remove SOURCE`, …
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TextIO

from core.types import Document
from retrieval.index import Index
from tests.retrieval.fakes import CHUNKING, HashingEmbedder, document, split

SOURCES = [f"{name}.txt" for name in "abcdefgh"]
WORDS = (
    "accord drone traité mission soldat sanction avion gaz pétrole ambassade radar navire".split()
)


def text_of(chance: random.Random) -> str:
    return " ".join(
        f"{' '.join(chance.choices(WORDS, k=6))} {chance.randrange(10**9)}."
        for _ in range(chance.randrange(1, 12))
    )


def main(folder: Path, log: TextIO, seed: int) -> None:
    chance = random.Random(seed)
    index = Index(folder, HashingEmbedder(), split, CHUNKING)
    say(log, "open", "", "")
    while True:
        kind = chance.choice(["put", "put", "many", "remove", "describe"])
        if kind == "put":
            put(index, [new(chance)], log)
        elif kind == "many":
            sources = chance.sample(SOURCES, 4)
            put(index, [document(text_of(chance), source) for source in sources], log)
        elif known := index.catalogue():
            entry = chance.choice(known)
            say(log, "begin", kind, entry.source)
            if kind == "remove":
                index.remove(entry.id)
            else:
                index.describe(entry.id, title=f"Titre {chance.randrange(100)}")
            say(log, "done", kind, entry.source)


def new(chance: random.Random) -> Document:
    return document(text_of(chance), chance.choice(SOURCES))


def put(index: Index, documents: list[Document], log: TextIO) -> None:
    for one in documents:
        say(log, "begin", "put", one.source, one.text)
    for one, change in zip(documents, index.put_many(documents), strict=True):
        assert change.document.source == one.source
        say(log, "done", "put", one.source, one.text)


def say(log: TextIO, *words: str) -> None:
    log.write(json.dumps(words) + "\n")
    log.flush()


if __name__ == "__main__":
    with open(sys.argv[2], "a", encoding="utf-8") as file:
        main(Path(sys.argv[1]), file, int(sys.argv[3]))
