"""Opens the parts of an index. Vectors and keywords that cannot be opened are begun anew."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from retrieval.disk import is_disk_full
from retrieval.documents import Documents
from retrieval.keyword import KeywordIndex
from retrieval.store import Server, Vectors, open_vectors

TRUTH = "documents.sqlite3"


@dataclass(frozen=True, slots=True)
class Parts:
    """The truth and the two indexes made from it."""

    documents: Documents
    vectors: Vectors
    keywords: KeywordIndex

    def close(self) -> None:
        self.keywords.close()
        self.vectors.close()
        self.documents.close()


def open_parts(folder: Path, server: Server | None = None) -> Parts:
    documents = Documents(folder / TRUTH)
    vectors = _open_vectors(documents, folder / "vectors", server)
    return Parts(documents, vectors, _open_keywords(folder / "keywords"))


def _open_vectors(documents: Documents, folder: Path, server: Server | None) -> Vectors:
    """The collection has a name of its own, on a server and, as a folder, on disk."""
    name = documents.fact("collection") or _new_name(documents)
    try:
        return open_vectors(folder / name, name, server)
    except Exception as error:
        if server is not None or is_disk_full(error):
            raise
        shutil.rmtree(folder, ignore_errors=True)
        name = _new_name(documents)  # Chroma does not open one path twice in a process
        return open_vectors(folder / name, name)


def _new_name(documents: Documents) -> str:
    name = f"dossier-{uuid.uuid4().hex[:12]}"
    documents.set_fact("collection", name)
    return name


def _open_keywords(folder: Path) -> KeywordIndex:
    try:
        return KeywordIndex(folder)
    except Exception as error:
        if is_disk_full(error):
            raise
        shutil.rmtree(folder, ignore_errors=True)
        return KeywordIndex(folder)
