"""The figures a terminal shows, and whether they reach what was asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import UnknownMetric
from core.types import Language
from evaluation.report.texts import LOWER_IS_BETTER, metric_name
from evaluation.report.view import BIG, ordered, shown


@dataclass(frozen=True, slots=True)
class Floor:
    """A value that a metric must reach (or, where lower is better, must not pass)."""

    metric: str
    value: float

    @classmethod
    def parse(cls, text: str) -> Floor:
        """From `metric=value`; ValueError where it is not that."""
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not math.isfinite(float(value)):
            raise ValueError(f"{text!r}: metric=value")
        return cls(name.strip(), float(value))


def headline(metrics: Mapping[str, Any], language: Language) -> list[str]:
    """The main figures of each system, a line each, for a terminal."""
    lines = []
    for system in ordered(list(metrics["systems"])):
        own = metrics["systems"][system]
        lines.append(system)
        for name in (name for name in BIG if name in own):
            f = own[name]
            low, high = (shown(name, f[end], language) for end in ("low", "high"))
            value = shown(name, f["value"], language)
            label = metric_name(name, language)
            lines.append(f"  {label:42} {value:>8}  [{low} – {high}]  n={f['n']}  {name}")
    return lines


def failures(metrics: Mapping[str, Any], floors: Sequence[Floor]) -> list[str]:
    """One line for each floor that the run's main system does not reach. Raises UnknownMetric.

    The main system is Dossier where it was measured, else the last of the systems.
    """
    main = ordered(list(metrics["systems"]))[-1]
    own = metrics["systems"][main]
    lines = []
    for floor in floors:
        if floor.metric not in own:
            raise UnknownMetric(name=floor.metric, there=", ".join(own))
        value, lower = own[floor.metric]["value"], floor.metric.startswith(LOWER_IS_BETTER)
        if value > floor.value if lower else value < floor.value:
            sign = ">" if lower else "<"
            lines.append(f"{main}: {floor.metric} = {value:g} {sign} {floor.value:g}")
    return lines
