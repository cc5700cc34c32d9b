"""The retriever as LangChain calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from langchain_core.runnables import RunnableLambda

from retrieval.index import Index
from retrieval.retriever import DossierRetriever
from tests.retrieval.fakes import CHUNKING, HashingEmbedder, document, split

pytestmark = pytest.mark.integration


def test_a_chain_gets_passages_with_their_offsets(tmp_path: Path) -> None:
    index = Index(tmp_path, HashingEmbedder(), split, CHUNKING)
    text = "La Russie et l'Iran ont signé un accord. Il dure vingt ans. Il compte 47 articles."
    id_ = index.put(document(text, title="Traité")).document.id
    other = index.put(document("Un autre accord, signé ailleurs.", "b.txt")).document.id
    chain = DossierRetriever(index=index, k=3) | RunnableLambda(lambda found: found[0])
    first = chain.invoke("Combien d'articles ?")
    place = first.metadata
    assert first.page_content == text[place["start"] : place["end"]] == "Il compte 47 articles."
    assert (place["document_id"], place["version"], place["title"]) == (id_, 1, "Traité")
    only = DossierRetriever(index=index, documents=frozenset({other}))
    assert {d.metadata["document_id"] for d in only.invoke("un accord signé")} == {other}
    index.close()
