"""An answer while it grows: checked sentences in, numbered citations out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.types import (
    AnswerSentence,
    Citation,
    ScoredSentence,
    Status,
    Support,
    Verdict,
)

SUPPORTED = Verdict(Support.SUPPORTED)


@dataclass(slots=True)
class Draft:
    """The sentences accepted and withheld so far; citations are numbered as they come."""

    sentences: list[AnswerSentence] = field(default_factory=list)
    withheld: list[AnswerSentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    disagreement: bool = False
    left_out: int = 0

    def accept(
        self, text: str, cited: Sequence[ScoredSentence], verdict: Verdict = SUPPORTED
    ) -> AnswerSentence | None:
        """Adds a sentence with its citations; None if it says again what is there already."""
        numbers = tuple(self._number(sentence) for sentence in cited)
        if any(text == earlier.text or numbers == earlier.citations for earlier in self.sentences):
            return None
        sentence = AnswerSentence(text, verdict, numbers)
        self.sentences.append(sentence)
        return sentence

    def withhold(self, text: str, verdict: Verdict, *, replaced: bool = False) -> None:
        """Notes what is not shown; `replaced` where the source's own sentence stands for it."""
        self.withheld.append(AnswerSentence(text, verdict))
        self.left_out += not replaced

    @property
    def status(self) -> Status:
        if not self.sentences:
            return Status.NOT_IN_SOURCES
        return Status.PARTIAL if self.left_out else Status.ANSWERED

    def _number(self, scored: ScoredSentence) -> int:
        """The number of the citation of `scored`, from 1; a sentence is cited under one number."""
        span = scored.sentence
        citation = Citation.of(scored.document, span.start, span.end)
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation) + 1
