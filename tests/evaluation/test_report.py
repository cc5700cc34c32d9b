import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.types import Language, Turn
from evaluation.cases import TestSet
from evaluation.report import render_report
from evaluation.report.outcome import outcome, worst_first
from evaluation.report.render import as_markdown
from evaluation.report.view import cited, table
from evaluation.rows import read_rows
from evaluation.run import run
from evaluation.summary import summarise
from evaluation.systems import System
from tests.evaluation.fakes import (
    CASES,
    DRONES,
    SAYS,
    TESTSET,
    FakeSystem,
    SearchOnly,
    patient,
    plan,
)

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</style><script>alert(1)</script>",
    "{{ 7*7 }}{% for x in y %}",
    "[x](javascript:alert(1))",
    "</details></summary><iframe src=//evil>",
]


Attributes = list[tuple[str, str | None]]


class Elements(HTMLParser):
    """All elements of a page, and its attributes' names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br", "path", "rect"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def rendered(
    folder: Path,
    *systems: System,
    testset: TestSet = TESTSET,
    language: Language = "fr",
    **options: Any,
) -> str:
    list(run(plan(*systems, testset=testset, **options), folder))
    summarise(folder)
    return render_report(folder, language)


def test_the_page_stands_alone_and_is_well_formed(tmp_path: Path) -> None:
    page = rendered(tmp_path, SearchOnly("bm25"), FakeSystem())
    elements = Elements(page)
    assert elements.open == []
    assert not {"script", "link", "img", "iframe"} & set(elements.tags)
    assert not re.search(r"https?://|url\(|@import", page)
    assert (tmp_path / "report.html").read_text("utf-8") == page


def test_each_case_opens_to_question_answer_gold_and_verdict(tmp_path: Path) -> None:
    says = SAYS | {"oil": (DRONES, "2022", "Le baril vaut cent dollars.")}
    page = rendered(tmp_path, FakeSystem(says=says))
    assert page.count('<details class="case">') == len(CASES)
    assert '<mark class="cited"><u class="gold">Il est signé à Moscou.</u></mark>' in page
    assert "vingt ans" in page
    first = page.index('<details class="case">')
    assert page.index("Quel est le prix du pétrole") < page.index("Combien de temps", first)
    assert "réponse à une question sans réponse" in page
    assert "sans appui" in page


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_test_set_becomes_markup(tmp_path: Path, attack: str) -> None:
    hostile = [
        replace(
            case,
            id=f"{case.id}{attack}",
            question=attack,
            tags=(attack,),
            answers=(attack,),
            history=(Turn(attack, attack),),
        )
        for case in CASES
    ]
    says = {f"{key}{attack}": (doc, quote, attack) for key, (doc, quote, _) in SAYS.items()}
    testset = TestSet(attack, tuple(hostile))
    page = rendered(tmp_path, FakeSystem(says=says), testset=testset)
    elements = Elements(page)
    assert not {"script", "img", "iframe", "a"} & set(elements.tags)
    assert not {name for name in elements.attributes if name.startswith("on")}
    markdown = (tmp_path / "report.md").read_text("utf-8")
    assert "<script" not in markdown
    assert "<img" not in markdown
    assert "](javascript" not in markdown


def test_the_report_speaks_both_languages(tmp_path: Path) -> None:
    french = rendered(tmp_path / "fr", FakeSystem(), language="fr")
    english = rendered(tmp_path / "en", FakeSystem(), language="en")
    assert '<html lang="fr">' in french
    assert "Les cas, les pires d&#39;abord" in french
    assert "0,900" not in english
    assert "The cases, worst first" in english


def test_a_search_only_run_has_a_report_too(tmp_path: Path) -> None:
    page = rendered(tmp_path, SearchOnly("bm25"), retrieval_only=True)
    assert "La bonne source parmi les k premières" in page
    assert "Recherche seule" in page
    assert "La confiance dit-elle vrai" not in page


def test_the_best_of_a_row_is_bold_and_lower_is_better_for_time(tmp_path: Path) -> None:
    rendered(tmp_path, FakeSystem("extractive", says={}), FakeSystem())
    metrics = summarise(tmp_path)
    metrics["systems"]["extractive"]["latency.total_p50_ms"]["value"] = 10
    rows = {
        r["name"]: r
        for group in table(metrics, ["extractive", "dossier"], "fr")
        for r in group["rows"]
    }
    best = {
        name: [bool(cell and cell["best"]) for cell in row["cells"]] for name, row in rows.items()
    }
    assert best["answer.contains"] == [False, True]
    assert best["latency.total_p50_ms"] == [True, False]


def test_inventions_come_before_everything_but_errors(tmp_path: Path) -> None:
    says = {
        "oil": SAYS["where"],
        "since": (DRONES, "2022", "Rien de cela."),
        "where": SAYS["where"],
    }
    list(run(plan(FakeSystem(says=says, fails="how-long")), tmp_path))
    found = [outcome(row) for row in worst_first(read_rows(tmp_path))]
    assert found == ["error", "invented", "unfaithful", "right"]


def test_markdown_is_a_table_of_one_width(tmp_path: Path) -> None:
    rendered(tmp_path, SearchOnly("bm25"), FakeSystem())
    lines = (tmp_path / "report.md").read_text("utf-8").splitlines()
    table_lines = [line for line in lines if line.startswith("|")]
    assert len(table_lines) > 10
    assert {line.count("|") - line.count("\\|") for line in table_lines} == {4}


def test_markdown_escapes_what_would_be_read_as_markup() -> None:
    assert as_markdown("a|b\n# c <b> @me [x](y)") == "a\\|b \\# c &lt;b&gt; &#64;me \\[x\\]\\(y\\)"
    assert as_markdown(3) == 3


@given(st.integers(0, 20), st.integers(1, 10), st.integers(0, 30), st.integers(1, 10))
@patient
def test_a_quote_is_cut_where_gold_begins_and_ends(
    start: int, size: int, gold: int, length: int
) -> None:
    text = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    citation = {"document_id": "d", "start": start, "quote": text[start : start + size]}
    row = {"gold": {"quotes": [{"document_id": "d", "start": gold, "end": gold + length}]}}
    parts = cited(citation, row)["parts"]
    assert "".join(part for part, _ in parts) == citation["quote"]
    marked = "".join(part for part, gold_word in parts if gold_word)
    assert set(marked) == set(citation["quote"]) & set(text[gold : gold + length])
