"""BM25 by tantivy, on entries a person can score."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from retrieval.keyword import KeywordIndex, Keywords


def entry(key: int, terms: str, document: str = "d") -> Keywords:
    return Keywords(key, document, terms)


@pytest.fixture
def index(tmp_path: Path) -> KeywordIndex:
    made = KeywordIndex(tmp_path / "k")
    made.write([entry(1, "drone drone russie"), entry(2, "drone iran paix", document="e")])
    made.write([entry(3, "paix monde vert")])
    made.commit()
    return made


def keys(found: list[tuple[int, float]]) -> list[int]:
    return [key for key, _ in found]


def test_more_occurrences_and_rarer_terms_rank_higher(index: KeywordIndex) -> None:
    assert keys(index.search(["drone"], 10)) == [1, 2]
    assert keys(index.search(["drone", "paix"], 10))[0] == 2
    assert keys(index.search(["drone"], 1)) == [1]


def test_the_score_is_okapi_bm25(index: KeywordIndex) -> None:
    """All texts have three terms, so that b has no part in it."""
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    once, twice = (idf * tf * 2.2 / (tf + 1.2) for tf in (1, 2))
    assert dict(index.search(["drone"], 10)) == pytest.approx({1: twice, 2: once}, rel=1e-4)


def test_no_terms_or_unknown_terms_find_nothing(index: KeywordIndex) -> None:
    assert index.search([], 10) == []
    assert index.search(["inconnu"], 10) == []


def test_a_search_can_be_limited_to_documents(index: KeywordIndex) -> None:
    assert keys(index.search(["drone"], 10, {"e"})) == [2]
    assert index.search(["drone"], 10, set()) == []


def test_the_limit_to_documents_does_not_change_scores(index: KeywordIndex) -> None:
    assert index.search(["drone"], 10, {"d", "e"}) == index.search(["drone"], 10)


def test_what_is_dropped_is_gone_and_the_rest_stays(index: KeywordIndex, tmp_path: Path) -> None:
    index.drop([1, 77])
    assert index.size() == 3
    index.commit()
    assert sorted(index.keys()) == [2, 3]
    index.close()
    again = KeywordIndex(tmp_path / "k")
    assert again.size() == 2
    assert keys(again.search(["drone"], 10)) == [2]


def test_what_is_rolled_back_never_was(index: KeywordIndex) -> None:
    index.write([entry(4, "drone")])
    index.drop([1])
    index.rollback()
    index.commit()
    assert sorted(index.keys()) == [1, 2, 3]


def test_dropping_and_writing_a_key_replaces_it(index: KeywordIndex) -> None:
    index.drop([1])
    index.write([entry(1, "paix")])
    index.commit()
    assert sorted(index.keys()) == [1, 2, 3]
    assert keys(index.search(["russie"], 10)) == []
    index.clear()
    assert (index.size(), list(index.keys())) == (0, [])


def test_what_a_killed_process_left_is_not_in_the_way(tmp_path: Path) -> None:
    first = KeywordIndex(tmp_path / "killed")
    first.write([Keywords(1, "a", "accord"), Keywords(2, "b", "drone")])
    first.commit()
    first.close()
    shutil.copytree(tmp_path / "killed", tmp_path / "whole")
    whole = KeywordIndex(tmp_path / "whole")
    whole.drop([1])
    whole.commit()
    whole.close()
    # Killed after the list of deleted entries was written, before it was committed:
    for name in [".managed.json", *(f.name for f in (tmp_path / "whole").glob("*.del"))]:
        shutil.copy(tmp_path / "whole" / name, tmp_path / "killed" / name)
    again = KeywordIndex(tmp_path / "killed")
    assert again.size() == 2
    again.drop([1])
    again.commit()
    assert list(again.keys()) == [2]
    again.close()
