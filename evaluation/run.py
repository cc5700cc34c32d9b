"""Cases × systems → rows, written as they come, resumable at any point."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import DossierError, RunMismatch
from core.types import Document
from evaluation.cases import Case, TestSet
from evaluation.formats.rows import case_json
from evaluation.gold import Library
from evaluation.judge import JudgeFor
from evaluation.rows import (
    Row,
    RowFile,
    cut_torn_end,
    question_row,
    read_rows,
    reply_row,
    set_aside,
    spans_json,
)
from evaluation.score import Ready, judged, of_reply, of_search, prepare, unscored
from evaluation.systems import Reply, System
from evaluation.systems.asked import standalone

RUN = "run.json"
HITS = 10


@dataclass(frozen=True, slots=True)
class Options:
    """What shapes the figures, apart from cases and systems. `limit` draws that many by `seed`."""

    limit: int | None = None
    seed: int = 0
    retrieval_only: bool = False
    judge: str = "verifier"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a run needs. `judge_for` is not asked where only the search is measured."""

    testset: TestSet
    systems: Sequence[System]
    documents: Mapping[str, Document]
    judge_for: JudgeFor
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Progress:
    """One more row is on disk; `row` is None for the first report of a resumed run."""

    done: int
    total: int
    system: str = ""
    row: Row | None = None


def run(plan: Plan, folder: Path, *, resume: bool = False) -> Iterator[Progress]:
    """Measures every case with every system into `folder`, one Progress a row.

    With `resume`, rows that are there are kept; without, they are set aside. Raises
    RunMismatch where the folder holds a run of another test set or with other options.
    """
    folder.mkdir(parents=True, exist_ok=True)
    library = Library(list(plan.documents.values()))
    cases = chosen(plan.testset.cases, plan.options)
    _begin(plan, folder, resume)
    there = {(row["system"], row["id"]) for row in read_rows(folder)}
    total, done = len(cases) * len(plan.systems), 0
    done += sum((s.name, case.id) in there for s in plan.systems for case in cases)
    yield Progress(done, total)
    with RowFile(folder) as file:
        # System by system: a model's prompt cache would be spoilt by another's prompts.
        for system in plan.systems:
            for case in cases:
                if (system.name, case.id) not in there:
                    row = measure(plan, system, prepare(case, library))
                    file.append(row)
                    done += 1
                    yield Progress(done, total, system.name, row)


def chosen(cases: Sequence[Case], options: Options) -> list[Case]:
    """The cases to run, in file order: all, or `limit` of them drawn by `seed`."""
    if options.limit is None or options.limit >= len(cases):
        return list(cases)
    drawn = np.random.default_rng(options.seed).permutation(len(cases))[: options.limit]
    return [cases[i] for i in sorted(drawn)]


def measure(plan: Plan, system: System, ready: Ready) -> Row:
    """One row. An error that a reader would be told is noted, and the case is not scored."""
    begun = time.perf_counter()
    row = question_row(ready, system.name, plan.documents)
    row["made_by"] = dict(system.made_by())
    try:
        asked = time.perf_counter()
        reply = None if plan.options.retrieval_only else system.answer(ready.case, ready.documents)
        answered = time.perf_counter()
        row |= _scored(plan, system, ready, reply)
    except DossierError as error:
        return row | {"hits": [], "answer": None, "scores": {}, "unscored": {}, "error": str(error)}
    spent = (answered - asked) * 1000
    whole = (time.perf_counter() - begun) * 1000
    return row | {"spent_ms": {"answering": round(spent, 2), "evaluating": round(whole - spent, 2)}}


def _scored(plan: Plan, system: System, ready: Ready, reply: Reply | None) -> Row:
    question = reply.searched if reply else standalone(ready.case)
    start = time.perf_counter()
    hits = system.search(question, ready.documents, HITS)
    searched = (time.perf_counter() - start) * 1000
    scores = of_search(ready, hits, plan.testset.unit)
    row: Row = {"answer": None, "judged": []}
    if reply is None:
        scores["latency.retrieval_ms"] = round(searched, 3)
    else:
        scores |= of_reply(ready, reply, plan.judge_for, plan.documents)
        row = reply_row(reply, judged(ready, reply, plan.judge_for))
        row["made_by"] = asdict(reply.answer.made_by)
    kept = {name: round(value, 6) for name, value in scores.items()}
    reasons = unscored(ready, reply)
    return row | {"hits": spans_json(hits), "scores": kept, "unscored": reasons, "error": None}


def about(plan: Plan) -> dict[str, Any]:
    """What a run is of: test set, corpus, options, and what each system is made of."""
    digest = hashlib.sha256()
    for case in plan.testset.cases:
        digest.update(json.dumps(case_json(case), ensure_ascii=False).encode() + b"\n")
    corpus = hashlib.sha256()
    for name in sorted(plan.documents):
        corpus.update(f"{name}\0{plan.documents[name].content_hash}\0".encode())
    return {
        "testset": {
            "name": plan.testset.name,
            "sha256": digest.hexdigest()[:16],
            "cases": len(plan.testset.cases),
        },
        "corpus": {"documents": len(plan.documents), "sha256": corpus.hexdigest()[:16]},
        "options": asdict(plan.options),
        "problems": [
            {"line": p.line, "said": p.say("en"), "said_fr": p.say("fr"), "dropped": p.dropped}
            for p in plan.testset.problems
        ],
        "systems": {system.name: dict(system.made_by()) for system in plan.systems},
    }


def _begin(plan: Plan, folder: Path, resume: bool) -> None:
    """Notes what the run is of; on resuming, checks that it is of the same."""
    now, path = about(plan), folder / RUN
    if resume and path.is_file():
        before = json.loads(path.read_text(encoding="utf-8"))
        for part in ("testset", "corpus", "options"):
            if before[part] != now[part]:
                raise RunMismatch(path=folder, part=part)
        for name, made_by in before["systems"].items():
            if now["systems"].setdefault(name, made_by) != made_by:
                raise RunMismatch(path=folder, part=name)
        cut_torn_end(folder)
    else:
        set_aside(folder)
    path.write_text(json.dumps(now, ensure_ascii=False, indent=1), encoding="utf-8")
