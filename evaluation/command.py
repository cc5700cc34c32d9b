"""What `dossier evaluate` and `dossier compare` do; the page's evaluation tab calls the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from answering.factory import Desk
from core.errors import UnknownMetric
from core.types import Language
from evaluation import testset as testsets
from evaluation.bench import Bench, given_corpus
from evaluation.cases import TestSet
from evaluation.compare import compare
from evaluation.corpus import Progress as Filling
from evaluation.judge import VERIFIER, verifier
from evaluation.report import render_comparison, render_report
from evaluation.report.texts import LOWER_IS_BETTER, metric_name
from evaluation.report.view import BIG, ordered, shown
from evaluation.run import Options, Plan, Progress, run
from evaluation.summary import summarise


@dataclass(frozen=True, slots=True)
class Floor:
    """A value that a metric must reach (or, where lower is better, must not pass)."""

    metric: str
    value: float

    @classmethod
    def parse(cls, text: str) -> Floor:
        """From `metric=value`; ValueError where it is not that."""
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise ValueError(f"{text!r}: metric=value")
        return cls(name.strip(), float(value))


def default_folder(path: Path) -> Path:
    """Where the results go when nobody says: beside nothing, in the working folder."""
    return Path(f"evaluation-{path.stem}")


def evaluate(
    found: TestSet,
    folder: Path,
    desk: Desk,
    *,
    dossier: str = "default",
    systems: Sequence[str] = ("dossier",),
    corpus: Path | None = None,
    options: Options | None = None,
    resume: bool = False,
    language: Language = "fr",
    on_filling: Filling | None = None,
) -> Iterator[Progress]:
    """Measures `systems` on the cases into `folder`, one Progress a row, then writes the figures
    and the report. Closing the iterator stops; what was measured stays and can be resumed.

    Raises DossierError; a case that fails with one is noted in its row and does not stop.
    """
    options = options or Options()
    bench = Bench(desk, dossier, given_corpus(found, corpus), on_filling)
    try:
        yield from run(_plan(found, bench, systems, options), folder, resume=resume)
        summarise(folder)
        render_report(folder, language)
    finally:
        bench.close()


def problems(found: TestSet, language: Language) -> list[str]:
    """One line for each row of the test set that is left out or odd, gold not looked at."""
    return [problem.say(language) for problem in found.problems]


def headline(metrics: dict[str, Any], language: Language) -> list[str]:
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


def failures(metrics: dict[str, Any], floors: Sequence[Floor]) -> list[str]:
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


def compared(a: Path, b: Path, language: Language, system: str | None = None) -> str:
    """`dossier compare`: two runs side by side, as Markdown."""
    return render_comparison(compare(a, b, system), language)


def _plan(found: TestSet, bench: Bench, systems: Sequence[str], options: Options) -> Plan:
    documents = bench.documents
    checked = testsets.validate(found, list(documents.values()))
    judge = (VERIFIER, verifier(documents, None))  # not asked where only the search is measured
    if not options.retrieval_only:
        judge = bench.judge(options.judge)
    made = [
        bench.system(name, writes=not options.retrieval_only) for name in dict.fromkeys(systems)
    ]
    return Plan(
        replace(found, problems=tuple(checked)),
        made,
        documents,
        judge[1],
        replace(options, judge=judge[0]),
    )
