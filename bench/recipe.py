"""The plain recipe as a store that grows: LangChain's splitter, LangChain's Chroma, nothing else.

python -m bench.recipe FOLDER QUESTION     opens the store, searches once, prints the hits
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from langchain_chroma import Chroma

from core.settings import load_settings
from core.types import Document
from evaluation.systems.vanilla import CHUNKS, AsLangChain, chunks
from retrieval.embeddings import Embedder, open_embedder

BATCH = 5_000  # Chroma refuses more than 5,461 at a time


class Recipe:
    """RecursiveCharacterTextSplitter 1000/200, Chroma on disk, the four nearest."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._store = Chroma(
            "recipe",
            AsLangChain(embedder),
            persist_directory=str(folder),
            collection_metadata={"hnsw:space": "cosine"},
        )

    def put(self, documents: Sequence[Document]) -> int:
        """Adds documents; returns the number of chunks."""
        cut = list(chunks(documents))
        for start in range(0, len(cut), BATCH):
            self._store.add_documents(cut[start : start + BATCH])
        return len(cut)

    def remove(self, document: Document) -> None:
        self._store.delete([str(chunk.id) for chunk in chunks([document])])

    def search(self, question: str) -> list[str]:
        return [hit.page_content for hit in self._store.similarity_search(question, CHUNKS)]

    def size(self) -> int:
        return len(self._store.get(include=[])["ids"])


def plain_embedder() -> Embedder:
    """sentence-transformers as it comes, fp32."""
    settings = load_settings()
    return open_embedder("embedded", settings.cache, precision="fp32", threads=settings.threads)


if __name__ == "__main__":
    for found in Recipe(Path(sys.argv[1]), plain_embedder()).search(sys.argv[2]):
        print(found)
