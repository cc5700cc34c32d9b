"""Measures every stage against the plain recipe and writes docs/performance.md (`make bench`).

    python -m bench.run [--squad FILE] [--sizes 1000 10000] [--work FOLDER] [--only STAGE…]

Each figure is written to FOLDER/results.json as soon as it is there; a run that was interrupted
goes on after it, and a later run with a larger size adds to it. Remove FOLDER to begin anew. With no
FILE the texts are the sample dossier's.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import answers, report, scale, taking_in
from bench.corpus import Material, material

STAGES = ("ingest", "scale", "answers")


class Results:
    """Figures by name, on disk as soon as they are known."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}

    def once(self, name: str, measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The figures called `name`, measured now if they are not there yet."""
        if name not in self.found:
            figures = measure() | {"load": round(os.getloadavg()[0], 1)}
            self.found[name] = figures
            self._file.write_text(json.dumps(self.found, indent=1), "utf-8")
        print(name, json.dumps(self.found[name]), flush=True)
        figures = self.found[name]
        return dict(figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--squad", type=Path, help="real texts, in SQuAD's format")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--articles", type=int, default=60, help="to take in with real embedding")
    parser.add_argument("--questions", type=int, default=8, help="to answer")
    parser.add_argument("--work", type=Path, default=Path("artifacts/bench"))
    parser.add_argument("--only", nargs="+", choices=STAGES, default=STAGES)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    results, texts = Results(given.work / "results.json"), material(given.squad)
    results.once("about", lambda: about(texts))
    if "ingest" in given.only:
        results.once("ingest", lambda: taking_in.measured(texts, given.articles))
    if "scale" in given.only:
        for size in sorted(given.sizes):
            grow(results, given.work, texts, size)
    if "answers" in given.only:
        results.once("answers", lambda: answers.measured(given.questions))
    report.write(results.found)


def grow(results: Results, work: Path, texts: Material, size: int) -> None:
    """Both systems at one size, with the same articles."""
    own = results.once(f"dossier {size}", lambda: scale.dossier(work, texts, size))
    documents = int(own["documents"])
    results.once(f"recipe {size}", lambda: scale.recipe(work, texts, documents))


def about(texts: Material) -> dict[str, Any]:
    return {
        "texts": texts.name,
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
    }


if __name__ == "__main__":
    main()
