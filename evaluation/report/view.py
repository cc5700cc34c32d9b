"""A run as the report shows it: words and numbers ready to be set, nothing computed in a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.types import Language
from evaluation.report.outcome import ORDER, outcome, rank_of_gold, worst_first
from evaluation.report.texts import (
    GROUPS,
    LOWER_IS_BETTER,
    METRICS,
    OUTCOMES,
    VERDICTS,
    metric_name,
    milliseconds,
    number,
    pick,
    reason,
)
from evaluation.rows import Row
from evaluation.systems import NAMES

SHOWN = 200  # cases in a report; a page of thousands helps nobody
Json = dict[str, Any]
BIG = (
    "citation.gold_overlap",
    "answer.contains",
    "faithfulness.supported",
    "abstention.refusal_recall",
    "abstention.answered_recall",
    "retrieval.recall@1",
    "retrieval.ndcg@10",
    "retrieval.recall@10",
    "latency.total_p50_ms",
    "latency.retrieval_p50_ms",
)


def ordered(names: Sequence[str]) -> list[str]:
    """Baselines first, Dossier last, strangers before them all."""
    return sorted(names, key=lambda name: (NAMES.index(name) if name in NAMES else -1, name))


def shown(metric: str, value: float, language: Language) -> str:
    """A figure as it is printed: a time with its unit, a share with three digits."""
    if metric.startswith("latency."):
        return milliseconds(value, language)
    return number(value, language)


def big_figures(own: Mapping[str, Any], language: Language) -> list[Json]:
    """The few figures that say most about the system the run is about."""
    there = [name for name in BIG if name in own][:6]
    return [
        {"label": metric_name(name, language), "value": _big(name, own[name]["value"], language)}
        for name in there
    ]


def table(metrics: Mapping[str, Any], systems: Sequence[str], language: Language) -> list[Json]:
    """Groups of rows; a cell holds value, interval and number of questions."""
    found = metrics["systems"]
    groups = []
    for group, label in GROUPS.items():
        names = [
            name
            for name in METRICS
            if name.startswith(f"{group}.") and any(name in found[s] for s in systems)
        ]
        rows = [_table_row(name, found, systems, language) for name in names]
        if rows:
            groups.append({"label": pick(label, language), "rows": rows})
    return groups


def cases(by_system: Mapping[str, Sequence[Row]], language: Language) -> list[Json]:
    """The worst cases of the last system, each with what every system made of it."""
    main = list(by_system)[-1]
    of_case: dict[str, list[Row]] = {}
    for rows in by_system.values():
        for row in rows:
            of_case.setdefault(row["id"], []).append(row)
    worst = worst_first(by_system[main])[:SHOWN]
    return [_case(row, of_case[row["id"]], language) for row in worst]


def tally(rows: Sequence[Row], language: Language) -> list[Json]:
    """How many cases came out how, the worst first."""
    counts = {code: sum(outcome(row) == code for row in rows) for code in ORDER}
    return [
        {"code": code, "label": pick(OUTCOMES[code], language), "count": count}
        for code, count in counts.items()
        if count
    ]


def excluded(about: Mapping[str, Any], metrics: Mapping[str, Any], language: Language) -> list[str]:
    """One line for each thing that is wrong with the test set or was left out of the figures."""
    lines = [p["said_fr" if language == "fr" else "said"] for p in about["problems"]]
    for system, reasons in metrics["excluded"]["systems"].items():
        for key, count in reasons.items():
            group, _, why = key.partition(": ")
            lines.append(f"{system} · {group} · {reason(why, language)} · {count}")
    return lines


def _table_row(
    name: str, found: Mapping[str, Any], systems: Sequence[str], language: Language
) -> Json:
    values = {s: found[s][name]["value"] for s in systems if name in found[s]}
    best = min(values.values()) if name.startswith(LOWER_IS_BETTER) else max(values.values())
    cells = []
    for system in systems:
        figure = found[system].get(name)
        cells.append(
            figure
            and {
                "value": shown(name, figure["value"], language),
                "low": shown(name, figure["low"], language),
                "high": shown(name, figure["high"], language),
                "n": figure["n"],
                "best": len(set(values.values())) > 1 and figure["value"] == best,
                "share": None if name.startswith("latency.") else figure,
            }
        )
    return {"name": name, "label": metric_name(name, language), "cells": cells}


def _case(main: Row, rows: Sequence[Row], language: Language) -> Json:
    code = outcome(main)
    return {
        "id": main["id"],
        "question": main["question"],
        "lang": main["lang"],
        "tags": main["tags"],
        "history": main.get("history", []),
        "answerable": main["answerable"],
        "gold": main["gold"],
        "outcome": {"code": code, "label": pick(OUTCOMES[code], language)},
        "replies": [_reply(row, language) for row in rows],
    }


def _reply(row: Row, language: Language) -> Json:
    code, answer = outcome(row), row["answer"]
    refused = bool(answer) and answer["status"] == "not_in_sources"
    return {
        "system": row["system"],
        "outcome": {"code": code, "label": pick(OUTCOMES[code], language)},
        "error": row["error"],
        "answered": bool(answer),
        "refused": refused,
        "confidence": _percent(answer and answer["confidence"], language),
        "sentences": [] if not answer or refused else _sentences(row, language),
        "citations": [] if not answer or refused else [cited(c, row) for c in answer["citations"]],
        "closest": answer["closest"] if answer else [],
        "withheld": [_verdict(s, None, language) for s in answer["withheld"]] if answer else [],
        "rank": rank_of_gold(row),
        "searched_for_gold": "retrieval.mrr" in row["scores"],
    }


def _sentences(row: Row, language: Language) -> list[Json]:
    pairs = zip(row["answer"]["sentences"], row["judged"], strict=True)
    return [_verdict(sentence, borne, language) for sentence, borne in pairs]


def _verdict(sentence: Json, borne: bool | None, language: Language) -> Json:
    """The judge's view where there is one, else the system's own."""
    code = sentence["verdict"] if borne is None else ("supported" if borne else "unsupported")
    why = "" if borne else reason(sentence["reason"], language)
    label = pick(VERDICTS[code], language)
    return {
        "text": sentence["text"],
        "code": code,
        "label": f"{label} – {why}" if why else label,
        "citations": sentence["citations"],
    }


def cited(citation: Json, row: Row) -> Json:
    """A citation with its quote cut where gold words begin and end."""
    start = citation["start"]
    inside = [False] * len(citation["quote"])
    for gold in row["gold"]["quotes"]:
        if gold["document_id"] == citation["document_id"]:
            first, last = max(gold["start"] - start, 0), max(gold["end"] - start, 0)
            inside[first:last] = [True] * len(inside[first:last])
    parts: list[tuple[str, bool]] = []
    for character, gold_word in zip(citation["quote"], inside, strict=True):
        if parts and parts[-1][1] == gold_word:
            parts[-1] = (parts[-1][0] + character, gold_word)
        else:
            parts.append((character, gold_word))
    return {**citation, "parts": parts}


def _percent(value: float | None, language: Language) -> str:
    return "" if value is None else f"{number(100 * value, language, 0)}\u202f%"


def _big(metric: str, value: float, language: Language) -> str:
    if metric.startswith("latency."):
        return milliseconds(value, language)
    digits = 3 if "ndcg" in metric else 0
    return number(value, language, 3) if digits else f"{number(100 * value, language, 0)}\u202f%"
