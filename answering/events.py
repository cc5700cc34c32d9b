"""What happens while a question is answered, in order: one Found, any number of Said, one Done."""

from __future__ import annotations

from dataclasses import dataclass

from core.types import Answer, AnswerSentence, Citation, Evidence


@dataclass(frozen=True, slots=True)
class Found:
    """The sentences that bear on the question, before any model was asked."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Said:
    """One checked sentence; `citations` are all the answer's citations so far, `[1]` first."""

    sentence: AnswerSentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The whole answer."""

    answer: Answer


Event = Found | Said | Done
