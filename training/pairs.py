"""Makes (question, text) pairs for the scorer from question sets with marked answers.

A positive is a window of sentences that holds the answer; its span is marked, so that the
scorer learns where an answer stands and not only whether one does. Negatives are windows
that look right and are not: neighbours from the same article, the best matches by wording
from other articles, and the gold window itself under a question whose name or year was
exchanged (its answer is then nowhere).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

_END = re.compile(r"(?<=[.!?…])[\s»\"]*\s(?=[A-ZÀ-Ý«\"(\d])")
_NAME = re.compile(r"(?<=[\s'’])[A-ZÀ-Ý][\w'’.-]+(?:\s(?:d[eu']\s?)?[A-ZÀ-Ý][\w'’.-]+)*")
_YEAR = re.compile(r"\b(1[0-9]|20)\d\d\b")
SIZES = (0, 0, 0, 0, 330)  # characters of a window; 0 is a single sentence


@dataclass(frozen=True)
class Pair:
    """`start:end` is the answer in `text`; (0, 0) where it is not marked. `label` is 0 or 1."""

    question: str
    text: str
    label: int
    start: int = 0
    end: int = 0
    kind: str = ""


@dataclass(frozen=True)
class Asked:
    """A question with the paragraph that answers it; `article` groups paragraphs."""

    question: str
    article: str
    paragraph: int
    start: int
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    article: str
    text: str


def sentences(text: str) -> list[tuple[int, int]]:
    """Rough sentence spans, enough for training."""
    cuts = [0, *(m.end() for m in _END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def windows(text: str, size: int) -> list[tuple[int, int]]:
    """Runs of consecutive sentences of up to `size` characters (single ones for 0)."""
    out: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if out and size and end - out[-1][0] <= size:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def squad(path: Path) -> tuple[list[Paragraph], list[Asked]]:
    """Paragraphs and questions of a file in SQuAD's format."""
    paragraphs: list[Paragraph] = []
    asked: list[Asked] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            paragraphs.append(Paragraph(article["title"], paragraph["context"]))
            for qa in paragraph["qas"]:
                answers = tuple(a["text"] for a in qa["answers"])
                start = qa["answers"][0]["answer_start"]
                asked.append(
                    Asked(qa["question"], article["title"], len(paragraphs) - 1, start, answers)
                )
    return paragraphs, asked


def afriqa(path: Path) -> tuple[list[Paragraph], list[Asked]]:
    """AfriQA rows that have a question and a passage."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [r for r in map(json.loads, lines) if _usable(r)]
    paragraphs = [Paragraph(r["title"], r["context"]) for r in rows]
    asked = [
        Asked(
            r["question_translated"],
            r["title"],
            i,
            r["answer_pivot"]["answer_start"][0],
            tuple(r["answer_pivot"]["text"]),
        )
        for i, r in enumerate(rows)
    ]
    return paragraphs, asked


def _usable(row: dict[str, Any]) -> bool:
    answer = row.get("answer_pivot") or {}
    return bool(row.get("context") and row.get("question_translated") and answer.get("text"))


def clapnq(path: Path) -> Iterator[Pair]:
    """CLAPNQ: chosen sentences against the passages of questions without an answer."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passage = row["passages"][0]
        title, question = passage["title"], row["input"]
        if row["answerable"]:
            chosen = [s for o in row["output"] for s in o.get("selected_sentences") or []]
            yield from (Pair(question, f"{title}. {s}", 1, kind="clapnq+") for s in chosen[:2])
        else:
            spans = windows(passage["text"], 400)[:3]
            texts = (passage["text"][a:b].strip() for a, b in spans)
            yield from (Pair(question, f"{title}. {t}", 0, kind="clapnq-") for t in texts)


class Similar:
    """Finds windows by wording (tf-idf of words and word beginnings)."""

    def __init__(self, texts: list[str]) -> None:
        self.words = TfidfVectorizer(
            strip_accents="unicode", sublinear_tf=True, max_df=0.2, token_pattern=r"\w\w+",
            preprocessor=None, tokenizer=_stems,
        )  # fmt: skip
        self.matrix = self.words.fit_transform(texts).T.tocsr()

    def best(self, question: str, count: int) -> list[int]:
        scores = np.asarray((self.words.transform([question]) @ self.matrix).todense())[0]
        return [int(i) for i in np.argsort(-scores)[:count]]


