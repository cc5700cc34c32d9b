"""Questions written for the scorer, with the sentences that answer them and those that nearly do.

`training/questions/*.jsonl`, one question a row: `doc` names a text, `of` says how many sentences
it has, `answers` are the numbers of all sentences that answer (none: nothing in the text does),
`near` those most easily taken for an answer; `held` rows are for measuring only. The texts of `news`, `encyclopedia` and `english` are
the development data's and stay there; those of `own` were written with their questions.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answering.evidence import is_statement
from ingest.load import load
from ingest.passages import split_passages
from ingest.sentences import split_sentences
from training.groups import Group, statements
from training.squad import squad

FOLDER = Path(__file__).with_name("questions")
NEAR, OTHERS = 3, 1  # drawn for each group
PASSAGES = 4  # of an encyclopedia article that were read for questions


@dataclass(frozen=True)
class Text:
    """A text as its questions number it."""

    title: str
    sentences: tuple[str, ...]

    def read(self, number: int) -> str:
        """A sentence as the scorer reads it: after the title."""
        return f"{self.title}. {self.sentences[number]}"


@dataclass(frozen=True)
class Written:
    """A question about a text. `answers` is empty where the text does not say."""

    question: str
    text: Text
    answers: tuple[int, ...]
    near: tuple[int, ...]
    held: bool = False

    def group(self, chance: random.Random) -> Group:
        """An answer, if there is one, then near misses and another sentence."""
        others = set(range(len(self.text.sentences))).difference(self.answers, self.near)
        wrong = chance.sample(self.near, min(NEAR, len(self.near)))
        wrong += chance.sample(sorted(others), min(OTHERS, len(others)))
        first = [chance.choice(self.answers)] if self.answers else []
        return Group(self.question, tuple(self.text.read(n) for n in [*first, *wrong]), bool(first))


def written(data: Path, folder: Path = FOLDER) -> list[Written]:
    """All questions whose text is there in as many sentences as when they were written."""
    texts: dict[str, Callable[[], dict[str, Text]]] = {
        "news": lambda: news(data / "wikinews_fr"),
        "encyclopedia": lambda: encyclopedia(data / "piaf_dev" / "piaf_dev.json"),
        "english": lambda: english(data / "clapnq_dev" / "clapnq_dev.jsonl"),
        "own": lambda: own(folder / "own.articles.jsonl"),
    }
    return [
        one for name, of in texts.items() for one in matched(_rows(folder / f"{name}.jsonl"), of())
    ]


def matched(rows: Iterable[dict[str, Any]], texts: Mapping[str, Text]) -> list[Written]:
    """`rows` with their texts; rows of another cut of a text are left out."""
    out = []
    for row in rows:
        text = texts.get(str(row["doc"]))
        if text is not None and len(text.sentences) == row["of"]:
            answers, near = tuple(row["answers"]), tuple(row["near"])
            out.append(Written(row["question"], text, answers, near, row.get("held", False)))
    return out


def news(folder: Path) -> dict[str, Text]:
    """Pages of Wikinews by file name."""
    texts = {}
    for page in sorted(folder.glob("*.html")):
        [document] = load(str(page))
        cut = (s.text for p in split_passages(document) for s in p.sentences)
        texts[page.stem] = Text(document.title, tuple(s for s in cut if is_statement(s)))
    return texts


def encyclopedia(path: Path) -> dict[str, Text]:
    """The first passages of PIAF's articles, by title."""
    passages: dict[str, list[str]] = {}
    for paragraph in squad(path)[0]:
        passages.setdefault(paragraph.article, []).append(paragraph.text)
    return {
        title: Text(title, tuple(p[a:b] for p in some[:PASSAGES] for a, b in statements(p, "fr")))
        for title, some in passages.items()
    }


def english(path: Path) -> dict[str, Text]:
    """CLAPNQ's passages, by row."""
    texts = {}
    for row in _rows(path):
        passage = row["passages"][0]
        cut = (passage["text"][a:b].strip() for a, b in split_sentences(passage["text"], "en"))
        texts[str(row["id"])] = Text(passage["title"], tuple(s for s in cut if len(s.split()) > 3))
    return texts


def own(path: Path) -> dict[str, Text]:
    return {str(row["doc"]): Text(row["title"], tuple(row["sentences"])) for row in _rows(path)}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
