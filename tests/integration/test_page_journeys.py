"""What readers do on the page, from the first visit to the export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import PHONE, Open, Serve, ask
from tests.ui.fakes import make, sample

pytestmark = pytest.mark.integration
DURATION = "Combien de temps dure l'accord signé à Moscou ?"


@pytest.fixture
def page(sample_page: str, open_page: Open) -> Any:
    return open_page(sample_page)


def lit(page: Any) -> str:
    """The words that are lit up, if they are inside the document pane's window."""
    page.wait_for_selector("mark.cited")
    inside = """() => {
        const pane = document.querySelector("#document").getBoundingClientRect();
        return [...document.querySelectorAll("mark.cited")].every((mark) => {
            const box = mark.getBoundingClientRect();
            return box.top >= pane.top && box.bottom <= pane.bottom && box.width > 0;
        });
    }"""
    assert page.evaluate(inside)
    return " ".join(page.locator("mark.cited").all_inner_texts())


def test_a_first_visit_greets_with_sources_questions_and_a_document(page: Any) -> None:
    assert page.locator("#sources .source").count() == 4
    assert page.locator(".examples .suggestion").count() == 3
    page.wait_for_selector("#document .paper")
    assert page.get_attribute("html", "lang") == "fr"


def test_an_example_question_can_be_asked_with_a_click(page: Any) -> None:
    words = page.inner_text(".examples .suggestion >> nth=0")
    page.click(".examples .suggestion >> nth=0")
    page.wait_for_selector(".turn .ending > *")
    assert page.inner_text(".turn .asked") == words


def test_an_answer_cites_and_a_click_lights_up_the_words(page: Any) -> None:
    ask(page, DURATION)
    assert page.locator("#conversation .said[data-verdict=supported]").count() == 2
    quote = page.get_attribute("a.cite >> nth=1", "data-quote")
    page.click("a.cite >> nth=1")
    assert lit(page) == quote
    assert page.locator(".margin-note").count() == 2
    page.click(".margin-note >> nth=0")
    assert lit(page) == page.get_attribute("a.cite >> nth=0", "data-quote")


def test_hovering_a_citation_shows_its_quote(page: Any) -> None:
    ask(page, DURATION)
    page.hover("a.cite >> nth=0")
    page.wait_for_selector(".quote-tip:not([hidden])")
    assert page.get_attribute("a.cite >> nth=0", "data-quote") in page.inner_text(".quote-tip")


def test_text_past_the_first_plane_does_not_shift_the_light(
    serve_page: Serve, open_page: Open
) -> None:
    text = "😀 Un début 😀😀.\nLe phare de Brest compte 😀 soixante marches. Il ferme le soir."
    page = open_page(serve_page([make("Phare", text)]))
    ask(page, "Combien de marches compte le phare de Brest ?")
    page.click("a.cite")
    assert lit(page) == "Le phare de Brest compte 😀 soixante marches."


def test_what_was_withheld_opens_with_its_reason(page: Any) -> None:
    ask(page, DURATION)
    page.click(".verdict-withheld summary")
    assert "100 n'est pas dans la source" in page.inner_text(".verdict-withheld")


def test_sources_that_disagree_stand_side_by_side(page: Any) -> None:
    ask(page, "Who leads the OTAN NATO, secrétaire général Secretary General?")
    sides = page.locator(".verdict-disagree li")
    assert sides.count() == 2
    assert "2 octobre 2024" in page.inner_text(".verdict-disagree")
    sides.nth(1).locator("a").click()
    assert "Mark Rutte" in lit(page)


def test_silence_looks_like_help(page: Any) -> None:
    ask(page, "Quelle est la capitale du traité ?")
    text = page.inner_text(".turn .none")
    assert "Le dossier ne le dit pas." in text
    assert "4 documents" in text
    page.click(".turn .closest a >> nth=0")
    assert lit(page)


def test_a_follow_up_joins_the_conversation(page: Any) -> None:
    ask(page, DURATION)
    page.click(".suggestions .suggestion >> nth=0")
    page.wait_for_selector(".turn:nth-child(2):not(.busy) .ending > *")
    page.click(".open-keep")
    assert "2 questions" in page.inner_text(".kept-row")


def test_editing_and_asking_again(page: Any) -> None:
    ask(page, DURATION)
    page.click(".edit-turn")
    assert page.input_value("#question") == DURATION
    page.click(".retry-turn")
    page.wait_for_selector(".turn:nth-child(2) .ending > *")


def test_a_sentence_of_the_document_can_be_asked_about(page: Any) -> None:
    page.click("#document .s >> nth=2")
    page.click(".sentence-tools .about")
    assert "Le 17 janvier 2025, Vladimir Poutine" in page.input_value("#question")


