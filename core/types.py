"""The data model. Every slice of text carries offsets into its Document's canonical text.

Offsets are Python string indices (code points), end exclusive, into `Document.text`.
The invariant `slice.text == document.text[slice.start:slice.end]` holds for Passage,
Sentence and Citation; `Citation` checks it at construction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Language = Literal["fr", "en"]


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one source, in canonical text (NFC, `\\n` newlines).

    `id` is derived from `source` and stays the same across versions; `version` counts from 1.
    `published` and `fetched_at` are ISO 8601 strings, empty where unknown. `language` is
    "fr", "en" or "und". `pages` holds the start offset of each page, empty where the source
    has no pages.
    """

    id: str
    version: int
    text: str
    title: str
    source: str
    content_hash: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = "und"
    fetched_at: str = ""
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a Document: the unit that is cited."""

    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of consecutive Sentences of a Document: the unit that is embedded."""

    document_id: str
    version: int
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]

    @property
    def id(self) -> str:
        return f"{self.document_id}:{self.version}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A Passage found for a question; `ranks` maps retriever name to its rank, from 1."""

    passage: Passage
    title: str
    score: float
    ranks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A Sentence with its relevance to the question (higher is better) and its Document.

    `answers` is a trained reader's logit that the sentence answers the question; None if unread.
    """

    sentence: Sentence
    document: Document
    score: float
    answers: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The few Sentences chosen to answer one question, best first.

    `p_answerable` is a calibrated probability that they hold the answer.
    """

    question: str
    sentences: tuple[ScoredSentence, ...]
    p_answerable: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a Document, quoted to the character."""

    document: Document
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        text = self.document.text
        inside = 0 <= self.start < self.end <= len(text)
        if not inside or self.quote != text[self.start : self.end]:
            raise ValueError("a citation must quote its document to the character")

    @classmethod
    def of(cls, document: Document, start: int, end: int) -> Citation:
        return cls(document, start, end, document.text[start:end])


class Support(StrEnum):
    """What the cited words do for an answer sentence."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether cited words bear an answer sentence out, and why not.

    `reason` is a machine-readable code with its fact, such as `figure:100` or `name:Canberra`
    (`ui` and `cli` put it into words); empty when there is nothing to say.
    """

    support: Support
    reason: str = ""


class Status(StrEnum):
    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_IN_SOURCES = "not_in_sources"


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer; `citations` are numbers (from 1) into `Answer.citations`."""

    text: str
    verdict: Verdict
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What produced an answer: model names, prompt hash, index fingerprint."""

    llm: str
    embedding: str
    prompt: str
    index: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds from the moment the question came in; None where a stage did not happen."""

    retrieval: float
    first_evidence: float
    first_token: float | None
    total: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One past exchange. Used to understand a follow-up, never as a source."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The checked answer to one question.

    `sentences` are shown; `withheld` are sentences a model wrote and the checks rejected.
    `disagreement` says that cited documents give different values for the same thing.
    """

    question: str
    language: Language
    status: Status
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...]
    confidence: float
    made_by: MadeBy
    timings: Timings
    withheld: tuple[AnswerSentence, ...] = ()
    disagreement: bool = False

    @property
    def text(self) -> str:
        """The answer with its `[n]` marks."""
        marked = (s.text + "".join(f" [{n}]" for n in s.citations) for s in self.sentences)
        return " ".join(marked)
