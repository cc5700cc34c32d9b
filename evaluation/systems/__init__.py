"""What is measured: systems that search, and most of them answer, behind one small protocol."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from core.types import Answer
from evaluation.cases import Case
from evaluation.gold import Span

NAMES = ("bm25", "dense", "vanilla", "extractive", "dossier")
SEARCH_ONLY = frozenset({"bm25", "dense"})


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, the spans the system had before it, and the question it searched for.

    `confident` says whether `answer.confidence` is the system's own estimate at all.
    """

    answer: Answer
    read: tuple[Span, ...]
    searched: str
    confident: bool = True


class System(Protocol):
    """One way to find and answer."""

    @property
    def name(self) -> str: ...

    def made_by(self) -> Mapping[str, str]:
        """Models, prompt and index that shape its results."""

    def search(self, question: str, documents: Collection[str] | None, k: int) -> list[Span]:
        """The best `k` passages, best first, in the documents with these ids or in all."""

    def answer(self, case: Case, documents: Collection[str] | None) -> Reply | None:
        """The answer; None where the system only searches."""
