"""Fetching over real sockets, from a site of the test's own."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from core.errors import NoAnswer, SourceError
from ingest.fetch import PublicTransport, fetch

pytestmark = pytest.mark.integration


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(100):
                self.wfile.write(b"X-Slow: 1\r\n")
                time.sleep(0.1)
        elif self.path == "/drip-body":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in range(100):
                self.wfile.write(b"a")
                time.sleep(0.1)
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"{self.headers['Host']} {self.path}".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


class ToSite(httpx.BaseTransport):
    """A real connection to the test's own site, whatever public address was asked for."""

    def __init__(self, port: int) -> None:
        self._port, self._real = port, httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert request.url.host == "93.184.215.14"
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return self._real.handle_request(request)


def public(host: str, port: int) -> list[str]:
    return ["93.184.215.14"]


def test_a_page_over_a_socket(site: int) -> None:
    page = fetch("http://example.org/a?b", public, ToSite(site))
    assert (page.data, page.charset) == (b"example.org /a?b", "utf-8")


@pytest.mark.parametrize("path", ["drip", "drip-body"])
def test_a_page_that_drips_is_cut(site: int, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        fetch(f"http://example.org/{path}", public, ToSite(site), seconds=1.0)
    assert time.monotonic() - began < 8  # the site itself would take ten seconds


def test_the_real_transport_refuses_this_machine(site: int) -> None:
    transport = PublicTransport(lambda host, port: ["127.0.0.1"], httpx.HTTPTransport())
    with httpx.Client(transport=transport) as client, pytest.raises(SourceError):
        client.get(f"http://example.org:{site}/")
