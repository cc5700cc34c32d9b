import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import NoRun, RunMismatch
from evaluation.cases import Case, GoldQuote, Problem, TestSet
from evaluation.rows import ROWS, read_rows
from evaluation.run import run
from evaluation.summary import summarise
from evaluation.systems import System
from tests.evaluation.fakes import CASES, SAYS, TESTSET, FakeSystem, SearchOnly, patient, plan

Json = dict[str, Any]


def finished(
    folder: Path,
    *systems: System,
    resume: bool = False,
    testset: TestSet = TESTSET,
    **options: Any,
) -> Json:
    list(run(plan(*systems, testset=testset, **options), folder, resume=resume))
    return summarise(folder)


def values(metrics: Json, system: str = "dossier") -> dict[str, float]:
    return {name: f["value"] for name, f in metrics["systems"][system].items()}


def quality(metrics: Json) -> Json:
    """Everything that does not depend on how fast this machine is."""
    found = {
        s: {n: f for n, f in own.items() if not n.startswith("latency.retrieval")}
        for s, own in metrics["systems"].items()
    }
    return {"systems": found, "excluded": metrics["excluded"]}


def test_figures_of_a_small_world_by_hand(tmp_path: Path) -> None:
    found = values(finished(tmp_path))
    assert found["answer.em"] == 0
    assert found["answer.contains"] == 1
    assert found["citation.gold_overlap"] == found["citation.gold_f1"] == 1
    assert found["citation.integrity"] == found["citation.recall"] == 1
    assert found["abstention.refusal_recall"] == found["abstention.refusal_precision"] == 1
    assert found["abstention.answered_recall"] == found["abstention.auroc"] == 1
    # Three cases .9 sure and right, one .2 sure and unanswerable.
    assert found["abstention.ece"] == pytest.approx((3 * 0.1 + 0.2) / 4)
    assert found["latency.total_p50_ms"] == 1000
    assert found["retrieval.mrr"] == 1
    # The English sentence says "Drones": its longest word is in the source.
    assert found["faithfulness.supported"] == 1


def test_what_cannot_be_scored_is_counted_apart_never_as_zero(tmp_path: Path) -> None:
    cases = (
        *CASES,
        Case("no-gold", "Qui ?", "fr", True),
        Case("lost", "Où ?", "fr", True, ("x",), (GoldQuote("Pacte", "absent"),)),
    )
    problem = Problem("json", 9, "x", dropped=True)
    testset = TestSet("t", cases, (problem,))
    metrics = finished(tmp_path, FakeSystem(fails="where"), testset=testset)
    assert metrics["systems"]["dossier"]["retrieval.mrr"]["n"] == 2
    assert metrics["systems"]["dossier"]["retrieval.mrr"]["value"] == 1
    assert metrics["excluded"]["test_set"] == ["line 9: not JSON (x)"]
    reasons = metrics["excluded"]["systems"]["dossier"]
    assert reasons["answer: no_answers"] == 1
    assert reasons["retrieval: no_gold"] == reasons["retrieval: no_quote"] == 1
    assert any(key.startswith("error: ") and "broken" in key for key in reasons)


def test_an_error_in_one_case_does_not_stop_the_others(tmp_path: Path) -> None:
    system = FakeSystem(fails="how-long")
    finished(tmp_path, system)
    assert system.asked == [case.id for case in CASES]
    (failed,) = [row for row in read_rows(tmp_path) if row["error"]]
    assert failed["id"] == "how-long"
    assert failed["scores"] == {}


def test_every_row_says_what_made_it_and_how_long_it_took(tmp_path: Path) -> None:
    finished(tmp_path)
    for row in read_rows(tmp_path):
        assert row["made_by"] == {
            "llm": "fake-writer",
            "embedding": "fake",
            "prompt": "abc",
            "index": "fake-index",
        }
        assert row["answer"]["timing_ms"]["total"] == 1000
        assert row["spent_ms"]["evaluating"] >= 0


def test_figures_by_language_and_tag(tmp_path: Path) -> None:
    by = finished(tmp_path)["by"]["dossier"]
    assert set(by["lang"]) == {"en", "fr"}
    assert by["lang"]["en"]["answer.contains"]["n"] == 1
    assert by["tag"]["number"]["answer.contains"]["n"] == 2
    assert "abstention.refusal_recall" not in by["tag"]["pact"]


