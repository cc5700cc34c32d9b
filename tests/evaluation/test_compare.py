from collections.abc import Sequence
from pathlib import Path

import pytest

from core.errors import NothingToCompare
from core.types import Language
from evaluation.cases import Case, TestSet
from evaluation.compare import Difference, compare, holm
from evaluation.report import render_comparison
from evaluation.run import run
from evaluation.systems import System
from tests.evaluation.fakes import CASES, SAYS, FakeSystem, plan


def made(folder: Path, system: System, cases: Sequence[Case] = CASES) -> Path:
    list(run(plan(system, testset=TestSet("t", tuple(cases))), folder))
    return folder


def test_a_run_does_not_differ_from_itself(tmp_path: Path) -> None:
    a = made(tmp_path / "a", FakeSystem())
    (found,) = compare(a, a)
    assert found.cases == len(CASES)
    assert found.changed == ()
    assert all(d.a == d.b and d.p == 1 and not d.sure for d in found.differences)


def test_a_lost_answer_is_the_case_that_changed(tmp_path: Path) -> None:
    a = made(tmp_path / "a", FakeSystem())
    says = {key: value for key, value in SAYS.items() if key != "where"}
    b = made(tmp_path / "b", FakeSystem(says=says))
    (found,) = compare(a, b)
    (change,) = found.changed
    assert (change.a["id"], change.worse) == ("where", True)
    contains = next(d for d in found.differences if d.metric == "answer.contains")
    assert contains.a == 1
    assert contains.b == pytest.approx(2 / 3)
    (back,) = compare(b, a)
    assert not back.changed[0].worse


def test_cases_only_one_run_has_are_left_out_and_counted(tmp_path: Path) -> None:
    a = made(tmp_path / "a", FakeSystem())
    b = made(tmp_path / "b", FakeSystem(fails="where"), CASES[:3])
    (found,) = compare(a, b)
    assert (found.cases, found.left_out) == (2, 2)


def test_nothing_in_common_is_said(tmp_path: Path) -> None:
    a = made(tmp_path / "a", FakeSystem(), CASES[:1])
    b = made(tmp_path / "b", FakeSystem(), CASES[1:])
    with pytest.raises(NothingToCompare):
        compare(a, b)
    with pytest.raises(NothingToCompare):
        compare(a, a, system="vanilla")


def test_two_systems_can_be_compared_across_runs(tmp_path: Path) -> None:
    a = made(tmp_path / "a", FakeSystem("extractive"))
    b = made(tmp_path / "b", FakeSystem("dossier"))
    (found,) = compare(a, b)
    assert (found.name_a, found.name_b) == ("a/extractive", "b/dossier")


def test_holm_is_stricter_the_more_is_tested() -> None:
    def with_p(*values: float) -> list[bool]:
        return [d.sure for d in holm([Difference("m", 0, 1, 0, 1, p, 9) for p in values])]

    assert with_p(0.04) == [True]
    assert with_p(0.04, 0.04) == [False, False]
    assert with_p(0.04, 0.02) == [True, True]
    assert with_p(0.9, 0.001, 0.04) == [False, True, False]


def test_the_comparison_reads_as_markdown(tmp_path: Path) -> None:
    a = made(tmp_path / "a", FakeSystem())
    b = made(tmp_path / "b", FakeSystem(says={}))
    words: dict[Language, str] = {"fr": "moins bien", "en": "worse"}
    for language, word in words.items():
        text = render_comparison(compare(a, b), language)
        assert f"- {word} · where · Où est\\-il signé ?" in text
        table = [line for line in text.splitlines() if line.startswith("|")]
        assert {line.count("|") for line in table} == {8}