def test_files_texts_and_broken_addresses_are_added(page: Any, tmp_path: Path) -> None:
    note, junk = tmp_path / "note.txt", tmp_path / "photo.jpg"
    note.write_text("Une note. Le phare de Brest compte soixante marches.", "utf-8")
    junk.write_bytes(b"\xff\xd8")
    page.click(".open-add")
    page.set_input_files("dialog.add .files", [str(note), str(junk)])
    page.fill("dialog.add .url", "example.org/nowhere")
    page.fill("dialog.add .paste", "Un texte collé sur la mer.")
    page.fill("dialog.add .paste-title", "Collage")
    page.click("dialog.add .primary")
    page.wait_for_selector(".outcomes li:nth-child(4)")
    assert page.locator(".outcomes .added").count() == 2
    failed = " ".join(page.locator(".outcomes .failed").all_inner_texts())
    assert "photo.jpg" in failed
    assert "https://example.org/nowhere" in failed
    page.click("dialog.add .close")
    page.wait_for_function("document.querySelectorAll('.source').length === 6")
    ask(page, "Combien de marches compte le phare de Brest ?")
    page.click(".turn:last-child a.cite")
    assert "soixante marches" in lit(page)


def test_adding_nothing_says_what_to_do(page: Any) -> None:
    page.click(".open-add")
    page.click("dialog.add .primary")
    page.wait_for_selector(".adding:has-text('Choisissez un fichier')")


def test_removing_can_be_undone(page: Any) -> None:
    page.click(".source >> nth=1 >> .remove")
    page.wait_for_function("document.querySelectorAll('.source').length === 3")
    page.click(".toast button >> nth=0")
    page.wait_for_function("document.querySelectorAll('.source').length === 4")


def test_a_record_can_be_corrected(page: Any) -> None:
    page.click(".source >> nth=0 >> .edit")
    page.fill("dialog.record [name=published]", "hier")
    page.click("dialog.record .primary")
    page.wait_for_selector("dialog.record .wrong:not(:empty)")
    page.fill("dialog.record [name=published]", "2023-05-01")
    page.fill("dialog.record [name=title]", "Titre corrigé")
    page.click("dialog.record .primary")
    page.wait_for_selector(".source:has-text('Titre corrigé'):has-text('1er mai 2023')")


def test_questions_can_be_limited_to_a_source_and_to_dates(page: Any) -> None:
    page.check(".source:has-text('drones') .only")
    assert "limitée à 1 source" in page.inner_text(".limited")
    ask(page, DURATION)
    assert "1 document (" in page.inner_text(".turn .none")
    page.click(".everywhere")
    page.click(".dates summary")
    page.fill(".dates .from", "2025-01-01")
    assert page.locator(".source:visible").count() == 2
    assert "limitée à 2 sources" in page.inner_text(".limited")


def test_a_stopped_answer_is_kept_as_far_as_it_went(serve_page: Serve, open_page: Open) -> None:
    page = open_page(serve_page(pause=1.5))
    page.fill("#question", DURATION)
    page.press("#question", "Enter")
    page.wait_for_selector(".said")
    page.click("#stop")
    page.wait_for_selector(".turn:not(.busy) .partial")
    assert page.locator("#send").is_visible()
    page.wait_for_timeout(2500)
    page.reload()
    page.wait_for_selector(".turn .partial:has-text('Arrêté')")


def test_a_conversation_is_found_after_reload_renamed_exported_and_deleted(page: Any) -> None:
    ask(page, DURATION)
    page.reload()
    page.wait_for_selector(".turn a.cite")
    page.click(".open-keep")
    page.click(".keep-rename")
    page.fill(".new-name", "Durée")
    page.press(".new-name", "Enter")
    page.wait_for_selector(".kept-row:has-text('Durée')")
    with page.expect_download() as download:
        page.select_option(".keep-export", "json")
    kept = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert kept["turns"][0]["answer"]["question"] == DURATION
    assert kept["bibliography"][0]["title"] == sample()[0].title
    page.click(".keep-delete")
    page.wait_for_selector(".kept-row", state="detached")
    assert page.locator(".turn").count() == 0


def test_a_conversation_comes_back_as_it_was(page: Any) -> None:
    for words in (DURATION, "Quelle est la capitale du traité ?"):
        ask(page, words)
    parts = ".evidence", ".answer", ".closest", ".verdicts", ".withheld"
    before = [page.locator(f".turn {part}").all_inner_texts() for part in parts]
    page.reload()
    page.wait_for_selector(".turn a.cite")
    assert [page.locator(f".turn {part}").all_inner_texts() for part in parts] == before
    assert all(before[0])
    page.click(".turn:nth-child(1) .strip a.passage >> nth=0")
    assert lit(page)


def test_a_link_to_a_citation_opens_at_its_place(page: Any) -> None:
    ask(page, DURATION)
    page.click("a.cite >> nth=1")
    quote = lit(page)
    page.goto("about:blank")
    page.go_back()
    assert lit(page) == quote


def test_the_page_speaks_the_other_language(page: Any) -> None:
    ask(page, DURATION)
    page.select_option(".language", "en")
    page.wait_for_selector(".verdicts:has-text('2 sentences checked')")
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("#question", "placeholder") == "Ask the dossier a question…"
    page.reload()
    page.wait_for_selector(".room.ready")
    assert "Sources" in page.inner_text("#tab-shelf")
    assert page.get_attribute("html", "lang") == "en"