def test_searching_only_asks_nobody_for_an_answer(tmp_path: Path) -> None:
    system = FakeSystem()
    found = values(finished(tmp_path, system, retrieval_only=True))
    assert system.asked == []
    assert {name.split(".")[0] for name in found} == {"retrieval", "latency"}


def test_a_system_that_only_searches_has_only_those_figures(tmp_path: Path) -> None:
    metrics = finished(tmp_path, SearchOnly("bm25"), FakeSystem())
    assert "answer.em" not in values(metrics, "bm25")
    assert "answer.em" in values(metrics, "dossier")


def test_a_limit_draws_the_same_cases_for_the_same_seed(tmp_path: Path) -> None:
    drawn = []
    for name, seed in (("a", 1), ("b", 1)):
        finished(tmp_path / name, limit=2, seed=seed)
        drawn.append([row["id"] for row in read_rows(tmp_path / name)])
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 2
    order = [case.id for case in CASES]
    assert drawn[0] == sorted(drawn[0], key=order.index)


@given(cut=st.floats(0, 1), seed=st.integers(0, 3))
@settings(patient, max_examples=8)
def test_killed_anywhere_and_resumed_the_figures_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, cut: float, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("run")

    def systems() -> tuple[System, ...]:
        return SearchOnly("bm25"), FakeSystem(fails="where")

    whole = finished(folder, *systems(), seed=seed)
    raw = (folder / ROWS).read_bytes()
    (folder / ROWS).write_bytes(raw[: int(cut * len(raw))])
    again = finished(folder, *systems(), seed=seed, resume=True)
    assert quality(again) == quality(whole)
    assert len(read_rows(folder)) == 2 * len(CASES)


def test_what_was_measured_is_not_measured_again(tmp_path: Path) -> None:
    rows = run(plan(FakeSystem()), tmp_path)
    next(rows)
    next(rows)
    del rows  # killed
    second = FakeSystem()
    progress = list(run(plan(second), tmp_path, resume=True))
    assert second.asked == [case.id for case in CASES[1:]]
    assert [p.done for p in progress] == [1, 2, 3, 4]


def test_without_resume_earlier_rows_are_set_aside_not_lost(tmp_path: Path) -> None:
    finished(tmp_path)
    before = (tmp_path / ROWS).read_bytes()
    finished(tmp_path, FakeSystem(says={}))
    assert (tmp_path / "rows.jsonl.before").read_bytes() == before
    assert len(read_rows(tmp_path)) == len(CASES)


@pytest.mark.parametrize(
    ("testset", "options"),
    [
        (TESTSET, {"seed": 5}),
        (TESTSET, {"limit": 2}),
        (replace(TESTSET, cases=CASES[:3]), {}),
    ],
)
def test_another_run_cannot_be_resumed(tmp_path: Path, testset: TestSet, options: Json) -> None:
    finished(tmp_path)
    with pytest.raises(RunMismatch):
        finished(tmp_path, resume=True, testset=testset, **options)


def test_a_system_made_otherwise_cannot_be_resumed_a_further_one_can(tmp_path: Path) -> None:
    finished(tmp_path)

    class Other(FakeSystem):
        def made_by(self) -> dict[str, str]:
            return {"llm": "another"}

    with pytest.raises(RunMismatch):
        finished(tmp_path, Other(), resume=True)
    metrics = finished(tmp_path, SearchOnly("bm25"), resume=True)
    assert set(metrics["systems"]) == {"bm25", "dossier"}


def test_a_folder_without_a_run_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(NoRun, match="holds no run"):
        summarise(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(NoRun):
        summarise(tmp_path)


def test_metrics_json_is_what_was_promised(tmp_path: Path) -> None:
    finished(tmp_path)
    found = json.loads((tmp_path / "metrics.json").read_text())
    assert {"systems", "excluded", "made_by"} <= set(found)
    for figure in found["systems"]["dossier"].values():
        assert set(figure) == {"value", "low", "high", "n"}
        assert figure["low"] <= figure["value"] <= figure["high"]


def test_an_invented_answer_costs_refusal_and_not_the_answer_scores(tmp_path: Path) -> None:
    says = SAYS | {"oil": SAYS["where"]}
    found = values(finished(tmp_path, FakeSystem(says=says)))
    assert found["abstention.refusal_recall"] == 0
    assert found["answer.contains"] == 1
