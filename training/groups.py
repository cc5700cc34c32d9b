"""Makes groups for the scorer: a question, the sentence that answers it, and hard wrong ones.

Wrong sentences are those the embedder ranks highest for the question in the whole corpus, and
neighbours from the passage that answers; none holds the answer's words. Some groups hold no
right sentence at all: questions of CLAPNQ that nobody could answer, and questions whose name or
year was exchanged, shown with the sentence that answered before.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.types import Language
from ingest.sentences import split_sentences
from retrieval.embeddings import Embedder
from training.squad import Asked, Paragraph, afriqa, held_out, squad

_NAME = re.compile(r"(?<=[\s'’])[A-ZÀ-Ý][\w'’.-]+(?:\s(?:d[eu']\s?)?[A-ZÀ-Ý][\w'’.-]+)*")
_YEAR = re.compile(r"\b(1[0-9]|20)\d\d\b")
MIN_WORDS = 4
NEAREST = 40  # sentences looked at for wrong ones
WRONG, DRAWN, NEIGHBOURS = 10, 3, 2  # kept; drawn of them and of the neighbours for each group
EXCHANGED = 0.25  # share of questions shown again about something else


@dataclass(frozen=True)
class Known:
    """What is known of a question: texts that answer it, and texts that do not."""

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Texts to be ranked for a question; the first answers it if `answered`, no other does."""

    question: str
    texts: tuple[str, ...]
    answered: bool


def known(data: Path, embedder: Embedder) -> list[Known]:
    """All questions of the development sets but those of the held-out articles (two minutes)."""
    piaf, asked = squad(data / "piaf_dev" / "piaf_dev.json")
    kept_out = held_out(asked, 7)
    asked = [one for one in asked if one.article not in kept_out]
    out = list(_mined(piaf, asked, embedder))
    path = data / "afriqa_fr_dev" / "gold_span_passages.afriqa.fon.fr.dev.json"
    out += _mined(*afriqa(path), embedder)
    out += _clapnq(data / "clapnq_dev" / "clapnq_dev.jsonl")
    return out


def _mined(
    paragraphs: Sequence[Paragraph], asked: Sequence[Asked], embedder: Embedder
) -> Iterator[Known]:
    cuts = [(i, a, b) for i, p in enumerate(paragraphs) for a, b in statements(p.text, "fr")]
    texts = [f"{paragraphs[i].article}. {paragraphs[i].text[a:b]}" for i, a, b in cuts]
    vectors, lowered = embedder.texts(texts), [text.lower() for text in texts]
    for one in asked:
        answers = [answer.lower() for answer in one.answers]
        here = [n for n, (i, _, _) in enumerate(cuts) if i == one.paragraph]
        right = [n for n in here if cuts[n][1] <= one.start < cuts[n][2]]
        if right:
            order = np.argsort(-(vectors @ embedder.query(one.question)))[:NEAREST]
            silent = {
                int(n) for n in (*order, *here) if not any(a in lowered[n] for a in answers)
            }.difference(right)
            wrong = [int(n) for n in order if n in silent][:WRONG]
            beside = [n for n in here if n in silent]
            chosen = ([texts[n] for n in some] for some in (right, wrong, beside))
            yield Known(one.question, *map(tuple, chosen))


def _clapnq(path: Path) -> Iterator[Known]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passage = row["passages"][0]
        text, title = passage["text"], passage["title"]
        spans = [text[a:b].strip() for a, b in statements(text, "en")]
        chosen = [s for o in row["output"] for s in o.get("selected_sentences") or []]
        others = [s for s in spans if not any(s in right or right in s for right in chosen)]
        if chosen or not row["answerable"]:
            right = tuple(f"{title}. {s}" for s in chosen[:1])
            yield Known(row["input"], right, tuple(f"{title}. {s}" for s in others))


def statements(text: str, language: Language) -> list[tuple[int, int]]:
    spans = split_sentences(text, language)
    return [(a, b) for a, b in spans if len(text[a:b].split()) >= MIN_WORDS]


def drawn(every: Sequence[Known], seed: int) -> list[Group]:
    """One group a question, another about something else for some; other draws, other groups."""
    chance = random.Random(seed)
    names = [m.group() for one in every for m in _NAME.finditer(one.question)]
    out = []
    for one in every:
        wrong = chance.sample(one.wrong, min(DRAWN, len(one.wrong)))
        if not one.right:
            out.append(Group(one.question, tuple(wrong), answered=False))
            continue
        wrong += chance.sample(one.neighbours, min(NEIGHBOURS, len(one.neighbours)))
        right = chance.choice(one.right)
        out.append(Group(one.question, (right, *wrong), answered=True))
        if chance.random() < EXCHANGED and (other := _exchanged(one.question, names, chance)):
            out.append(Group(other, (right,), answered=False))
    return [group for group in out if group.texts]


def _exchanged(question: str, names: Sequence[str], chance: random.Random) -> str:
    """The question about another year, or another name; "" if it has neither."""
    if year := _YEAR.search(question):
        other = str(int(year.group()) + chance.choice((-30, -12, -7, 5, 9, 20)))
        return question[: year.start()] + other + question[year.end() :]
    name, other = _NAME.search(question), chance.choice(names)
    if name is None or other[:4].lower() == name.group()[:4].lower():
        return ""
    return question[: name.start()] + other + question[name.end() :]
