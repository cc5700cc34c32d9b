"""Requests of other sites, and names of other people's making, are refused."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from ui.door import LOOPBACK, Door


def is_open(names: tuple[str, ...] | None, **headers: str) -> bool:
    return Door(PlainTextResponse("in"), names).is_open(Headers(headers))


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:7860", "http://127.0.0.1:7860"),
        ("localhost:7860", "http://localhost:7860"),
        ("[::1]:7860", "http://[::1]:7860"),
        ("127.0.0.1", "http://127.0.0.1"),
    ],
)
def test_the_page_itself_comes_in(host: str, origin: str) -> None:
    assert is_open(LOOPBACK, host=host)
    assert is_open(LOOPBACK, host=host, origin=origin)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "", "http://127.0.0.1:3000", "http://127.0.0.1", "http://[", "x"],
)  # fmt: skip
def test_another_site_does_not(origin: str) -> None:
    assert not is_open(LOOPBACK, host="127.0.0.1:7860", origin=origin)
    assert not is_open(None, host="dossier.example.org", origin=origin)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "[::2]", "@"])
def test_a_name_that_points_here_does_not(host: str) -> None:
    assert not is_open(LOOPBACK, host=host)
    assert not is_open(LOOPBACK, host=host, origin=f"http://{host}")


def test_behind_a_password_any_name_will_do() -> None:
    there = {"host": "dossier.example.org", "origin": "https://Dossier.example.org"}
    assert is_open(None, **there)


def test_what_is_refused_never_reaches_the_page() -> None:
    client = TestClient(Door(PlainTextResponse("in")), base_url="https://dossier.example.org")
    assert client.get("/").text == "in"
    refused = client.post("/", headers={"Origin": "https://evil.example"})
    assert (refused.status_code, refused.text) == (403, "refused")
    for response in (client.get("/"), refused):
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
