"""Two runs on the same cases: what changed, by how much, and whether it could be chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.errors import NothingToCompare
from evaluation import bootstrap
from evaluation.rows import Row
from evaluation.summary import read_run, wrong

ALPHA = 0.05
# A case has changed when one of these has; smaller movements are in the table above the cases.
_TELLING = (
    "answer.contains",
    "citation.gold_overlap",
    "faithfulness.supported",
    "retrieval.mrr",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric over the `n` cases both runs have it for.

    `low` and `high` bound the difference b − a (95 %, paired bootstrap); `p` is that of a paired
    permutation test; `sure` says that it stays below .05 after Holm's correction.
    """

    metric: str
    a: float
    b: float
    low: float
    high: float
    p: float
    n: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """One case whose outcome differs; `worse` from the point of view of run B."""

    a: Row
    b: Row
    worse: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    name_a: str
    name_b: str
    cases: int
    left_out: int
    differences: tuple[Difference, ...]
    changed: tuple[Changed, ...]


def compare(folder_a: Path, folder_b: Path, system: str | None = None) -> list[Comparison]:
    """One Comparison for each system both runs have, or for `system`.

    Two runs of one system each are compared whatever the systems are. Raises NoRun,
    NothingToCompare.
    """
    (about, rows_a), (_, rows_b) = read_run(folder_a), read_run(folder_b)
    a, b = _by_system(rows_a), _by_system(rows_b)
    pairs = [(name, name) for name in a if name in b and system in (None, name)]
    if not pairs and len(a) == len(b) == 1 and system is None:
        pairs = [(next(iter(a)), next(iter(b)))]
    seed = int(about["options"]["seed"])
    found = [
        compare_rows(a[x], b[y], f"{folder_a.name}/{x}", f"{folder_b.name}/{y}", seed)
        for x, y in pairs
    ]
    if not any(comparison.cases for comparison in found):
        raise NothingToCompare(a=folder_a, b=folder_b)
    return found


def compare_rows(
    a: Mapping[str, Row], b: Mapping[str, Row], name_a: str, name_b: str, seed: int
) -> Comparison:
    """Paired by case id; cases that only one side scored are left out and counted."""
    ids = [i for i in sorted(a) if i in b and not a[i]["error"] and not b[i]["error"]]
    pairs = [(a[i], b[i]) for i in ids]
    metrics = sorted({name for x, y in pairs for name in x["scores"].keys() & y["scores"].keys()})
    differences = holm([_difference(metric, pairs, seed) for metric in metrics])
    changed = [change for x, y in pairs if (change := _change(x, y))]
    return Comparison(
        name_a,
        name_b,
        len(ids),
        len(a.keys() | b.keys()) - len(ids),
        tuple(differences),
        tuple(sorted(changed, key=lambda c: (not c.worse, c.a["id"]))),
    )


def holm(differences: Sequence[Difference]) -> list[Difference]:
    """Marks those still below .05 when many are tested at once (Holm 1979)."""
    order = sorted(range(len(differences)), key=lambda i: differences[i].p)
    marked = list(differences)
    for step, i in enumerate(order):
        if differences[i].p > ALPHA / (len(order) - step):
            break
        marked[i] = replace(marked[i], sure=True)
    return marked


def _difference(metric: str, pairs: Sequence[tuple[Row, Row]], seed: int) -> Difference:
    both = [
        (x["scores"][metric], y["scores"][metric])
        for x, y in pairs
        if metric in x["scores"] and metric in y["scores"]
    ]
    a, b = np.array(both, dtype=float).T
    gap = bootstrap.mean_interval(b - a, seed)
    p = bootstrap.permutation_p(a, b, seed)
    return Difference(metric, float(a.mean()), float(b.mean()), gap.low, gap.high, p, len(both))


def _change(a: Row, b: Row) -> Changed | None:
    """None where a reader would see no difference in the outcome."""
    moves = [_goodness(b)[i] - value for i, value in enumerate(_goodness(a))]
    if not any(moves):
        return None
    first = next(move for move in moves if move)
    return Changed(a, b, worse=first < 0)


def _goodness(row: Row) -> tuple[float, ...]:
    """Higher is better, the weightiest first: right or wrong, then the telling scores."""
    answer = row["answer"]
    refused = bool(answer) and answer["status"] == "not_in_sources"
    right = (
        0.0 if not answer else float(refused != row["answerable"] and (refused or not wrong(row)))
    )
    return (right, *(row["scores"].get(name, 0.0) for name in _TELLING))


def _by_system(rows: Sequence[Row]) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["system"], {})[row["id"]] = row
    return found
