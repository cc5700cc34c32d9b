"""What became of a case, in one word, and which cases to look at first."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.rows import Row
from evaluation.summary import wrong

# The worst first, by the order of the promise: no invention, no word a source did not say.
ORDER = ("error", "invented", "unfaithful", "wrong", "refused", "missed", "late", "right", "open")


def outcome(row: Row) -> str:
    if row["error"]:
        return "error"
    if not row["answer"]:
        return _of_search(row)
    if row["answer"]["status"] == "not_in_sources":
        return "refused" if row["answerable"] else "right"
    if not row["answerable"]:
        return "invented"
    if row["scores"].get("faithfulness.supported", 1.0) < 1:
        return "unfaithful"
    return "wrong" if wrong(row) else "right"


def worst_first(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (ORDER.index(outcome(row)), _score(row), row["id"]))


def rank_of_gold(row: Row) -> int | None:
    """The rank of the first hit that bears on the question; None where none or no gold."""
    reciprocal = row["scores"].get("retrieval.mrr", 0.0)
    return round(1 / reciprocal) if reciprocal else None


def _of_search(row: Row) -> str:
    reciprocal = row["scores"].get("retrieval.mrr")
    if reciprocal is None:
        return "open"
    if reciprocal == 1:
        return "right"
    return "late" if reciprocal else "missed"


def _score(row: Row) -> float:
    """Among cases of one outcome: what little is right puts them further down."""
    names = ("answer.f1", "citation.gold_f1", "retrieval.mrr")
    return sum(float(row["scores"].get(name, 0.0)) for name in names)
