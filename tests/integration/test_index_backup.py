"""A whole index, backed up and restored elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.index import Index
from retrieval.restore import restore
from tests.retrieval.fakes import CHUNKING, HashingEmbedder, document, split

pytestmark = pytest.mark.integration


def test_a_restored_index_answers_alike_without_embedding(tmp_path: Path) -> None:
    index = Index(tmp_path / "a", HashingEmbedder(), split, CHUNKING)
    first = document("La Russie et l'Iran ont signé un accord. Il dure vingt ans.")
    index.put(first)
    index.put(document(first.text + " Il est public."))
    index.put(document("Téhéran livre des drones. Kiev en abat.", "b.txt"))
    before = index.search("Combien d'années dure l'accord ?")
    index.backup(tmp_path / "b.zip")
    index.close()
    restore(tmp_path / "b.zip", tmp_path / "new")
    embedder = HashingEmbedder()
    again = Index(tmp_path / "new", embedder, split, CHUNKING)
    assert again.check() == []
    assert again.search("Combien d'années dure l'accord ?") == before
    assert again.document(first.id, 1).text == first.text
    assert embedder.embedded == 0
    again.close()
