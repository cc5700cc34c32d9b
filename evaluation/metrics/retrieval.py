"""Recall@k, reciprocal rank and nDCG@k by ir-measures, at passage and at gold-quote level.

Formulas: recall@k = relevant found in the first k / relevant there are; reciprocal rank =
1 / rank of the first relevant, 0 without one; nDCG@k = DCG/ideal DCG with DCG = Σ rel/log2(rank+1)
(Järvelin and Kekäläinen 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from evaluation.cases import Unit
from evaluation.gold import Span

CUTS = (1, 3, 5, 10)
_MEASURES = {"mrr": RR, "ndcg@10": nDCG @ 10} | {f"recall@{k}": R @ k for k in CUTS}


def scores(hits: Sequence[Span], golds: Sequence[Span], unit: Unit) -> dict[str, float]:
    """All retrieval measures of one case; nothing without gold. `hits` are best first."""
    if not golds:
        return {}
    first = measure(*passage_level(hits, golds, unit))
    quotes = measure(*quote_level(hits, golds)) | quote_recall(hits, golds)
    return {f"retrieval.{name}": value for name, value in first.items()} | {
        f"retrieval.quote_{name}": value for name, value in quotes.items()
    }


def passage_level(
    hits: Sequence[Span], golds: Sequence[Span], unit: Unit
) -> tuple[list[str], set[str]]:
    """(ranking, relevant) with what was searched for as one thing: a passage that bears on it.

    With unit "document" the documents are ranked, each by its best passage. With "passage" the
    first hit that holds a gold quote is the one that counts: how many of a system's passages
    overlap the gold depends on how it cuts, and must not change its score.
    """
    if unit == "document":
        ranking = list(dict.fromkeys(hit.document_id for hit in hits))
        return ranking, {gold.document_id for gold in golds}
    bearing = [any(holds(hit, gold) for gold in golds) for hit in hits]
    first = bearing.index(True) if any(bearing) else len(hits)
    return ["gold" if rank == first else f"{rank}" for rank in range(len(hits))], {"gold"}


def quote_level(hits: Sequence[Span], golds: Sequence[Span]) -> tuple[list[str], set[str]]:
    """(ranking, relevant) with each gold quote as one thing, found by the first hit holding it.

    A hit that holds several quotes puts them on consecutive ranks, before the next hit.
    """
    ranking: list[str] = []
    missing = dict.fromkeys(range(len(golds)))
    for rank, hit in enumerate(hits):
        found = [n for n in missing if holds(hit, golds[n])]
        for n in found:
            del missing[n]
        ranking += [f"gold{n}" for n in found] or [f"{rank}"]
    return ranking, {f"gold{n}" for n in range(len(golds))}


def quote_recall(hits: Sequence[Span], golds: Sequence[Span]) -> dict[str, float]:
    """Share of the gold quotes that the first k hits hold together."""
    held = [[holds(hit, gold) for hit in hits] for gold in golds]
    return {f"recall@{k}": sum(any(row[:k]) for row in held) / len(golds) for k in CUTS}


def holds(hit: Span, gold: Span) -> bool:
    """Whether `hit` covers at least half of the gold quote."""
    return len(gold) > 0 and 2 * hit.common(gold) >= len(gold)


def measure(ranking: Sequence[str], relevant: set[str]) -> dict[str, float]:
    """The measures of one ranking of names, best first, each once, against the relevant names."""
    return dict(_measured(tuple(name in relevant for name in ranking), len(relevant)))


@lru_cache(maxsize=4096)
def _measured(pattern: tuple[bool, ...], relevant: int) -> dict[str, float]:
    """By ir-measures, which needs milliseconds; thousands of cases share a few patterns."""
    if not pattern:
        return dict.fromkeys(_MEASURES, 0.0)
    qrels = [Qrel("q", f"gold{n}", 1) for n in range(relevant)]
    golds = iter(qrel.doc_id for qrel in qrels)
    names = [next(golds) if hit else f"other{rank}" for rank, hit in enumerate(pattern)]
    run = [ScoredDoc("q", name, -rank) for rank, name in enumerate(names)]
    found = ir_measures.calc_aggregate(_MEASURES.values(), qrels, run)
    return {name: float(found[measure]) for name, measure in _MEASURES.items()}
