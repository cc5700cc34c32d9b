"""A real Gradio server on a desk of fakes, and a real browser that watches for mischief."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from core.types import Document
from tests.ui.fakes import FakeDesk, sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 900, "height": 1100}
WIDE = {"width": 1440, "height": 900}

Open = Callable[..., Any]
Serve = Callable[..., str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, headless; skips where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    if CHROMIUM is None:
        pytest.skip("no chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FakeDesk, str]]:
    """A desk and the address of its page, for all journeys of a file: starting one takes seconds."""
    from ui.serve import serve

    desk, port = FakeDesk(), free_port()
    folder = tmp_path_factory.mktemp("page")
    page = serve(desk, folder=folder, port=port, restore=desk.restore, wait=False)
    yield desk, f"http://127.0.0.1:{port}/"
    page.close(verbose=False)


@pytest.fixture
def sample_page(shared: tuple[FakeDesk, str]) -> str:
    """The address of the shared page, with the sample on its desk again."""
    desk, address = shared
    desk.fill(sample())
    return address


@pytest.fixture
def serve_page(tmp_path: Path) -> Iterator[Serve]:
    """Serves a desk of fakes; gives the address."""
    from ui.serve import serve

    running = []

    def start(documents: Sequence[Document] | None = None, pause: float = 0.0, **more: Any) -> str:
        desk = more.pop("desk", None) or FakeDesk(
            sample() if documents is None else documents, pause
        )
        port = free_port()
        page = serve(desk, folder=tmp_path / "page", port=port, wait=False, **more)
        running.append(page)
        return f"http://127.0.0.1:{port}/"

    yield start
    for page in running:
        page.close(verbose=False)


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Opens a page as a new reader; at the end, nothing may have gone wrong or gone outside."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def start(
        address: str, size: dict[str, int] = WIDE, careless: bool = False, **options: Any
    ) -> Any:
        options.setdefault("locale", "fr-FR")
        context = browser.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        watch(page, address, [] if careless else troubles)
        page.goto(address)
        page.wait_for_selector(".room.ready")
        return page

    yield start
    for context in contexts:
        context.close()
    assert troubles == []


def watch(page: Any, address: str, troubles: list[str]) -> None:
    """Records errors of the page's script, its console, and requests to other hosts."""
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    page.on("dialog", lambda _: troubles.append("dialog"))
    own = (address.split("#", maxsplit=1)[0], "data:", "blob:")
    page.on(
        "request", lambda r: None if r.url.startswith(own) else troubles.append(f"outside: {r.url}")
    )


def ask(page: Any, question: str, until: str = ".turn:last-child:not(.busy) .ending > *") -> None:
    """Asks and waits for the whole answer."""
    page.fill("#question", question)
    page.click("#send")
    page.wait_for_selector(until)
