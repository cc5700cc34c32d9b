"""Which plots a run can give, from its rows and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup

from core.types import Language
from evaluation.metrics import abstention
from evaluation.metrics.retrieval import CUTS
from evaluation.report import plots
from evaluation.report.plots import Bar, Series
from evaluation.report.texts import METRICS, milliseconds, number, pick, say, style
from evaluation.rows import Row
from evaluation.summary import confident, wrong

MOST_TAGS = 8
_MAIN = (
    "citation.gold_overlap",
    "answer.contains",
    "retrieval.ndcg@10",
    "abstention.refusal_recall",
)
Systems = Sequence[str]


def pictures(
    metrics: Mapping[str, Any], rows: Mapping[str, Sequence[Row]], language: Language
) -> list[Markup]:
    """Every plot that has something to show. `rows` by system, in the order of the report."""
    systems = list(rows)
    made = [
        by_k(metrics, systems, language),
        coverage_risk(rows, language),
        calibration(rows, language),
        latency(metrics, systems, language),
        *by_tag(metrics, systems, language),
    ]
    return [plot for plot in made if plot is not None]


def by_k(metrics: Mapping[str, Any], systems: Systems, language: Language) -> Markup | None:
    """Recall over k with its interval."""
    series = []
    for name in systems:
        own = metrics["systems"][name]
        there = [(k, own[f"retrieval.recall@{k}"]) for k in CUTS if f"retrieval.recall@{k}" in own]
        points = [(float(k), figure["value"]) for k, figure in there]
        band = [(float(k), figure["low"], figure["high"]) for k, figure in there]
        if points:
            series.append(Series(name, style(name), points, band))
    if not series:
        return None
    return plots.lines(
        series,
        title=say("by_k", language),
        x_label=say("k", language),
        y_label=say("share", language),
        x_ticks=[float(k) for k in CUTS],
    )


def coverage_risk(rows: Mapping[str, Sequence[Row]], language: Language) -> Markup | None:
    """Risk among the answers given, over the share of questions answered."""
    series = []
    for name, own in rows.items():
        given = [row for row in confident(own) if row["answer"]["status"] != "not_in_sources"]
        sure = [row["answer"]["confidence"] for row in given]
        curve = abstention.coverage_risk(sure, [wrong(row) for row in given], len(own))
        if len(curve) > 1:
            series.append(Series(name, style(name), curve))
    if not series:
        return None
    return plots.lines(
        series,
        title=say("risk", language),
        x_label=f"{say('coverage', language)} (%)",
        y_label=say("wrong", language),
        x_ticks=[0.0, 0.25, 0.5, 0.75, 1.0],
    )


def calibration(rows: Mapping[str, Sequence[Row]], language: Language) -> Markup | None:
    """Share answerable over confidence stated, in ten bins; on the diagonal is calibrated."""
    series = []
    for name, own in rows.items():
        sure = confident(own)
        if len({row["answerable"] for row in sure}) < 2:
            continue
        confidence = np.array([row["answer"]["confidence"] for row in sure], dtype=float)
        answerable = np.array([row["answerable"] for row in sure], dtype=float)
        bins = abstention.calibration(confidence, answerable)
        series.append(Series(name, style(name), [(b.mean, b.share) for b in bins]))
    if not series:
        return None
    return plots.lines(
        series,
        title=say("calibration", language),
        x_label=f"{say('said', language)} (%)",
        y_label=say("was", language),
        x_ticks=[0.0, 0.25, 0.5, 0.75, 1.0],
        diagonal=True,
    )


def latency(metrics: Mapping[str, Any], systems: Systems, language: Language) -> Markup | None:
    """Median bars with a tick at 95 %, a group for each stage."""
    groups = []
    for stage in ("retrieval", "first_evidence", "first_token", "total"):
        members = []
        for name in systems:
            own = metrics["systems"][name]
            middle, slow = (own.get(f"latency.{stage}_{q}_ms") for q in ("p50", "p95"))
            if middle and slow:
                label = milliseconds(middle["value"], language)
                members.append(Bar(name, style(name), middle["value"], label, tick=slow["value"]))
        if members:
            label = pick(METRICS[f"latency.{stage}_p50_ms"], language)
            groups.append((label.rpartition(", ")[0], members))
    if not groups:
        return None
    highest = max(bar.tick or bar.value for _, members in groups for bar in members)
    title = f"{say('latency', language)} ({say('bar', language)})"
    return plots.bars(groups, title=title, highest=highest)


def by_tag(metrics: Mapping[str, Any], systems: Systems, language: Language) -> list[Markup]:
    """The most telling metric for each tag that enough questions have."""
    main = next((m for m in _MAIN if any(m in metrics["systems"][s] for s in systems)), None)
    if main is None:
        return []
    tags: dict[str, list[Bar]] = {}
    for name in systems:
        for tag, own in metrics["by"][name]["tag"].items():
            if main in own:
                f = own[main]
                label = f"{number(100 * f['value'], language, 0)} % ({f['n']})"
                bar = Bar(name, style(name), f["value"], label, f["low"], f["high"])
                tags.setdefault(tag, []).append(bar)
    if not tags:
        return []
    weight = {
        tag: sum(metrics["by"][s]["tag"].get(tag, {}).get(main, {}).get("n", 0) for s in systems)
        for tag in tags
    }
    most = sorted(sorted(tags, key=lambda tag: (-weight[tag], tag))[:MOST_TAGS])
    title = f"{say('by_tag', language)} : {pick(METRICS[main], language)}"
    return [plots.bars([(tag, tags[tag]) for tag in most], title=title, highest=1.0)]
