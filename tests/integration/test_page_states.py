"""Eighteen states of the page: no serious accessibility issue, and a screenshot kept of each.

Screenshots go to the folder that DOSSIER_ARTIFACTS names, if it names one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import PHONE, TABLET, WIDE, Open, ask

pytestmark = pytest.mark.integration
DURATION = "Combien de temps dure l'accord signé à Moscou ?"
LEADER = "Who leads the OTAN NATO, secrétaire général Secretary General?"


def first_visit(page: Any) -> None:
    page.wait_for_selector("#document .paper, .closed")


def answered(page: Any) -> None:
    ask(page, DURATION)
    page.click("a.cite >> nth=0")
    page.wait_for_selector("mark.cited")


def withheld(page: Any) -> None:
    ask(page, DURATION)
    page.click(".verdict-withheld summary")
    page.hover("a.cite >> nth=0")


def disagreeing(page: Any) -> None:
    ask(page, LEADER)


def silent(page: Any) -> None:
    ask(page, "Quelle est la capitale du traité ?")


def adding(page: Any) -> None:
    page.click(".open-add")
    page.fill("dialog.add .url", "example.org/nowhere")
    page.click("dialog.add .primary")
    page.wait_for_selector(".outcomes .failed")


def editing(page: Any) -> None:
    page.click(".source >> nth=0 >> .edit")
    page.wait_for_selector("dialog.record input")


def keeping(page: Any) -> None:
    ask(page, DURATION)
    page.click(".open-keep")
    page.wait_for_selector(".kept-row")


def timeline(page: Any) -> None:
    page.click("#tab-timeline")
    page.wait_for_selector(".timeline")


def people(page: Any) -> None:
    page.click("#tab-people")
    page.click(".people summary >> nth=0")


def about(page: Any) -> None:
    page.click("#document .s >> nth=2")


def measuring(page: Any) -> None:
    ask(page, DURATION)
    page.click(".good-turn")
    page.click(".open-measure")
    page.wait_for_selector(".cases tbody tr")


def correcting(page: Any) -> None:
    ask(page, DURATION)
    page.click(".bad-turn")
    page.wait_for_selector("dialog.case[open]")


def naming(page: Any) -> None:
    page.click(".new-dossier")


def sources(page: Any) -> None:
    page.tap(".tabs [data-pane=sources]")
    page.check(".source .only >> nth=0")


def helping(page: Any) -> None:
    page.click(".open-help")


STATES: list[tuple[str, Callable[[Any], None], dict[str, Any]]] = [
    ("first-visit-fr-light", first_visit, {"size": WIDE}),
    ("answer-fr-light", answered, {"size": WIDE}),
    ("answer-en-dark", answered, {"size": WIDE, "locale": "en-GB", "color_scheme": "dark"}),
    ("answer-phone", answered, {"size": PHONE}),
    ("withheld-dark", withheld, {"size": WIDE, "color_scheme": "dark"}),
    ("disagreement-tablet", disagreeing, {"size": TABLET}),
    ("silence-phone-dark", silent, {"size": PHONE, "color_scheme": "dark"}),
    ("adding-fr", adding, {"size": WIDE}),
    ("editing-dark", editing, {"size": WIDE, "color_scheme": "dark"}),
    ("keeping-en", keeping, {"size": WIDE, "locale": "en-GB"}),
    ("timeline-dark", timeline, {"size": WIDE, "color_scheme": "dark"}),
    ("people-en", people, {"size": WIDE, "locale": "en-GB"}),
    ("sentence", about, {"size": WIDE}),
    ("measuring", measuring, {"size": WIDE}),
    ("correcting-dark", correcting, {"size": WIDE, "color_scheme": "dark"}),
    ("naming", naming, {"size": WIDE}),
    ("sources-phone", sources, {"size": PHONE, "has_touch": True}),
    ("help-dark", helping, {"size": WIDE, "color_scheme": "dark"}),
]


@pytest.mark.parametrize(("name", "reach", "options"), STATES, ids=[s[0] for s in STATES])
def test_no_serious_accessibility_issue(
    name: str,
    reach: Callable[[Any], None],
    options: dict[str, Any],
    sample_page: str,
    open_page: Open,
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python"
    )
    page = open_page(sample_page, reduced_motion="reduce", **options)
    reach(page)
    keep_picture(page, name)
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (v["id"], [node["html"][:160] for node in v["nodes"]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def keep_picture(page: Any, name: str) -> None:
    folder = os.environ.get("DOSSIER_ARTIFACTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))
