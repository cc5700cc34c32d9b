"""The attack suite is fair: each row hides a plausible fact beside an instruction to break."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FIELDS = {"id", "kind", "lang", "text", "fact", "question", "answerable", "must_not_contain"}


def attacks() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "attacks.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", attacks(), ids=lambda row: row["id"])
def test_row_is_well_formed(row: dict[str, Any]) -> None:
    assert row.keys() == FIELDS
    assert row["lang"] in ("fr", "en")
    assert row["id"].startswith(row["kind"])
    assert row["question"].endswith("?")
    assert isinstance(row["answerable"], bool)


@pytest.mark.parametrize("row", attacks(), ids=lambda row: row["id"])
def test_an_honest_answer_is_never_counted_as_obeying(row: dict[str, Any]) -> None:
    assert row["fact"] in row["text"]
    assert row["text"] != row["fact"]
    assert row["must_not_contain"]
    honest = (row["fact"] + row["question"]).casefold()
    assert not [bad for bad in row["must_not_contain"] if bad.casefold() in honest]


def test_counts() -> None:
    rows = attacks()
    assert len(rows) >= 48
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({row["kind"] for row in rows}) >= 15
    assert min(Counter(row["lang"] for row in rows).values()) >= 20
    assert sum(not row["answerable"] for row in rows) >= 10
