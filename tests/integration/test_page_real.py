"""The page on the real thing: sample documents, Chroma, BM25, the e5 encoder; no language model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.settings import load_settings
from tests.integration.conftest import Open, Serve, ask

pytestmark = pytest.mark.integration
SAMPLES = Path(__file__).parents[2] / "samples" / "documents"
ARTICLES = "Combien d'articles compte le traité entre la Russie et l'Iran ?"
SOME = ("02-traite-partenariat.fr.md", "09-otan-rutte.fr.md")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Any]:
    """A desk with two documents of the sample; skips where the encoder's file is not there."""
    settings = load_settings(data=tmp_path / "data", llm="extractive", threads=2)
    if not (settings.cache / "e5-small-q4.bin").exists():
        pytest.skip("no encoder in the cache: dossier fetch")
    from answering.factory import open_desk

    desk = open_desk(settings)
    outcomes = list(desk.dossier().ingest([str(SAMPLES / name) for name in SOME]))
    assert [outcome.change for outcome in outcomes] == ["added", "added"]
    yield desk
    desk.close()


def test_a_real_answer_is_cited_and_lit_up(desk: Any, serve_page: Serve, open_page: Open) -> None:
    page = open_page(serve_page(desk=desk))
    assert page.locator(".source").count() == 2
    ask(page, ARTICLES)
    assert "47 articles" in page.inner_text(".turn .evidence")
    page.click(".turn a.cite, .turn .closest a.passage >> nth=0")
    page.wait_for_selector("mark.cited")
    shown = page.get_attribute("#document .paper", "data-document")
    start, end = map(int, page.evaluate("location.hash.match(/span=(\\d+)-(\\d+)/).slice(1)"))
    text = desk.dossier().index.document(shown).text
    assert page.evaluate("document.querySelector('#document .text').textContent") == text
    lit = "[...document.querySelectorAll('mark.cited')].map((m) => m.textContent).join('')"
    assert page.evaluate(lit) == text[start:end].replace("\n", "")


def test_a_test_set_is_run_and_its_report_shown(
    desk: Any, serve_page: Serve, open_page: Open, tmp_path: Path
) -> None:
    rows = [
        {"id": "1", "question": ARTICLES, "answerable": True, "answers": ["47"]},
        {"id": "2", "question": "Quel est le prix du baril de pétrole ?", "answerable": False},
    ]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    page = open_page(serve_page(desk=desk))
    page.click(".open-measure")
    page.set_input_files(".cases-file", file)
    page.wait_for_selector(".cases tbody tr:nth-child(2)")
    page.click(".run")
    page.wait_for_selector(".report iframe", timeout=120_000)
    report = page.frame_locator(".report iframe")
    assert ARTICLES in report.locator("body").inner_text()
    assert page.inner_text(".measured") == ""


def test_a_pasted_text_is_searched_and_removed_without_a_trace(
    desk: Any, serve_page: Serve, open_page: Open
) -> None:
    page = open_page(serve_page(desk=desk))
    page.click(".open-add")
    page.fill("dialog.add .paste", "Le phare d'Ouessant compte cent quatre-vingt-deux marches.")
    page.fill("dialog.add .paste-title", "Phare")
    page.click("dialog.add .primary")
    page.wait_for_selector(".outcomes .added")
    page.click("dialog.add .close")
    page.wait_for_selector(".source:has-text('Phare')")
    ask(page, "Combien de marches compte le phare d'Ouessant ?")
    assert "cent quatre-vingt-deux" in page.inner_text(".turn .evidence")
    page.click(".source:has-text('Phare') .remove")
    page.wait_for_selector(".source:has-text('Phare')", state="detached")
    ask(page, "Combien de marches compte le phare d'Ouessant ?")
    assert "cent quatre-vingt-deux" not in page.inner_text(".turn:last-child .evidence")
