from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.types import Turn
from tests.ui.fakes import FakeDesk, sample
from tests.ui.test_asking import asked_all
from tests.ui.test_render import Seen, record
from ui.endpoints_page import measured_for_page
from ui.keeping import Keeping
from ui.measuring import Cases, case_from, table
from ui.room import PageError, Room

FR = {"dossier": "default", "language": "fr", "reader": "ada"}
QUESTION = "Combien de temps dure l'accord signé à Moscou ?"


def evaluate(found: Any, folder: Path, desk: Any, **_: Any) -> Iterator[Any]:
    """Two steps, then a report that names the cases."""
    folder.mkdir(parents=True)
    for done in (1, 2):
        yield SimpleNamespace(done=done, total=2, system="dossier")
    (folder / "report.html").write_text(" ".join(c.question for c in found.cases), "utf-8")
    (folder / "metrics.json").write_text("{}", "utf-8")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(FakeDesk(sample()), tmp_path, evaluate)


@pytest.fixture
def keeping(room: Room) -> Keeping:
    return Keeping(room)


def judged(room: Room, keeping: Keeping, good: bool, question: str = QUESTION) -> dict[str, Any]:
    started = asked_all(room, question)[0]
    asked = FR | {"conversation": started["conversation"], "turn": 0, "good": good}
    row: dict[str, Any] = keeping.judge(asked)["row"]
    return row


def test_a_good_answer_becomes_a_case_with_its_quotes(room: Room, keeping: Keeping) -> None:
    judged(room, keeping, good=True)
    [row] = keeping.cases(FR)["rows"]
    assert row["question"] == QUESTION
    assert row["answerable"]
    assert row["sources"][1]["quote"] == "L'accord dure vingt ans et compte quarante-sept articles."
    assert row["tags"] == ["good"]


def test_an_honest_silence_becomes_an_unanswerable_case(room: Room, keeping: Keeping) -> None:
    row = judged(room, keeping, good=True, question="Quelle est la capitale du traité ?")
    assert not row["answerable"]
    assert row["sources"] == []


def test_a_bad_answer_is_kept_only_once_corrected(room: Room, keeping: Keeping) -> None:
    row = judged(room, keeping, good=False)
    assert keeping.cases(FR)["rows"] == []
    keeping.save_case(FR | {"case": row | {"answers": ["vingt ans"]}})
    [kept] = keeping.cases(FR)["rows"]
    assert (kept["answers"], kept["tags"]) == (["vingt ans"], ["bad"])
    keeping.drop_case(FR | {"id": kept["id"]})
    assert keeping.cases(FR)["rows"] == []


def test_a_follow_up_remembers_what_it_follows() -> None:
    earlier = [Turn("a", "1"), Turn("b", "2"), Turn("c", "3")]
    assert [t.question for t in case_from(record("x"), earlier, "good").history] == ["b", "c"]


@pytest.mark.parametrize(
    "case", [{"question": ""}, {"question": "x", "sources": [{"document": "t", "quote": ""}]}]
)
def test_a_case_that_says_nothing_is_refused(keeping: Keeping, case: dict[str, Any]) -> None:
    with pytest.raises(PageError, match="A question is needed"):
        keeping.save_case(FR | {"case": {"answerable": True, "answers": [], "sources": []} | case})


def test_editing_keeps_what_the_form_does_not_show(keeping: Keeping) -> None:
    row = {
        "id": "a",
        "question": "Et après ?",
        "lang": "fr",
        "answerable": False,
        "history": [{"question": "x", "answer": "y"}],
    }
    keeping.import_cases(FR | {"name": "t.jsonl", "text": json.dumps(row)})
    [case] = keeping.cases(FR)["rows"]
    keeping.save_case(FR | {"case": case | {"question": "Et ensuite ?"}})
    [case] = keeping.cases(FR)["rows"]
    assert (case["question"], case["history"]) == ("Et ensuite ?", row["history"])


def test_a_file_comes_in_without_its_bad_rows_and_goes_out(keeping: Keeping) -> None:
    row = {"id": "a", "question": "Qui ?", "answerable": False}
    text = json.dumps(row) + "\nnot json\n"
    given = keeping.import_cases(FR | {"name": "t.jsonl", "text": text})
    assert given["n"] == 1
    assert len(given["problems"]) == 1
    assert json.loads(keeping.export_cases(FR)["text"])["id"] == "a"


def test_the_table_shows_text_as_text(room: Room) -> None:
    case = case_from(record("<img src=x onerror=y>"), [], "good")
    assert "img" not in Seen(table([case], "fr")).tags


def test_each_dossier_has_its_own_cases(tmp_path: Path) -> None:
    cases = Cases(tmp_path)
    cases.keep("a", [case_from(record("x"), [], "good")])
    assert len(cases.all("a")) == 1
    assert cases.all("b") == []


def test_measuring_tells_its_progress_and_gives_the_report(room: Room, keeping: Keeping) -> None:
    judged(room, keeping, good=True)
    parts = list(measured_for_page(room, FR | {"systems": ["dossier"]}))
    assert [p["part"] for p in parts] == ["progress", "progress", "report"]
    assert QUESTION in parts[-1]["html"]


def test_measuring_without_cases_says_so(room: Room) -> None:
    [part] = measured_for_page(room, FR)
    assert part["part"] == "error"
    assert "Traceback" not in part["text"]
