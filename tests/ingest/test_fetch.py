import gzip
from collections.abc import Callable, Iterator

import httpx
import pytest

from core.errors import (
    FetchError,
    ForbiddenAddress,
    NoAnswer,
    PageClosed,
    PageMissing,
    PageUnavailable,
    TooLarge,
    TooManyRedirects,
)
from ingest.fetch import fetch
from ingest.parsed import MAX_TEXT
from tests.ingest.test_addresses import PUBLIC, resolver

Handler = Callable[[httpx.Request], httpx.Response]
URL = "https://example.org/a"


def answer(data: str | bytes, **headers: str) -> httpx.Response:
    """A response whose body is still to be read, as from a socket."""
    raw = data.encode() if isinstance(data, str) else data
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return httpx.Response(200, content=iter([raw]), headers=named)


def got(handler: Handler, url: str = URL) -> bytes:
    return fetch(url, resolver, httpx.MockTransport(handler)).data


def test_a_page() -> None:
    page = fetch(
        URL,
        resolver,
        httpx.MockTransport(
            lambda _: answer(b"\xe9t\xe9", content_type="text/html; charset=latin-1")
        ),
    )
    assert (page.data, page.charset) == (b"\xe9t\xe9", "latin-1")
    assert page.content_type.startswith("text/html")


def test_the_connection_goes_to_the_checked_address_under_the_right_name() -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answer("ok")

    got(handler, "https://example.org:8443/a?b=c")
    (request,) = seen
    assert request.url.host == PUBLIC
    assert request.headers["host"] == "example.org:8443"
    assert request.extensions["sni_hostname"] == "example.org"
    assert request.url.raw_path == b"/a?b=c"


def test_an_ipv6_host_is_pinned_too() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return answer(request.url.host)

    assert got(handler, "http://six.example.org/").startswith(b"2606:")


def test_a_name_that_changes_its_mind_is_asked_once_a_request() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    page = fetch(URL, lambda host, port: next(answers), httpx.MockTransport(lambda _: answer("ok")))
    assert page.data == b"ok"


REDIRECTS = """
http://127.0.0.1/
http://169.254.169.254/latest/
http://[::1]/
http://2130706433/
http://inside.example.org/
http://localhost/
file:///etc/passwd
//10.0.0.1/x
http://user@example.org/
gopher://example.org/
""".strip().split("\n")


@pytest.mark.parametrize("where", REDIRECTS)
def test_a_redirect_is_checked_like_any_address(where: str) -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"Location": where})

    with pytest.raises(ForbiddenAddress):
        got(handler)
    assert asked == [PUBLIC]


def test_redirects_are_followed_also_relative_ones() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/a":
            return httpx.Response(301, headers={"Location": "b#part"})
        return answer(request.url.path)

    assert got(handler) == b"/b"


def test_redirects_without_end() -> None:
    with pytest.raises(TooManyRedirects):
        got(lambda _: httpx.Response(302, headers={"Location": "/a"}))


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, PageMissing), (410, PageMissing), (401, PageClosed), (403, PageClosed), (429, PageClosed),
     (500, PageUnavailable), (503, PageUnavailable), (204, PageUnavailable), (418, PageUnavailable)],
)  # fmt: skip
def test_a_status_says_what_to_do(status: int, error: type[FetchError]) -> None:
    with pytest.raises(error) as caught:
        got(lambda _: httpx.Response(status))
    assert str(status) in caught.value.say("fr")


def test_too_large_a_page_is_dropped_on_the_way() -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        while True:
            sent += 1 << 20
            yield b" " * (1 << 20)

    with pytest.raises(TooLarge):
        got(lambda _: httpx.Response(200, content=body()))
    assert sent < 2 * MAX_TEXT


def test_gzip_is_unpacked() -> None:
    packed = gzip.compress(b"bonjour")
    assert got(lambda _: answer(packed, content_encoding="gzip")) == b"bonjour"


def test_a_gzip_bomb_is_noticed_while_small() -> None:
    bomb = gzip.compress(bytes(64 << 20), 1)
    with pytest.raises(TooLarge):
        got(lambda _: answer(bomb, content_encoding="gzip"))


@pytest.mark.parametrize(
    ("packing", "data"), [("gzip", b"not gzip at all"), ("br", b"x"), ("zstd", b"x")]
)
def test_packing_that_cannot_be_read(packing: str, data: bytes) -> None:
    with pytest.raises(PageUnavailable):
        got(lambda _: answer(data, content_encoding=packing))


@pytest.mark.parametrize("error", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), OSError("x")])
def test_a_site_that_does_not_answer(error: Exception) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(NoAnswer):
        got(handler)