def _stems(text: str) -> list[str]:
    return [w[:7].lower() for w in re.findall(r"\w\w+", text)]


class Maker:
    """Draws pairs for the questions of one corpus."""

    def __init__(self, paragraphs: list[Paragraph], asked: list[Asked], seed: int) -> None:
        self.paragraphs, self.asked, self.random = paragraphs, asked, random.Random(seed)
        self.names = [m.group() for a in asked for m in _NAME.finditer(a.question)]
        self.cuts: list[tuple[int, int, int]] = []
        for i, paragraph in enumerate(paragraphs):
            for a, b in windows(paragraph.text, self.random.choice(SIZES)):
                self.cuts.append((i, a, b))
        self.similar = Similar([self._text(*cut) for cut in self.cuts])

    def _text(self, paragraph: int, start: int, end: int) -> str:
        p = self.paragraphs[paragraph]
        return f"{p.article}. {p.text[start:end].strip()}"

    def pairs(self) -> Iterator[Pair]:
        for asked in self.asked:
            positive = self._positive(asked)
            if positive is None:
                continue
            yield positive
            yield from self._negatives(asked)
            if self.random.random() < 0.4 and (other := self._exchanged(asked.question)):
                yield Pair(other, positive.text, 0, kind="exchanged")

    def _positive(self, asked: Asked) -> Pair | None:
        text = self.paragraphs[asked.paragraph].text
        for a, b in windows(text, self.random.choice(SIZES)):
            if a <= asked.start < b:
                shown = self._text(asked.paragraph, a, b)
                start = shown.find(asked.answers[0], max(0, asked.start - a - 3))
                if start >= 0:
                    end = start + len(asked.answers[0])
                    return Pair(asked.question, shown, 1, start, end, "gold")
        return None

    def _negatives(self, asked: Asked) -> Iterator[Pair]:
        """One or two from the same article, none or one from elsewhere, close in wording."""
        near: list[str] = []
        far: list[str] = []
        for i in self.similar.best(asked.question, 60):
            cut = self.cuts[i]
            text = self._text(*cut)
            if any(answer.lower() in text.lower() for answer in asked.answers):
                continue
            same = self.paragraphs[cut[0]].article == asked.article
            (near if same else far).append(text)
        some = self.random.random() < 0.5, self.random.random() < 0.7
        for texts, count, kind in ((near, 1 + some[0], "near"), (far, int(some[1]), "far")):
            for text in self.random.sample(texts[:4], min(count, len(texts[:4]))):
                yield Pair(asked.question, text, 0, kind=kind)

    def _exchanged(self, question: str) -> str | None:
        """The question about another name, or another year."""
        if year := _YEAR.search(question):
            other = str(int(year.group()) + self.random.choice((-30, -12, -7, 5, 9, 20)))
            return question[: year.start()] + other + question[year.end() :]
        if not (name := _NAME.search(question)):
            return None
        other = self.random.choice(self.names)
        if other[:4].lower() == name.group()[:4].lower():
            return None
        return question[: name.start()] + other + question[name.end() :]


def held_out(asked: list[Asked], seed: int, share: float = 0.1) -> set[str]:
    """Articles kept out of training, to measure on."""
    articles = sorted({a.article for a in asked})
    return set(random.Random(seed).sample(articles, max(1, int(len(articles) * share))))


def make(data: Path, seed: int) -> list[Pair]:
    """All training pairs of the development sets, shuffled."""
    paragraphs, asked = squad(data / "piaf_dev" / "piaf_dev.json")
    kept_out = held_out(asked, 7)
    asked = [a for a in asked if a.article not in kept_out]
    pairs = list(Maker(paragraphs, asked, seed).pairs())
    path = data / "afriqa_fr_dev" / "gold_span_passages.afriqa.fon.fr.dev.json"
    pairs += Maker(*afriqa(path), seed).pairs()
    pairs += clapnq(data / "clapnq_dev" / "clapnq_dev.jsonl")
    random.Random(seed).shuffle(pairs)
    return pairs
