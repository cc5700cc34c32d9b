"""Citations: ALCE's recall and precision with a judge passed in; overlap with gold quotes; integrity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.gold import Span

Judge = Callable[[str, Sequence[Span]], bool]
"""Whether the words in the spans, taken together, bear the sentence out."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One shown sentence with the spans it cites."""

    text: str
    spans: tuple[Span, ...]


def alce(statements: Sequence[Statement], judge: Judge) -> dict[str, float]:
    """Citation recall and precision of one answer (Gao et al. 2023, ALCE, section 3).

    recall = share of statements borne out by all their citations together;
    precision = share of citations that are not irrelevant, where a citation is irrelevant if it
    does not bear its statement out alone while the others do without it, and every citation of
    a statement that is not borne out counts as wrong. Nothing is scored where nothing was said.
    """
    if not statements:
        return {}
    borne = [bool(s.spans) and judge(s.text, s.spans) for s in statements]
    good = sum(_precise(s, judge) for s, ok in zip(statements, borne, strict=True) if ok)
    cited = sum(len(s.spans) for s in statements)
    recall = {"citation.recall": sum(borne) / len(statements)}
    return recall | ({"citation.precision": good / cited} if cited else {})


def gold_overlap(cited: Sequence[Span], golds: Sequence[Span]) -> dict[str, float]:
    """How far the citations are the gold quotes. Nothing is scored without gold.

    gold_overlap = 1 where a citation touches a gold quote (0 where nothing is cited, so that a
    refusal is a miss); gold_f1 = the best, over gold quotes, of 2·|C∩G| / (|C| + |G|) in
    characters; gold_precision = share of citations that touch a gold quote.
    """
    if not golds:
        return {}
    touching = [any(span.common(gold) for gold in golds) for span in cited]
    scores = {
        "citation.gold_overlap": float(any(touching)),
        "citation.gold_f1": max(_f1(cited, gold) for gold in golds),
    }
    return scores | ({"citation.gold_precision": sum(touching) / len(touching)} if cited else {})


def integrity(quotes: Sequence[tuple[Span, str]], texts: Mapping[str, str]) -> dict[str, float]:
    """Share of citations whose quote is, to the character, what stands at their offsets.

    `texts` maps document ids to canonical texts; a document that is not there counts as wrong.
    """
    if not quotes:
        return {}
    exact = [
        quote == texts.get(span.document_id, "")[span.start : span.end] and bool(quote)
        for span, quote in quotes
    ]
    return {"citation.integrity": sum(exact) / len(exact)}


def _precise(statement: Statement, judge: Judge) -> int:
    """How many citations of a borne-out statement are not irrelevant."""
    if len(statement.spans) == 1:
        return 1
    return sum(not _irrelevant(statement, n, judge) for n in range(len(statement.spans)))


def _irrelevant(statement: Statement, n: int, judge: Judge) -> bool:
    rest = statement.spans[:n] + statement.spans[n + 1 :]
    return not judge(statement.text, statement.spans[n : n + 1]) and judge(statement.text, rest)


def _f1(cited: Sequence[Span], gold: Span) -> float:
    """Over characters; characters cited twice count once."""
    cited_set = {(span.document_id, i) for span in cited for i in range(span.start, span.end)}
    both = sum((gold.document_id, i) in cited_set for i in range(gold.start, gold.end))
    return 2 * both / (len(cited_set) + len(gold)) if cited_set else 0.0
