"""The index over real Chroma, tantivy and SQLite; only the embedder is a small stand-in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from core.errors import (
    DataFolderBusy,
    DiskFull,
    EmptyQuestion,
    FingerprintMismatch,
    NoSuchDocument,
)
from retrieval.index import Index
from tests.retrieval.fakes import CHUNKING, HashingEmbedder, document, split

pytestmark = pytest.mark.integration

ACCORD = (
    "La Russie et l'Iran ont signé un accord à Moscou. Il dure vingt ans. Il compte 47 articles."
)
DRONES = "Téhéran livre des drones Shahed. Kiev en a abattu plusieurs dizaines cette nuit."
Opener = Callable[..., Index]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Opens the index in one folder; closes what was left open."""
    made: list[Index] = []

    def open_index(name: str = "hashing", dimension: int = 64, chunking: str = CHUNKING) -> Index:
        for index in made:
            index.close()
        made.clear()
        made.append(Index(tmp_path / "i", HashingEmbedder(name, dimension), split, chunking))
        return made[-1]

    yield open_index
    for index in made:
        index.close()


def texts(index: Index, question: str, **options: object) -> list[str]:
    return [hit.passage.text for hit in index.search(question, **options)]  # type: ignore[arg-type]


def test_a_document_is_found_by_its_words_and_survives_reopening(opened: Opener) -> None:
    index = opened()
    change = index.put(document(ACCORD, title="Traité"))
    index.put(document(DRONES, "b.txt"))
    assert (change.kind, change.document.version, change.passages) == ("added", 1, 2)
    for again in (False, True):
        index = opened() if again else index
        hits = index.search("Combien d'articles compte l'accord ?", k=5)
        assert hits[0].passage.text == "Il compte 47 articles."
        assert hits[0].title == "Traité"
        assert hits[0].ranks["bm25"] >= 1
        assert hits[0].ranks["dense"] >= 1
        for hit in hits:
            text = index.document(hit.passage.document_id).text
            assert text[hit.passage.start : hit.passage.end] == hit.passage.text
            for sentence in hit.passage.sentences:
                assert text[sentence.start : sentence.end] == sentence.text
        assert index.check() == []


def test_an_empty_index_finds_nothing_and_an_empty_question_is_refused(opened: Opener) -> None:
    index = opened()
    assert index.search("Qui a signé ?") == []
    with pytest.raises(EmptyQuestion):
        index.search("  ")


def test_a_question_of_stop_words_does_not_fail(opened: Opener) -> None:
    index = opened()
    index.put(document(ACCORD))
    assert index.search("et de la ?")


def test_unchanged_changed_and_twin_documents(opened: Opener) -> None:
    index = opened()
    index.put(document(ACCORD))
    embedder = index._embedder
    assert isinstance(embedder, HashingEmbedder)
    work = embedder.embedded
    assert index.put(document(ACCORD)).kind == "unchanged"
    twin = index.put(document(ACCORD, "copy.txt"))
    assert (twin.kind, twin.document.source) == ("duplicate", "a.txt")
    assert embedder.embedded == work
    changed = index.put(document(ACCORD + " Il est public."))
    assert (changed.kind, changed.document.version) == ("updated", 2)
    assert index.document(changed.document.id).text.endswith("public.")
    assert index.document(changed.document.id, 1).text == ACCORD
    assert len(index.documents()) == len(index.catalogue()) == 1
    assert len(set(texts(index, "accord public de vingt ans"))) == 2
    assert index.check() == []
    with pytest.raises(NoSuchDocument):
        index.document(changed.document.id, 3)


