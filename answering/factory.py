"""The only wiring: from Settings to dossiers that can be asked."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import get_args

from answering.assistant import Assistant, Options
from answering.gate import Gate
from answering.llm import EMBEDDED, Writer, open_writer
from answering.scorer import Scorer, open_scorer
from answering.similarity import Meaning
from core.errors import DossierError, ModelError, SettingsError
from core.settings import Settings
from core.types import Document, Language
from ingest.load import load_text
from ingest.passages import CHUNKING, split_passages
from ingest.pipeline import Outcome, ingest
from retrieval.embeddings import Embedder, open_embedder
from retrieval.index import Index
from retrieval.restore import restore
from retrieval.store import Server

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"
DEFAULT = "default"
_NAME = re.compile(r"[\w][\w .'’-]{0,60}")


@dataclass(frozen=True, slots=True)
class Dossier:
    """One named dossier: its index, and the assistant that answers from it."""

    name: str
    index: Index
    assistant: Assistant

    def ingest(
        self, sources: Sequence[str], on_progress: Callable[[int, int, str], None] | None = None
    ) -> Iterator[Outcome]:
        return ingest(sources, self.index, on_progress)

    def paste(self, text: str, title: str = "") -> Outcome:
        """Takes in a pasted text; a text that cannot be used is a failed Outcome."""
        try:
            change = self.index.put(load_text(text, title=title))
        except DossierError as error:
            return Outcome(title or "…", "failed", error=error)
        document: Document = change.document
        return Outcome(document.source, change.kind, document.id, document.title, change.passages)


@dataclass
class Desk:
    """All dossiers of one data folder, sharing one embedder and one writer.

    The embedder and the writer load when first used. `notices` are errors survived on the way
    (a model that would not load), to be told to the reader.
    """

    settings: Settings
    on_progress: Callable[[int, int], None] | None = None
    notices: list[DossierError] = field(default_factory=list)
    _open: dict[str, Dossier] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def names(self) -> list[str]:
        """Names of the dossiers there are, the default one first."""
        folders = self._root.glob("*/") if self._root.is_dir() else ()
        others = sorted(f.name for f in folders if f.is_dir() and f.name != DEFAULT)
        return [DEFAULT, *others]

    def dossier(self, name: str = DEFAULT) -> Dossier:
        """The dossier `name`, made if it is not there yet."""
        with self._lock:
            if name not in self._open:
                self._open[name] = self._make(_checked(name))
            return self._open[name]

    create = dossier

    def get_ready(self) -> None:
        """Has the embedded model read what all questions begin with: seconds, once a process.

        A model elsewhere is left alone: it may cost money, and it is quick.
        """
        if self.settings.llm == EMBEDDED:
            for language in get_args(Language):
                self.dossier(self.names()[0]).assistant.get_ready(language)

    def close(self) -> None:
        for dossier in self._open.values():
            dossier.index.close()
        self._open.clear()

    @cached_property
    def embedder(self) -> Embedder:
        settings = self.settings
        return open_embedder(
            settings.embedding,
            settings.cache,
            threads=settings.threads,
            on_progress=self.on_progress,
        )

    @cached_property
    def writer(self) -> Writer | None:
        """The writer of the settings; None (the evidence itself is the answer) without one."""
        settings = self.settings
        if settings.llm == "extractive":
            return None
        try:
            return open_writer(
                settings.llm,
                settings.cache,
                threads=settings.threads,
                base_url=settings.llm_base_url,
                on_progress=self.on_progress,
            )
        except ModelError as error:
            self.notices.append(error)
            return None

    @property
    def _root(self) -> Path:
        return self.settings.data / "dossiers"

    @property
    def _server(self) -> Server | None:
        settings = self.settings
        if not settings.chroma_url:
            return None
        return Server(
            settings.chroma_url,
            settings.chroma_token,
            settings.chroma_tenant,
            settings.chroma_database,
            settings.chroma_ca,
        )

    def _make(self, name: str) -> Dossier:
        index = Index(self._root / name, self.embedder, split_passages, CHUNKING, self._server)
        assistant = Assistant(
            index,
            gate=Gate.load(),
            similarity=self._meaning.of_text,
            embedding=self.embedder.name,
            writer=self.writer,
            titled=self._meaning.of_question,
            scorer=self._scorer.score if self._scorer else None,
            options=Options(language=self.settings.lang, evidence=self.settings.evidence_sentences),
        )
        return Dossier(name, index, assistant)

    @cached_property
    def _scorer(self) -> Scorer | None:
        return open_scorer()

    @cached_property
    def _meaning(self) -> Meaning:
        return Meaning(self.embedder)


def open_desk(settings: Settings, on_progress: Callable[[int, int], None] | None = None) -> Desk:
    return Desk(settings, on_progress)


def restored(settings: Settings, name: str, file: Path) -> None:
    """Makes the dossier `name` from a backup file. Raises DossierError; then nothing is made."""
    restore(file, settings.data / "dossiers" / _checked(name))


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name) or name.strip() != name:
        raise SettingsError(detail=f"dossier name {name!r}")
    return name
