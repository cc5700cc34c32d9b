"""The evaluation on real parts: sample test set, real index and checks; PIAF for the baseline."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from answering.factory import Desk, open_desk
from core.settings import load_settings, user_folder
from core.types import Document, Passage
from evaluation import command, testset
from evaluation.cases import Case
from evaluation.rows import read_rows
from evaluation.run import Options
from evaluation.systems.vanilla import Vanilla, does_not_know
from retrieval.embeddings import Embedded, Floats, Progress
from tests.fakes import FakeWriter, document
from weights.manifest import E5

pytestmark = pytest.mark.integration
ROOT = Path(__file__).resolve().parents[2]
PIAF = ROOT.parent / "shared" / "data" / "piaf_dev" / "piaf_dev.json"
SAMPLES = ROOT / "samples"
CACHE = user_folder("cache")


def desk(folder: Path) -> Desk:
    return open_desk(load_settings(data=folder, llm="extractive"))


def test_bm25_on_piaf_is_what_others_measured(tmp_path: Path) -> None:
    if not PIAF.is_file():
        pytest.skip("the development data (shared/data/piaf_dev) is not beside the project")
    found = testset.load(PIAF)
    options = Options(retrieval_only=True)
    for _ in command.evaluate(
        found, tmp_path / "o", desk(tmp_path), systems=["bm25"], options=options
    ):
        pass
    figures = command.summarise(tmp_path / "o")["systems"]["bm25"]
    assert figures["retrieval.recall@1"]["value"] == pytest.approx(0.663, abs=0.01)
    assert figures["retrieval.ndcg@10"]["value"] == pytest.approx(0.776, abs=0.01)
    assert figures["retrieval.ndcg@10"]["n"] == 4655


def test_the_samples_gold_quotes_are_in_the_sample_documents() -> None:
    from evaluation.corpus import of_folder

    found = testset.load(SAMPLES / "testset.jsonl")
    corpus = of_folder(SAMPLES / "documents")
    assert corpus.errors == ()
    assert [p.say("en") for p in testset.validate(found, corpus.documents)] == []


def test_the_sample_is_measured_and_its_quotes_are_exact(tmp_path: Path) -> None:
    if not (CACHE / E5.name).is_file():
        pytest.skip(f"{E5.name} is not in {CACHE}: start Dossier once, it fetches it")
    found = testset.load(SAMPLES / "testset.jsonl")
    out, ours = tmp_path / "o", desk(tmp_path)
    progress = command.evaluate(
        found, out, ours, systems=["bm25", "extractive"], corpus=SAMPLES / "documents", options=Options(limit=6)
    )  # fmt: skip
    assert [p.done for p in progress] == list(range(13))
    ours.close()
    figures = command.summarise(out)["systems"]
    assert figures["extractive"]["citation.integrity"]["value"] == 1
    assert figures["extractive"]["citation.recall"]["value"] == 1
    assert "answer.em" not in figures["bm25"]
    assert all(row["error"] is None for row in read_rows(out))
    assert "<details" in (out / "report.html").read_text("utf-8")
    assert (
        command.failures(command.summarise(out), [command.Floor("citation.integrity", 1.0)]) == []
    )


def test_a_corpus_another_version_indexed_is_indexed_again(tmp_path: Path) -> None:
    if not (CACHE / E5.name).is_file():
        pytest.skip(f"{E5.name} is not in {CACHE}: start Dossier once, it fetches it")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Le pacte dure vingt ans. Il est signé à Moscou.")
    (tmp_path / "t.jsonl").write_text('{"id": "1", "question": "Combien ?", "answerable": false}')
    found, out = testset.load(tmp_path / "t.jsonl"), tmp_path / "o"

    def measured() -> None:
        ours = desk(tmp_path)
        options = Options(retrieval_only=True)
        list(command.evaluate(found, out, ours, corpus=tmp_path / "corpus", options=options))
        ours.close()
        assert [row["error"] for row in read_rows(out)] == [None]
        assert len(read_rows(out)[0]["hits"]) == 1

    measured()
    (truth,) = (tmp_path / "evaluation").rglob("documents.sqlite3")
    for change in (
        "UPDATE facts SET value = 'x' WHERE name = 'fingerprint'",
        "PRAGMA user_version = 99",
    ):
        with sqlite3.connect(truth) as database:
            database.execute(change)
        database.close()
        measured()


class WordEmbedder:
    """Counts of words, hashed: near texts share words."""

    name, dimension = "words", 64

    def query(self, text: str) -> Floats:
        return np.asarray(self.texts([text])[0])

    def passages(
        self, passages: Sequence[Passage], on_progress: Progress | None = None
    ) -> Embedded:
        return Embedded(self.texts([p.text for p in passages]), [])

    def texts(self, texts: Sequence[str]) -> Floats:
        vectors = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w{4,}", text.lower()):
                vector[sum(word.encode()) % 64] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def long_document(title: str, topic: str) -> Document:
    lines = (f"Au chapitre {n}, il est question de {topic}.\n" for n in range(80))
    return document("".join(lines), title=title)


def test_the_plain_recipe_cites_the_chunks_it_read(tmp_path: Path) -> None:
    pytest.importorskip("langchain_chroma", reason="pip install langchain-chroma")
    documents = [long_document("A", "missiles"), long_document("B", "drones")]
    writer = FakeWriter("Il est question de drones.")
    vanilla = Vanilla(documents, WordEmbedder(), writer, tmp_path)
    reply = vanilla.answer(Case("1", "Parle-t-on de drones ?", "fr", True), None)
    assert reply is not None
    assert {c.document.id for c in reply.answer.citations} == {"b"}
    assert len(reply.answer.citations) == 4
    assert all(len(c.quote) <= 1000 for c in reply.answer.citations)
    assert reply.answer.sentences[0].citations == (1, 2, 3, 4)
    assert "drones" in writer.asked[0][1]
    assert vanilla.search("drones", {"a"}, 3)[0].document_id == "a"


def test_chunks_are_embedded_once(tmp_path: Path) -> None:
    pytest.importorskip("langchain_chroma", reason="pip install langchain-chroma")
    documents = [long_document("A", "missiles")]
    first = Vanilla(documents, WordEmbedder(), None, tmp_path).search("missiles", None, 10)

    class Refuses(WordEmbedder):
        def texts(self, texts: Sequence[str]) -> Floats:
            assert len(texts) == 1, "only the question is embedded again"
            return super().texts(texts)

    assert Vanilla(documents, Refuses(), None, tmp_path).search("missiles", None, 10) == first


@pytest.mark.parametrize(
    ("text", "declines"),
    [
        ("Je ne sais pas.", True),
        ("Le contexte ne mentionne pas le prix du pétrole.", True),
        ("Il n'est pas précisé dans les passages.", True),
        ("I don't know.", True),
        ("The context does not provide the price.", True),
        ("Le pacte dure vingt ans. Le texte ne mentionne pas de renfort.", False),
        ("Cent dollars la tonne.", False),
    ],
)  # fmt: skip
def test_the_models_own_refusals_are_recognised(text: str, declines: bool) -> None:
    assert does_not_know(text) is declines