def test_removing_leaves_no_trace_on_disk(opened: Opener, tmp_path: Path) -> None:
    index = opened()
    index.put(document("Le mot xylophonique est rare. Rien d'autre ici."))
    id_ = index.put(document("Le mot xylophonique reste rare. Tout a changé.")).document.id
    index.put(document(DRONES, "b.txt"))
    index.remove(id_)
    assert "xylophonique" not in " ".join(texts(index, "xylophonique"))
    for version in (None, 1, 2):
        with pytest.raises(NoSuchDocument):
            index.document(id_, version)
    with pytest.raises(NoSuchDocument):
        index.remove(id_)
    assert index.check() == []
    index.close()
    left = [p for p in tmp_path.rglob("*") if p.is_file() and b"xylophon" in p.read_bytes()]
    assert left == []
    assert opened().put(document(ACCORD)).document.version == 1


def test_search_can_be_limited_to_documents(opened: Opener) -> None:
    index = opened()
    first = index.put(document(ACCORD, title="Le traité")).document.id
    second = index.put(document(DRONES, "/d/b.txt")).document.id
    question = "accord signé à Moscou, drones de Téhéran"
    found = {hit.passage.document_id for hit in index.search(question, documents={second})}
    assert found == {second}
    assert index.search(question, documents=set()) == []
    assert index.resolve(["le TRAITÉ", "b.txt", second]) == {first, second}
    with pytest.raises(NoSuchDocument):
        index.resolve(["inconnu"])


def test_many_documents_at_once_come_back_in_order(opened: Opener) -> None:
    index = opened()
    given = [document(f"Le numéro {n} parle de la ville {n}.", f"{n}.txt") for n in range(30)]
    given[7:7] = [given[3], document(given[4].text, "twin.txt")]
    changes = list(index.put_many(given))
    assert [change.document.source for change in changes][:3] == ["0.txt", "1.txt", "2.txt"]
    assert [c.kind for c in changes[6:9]] == ["added", "unchanged", "duplicate"]
    assert len(index.documents()) == 30
    assert index.check() == []


def test_a_new_title_is_found_without_changing_the_text(opened: Opener) -> None:
    index = opened()
    id_ = index.put(document(ACCORD)).document.id
    index.put(document(DRONES, "b.txt"))
    described = index.describe(id_, title="Pacte stratégique", author="A. N.")
    assert (described.version, described.text) == (1, ACCORD)
    hit = index.search("pacte stratégique")[0]
    assert (hit.title, hit.passage.document_id) == ("Pacte stratégique", id_)
    assert index.document(id_).author == "A. N."
    assert index.check() == []
    with pytest.raises(ValueError, match="text"):
        index.describe(id_, text="autre")


def test_sentence_scores_are_cosines_of_stored_vectors(opened: Opener) -> None:
    index = opened()
    index.put(document(ACCORD))
    question = "Il dure vingt ans."
    hits = index.search(question)
    scores = index.sentence_scores(question, hits)
    assert [len(row) for row in scores] == [len(hit.passage.sentences) for hit in hits]
    by_text = {
        sentence.text: score
        for hit, row in zip(hits, scores, strict=True)
        for sentence, score in zip(hit.passage.sentences, row, strict=True)
    }
    assert by_text["Il dure vingt ans."] == pytest.approx(1.0, abs=2e-3)
    assert by_text["Il compte 47 articles."] < 0.9


def test_other_settings_are_refused_until_repaired(opened: Opener) -> None:
    index = opened()
    id_ = index.put(document(ACCORD)).document.id
    index = opened("other", 32)
    for use in (lambda: index.search("accord"), lambda: index.put(document(DRONES, "b.txt"))):
        with pytest.raises(FingerprintMismatch):
            use()
    assert index.document(id_).text == ACCORD
    assert len(index.check()) == 1
    index.repair()
    assert index.check() == []
    assert texts(index, "accord signé à Moscou")
    assert opened("other", 32).check() == []


