"""Rows → figures: each metric with its interval, overall, by language and by tag."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import NoRun
from evaluation import bootstrap
from evaluation.bootstrap import Figure
from evaluation.metrics import abstention, latency
from evaluation.rows import Row, read_rows
from evaluation.run import RUN

METRICS = "metrics.json"
Figures = dict[str, Figure]
Floats = NDArray[np.float64]


def summarise(folder: Path) -> dict[str, Any]:
    """metrics.json of the run in `folder`, written and returned. Raises NoRun."""
    about, rows = read_run(folder)
    found = metrics(about, rows)
    path = folder / METRICS
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(beside, path)
    return found


def read_run(folder: Path) -> tuple[dict[str, Any], list[Row]]:
    """What the run is of, and its rows by system and in an order of their own. Raises NoRun."""
    try:
        about = json.loads((folder / RUN).read_text(encoding="utf-8"))
        rows = read_rows(folder)
    except (OSError, ValueError) as error:
        raise NoRun(path=folder) from error
    if not rows:
        raise NoRun(path=folder)
    return about, sorted(rows, key=lambda row: (row["system"], row["id"]))


def metrics(about: Mapping[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
    """The content of metrics.json. Depends on the rows, not on the order they came in."""
    seed = about["options"]["seed"]
    by_system = grouped(rows, lambda row: [row["system"]])
    return {
        "systems": {name: as_json(figures(own, seed)) for name, own in by_system.items()},
        "by": {name: _by_group(own, seed) for name, own in by_system.items()},
        "excluded": {
            "test_set": [p["said"] for p in about["problems"] if p["dropped"]],
            "systems": {name: excluded(own) for name, own in by_system.items()},
        },
        "overhead": {name: overhead(own) for name, own in by_system.items()},
        "made_by": {
            **{part: about[part] for part in ("testset", "corpus", "options")},
            "systems": {name: _made_by(about, name, own) for name, own in by_system.items()},
            "intervals": f"95 % bootstrap, {bootstrap.RESAMPLES} resamples",
        },
    }


def figures(rows: Sequence[Row], seed: int) -> Figures:
    """Every metric these rows can give, by name."""
    columns: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for name, value in row["scores"].items():
            columns[name].append(value)
    found: Figures = {}
    for name in sorted(columns):
        values = np.array(columns[name])
        if name.startswith("latency."):
            found |= _quantiles(name, values, seed)
        else:
            found[name] = bootstrap.mean_interval(values, seed)
    return dict(sorted((found | _of_confidence(rows, seed)).items()))


def as_json(found: Figures) -> dict[str, dict[str, float]]:
    """Six digits: enough to compare, few enough to read."""
    return {
        name: {key: round(value, 6) for key, value in asdict(figure).items()}
        for name, figure in found.items()
    }


def grouped(rows: Sequence[Row], keys: Callable[[Row], Sequence[str]]) -> dict[str, list[Row]]:
    """Rows by each of their keys, keys in order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            found[key].append(row)
    return dict(sorted(found.items()))


def excluded(rows: Sequence[Row]) -> dict[str, int]:
    """How many cases were not scored, by "group: reason"; errors as "error: what"."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row["error"]:
            counts[f"error: {row['error'][:120]}"] += 1
        counts.update(f"{group}: {reason}" for group, reason in row["unscored"].items())
    return dict(sorted(counts.items()))


def overhead(rows: Sequence[Row]) -> float | None:
    """Time spent on measuring as a share of the time spent on answering; None without answers."""
    spent = [row["spent_ms"] for row in rows if row.get("answer") and "spent_ms" in row]
    answering = sum(part["answering"] for part in spent)
    return round(sum(part["evaluating"] for part in spent) / answering, 4) if answering else None


def confident(rows: Sequence[Row]) -> list[Row]:
    """The rows whose answer carries the system's own confidence."""
    return [row for row in rows if row["answer"] and row["answer"]["confidence"] is not None]


def wrong(row: Row) -> bool:
    """Whether an answer that was given should not have been, or is not the gold one.

    It is right if it holds a gold answer or cites gold words; where the test set has neither,
    giving an answer to an answerable question is all that can be asked.
    """
    if not row["answerable"]:
        return True
    kinds = ("answer.contains", "citation.gold_overlap")
    known = [row["scores"][kind] for kind in kinds if kind in row["scores"]]
    return bool(known) and not any(known)


def _quantiles(name: str, values: Floats, seed: int) -> Figures:
    """`latency.total_ms` → `latency.total_p50_ms` and `latency.total_p95_ms`."""
    stem = name.removesuffix("_ms")
    return {
        f"{stem}_{label}_ms": bootstrap.quantile_interval(values, share, seed)
        for label, share in latency.QUANTILES.items()
    }


def _of_confidence(rows: Sequence[Row], seed: int) -> Figures:
    sure = confident(rows)
    if not sure:
        return {}
    confidence = np.array([row["answer"]["confidence"] for row in sure], dtype=float)
    answerable = np.array([row["answerable"] for row in sure], dtype=float)
    if len(set(answerable)) < 2:
        return {}  # with one kind of question only, confidence cannot be judged
    found = {
        f"abstention.{name}": bootstrap.interval(
            partial(statistic, confidence, answerable), len(sure), seed
        )
        for name, statistic in (("auroc", abstention.auroc), ("ece", abstention.ece))
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def _by_group(rows: Sequence[Row], seed: int) -> dict[str, dict[str, Any]]:
    kinds: dict[str, Callable[[Row], Sequence[str]]] = {
        "lang": lambda row: [row["lang"]],
        "tag": lambda row: row["tags"],
    }
    return {
        kind: {key: as_json(figures(own, seed)) for key, own in grouped(rows, keys).items()}
        for kind, keys in kinds.items()
    }


def _made_by(about: Mapping[str, Any], name: str, rows: Sequence[Row]) -> dict[str, str]:
    """What the rows say made them; more than one prompt (one a language) is listed."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for part, value in row["made_by"].items():
            found[part].add(value)
    said = {part: ", ".join(sorted(filter(None, values))) for part, values in found.items()}
    return {**about["systems"].get(name, {}), **{k: v for k, v in said.items() if v}}
