"""Dossier itself, with its model or without."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping

from answering.assistant import Assistant
from answering.events import Done, Found
from core.types import Evidence
from evaluation.cases import Case
from evaluation.gold import Span
from evaluation.systems import Reply
from retrieval.index import Index


class DossierSystem:
    """The Assistant as readers have it, over its own index."""

    def __init__(
        self, name: str, index: Index, assistant: Assistant, made_by: Mapping[str, str]
    ) -> None:
        self.name = name
        self._index = index
        self._assistant = assistant
        self._made_by = dict(made_by)

    def made_by(self) -> Mapping[str, str]:
        return self._made_by

    def search(self, question: str, documents: Collection[str] | None, k: int) -> list[Span]:
        hits = self._index.search(question, k, documents)
        return [Span(h.passage.document_id, h.passage.start, h.passage.end) for h in hits]

    def answer(self, case: Case, documents: Collection[str] | None) -> Reply | None:
        found: Evidence | None = None
        for event in self._assistant.ask(
            case.question, history=case.history, language=case.language, documents=documents
        ):
            if isinstance(event, Found):
                found = event.evidence
            elif isinstance(event, Done) and found is not None:
                read = (scored.sentence for scored in found.sentences)
                spans = tuple(Span(s.document_id, s.start, s.end) for s in read)
                return Reply(event.answer, spans, found.question)
        raise AssertionError("an assistant gives Found, then ends with Done")


def without_writer(assistant: Assistant) -> Assistant:
    """The same assistant answering with the evidence itself."""
    quiet = copy.copy(assistant)
    quiet._writer = None
    return quiet
