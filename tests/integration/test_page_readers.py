"""Several readers at once, the queue, the password, and what programs can call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Open, Serve, ask
from tests.ui.fakes import FakeDesk, make, sample

pytestmark = pytest.mark.integration
DURATION = "Combien de temps dure l'accord signé à Moscou ?"


def test_two_readers_on_two_dossiers_do_not_see_each_other(
    serve_page: Serve, open_page: Open
) -> None:
    desk = FakeDesk(sample(), pause=0.8)
    lighthouse = make("Phare", "Le phare de Brest compte soixante marches. Il date de 1850.")
    desk.create("Phares").index.put(lighthouse)
    address = serve_page(desk=desk)
    ada, bob = open_page(address), open_page(f"{address}#dossier=Phares")
    ada.fill("#question", DURATION)
    bob.fill("#question", "Combien de marches compte le phare de Brest ?")
    ada.click("#send")
    bob.click("#send")
    for page in (ada, bob):
        page.wait_for_selector(".busy .strip li")
    for page in (ada, bob):
        page.wait_for_selector(".turn:not(.busy) .verdicts")
    assert "vingt ans" in ada.inner_text("#conversation")
    assert "soixante marches" in bob.inner_text("#conversation")
    for part in ("#sources", "#conversation", "#document"):
        assert "phare" not in ada.inner_text(part).lower()
        assert "Moscou" not in bob.inner_text(part)


def test_a_third_reader_waits_with_a_place_and_a_closed_tab_frees_it(
    serve_page: Serve, open_page: Open
) -> None:
    address = serve_page(pause=4.0)
    first, second, third = (open_page(address) for _ in range(3))
    for page in (first, second):
        page.fill("#question", DURATION)
        page.click("#send")
        page.wait_for_selector(".busy .strip li")
    third.fill("#question", DURATION)
    third.click("#send")
    third.wait_for_selector(".progress:has-text('place n° 1')")
    first.context.close()
    third.wait_for_selector(".busy .strip li")


def test_readers_of_one_dossier_have_their_own_conversations(
    serve_page: Serve, open_page: Open
) -> None:
    address = serve_page()
    ada, bob = open_page(address), open_page(address)
    ask(ada, DURATION)
    bob.reload()
    bob.wait_for_selector(".room.ready")
    bob.click(".open-keep")
    assert bob.locator(".kept-row").count() == 0
    assert "dure l'accord" not in bob.inner_text(".room")


def test_a_server_that_is_gone_is_said(serve_page: Serve, open_page: Open) -> None:
    page = open_page(serve_page(), careless=True)
    page.route("**/gradio_api/**", lambda route: route.fulfill(status=503, body=""))
    page.fill("#question", DURATION)
    page.click("#send")
    page.wait_for_selector(".turn:not(.busy) .notice:has-text('ne répond plus')")


def called(address: str, endpoint: str, data: list[Any], **options: Any) -> list[Any]:
    """The results of an endpoint as curl would get them, one after the other."""
    with httpx.Client(base_url=address, timeout=60, **options) as client:
        joined = client.post(f"gradio_api/call/{endpoint}", json={"data": data})
        joined.raise_for_status()
        answer = client.get(f"gradio_api/call/{endpoint}/{joined.json()['event_id']}")
    events = [event.split("\ndata: ", 1) for event in answer.text.strip().split("\n\n")]
    return [json.loads(data)[0] for kind, data in events if kind == "event: generating"] or [
        json.loads(data)[0] if kind == "event: complete" else json.loads(data)
        for kind, data in events
    ]


def test_programs_ask_search_list_and_add(serve_page: Serve) -> None:
    address = serve_page()
    events = called(address, "ask", [DURATION, "default", "", None])
    assert [event["event"] for event in events] == ["found", "said", "said", "done"]
    assert events[-1]["answer"]["status"] == "answered"
    [hits] = called(address, "search", ["accord Moscou", "default", 3])
    assert hits[0]["rank"] == 1
    [documents] = called(address, "documents", ["default"])
    assert len(documents) == 4
    outcomes = called(address, "add", [None, "", "Un texte.", "Titre", "default"])[-1]
    assert outcomes[0]["change"] == "added"
    [documents] = called(address, "documents", ["default"])
    assert len(documents) == 5


def test_endpoints_for_programs_are_documented_and_no_others(serve_page: Serve) -> None:
    info = httpx.get(f"{serve_page()}gradio_api/info", timeout=60).json()
    assert set(info["named_endpoints"]) == {"/ask", "/search", "/documents", "/add"}


def test_a_path_of_the_server_is_not_an_upload(serve_page: Serve, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Le code est 1234.", "utf-8")
    address = serve_page()
    file = {"path": str(secret), "meta": {"_type": "gradio.FileData"}}
    called(address, "add", [[file], "", "", "", "default"])
    [documents] = called(address, "documents", ["default"])
    assert len(documents) == 4


def test_beyond_loopback_nothing_is_shown_without_the_password(serve_page: Serve) -> None:
    address = serve_page(password="sésame")
    anonymous = httpx.post(
        f"{address}gradio_api/call/documents", json={"data": ["default"]}, timeout=60
    )
    assert anonymous.status_code == 401
    page = httpx.get(address, timeout=60)
    assert "Téhéran" not in page.text
    with httpx.Client(base_url=address, timeout=60) as client:
        wrong = client.post("login", data={"username": "ada", "password": "sesame"})
        right = client.post("login", data={"username": "ada", "password": "sésame"})
        assert (wrong.status_code, right.status_code) == (400, 200)
        joined = client.post("gradio_api/call/documents", json={"data": ["default"]})
        assert joined.status_code == 200


def test_signing_in_leads_to_the_room(serve_page: Serve, browser: Any) -> None:
    address = serve_page(password="sésame")
    page = browser.new_context(locale="fr-FR").new_page()
    page.goto(address)
    page.fill("input >> nth=0", "ada")
    page.fill("input[type=password]", "sésame")
    page.keyboard.press("Enter")
    page.wait_for_selector(".room.ready")
    assert page.locator(".source").count() == 4
    page.context.close()


def test_other_sites_cannot_speak_to_the_page(serve_page: Serve) -> None:
    address = serve_page(password="sésame")
    with httpx.Client(base_url=address, timeout=60) as client:
        client.post("login", data={"username": "ada", "password": "sésame"}).raise_for_status()
        asked: dict[str, Any] = {"url": "gradio_api/call/documents", "json": {"data": ["default"]}}
        own, other = (
            client.post(**asked, headers={"Origin": origin})
            for origin in (address.rstrip("/"), "https://evil.example")
        )
    assert (own.status_code, other.status_code) == (200, 403)
    alone = serve_page()
    assert httpx.get(alone, headers={"Host": "evil.example:7860"}, timeout=60).status_code == 403
    assert "default-src 'self'" in httpx.get(alone, timeout=60).headers["content-security-policy"]
