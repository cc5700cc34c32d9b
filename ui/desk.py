"""What the page needs of the parts below it; `answering.factory` has the real ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from answering.events import Event
from core.types import Document, Hit, Language, Passage, Turn

if TYPE_CHECKING:
    from core.errors import DossierError
    from ingest.pipeline import Outcome
    from retrieval.records import Entry


class Index(Protocol):
    def put(self, document: Document) -> Any: ...
    def remove(self, document_id: str) -> None: ...
    def documents(self) -> list[Document]: ...
    def catalogue(self) -> list[Entry]: ...
    def document(self, document_id: str, version: int | None = None) -> Document: ...
    def passages(self, document_id: str) -> list[Passage]: ...
    def backup(self, file: Path) -> None: ...
    def describe(self, document_id: str, **fields: str) -> Document: ...
    def search(
        self, question: str, k: int = 10, documents: Collection[str] | None = None
    ) -> list[Hit]: ...


class Assistant(Protocol):
    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        documents: Collection[str] | None = None,
    ) -> Iterator[Event]: ...


class Dossier(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def index(self) -> Index: ...
    @property
    def assistant(self) -> Assistant: ...
    def ingest(
        self, sources: Sequence[str], on_progress: Callable[[int, int, str], None] | None = None
    ) -> Iterator[Outcome]: ...
    def paste(self, text: str, title: str = "") -> Outcome: ...


Restore = Callable[[str, Path], object]
"""Makes the dossier of this name from a backup file."""


class Desk(Protocol):
    @property
    def notices(self) -> list[DossierError]: ...
    def names(self) -> list[str]: ...
    def dossier(self, name: str = "default") -> Dossier: ...
    def create(self, name: str) -> Dossier: ...
