"""What `dossier evaluate` and `dossier compare` do; the page's evaluation tab calls the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from answering.factory import Desk
from core.errors import UnknownSystem
from core.types import Language
from evaluation import testset as testsets
from evaluation.bench import Bench, given_corpus, needs_writer
from evaluation.cases import TestSet
from evaluation.compare import compare
from evaluation.corpus import Progress as Filling
from evaluation.floors import Floor, failures, headline
from evaluation.judge import VERIFIER, verifier
from evaluation.report import render_comparison, render_report
from evaluation.run import Options, Plan, Progress, run
from evaluation.summary import summarise
from evaluation.systems import NAMES


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
    on_problem: Callable[[str], None] | None = None,
) -> Iterator[Progress]:
    """Measures `systems` on the cases into `folder`, one Progress a row, then writes the figures
    and the report. Closing the iterator stops; what was measured stays and can be resumed.
    `on_problem` gets one line for each row, gold quote or source that cannot be used.

    Raises DossierError; a case that fails with one is noted in its row and does not stop.
    """
    options = options or Options()
    known(systems)
    writes = needs_writer(systems, retrieval_only=options.retrieval_only, judge=options.judge)
    bench = Bench(desk, dossier, given_corpus(found, corpus), writes, on_filling)
    try:
        plan = _plan(found, bench, systems, options)
        if on_problem:
            for line in _said(plan, bench, language):
                on_problem(line)
        yield from run(plan, folder, resume=resume)
        summarise(folder)
        render_report(folder, language)
    finally:
        bench.close()


def known(systems: Sequence[str]) -> None:
    """Raises UnknownSystem for a name that is none."""
    for name in systems:
        if name not in NAMES:
            raise UnknownSystem(name=name, there=", ".join(NAMES))


def compared(a: Path, b: Path, language: Language, system: str | None = None) -> str:
    """`dossier compare`: two runs side by side, as Markdown."""
    return render_comparison(compare(a, b, system), language)


def _said(plan: Plan, bench: Bench, language: Language) -> list[str]:
    sources = [error.say(language) for error in bench.corpus.errors]
    return sources + [problem.say(language) for problem in plan.testset.problems]


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


__all__ = [
    "Floor",
    "compared",
    "default_folder",
    "evaluate",
    "failures",
    "headline",
    "known",
    "needs_writer",
    "summarise",
]
