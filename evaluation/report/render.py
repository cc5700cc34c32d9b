"""Fills the templates: one self-contained HTML page, and Markdown for a pull request."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.types import Language
from evaluation.compare import Comparison
from evaluation.report import view
from evaluation.report.outcome import outcome
from evaluation.report.pictures import pictures
from evaluation.report.texts import OUTCOMES, metric_name, pick, say
from evaluation.summary import METRICS, grouped, read_run, summarise

HERE = Path(__file__).parent
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~-])")


def render_report(folder: Path, language: Language = "fr") -> str:
    """Writes report.html and report.md of the run in `folder`; returns the HTML. Raises NoRun."""
    context = _context(folder, language)
    page = _environment(markdown=False).get_template("report.html.j2").render(context)
    _write(folder / "report.html", page)
    markdown = _environment(markdown=True).get_template("report.md.j2").render(context)
    _write(folder / "report.md", markdown)
    return page


def render_comparison(found: Sequence[Comparison], language: Language = "fr") -> str:
    """Comparisons as Markdown."""
    template = _environment(markdown=True).get_template("compare.md.j2")
    return template.render(
        comparisons=found,
        say=partial(say, language=language),
        name=partial(metric_name, language=language),
        shown=partial(view.shown, language=language),
        outcome=lambda row: pick(OUTCOMES[outcome(row)], language),
    )


def _context(folder: Path, language: Language) -> dict[str, Any]:
    about, rows = read_run(folder)
    path = folder / METRICS
    metrics = json.loads(path.read_text("utf-8")) if path.is_file() else summarise(folder)
    found = grouped(rows, lambda row: [row["system"]])
    by_system = {name: found[name] for name in view.ordered(list(found))}
    systems = list(by_system)
    main = systems[-1]
    return {
        "lang": language,
        "say": partial(say, language=language),
        "css": Markup((HERE / "report.css").read_text("utf-8")),  # our own file
        "about": about,
        "metrics": metrics,
        "systems": systems,
        "main": main,
        "big": view.big_figures(metrics["systems"][main], language),
        "tally": view.tally(by_system[main], language),
        "table": view.table(metrics, systems, language),
        "plots": pictures(metrics, by_system, language),
        "cases": view.cases(by_system, language),
        "all_cases": len(by_system[main]),
        "excluded": view.excluded(about, metrics, language),
        "quotes": ("« ", " »") if language == "fr" else ("“", "”"),
    }


def _environment(*, markdown: bool) -> Environment:
    """Strict, and escaping by what is written: HTML by autoescape, Markdown by `finalize`."""
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=not markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=as_markdown if markdown else None,
    )


def as_markdown(value: object) -> object:
    """Text that Markdown shows as it is: no markup, no HTML, no mention, on one line."""
    if not isinstance(value, str):
        return value
    line = html.escape(" ".join(value.split()), quote=False)
    return _SPECIAL.sub(r"\\\1", line).replace("@", "&#64;").replace("://", "&#58;//")


def _write(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8", errors="replace")
    os.replace(beside, path)
