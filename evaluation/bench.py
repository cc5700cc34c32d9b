"""What systems are built from. The model library and the model load only if one needs them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from answering.factory import Desk, Dossier
from answering.llm import Writer
from answering.similarity import Meaning
from core.errors import FingerprintMismatch, ModelError, OtherFormat
from core.types import Document
from evaluation import corpus as corpora
from evaluation.cases import TestSet
from evaluation.corpus import Corpus, Progress
from evaluation.judge import VERIFIER, JudgeFor, model_judge, verifier
from evaluation.systems import System
from evaluation.systems.bm25 import Bm25
from evaluation.systems.dense import Dense
from evaluation.systems.dossier import DossierSystem, without_writer
from retrieval.embeddings import Embedder


class CorpusDesk(Desk):
    """A desk of its own folder that borrows the models of another; no writer unless it `writes`."""

    def __init__(self, lender: Desk, *, writes: bool) -> None:
        here = {"data": lender.settings.data / "evaluation", "chroma_url": ""}
        super().__init__(lender.settings.model_copy(update=here), lender.on_progress)
        self._lender = lender
        self._writes = writes

    @cached_property
    def embedder(self) -> Embedder:
        return self._lender.embedder

    @cached_property
    def writer(self) -> Writer | None:
        return self._lender.writer if self._writes else None


@dataclass
class Bench:
    """The documents to search, and the models to do it with.

    With `given` the documents are those of a corpus, indexed when first needed in a dossier
    beside the readers' own; else they are those of the dossier `name`. `writes` says whether
    any system will be asked to answer with a model.
    """

    desk: Desk
    name: str
    given: Corpus | None = None
    writes: bool = True
    on_progress: Progress | None = None

    @cached_property
    def corpus(self) -> Corpus:
        return self.given or Corpus(tuple(self.dossier.index.documents()))

    @cached_property
    def dossier(self) -> Dossier:
        if self.given is None:
            return self.desk.dossier(self.name)
        dossier = self._corpus_dossier(f"corpus-{self.given.name}")
        self.given.fill(dossier.index, self.on_progress)
        return dossier

    def _corpus_dossier(self, name: str) -> Dossier:
        """A dossier that is only a cache: one that another version wrote is made again."""
        desk = self._corpus_desk
        try:
            dossier = desk.dossier(name)
        except OtherFormat:
            shutil.rmtree(desk.settings.data / "dossiers" / name)
            return desk.dossier(name)
        try:
            dossier.index.search(name, 1)
        except FingerprintMismatch:
            dossier.index.repair(self.on_progress)
        return dossier

    @cached_property
    def documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.corpus.documents}

    @property
    def folder(self) -> Path:
        """Where vectors and chunks of the baselines are kept between runs."""
        return self.desk.settings.data / "evaluation" / "baselines"

    def system(self, name: str, *, writes: bool) -> System:
        """The system called `name`; with `writes` off it will only be asked to search."""
        return self._makers[name](writes)

    def judge(self, name: str) -> tuple[str, JudgeFor]:
        """The judge and its pinned name: the verifier, or with "llm" the desk's own model."""
        if name == VERIFIER:
            return VERIFIER, verifier(self.documents, Meaning(self.desk.embedder).of_text)
        writer = self._writer()
        return f"llm {writer.name}", model_judge(self.documents, writer)

    def close(self) -> None:
        """Closes what was opened for a corpus; the desk is its owner's to close."""
        self._corpus_desk.close()

    @cached_property
    def _corpus_desk(self) -> Desk:
        return CorpusDesk(self.desk, writes=self.writes)

    @property
    def _makers(self) -> dict[str, Callable[[bool], System]]:
        return {
            "bm25": self._bm25,
            "dense": self._dense,
            "vanilla": self._vanilla,
            "extractive": self._extractive,
            "dossier": self._dossier,
        }

    def _bm25(self, _: bool) -> System:
        languages = {document.id: document.language for document in self.corpus.documents}
        return Bm25(self.corpus.passages(), languages)

    def _dense(self, _: bool) -> System:
        return Dense(self.corpus.passages(), self.desk.embedder, self.folder)

    def _vanilla(self, writes: bool) -> System:
        from evaluation.systems.vanilla import Vanilla  # noqa: PLC0415 (LangChain is slow to load)
        from retrieval.embeddings import open_embedder  # noqa: PLC0415

        settings = self.desk.settings
        embedder = open_embedder(settings.embedding, settings.cache, precision="fp32")
        writer = self._writer() if writes else None
        return Vanilla(self.corpus.documents, embedder, writer, self.folder / "vanilla")

    def _extractive(self, _: bool) -> System:
        dossier = self.dossier
        made_by = self._made_by(dossier, "extractive")
        return DossierSystem(
            "extractive", dossier.index, without_writer(dossier.assistant), made_by
        )

    def _dossier(self, writes: bool) -> System:
        dossier, llm = self.dossier, ""
        if writes:
            chosen = self.desk.settings.llm
            llm = chosen if chosen == "extractive" else self._writer().name
        return DossierSystem(
            "dossier", dossier.index, dossier.assistant, self._made_by(dossier, llm)
        )

    def _made_by(self, dossier: Dossier, llm: str) -> dict[str, str]:
        embedding = self.desk.embedder.name
        return {"llm": llm, "embedding": embedding, "index": dossier.index.fingerprint}

    def _writer(self) -> Writer:
        """The desk's model. A measurement must not fall back to another way of answering."""
        if (writer := self.desk.writer) is None:
            raise next(iter(self.desk.notices), ModelError(name="extractive", detail="–"))
        return writer


def given_corpus(testset: TestSet, folder: Path | None) -> Corpus | None:
    """The corpus that comes with the test set or lies in `folder`; None for the dossier itself."""
    if folder is not None:
        return corpora.of_folder(folder)
    return corpora.of_texts(testset.corpus) if testset.corpus else None


def needs_writer(systems: Sequence[str], *, retrieval_only: bool, judge: str = VERIFIER) -> bool:
    """Whether a language model has to be loaded at all."""
    return not retrieval_only and (bool({"vanilla", "dossier"} & set(systems)) or judge != VERIFIER)
