"""Writes what was measured into docs/performance.md, between its two marks, and draws the plot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.plot import svg

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
Results = dict[str, Any]
ROWS = (  # what is in a row, the figure's name, which of its parts, the bar at 100,000 passages
    ("search, median, ms", "search", "p50", "≤ 60"),
    ("search, 95 of 100 within, ms", "search", "p95", "≤ 120"),
    ("add an article, embedded, median, ms", "add", "p50", "≤ 2,000"),
    ("add an article, 95 of 100 within, ms", "add", "p95", ""),
    ("remove an article, median, ms", "remove", "p50", "≤ 2,000"),
    ("a process from its start to its first search, s", "start", "", "≤ 15"),
    ("its memory, MB", "memory", "", "≤ 2,048"),
    ("on disk, MB", "disk", "", ""),
    ("growing, without embedding, ms a passage", "grow", "", ""),
)


def write(results: Results) -> None:
    """Only what has been measured is told."""
    page = DOCS / "performance.md"
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    made = [_about(results["about"])]
    if sizes := _sizes(results):
        (DOCS / "images" / "performance.svg").write_text(_plot(results, sizes), "utf-8")
        made += [_scale(results, sizes), "![Cost against size](images/performance.svg)"]
    if "ingest" in results:
        made.append(_ingest(results["ingest"]))
    if "answers" in results:
        made.append(_answers(results["answers"]))
    page.write_text("\n\n".join([before + BEGIN, *made, END + after]), "utf-8")


def _sizes(results: Results) -> list[int]:
    """Sizes at which both systems were measured."""
    sizes = sorted(int(name.split()[1]) for name in results if name.startswith("dossier "))
    return [size for size in sizes if f"recipe {size}" in results]


def _about(about: Results) -> str:
    return f"Measured {about['day']} on {about['machine']}; texts: {about['texts']}."


def _scale(results: Results, sizes: Sequence[int]) -> str:
    heads = [f"{name} at {size:,}" for size in sizes for name in ("Dossier", "recipe")]
    rows = [_row("", *heads, "bar"), _row(*["---"] * (len(heads) + 2))]
    pairs = [results[f"{name} {size}"] for size in sizes for name in ("dossier", "recipe")]
    rows.append(_row("articles", *[f"{one['documents']:,}" for one in pairs], ""))
    rows.append(_row("passages", *[f"{one['passages']:,}" for one in pairs], ""))
    for title, name, part, bar in ROWS:
        values = [one[name][part] if part else one[name] for one in pairs]
        rows.append(_row(title, *["–" if v is None else f"{v:,}" for v in values], bar))
    if len(sizes) > 1:
        medians = [results[f"dossier {size}"]["search"]["p50"] for size in (sizes[0], sizes[-1])]
        growth = f"{medians[1] / medians[0]:.2f}"
        rows.append(
            _row("growth of Dossier's median search", growth, *[""] * (len(heads) - 1), "≤ 2.5")
        )
    load = ", ".join(str(one["load"]) for one in pairs)
    return "\n".join(rows) + f"\n\nLoad of the machine at the end of each column: {load}."


def _ingest(found: Results) -> str:
    return "\n".join(
        [
            f"**Taking in** {found['articles']} articles ({found['passages']} passages), really embedded, the two systems taking turns:",
            "",
            _row("", "Dossier", "recipe", "bar"),
            _row("---", "---", "---", "---"),
            _row(
                "characters of text a second", f"{found['dossier']:,}", f"{found['recipe']:,}", ""
            ),
            _row("ratio", found["ratio"], "1", "≥ 1.8"),
            _row(
                "share of time that is not embedding",
                f"{found['not embedding']:.1%}",
                f"{found['recipe not embedding']:.1%}",
                "≤ 15 %",
            ),
            "",
            f"Load at the end: {found['load']}.",
        ]
    )


def _answers(found: Results) -> str:
    rows = [
        f"**Answering** {found['questions']} questions of the sample test set, the same model, taking turns (medians):",
        "",
        _row("", "Dossier", "recipe", "ratio", "bar"),
        _row(*["---"] * 5),
    ]
    for name, bar in (("first token", "≤ 0.5"), ("total", "≤ 0.7")):
        one = found[name]
        rows.append(
            _row(f"{name}, ms", f"{one['dossier']:,}", f"{one['recipe']:,}", one["ratio"], bar)
        )
    rows.append(_row("evidence shown, ms", f"{found['first evidence']:,}", "–", "", ""))
    return "\n".join([*rows, "", f"Load at the end: {found['load']}."])


def _plot(results: Results, sizes: Sequence[int]) -> str:
    def line(name: str, figure: str) -> list[tuple[float, float]]:
        found = (results[f"{name} {size}"] for size in sizes)
        return [(one["passages"], one[figure]["p50"]) for one in found]

    lines = {
        "Dossier: search": line("dossier", "search"),
        "Dossier: add an article": line("dossier", "add"),
        "recipe: search": line("recipe", "search"),
        "recipe: add an article": line("recipe", "add"),
    }
    return svg(lines, "passages", "median, ms")


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"
