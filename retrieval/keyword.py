"""BM25 over passages, by key. The only file that knows tantivy.

Texts come in as terms (`retrieval.terms`); tantivy only splits them at spaces. Scores are Okapi
BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza 2009, with Lucene's idf).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

_HEAP = 64_000_000  # bytes of new entries held before a segment is written
_TOKENIZER = "spaces"


@dataclass(frozen=True, slots=True)
class Keywords:
    """What is indexed of one passage: its terms, with spaces between them."""

    key: int
    document_id: str
    terms: str


class KeywordIndex:
    """Written by one thread at a time, searched by any number."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder))
        splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_TOKENIZER, splitter)
        self._index.config_reader("manual")
        self._index.reload()
        self._writer: tantivy.IndexWriter | None = None
        self._opening = threading.Lock()

    def write(self, entries: Sequence[Keywords]) -> None:
        """Adds entries; to be seen after `commit`."""
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("key", entry.key)
            document.add_text("document", entry.document_id)
            document.add_text("terms", entry.terms)
            self._open_writer().add_document(document)

    def drop(self, keys: Iterable[int]) -> None:
        """Deletes entries, if they are there; to be seen after `commit`."""
        query = Query.term_set_query(self._schema, "key", list(keys))
        self._open_writer().delete_documents_by_query(query)

    def commit(self) -> None:
        """Writes to disk what was added and dropped, and shows it to searches."""
        if self._writer is not None:
            self._writer.commit()
            self._index.reload()

    def rollback(self) -> None:
        """Forgets what was added and dropped since the last commit."""
        if self._writer is not None:
            self._writer.rollback()

    def search(
        self, terms: Sequence[str], limit: int, documents: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """The (key, BM25 score) of passages with any of `terms`, best first."""
        if not terms or (documents is not None and not documents):
            return []
        query = self._any_of(terms)
        if documents is not None:
            only = Query.term_set_query(self._schema, "document", list(documents))
            filtered = [(Occur.Must, query), (Occur.Must, Query.const_score_query(only, 0.0))]
            query = Query.boolean_query(filtered)
        return _keyed(self._index.searcher(), query, limit)

    def weights(self, terms: Iterable[str]) -> dict[str, float]:
        """Inverse document frequency of each term: ln(1 + (N - n + ½) / (n + ½)), as in BM25."""
        searcher = self._index.searcher()
        found = {term: int(searcher.doc_freq("terms", term)) for term in terms}
        total = max(int(searcher.num_docs), *found.values(), 1)
        return {t: math.log(1 + (total - n + 0.5) / (n + 0.5)) for t, n in found.items()}

    def size(self) -> int:
        return int(self._index.searcher().num_docs)

    def keys(self) -> Iterator[int]:
        """All keys, in no order."""
        searcher = self._index.searcher()
        if searcher.num_docs:
            yield from (key for key, _ in _keyed(searcher, Query.all_query(), searcher.num_docs))

    def clear(self) -> None:
        self._open_writer().delete_all_documents()
        self.commit()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _any_of(self, terms: Sequence[str]) -> Query:
        queries = [Query.term_query(self._schema, "terms", term, "freq") for term in terms]
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _open_writer(self) -> tantivy.IndexWriter:
        with self._opening:
            if self._writer is None:
                self._writer = self._index.writer(_HEAP, 1)
                # What a killed process wrote and never committed would be in the way of new files.
                self._writer.garbage_collect_files()
            return self._writer


def _keyed(searcher: tantivy.Searcher, query: Query, limit: int) -> list[tuple[int, float]]:
    found: list[tuple[float, Any]] = searcher.search(query, limit, count=False).hits
    keys: list[Any] = searcher.fast_field_values("key", [address for _, address in found])
    return [(int(key), score) for key, (score, _) in zip(keys, found, strict=True)]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", fast=True, indexed=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name=_TOKENIZER, index_option="freq")
    return builder.build()