def test_the_language_of_the_browser_comes_first(sample_page: str, open_page: Open) -> None:
    page = open_page(sample_page, locale="en-GB")
    assert page.inner_text(".welcome h2") == "What would you like to check?"


def test_on_a_phone_one_part_shows_at_a_time(sample_page: str, open_page: Open) -> None:
    page = open_page(sample_page, PHONE, has_touch=True)
    ask(page, DURATION)
    assert not page.locator("#document").is_visible()
    page.tap("a.cite >> nth=0")
    assert lit(page) == page.get_attribute("a.cite >> nth=0", "data-quote")
    page.tap(".back")
    assert page.locator("#conversation").is_visible()
    page.tap(".tabs [data-pane=sources]")
    assert page.locator("#sources .source").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_by_keyboard(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type(DURATION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:not(.busy) .ending > *")
    page.focus("#conversation")
    while not page.evaluate("document.activeElement.matches('a.cite')"):
        page.keyboard.press("Tab")
    page.wait_for_selector(".quote-tip:not([hidden])")
    page.keyboard.press("Enter")
    first = lit(page)
    page.keyboard.press("n")
    page.wait_for_function(
        "(words) => document.querySelector('mark.cited').innerText !== words", arg=first
    )
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.cite')")
    page.keyboard.press("3")
    page.keyboard.press("j")
    page.wait_for_selector(".sentence-tools:not([hidden])")
    page.keyboard.press("a")
    assert page.input_value("#question")
    page.keyboard.press("Escape")
    page.focus("#conversation")
    page.keyboard.press("?")
    page.wait_for_selector("dialog.help[open]")


def test_the_overviews_lead_to_their_sentences(page: Any) -> None:
    page.click("#tab-timeline")
    page.click(".timeline a.passage:has-text('1 October 2024')")
    assert "1 October 2024" in lit(page)
    page.click("#tab-people")
    page.click(".people summary >> nth=0")
    page.click(".people details[open] a.passage >> nth=0")
    assert lit(page)


def test_a_new_dossier_starts_empty_and_the_first_is_still_there(page: Any) -> None:
    ask(page, DURATION)
    page.click(".new-dossier")
    page.fill("dialog.naming .name", "Été 2025")
    page.click("dialog.naming .primary")
    page.wait_for_selector(".bare")
    assert page.locator(".turn").count() == 0
    assert "premier document" in page.inner_text(".welcome")
    page.select_option(".dossiers", "default")
    page.wait_for_selector(".source")
    page.click(".open-keep")
    assert page.locator(".kept-row").count() == 1


def test_a_long_document_opens_and_lights_up(serve_page: Serve, open_page: Open) -> None:
    lines = [f"La phrase numéro {n} parle de choses et d'autres." for n in range(2000)]
    lines[1500] = "Le phare de Brest compte soixante marches."
    page = open_page(serve_page([make("Long", "\n".join(lines))]))
    ask(page, "Combien de marches compte le phare de Brest ?")
    page.click("a.cite")
    assert lit(page) == lines[1500]


def test_a_dossier_is_exported_and_opened_again_as_another(page: Any) -> None:
    with page.expect_download() as download:
        page.click(".export-dossier")
    page.click(".new-dossier")
    page.fill("dialog.naming .name", "Copie")
    page.set_input_files("dialog.naming .backup-file", download.value.path())
    page.click("dialog.naming .primary")
    page.wait_for_function("document.querySelector('.dossiers').value === 'Copie'")
    page.wait_for_function("document.querySelectorAll('.source').length === 4")


def test_answers_become_test_cases(serve_page: Serve, open_page: Open) -> None:
    page = open_page(serve_page())
    ask(page, DURATION)
    page.click(".good-turn")
    page.wait_for_selector(".toast:has-text('cas de test')")
    page.click(".bad-turn")
    page.fill("dialog.case [name=answers]", "vingt ans")
    page.click("dialog.case .primary")
    page.click(".open-measure")
    page.wait_for_selector(".cases tbody tr:nth-child(2):has-text('vingt ans')")
    with page.expect_download() as download:
        page.click(".export-cases")
    rows = Path(download.value.path()).read_text("utf-8").splitlines()
    assert [json.loads(row)["tags"] for row in rows] == [["good"], ["bad"]]
    page.click(".cases tr:nth-child(1) .drop-case")
    page.wait_for_selector(".cases tbody tr:nth-child(2)", state="detached")


def test_nothing_above_moves_while_an_answer_streams(serve_page: Serve, open_page: Open) -> None:
    page = open_page(serve_page(pause=0.5))
    page.evaluate("""() => {
        window.moved = 0;
        new PerformanceObserver((list) => {
            for (const shift of list.getEntries()) window.moved += shift.value;
        }).observe({ type: "layout-shift", buffered: false });
    }""")
    page.fill("#question", DURATION)
    page.press("#question", "Enter")
    page.wait_for_selector(".strip li")
    page.evaluate("window.moved = 0")
    page.wait_for_selector(".turn:not(.busy) .verdicts")
    assert page.evaluate("window.moved") < 0.02
