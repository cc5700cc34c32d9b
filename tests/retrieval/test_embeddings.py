from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import numpy as np

from retrieval.embeddings import Embedded, Floats, Progress
from retrieval.embeddings_langchain import LangChainEmbeddings


class Counting:
    """Embeds a text as (its length, 1), not even unit: enough to see what is handed through."""

    name, dimension = "counting", 2

    def query(self, text: str) -> Floats:
        return np.array([len(text), 0], np.float32)

    def texts(self, texts: Sequence[str]) -> Floats:
        return np.array([[len(text), 1] for text in texts], np.float32)

    def passages(self, passages: object, on_progress: Progress | None = None) -> Embedded:
        raise NotImplementedError


def test_the_langchain_adapter_keeps_questions_and_documents_apart() -> None:
    adapter = LangChainEmbeddings(Counting())
    assert adapter.embed_query("abc") == [3.0, 0.0]
    assert adapter.embed_documents(["a", "ab"]) == [[1.0, 1.0], [2.0, 1.0]]


def test_importing_the_contract_loads_no_model_library() -> None:
    program = "import sys, retrieval.embeddings; print([m for m in ('torch', 'transformers') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
