"""The sample dossier and its test set hold together: every gold quote is the document's words."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.canonical import canonical

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "samples" / "documents").glob("*.md"))
ARTICLE = ROOT.parent / "shared" / "data" / "article" / "accord-defense-russie-iran.fr.txt"
KINDS = {
    "date",
    "number",
    "person",
    "place",
    "what",
    "why",
    "attribution",
    "cross-language",
    "cross-document",
    "follow-up",
    "disagreement",
    "near-miss",
    "off-topic",
    "premise",
    "future",
}


def parts(path: Path) -> tuple[dict[str, str], str]:
    """Front-matter fields and canonical body of a sample document."""
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in header.strip().splitlines())
    return {name: value.strip('"') for name, value in fields.items()}, canonical(body)


BODIES = {fields["title"]: body for fields, body in map(parts, DOCUMENTS)}


def read_testset() -> list[dict[str, Any]]:
    lines = (ROOT / "samples" / "testset.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_document_is_dated_attributed_and_says_what_it_is(path: Path) -> None:
    fields, body = parts(path)
    assert all(fields[name] for name in ("title", "author", "publisher", "date", "lang"))
    assert date.fromisoformat(fields["date"]).year == 2025
    assert path.suffixes[0] == "." + fields["lang"]
    assert "Dossier" in body.splitlines()[-1]
    assert 250 <= len(words(body)) <= 600
    assert "'" not in body, "press texts use typographic apostrophes"


def test_ten_french_documents_and_two_english_ones() -> None:
    assert Counter(parts(path)[0]["lang"] for path in DOCUMENTS) == {"fr": 10, "en": 2}
    assert len(BODIES) == len(DOCUMENTS), "titles are unique"


def test_ids_are_unique_and_no_question_is_asked_twice() -> None:
    rows = read_testset()
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({row["question"].casefold() for row in rows}) == len(rows)


@pytest.mark.parametrize("row", read_testset(), ids=lambda row: row["id"])
def test_row_is_well_formed(row: dict[str, Any]) -> None:
    required = {"id", "lang", "question", "answerable", "answers", "sources", "tags"}
    assert required <= row.keys() <= required | {"history"}
    assert row["lang"] in ("fr", "en")
    assert row["question"].strip().endswith("?")
    assert row["answerable"] is bool(row["answers"]) is bool(row["sources"])
    assert set(row["tags"]) <= KINDS | {"tune", "held-out"}
    assert len({"tune", "held-out"} & set(row["tags"])) == 1
    assert ("follow-up" in row["tags"]) is bool(row.get("history"))
    assert all(turn["question"] and turn["answer"] for turn in row.get("history", []))


@pytest.mark.parametrize("row", read_testset(), ids=lambda row: row["id"])
def test_gold_quotes_are_the_documents_own_words(row: dict[str, Any]) -> None:
    for source in row["sources"]:
        assert BODIES[source["document"]].count(source["quote"]) == 1


@pytest.mark.parametrize("row", read_testset(), ids=lambda row: row["id"])
def test_question_does_not_copy_its_source(row: dict[str, Any]) -> None:
    quoted = set().union(*(runs(source["quote"], 6) for source in row["sources"]))
    assert not runs(row["question"], 6) & quoted


def test_counts() -> None:
    rows = read_testset()
    held = [row for row in rows if "held-out" in row["tags"]]
    english = [row for row in rows if row["lang"] == "en"]
    assert len(rows) >= 80
    assert sum(not row["answerable"] for row in rows) >= 28
    assert 0.2 <= len(english) / len(rows) <= 0.3
    assert 0.3 <= len(held) / len(rows) <= 0.36
    assert sum(not row["answerable"] for row in held) >= 10
    for tag in ("follow-up", "cross-language", "disagreement", "near-miss", "off-topic", "premise"):
        assert any(tag in row["tags"] for row in held), tag


def test_two_documents_name_different_heads_of_nato() -> None:
    row = next(row for row in read_testset() if row["question"] == "Qui dirige l'OTAN ?")
    quotes = [source["quote"] for source in row["sources"]]
    assert any("Stoltenberg" in quote for quote in quotes)
    assert any("Rutte" in quote for quote in quotes)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_no_sentence_of_the_customers_article_is_copied(path: Path) -> None:
    if not ARTICLE.exists():
        pytest.skip("../shared/data/article is not on this machine")
    assert not runs(parts(path)[1], 8) & runs(ARTICLE.read_text(encoding="utf-8"), 8)
