"""The index as a LangChain retriever. The only file here that knows LangChain."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from core.types import Hit
from retrieval.index import Index


class DossierRetriever(BaseRetriever):
    """Passages for a question, with their place in their document as metadata.

    `documents` limits the search to these ids; None searches all.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 10
    documents: frozenset[str] | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 (LangChain passes it)
    ) -> list[LangChainDocument]:
        return [as_langchain(hit) for hit in self.index.search(query, self.k, self.documents)]


def as_langchain(hit: Hit) -> LangChainDocument:
    """`page_content` is the text from `start` to `end` of version `version` of the document."""
    passage = hit.passage
    metadata: dict[str, Any] = {
        "document_id": passage.document_id,
        "version": passage.version,
        "start": passage.start,
        "end": passage.end,
        "title": hit.title,
        "score": hit.score,
        "ranks": hit.ranks,
    }
    return LangChainDocument(id=passage.id, page_content=passage.text, metadata=metadata)
