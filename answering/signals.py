"""What tells whether a dossier holds the answer: numbers read off a question and its hits.

Pure functions. A signal is None where it cannot be known (no scorer, no similarities, a
question in another language than the passages); the gate then leaves it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean as mean

from answering.asked import Kind, holds, kind, names
from answering.language import question_language
from core.types import Hit
from retrieval.terms import fold, terms

Signals = dict[str, float | None]

SELDOM_TOLD = frozenset({Kind.STEPS, Kind.PRICE, Kind.OPINION})
UNTYPED = frozenset({Kind.OTHER, Kind.HOW, Kind.WHY, Kind.STEPS, Kind.LIST})
_LEAD = 90  # characters in which an article introduces what it is about


@dataclass(frozen=True)
class Words:
    """A text with its stemmed content words."""

    text: str
    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Words:
        # One stemmer for both sides and both languages: names and numbers must meet.
        return cls(text, frozenset(terms(text, "fr")))


@dataclass(frozen=True)
class Question:
    """A question with what is asked for and the words that must be met."""

    text: str

    @cached_property
    def words(self) -> Words:
        return Words.of(self.text)

    @cached_property
    def kind(self) -> Kind:
        return kind(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(stem for name in names(self.text) for stem in Words.of(name).stems)

    def covered(self, stems: frozenset[str]) -> float:
        """Share of the question's content words among `stems`, 0 to 1."""
        asked = self.words.stems
        return len(asked & stems) / len(asked) if asked else 0.0


@dataclass(frozen=True)
class Found:
    """A hit's title and sentences as words."""

    title: Words
    sentences: tuple[Words, ...]

    @classmethod
    def of(cls, hit: Hit) -> Found:
        return cls(Words.of(hit.title), tuple(Words.of(s.text) for s in hit.passage.sentences))

    @cached_property
    def stems(self) -> frozenset[str]:
        return self.title.stems.union(*(s.stems for s in self.sentences))


def signals(
    question: str,
    hits: Sequence[Hit],
    cosines: Sequence[Sequence[float]] | None = None,
    scores: Sequence[float] | None = None,
) -> Signals:
    """All signals by name. `cosines[i][j]`: question and sentence j of hit i; `scores`: the
    scorer's, of the sentences it read, in any order."""
    asked = Question(question)
    found = [Found.of(hit) for hit in hits]
    by_words = {**wording(asked, found), **titles(asked, found), **answer_type(asked, found)}
    if not same_language(question, hits):
        by_words = dict.fromkeys(by_words)
    return {
        **by_words,
        **form(asked),
        **agreement(found),
        **meaning(cosines),
        **reading(scores),
    }


def same_language(question: str, hits: Sequence[Hit]) -> bool:
    """Whether question and passages seem to be in one language, so that words can be compared."""
    text = " ".join(hit.passage.text[:300] for hit in hits[:5])
    spoken = question_language(question, "fr")
    return question_language(text, spoken) == spoken


def wording(asked: Question, found: Sequence[Found]) -> Signals:
    """How much of the question's wording one sentence, one passage, and all hits together hold."""
    sentence = [asked.covered(f.title.stems | s.stems) for f in found for s in f.sentences]
    bare = [asked.covered(s.stems) for f in found for s in f.sentences]
    passage = sorted((asked.covered(f.stems) for f in found), reverse=True)
    everything = frozenset[str]().union(*(f.stems for f in found))
    return {
        "sentence_covers": max(sentence, default=0.0),
        "bare_sentence_covers": max(bare, default=0.0),
        "passage_covers": passage[0] if passage else 0.0,
        "passages_cover": sum(passage[:3]) / 3,
        "all_cover": asked.covered(everything),
        "whole_passages": float(sum(p == 1.0 for p in passage)) ** 0.5,
        "rare_covered": rare_covered(asked, found),
    }


def rare_covered(asked: Question, found: Sequence[Found]) -> float:
    """As `passage_covers`, each word weighted by how few of the hits hold it."""
    counts = {w: sum(w in f.stems for f in found) for w in asked.words.stems}
    weights = {w: 1.0 / (1 + n) for w, n in counts.items()}
    total = sum(weights.values()) or 1.0
    best = (sum(w for stem, w in weights.items() if stem in f.stems) for f in found)
    return max(best, default=0.0) / total


def titles(asked: Question, found: Sequence[Found]) -> Signals:
    """Whether a document is about what is asked: its title made of the question's words."""
    inside = [_share(f.title.stems, asked.words.stems) for f in found]
    names_in_title = [_share(asked.names, f.title.stems) for f in found]
    return {
        "title_asked": max(inside, default=0.0),
        "titles_asked": float(sum(i == 1.0 for i in inside)) ** 0.5,
        "title_covers": max((asked.covered(f.title.stems) for f in found), default=0.0),
        "name_in_title": max(names_in_title, default=0.0) if asked.names else None,
        "introduced": float(any(introduces(asked, f) for f in found)),
    }


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def introduces(asked: Question, found: Found) -> bool:
    """Whether the hit opens by saying what its title names, and the title is what is asked."""
    if not found.sentences or _share(found.title.stems, asked.words.stems) < 1:
        return False
    head = fold(found.sentences[0].text[:_LEAD])
    title = fold(re.sub(r"\s*\(.*", "", found.title.text))
    return title in head and bool(re.search(r"\b(est|sont|etait|designe|,|is|was|are)", head))


def answer_type(asked: Question, found: Sequence[Found]) -> Signals:
    """Whether what is asked for (a date, a number, a person…) stands beside the question's words."""
    if asked.kind in UNTYPED:
        return {"typed": None, "typed_near": None}
    beside = [
        asked.covered(f.title.stems | s.stems)
        for f in found
        for s in f.sentences
        if holds(asked.kind, s.text, asked.text)
    ]
    best = sorted(beside, reverse=True)
    return {"typed": best[0] if best else 0.0, "typed_near": sum(best[:3]) / 3}


def agreement(found: Sequence[Found]) -> Signals:
    """How many of the hits share their title: a subject the collection treats at length.

    Unknown in a small dossier, where hits share titles whatever was asked.
    """
    titles = Counter(f.title.text for f in found)
    if len(titles) < 4:
        return {"hits_agree": None}
    return {"hits_agree": 1.0 - len(titles) / len(found)}


def form(asked: Question) -> Signals:
    """The form of the question: some are rarely answered by what happens to be at hand."""
    kinds = {f"asks_{k.value}": float(asked.kind is k) for k in Kind if k is not Kind.OTHER}
    return {
        **kinds,
        "seldom_told": float(asked.kind in SELDOM_TOLD),
        "names": min(2.0, float(len(asked.names))),
        "length": float(len(asked.words.stems)),
    }


def meaning(cosines: Sequence[Sequence[float]] | None) -> Signals:
    """Similarity of the question to the best sentence of each hit: how high, and how far apart."""
    best = sorted((float(max(row)) for row in cosines or () if len(row)), reverse=True)
    if not best:
        return {"cosine": None, "cosine_three": None, "cosine_five": None, "stands_out": None}
    return {
        "cosine": best[0],
        "cosine_three": mean(best[:3]),
        "cosine_five": mean(best[:5]),
        "stands_out": best[0] - mean(best),
    }


def reading(scores: Sequence[float] | None) -> Signals:
    """What the scorer made of the sentences it read."""
    every = sorted((float(s) for s in scores or ()), reverse=True)
    if not every:
        return {"score": None, "score_second": None, "score_three": None}
    return {
        "score": every[0],
        "score_second": every[min(1, len(every) - 1)],
        "score_three": mean(every[:3]),
    }
