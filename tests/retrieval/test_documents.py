"""The truth in SQLite."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import DocumentsDamaged, OtherFormat
from core.types import Document
from retrieval.documents import Documents
from retrieval.making import made
from tests.retrieval.fakes import HashingEmbedder, document, split

TEXT = "Un. Deux. Trois. Quatre. Cinq."


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    return Documents(tmp_path / "d.sqlite3")


def stage(documents: Documents, *given: Document) -> list[tuple[str, int]]:
    documents.stage(made(given, split, HashingEmbedder()), "f")
    return [(d.id, d.version) for d in given]


def test_a_document_comes_back_as_it_went_in(documents: Documents) -> None:
    given = document(TEXT, author="A", published="2025-01-17", pages=(0, 9))  # type: ignore[arg-type]
    versions = stage(documents, given)
    assert documents.newest(given.id) is None
    documents.publish(versions)
    assert documents.newest(given.id) == given
    assert documents.all() == [given]
    assert documents.passages(given.id, 1) == split(given)
    assert documents.size() == 3


def test_vectors_come_back_to_half_precision(documents: Documents) -> None:
    given = document(TEXT)
    versions = stage(documents, given)
    (ready,) = made([given], split, HashingEmbedder())
    rows = sorted(documents.rows(documents.keys(versions)), key=lambda row: row.key)
    for row, vector, sentences in zip(rows, ready.vectors, ready.sentences, strict=True):
        assert abs(row.vector - vector).max() < 1e-3
        assert abs(row.sentences - sentences).max() < 1e-3
        assert row.sentences.shape == sentences.shape


def test_only_published_passages_are_seen_and_newer_ones_hide_older(documents: Documents) -> None:
    first = document(TEXT)
    old = stage(documents, first)
    assert documents.candidates(documents.keys(old)) == []
    documents.publish(old)
    assert len(documents.candidates(documents.keys(old))) == 3
    second = replace(first, version=2, text=TEXT + " Six.", content_hash="x")
    new = stage(documents, second)
    documents.publish(new)
    assert documents.candidates(documents.keys(old)) == []
    assert documents.in_state("outdated") == old
    documents.retire(old)
    assert documents.version(first.id, 1) == first
    assert documents.keys(old) == []
    assert documents.newest(first.id) == second


def test_a_document_being_removed_is_out_of_sight_at_once(documents: Documents) -> None:
    versions = stage(documents, document(TEXT))
    documents.publish(versions)
    documents.mark_removing(versions[0][0])
    assert (documents.all(), documents.catalogue(), documents.seen_keys()) == ([], [], [])
    assert documents.version(*versions[0]) is None
    documents.delete(versions)
    assert documents.in_state("removing") == []


def test_the_catalogue_is_light_and_complete(documents: Documents) -> None:
    documents.publish(stage(documents, document(TEXT, title="T"), document("Six.", "b.txt")))
    first, second = documents.catalogue()
    assert (first.title, first.characters, first.passages) == ("T", len(TEXT), 3)
    assert (second.source, second.passages) == ("b.txt", 1)


def test_a_failed_transaction_leaves_nothing(documents: Documents) -> None:
    given = document(TEXT)
    stage(documents, given)
    with pytest.raises(Exception, match="UNIQUE"):
        stage(documents, document("Autre.", "b.txt"), given)
    assert documents.in_state("pending") == [(given.id, 1)]
    assert len(documents.rows(range(100))) == 3


def test_replacing_keeps_keys_and_marks_the_version_stale(documents: Documents) -> None:
    given = document(TEXT)
    versions = stage(documents, given)
    documents.publish(versions)
    keys = documents.keys(versions)
    renamed = replace(given, title="Nouveau")
    documents.replace(made([renamed], split, HashingEmbedder()), "g")
    assert documents.keys(versions) == keys
    assert documents.in_state("stale") == versions
    assert documents.newest(given.id) == renamed
    assert documents.made_otherwise("f") == versions
    assert documents.made_otherwise("g") == []


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "d") as connection:
        connection.execute("CREATE TABLE documents (id)")
    with pytest.raises(OtherFormat):
        Documents(tmp_path / "d")


def test_a_damaged_file_is_named(documents: Documents, tmp_path: Path) -> None:
    (tmp_path / "junk").write_bytes(b"garbage" * 1000)
    with pytest.raises(DocumentsDamaged, match="junk"):
        Documents(tmp_path / "junk")
    stage(documents, *(document(f"{TEXT} {n}.", f"{n}.txt") for n in range(50)))
    assert documents.is_sound()
    documents.checkpoint()
    documents.close()
    file = tmp_path / "d.sqlite3"
    data = bytearray(file.read_bytes())
    data[8192:40_000] = b"\xff" * (40_000 - 8192)
    file.write_bytes(data)
    assert not Documents(file).is_sound()


def test_readers_and_writers_in_many_threads(documents: Documents) -> None:
    seen: list[int] = []

    def read() -> None:
        for _ in range(50):
            seen.append(len(documents.seen_keys()))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for n in range(20):
        documents.publish(stage(documents, document(f"Texte {n}. Fin.", f"{n}.txt")))
    for reader in readers:
        reader.join()
    assert len(seen) == 200
    assert max(seen) <= documents.size() == 20
