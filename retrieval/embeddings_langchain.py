"""An Embedder as LangChain `Embeddings`, for recipes that ask for one."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from retrieval.embeddings import Embedder


class LangChainEmbeddings(Embeddings):
    """Hands texts through; vectors come back as lists, as LangChain wants them."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.texts(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.query(text).tolist()
        return vector
