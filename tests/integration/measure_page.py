"""How quick the page is: `python -m tests.integration.measure_page [ADDRESS]`.

Without an address it measures the page itself, on desks of fakes (the sample, 300 documents, one
of 2,000 sentences); with one, the running page there, retrieval included. Medians of five, in ms.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from core.types import Document
from tests.integration.conftest import CHROMIUM, WIDE, free_port
from tests.ui.fakes import FakeDesk, make, sample

QUESTION = "Combien de temps dure le pacte, l'accord signé à Moscou ?"
TIMES = 5
# Measured inside the page, from the event to the frame that shows what came of it.
UNTIL = """([act, selector]) => new Promise((done) => {
    const begun = performance.now();
    const look = () => document.querySelector(selector)
        ? requestAnimationFrame(() => done(performance.now() - begun)) : setTimeout(look, 2);
    document.querySelectorAll("mark.cited").forEach((mark) => mark.classList.remove("cited"));
    eval(act);
    look();
})"""


def many() -> list[Document]:
    texts = [
        f"Note {n}\nLa note numéro {n} parle du port de Brest. Rien d'autre." for n in range(296)
    ]
    return sample() + [make(f"Note {n}", text) for n, text in enumerate(texts)]


def long() -> list[Document]:
    lines = [f"La phrase numéro {n} parle de choses et d'autres." for n in range(2000)]
    lines[1700] = "L'accord signé à Moscou dure vingt ans."
    return [make("Long", "\n".join(lines))]


def served(documents: Sequence[Document], measure: Callable[[str], None]) -> None:
    from ui.serve import serve

    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        page = serve(FakeDesk(documents), folder=Path(folder), port=port, wait=False)
        measure(f"http://127.0.0.1:{port}/")
        page.close(verbose=False)


def visit(browser: Any, address: str) -> dict[str, float]:
    """One visit as a new reader: ready, evidence after Enter, words lit up after a click."""
    page = browser.new_context(viewport=WIDE, locale="fr-FR").new_page()
    page.goto(address)
    page.wait_for_selector(".room.ready")
    took = {"ready": page.evaluate("performance.now()")}
    page.fill("#question", QUESTION)
    took["evidence"] = page.evaluate(
        UNTIL, ["document.querySelector('#send').click()", ".strip li"]
    )
    page.wait_for_selector(".turn:not(.busy) .ending > *", timeout=120_000)
    if page.locator("a.cite").count():
        page.wait_for_timeout(500)
        click = "document.querySelector('a.cite').click()"
        took["lit up"] = page.evaluate(UNTIL, [click, "mark.cited"])
    page.context.close()
    return took


def report(name: str, address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        visit(browser, address)
        visits = [visit(browser, address) for _ in range(TIMES)]
        browser.close()
    for what in visits[0]:
        took = [v[what] for v in visits if what in v]
        print(f"{name:18} {what:10} {statistics.median(took):7.0f} ms   max {max(took):7.0f} ms")


def main() -> None:
    if len(sys.argv) > 1:
        report("running page", sys.argv[1])
        return
    desks = {"sample": sample(), "300 documents": many(), "2,000 sentences": long()}
    for name, documents in desks.items():
        served(documents, partial(report, name))


if __name__ == "__main__":
    main()