def test_an_interrupted_repair_is_not_mistaken_for_a_finished_one(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().put(document(ACCORD))
    index = opened("other", 32)
    with monkeypatch.context() as patch:
        patch.setattr(
            index._parts.vectors, "write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            index.repair()
    for name, dimension in (("hashing", 64), ("other", 32)):
        index = opened(name, dimension)
        with pytest.raises(FingerprintMismatch):
            index.search("accord")
    index.repair()
    assert index.check() == []
    assert texts(index, "accord signé à Moscou")


@pytest.mark.parametrize("name", ["vectors", "keywords"])
@pytest.mark.parametrize("how", ["gone", "garbage"])
def test_a_lost_or_damaged_index_is_made_again(
    opened: Opener, tmp_path: Path, name: str, how: str
) -> None:
    index = opened()
    index.put(document(ACCORD))
    index.close()
    for file in sorted((tmp_path / "i" / name).rglob("*")):
        if file.is_file():
            file.unlink() if how == "gone" else file.write_bytes(b"\x00garbage" * 64)
    index = opened()
    assert index.check() == []
    hit = index.search("accord signé à Moscou")[0]
    assert {"dense", "bm25"} == set(hit.ranks)


def test_check_names_what_is_missing_and_repair_puts_it_back(opened: Opener) -> None:
    index = opened()
    index.put(document(ACCORD))
    index._parts.vectors.drop(list(index._parts.vectors.keys())[:1])
    index._parts.vectors.write([999], np.ones((1, 64), np.float32))
    (said,) = index.check("fr")
    assert "1 passages manquent, 1 sont de trop" in said
    index.repair()
    assert index.check() == []


def test_a_second_process_is_refused_with_the_name_of_the_first(
    opened: Opener, tmp_path: Path
) -> None:
    index = opened()
    with pytest.raises(DataFolderBusy, match=r"pid \d+"):
        Index(tmp_path / "i", HashingEmbedder(), split, CHUNKING)
    script = (
        "import sys; from pathlib import Path; from retrieval.lock import FolderLock;"
        f"FolderLock(Path({str(tmp_path / 'i')!r}))"
    )
    other = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert "DataFolderBusy" in other.stderr
    index.put(document(ACCORD))


@pytest.mark.parametrize("part", ["vectors.write", "keywords.write", "documents.publish"])
@pytest.mark.parametrize(
    ("raised", "seen"),
    [(OSError(28, "No space left on device"), DiskFull), (KeyboardInterrupt(), KeyboardInterrupt)],
)
def test_a_failure_anywhere_leaves_nothing_behind(
    opened: Opener,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    raised: BaseException,
    seen: type[BaseException],
) -> None:
    index = opened()
    index.put(document(ACCORD))
    owner, method = part.split(".")

    def fail(*_: object) -> None:
        raise raised

    with monkeypatch.context() as patch:
        patch.setattr(getattr(index._parts, owner), method, fail)
        with pytest.raises(seen):
            index.put(document(ACCORD + " Il est public."))
    assert index.document(document(ACCORD).id).text == ACCORD
    assert index.check() == []
    assert index.put(document(ACCORD + " Il est public.")).kind == "updated"
    assert opened().check() == []


def test_a_damaged_graph_of_vectors_is_noticed_at_the_start(opened: Opener, tmp_path: Path) -> None:
    """Chroma opens such a folder, and fails only when it is first asked."""
    index = opened()
    list(index.put_many(document(f"Ville {n}. Rue {n}.", f"{n}.txt") for n in range(1100)))
    index.close()
    graphs = list((tmp_path / "i" / "vectors").rglob("*.bin"))
    assert graphs
    for file in graphs:
        file.write_bytes(b"garbage" * 20)
    index = opened()
    assert "dense" in index.search("ville")[0].ranks
    assert index.check() == []


def test_few_documents_are_compared_as_the_graph_would(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = opened()
    list(index.put_many(document(f"Ville {n}. Accord {n}.", f"{n}.txt") for n in range(40)))
    some = {entry.id for entry in index.catalogue()[::2]}
    exact = [hit.passage for hit in index.search("accord de la ville 12", 5, some)]
    monkeypatch.setattr("retrieval.search.FEW", 0)
    assert [hit.passage for hit in index.search("accord de la ville 12", 5, some)] == exact
    assert {passage.document_id for passage in exact} <= some
