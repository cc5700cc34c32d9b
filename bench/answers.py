"""Whole answers from the sample dossier with the embedded model, the two systems taking turns."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from answering.events import Done
from answering.factory import SAMPLES, open_desk
from bench.recipe import plain_embedder
from core.settings import load_settings
from core.types import Timings
from evaluation import testset
from evaluation.cases import Case
from evaluation.systems.vanilla import Vanilla

TESTSET = SAMPLES.parent / "testset.jsonl"


def measured(questions: int) -> dict[str, Any]:
    """Medians in ms over answerable questions of the sample test set, and their ratios.

    One question more is asked first and not counted. A question for which Dossier had its answer
    without its model writing counts with that answer's time as time to the first token.
    """
    cases = [c for c in testset.load(TESTSET).cases if c.answerable and not c.history]
    chosen = cases[:: max(1, len(cases) // (questions + 1))][: questions + 1]
    with tempfile.TemporaryDirectory() as work:
        desk = open_desk(load_settings(data=Path(work), llm="embedded"))
        dossier = desk.dossier()
        list(dossier.ingest([str(SAMPLES)]))
        plain = Vanilla(
            dossier.index.documents(), plain_embedder(), desk.writer, Path(work) / "vanilla"
        )
        pairs = [(_dossier(dossier.assistant, case), _plain(plain, case)) for case in chosen][1:]
        desk.close()
    own, other = zip(*pairs, strict=True)
    figures: dict[str, Any] = {"questions": len(pairs)}
    for name, of in (("first token", _first), ("total", lambda t: t.total)):
        ours, theirs = (statistics.median(map(of, side)) for side in (own, other))
        ratio = round(ours / theirs, 2)
        figures[name] = {"dossier": round(ours), "recipe": round(theirs), "ratio": ratio}
    evidence = statistics.median(t.first_evidence for t in own)
    return figures | {"first evidence": round(evidence)}


def _first(timings: Timings) -> float:
    return timings.total if timings.first_token is None else timings.first_token


def _dossier(assistant: Any, case: Case) -> Timings:
    *_, done = assistant.ask(case.question, language=case.language)
    assert isinstance(done, Done)
    return done.answer.timings


def _plain(plain: Vanilla, case: Case) -> Timings:
    reply = plain.answer(case, None)
    assert reply is not None
    return reply.answer.timings
