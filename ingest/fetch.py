"""Loads public web pages, and nothing else.

Each request resolves its host once, refuses unless every address is public, and connects to the
very address it checked (the name goes into Host and TLS), so a name cannot change its mind in
between. Redirects are followed here, each checked anew. Size and time are limited.
"""

from __future__ import annotations

import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

import httpx

from core.errors import (
    NoAnswer,
    PageClosed,
    PageMissing,
    PageUnavailable,
    TooLarge,
    TooManyRedirects,
)
from ingest.addresses import Resolver, checked_url, resolve, target
from ingest.parsed import MAX_TEXT, TEXT_LIMIT

REDIRECTS = 5
SECONDS = 20.0
"""For a page in all, redirects included; a step of it (connecting, a read) may take half."""
AGENT = "Mozilla/5.0 (compatible; Dossier/0.1)"
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"
_STEP = 1 << 20
_MISSING, _CLOSED = (404, 410), (401, 402, 403, 407, 429, 451)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its bytes, unpacked, and what the server said they are."""

    data: bytes
    content_type: str
    charset: str


class PublicTransport(httpx.BaseTransport):
    """Sends a request only to public addresses, pinned; `inner` makes the connection."""

    def __init__(self, resolver: Resolver, inner: httpx.BaseTransport) -> None:
        self._resolver, self._inner = resolver, inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        where = target(str(request.url), self._resolver)
        request.headers["Host"] = request.url.netloc.decode("ascii")
        extensions = {**request.extensions, "sni_hostname": where.host}
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=where.addresses[0]),
            headers=request.headers,
            stream=request.stream,
            extensions=extensions,
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        self._inner.close()


class _Deadline:
    """Cuts the connection when the time for a page is over, however slowly bytes still drip."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, event: str, facts: dict[str, Any]) -> None:
        """A httpcore trace: remembers the socket of each connection that is made."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = facts["return_value"].get_extra_info("socket")
            if self.over:
                self._cut()

    def stop(self) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.over = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def fetch(
    url: str,
    resolver: Resolver = resolve,
    inner: httpx.BaseTransport | None = None,
    seconds: float = SECONDS,
) -> Fetched:
    """The page at `url`, within `seconds` in all.

    Raises ForbiddenAddress, NoAnswer, PageMissing, PageClosed, PageUnavailable,
    TooManyRedirects, TooLarge.
    """
    limits = httpx.Limits(max_keepalive_connections=0)  # a connection belongs to one host name
    transport = PublicTransport(resolver, inner or httpx.HTTPTransport(limits=limits))
    headers = {"User-Agent": AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
    deadline = _Deadline(seconds)
    try:
        with httpx.Client(
            transport=transport, timeout=seconds / 2, trust_env=False, headers=headers
        ) as client:
            return _follow(client, url, deadline)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise NoAnswer(name=url) from error
    finally:
        deadline.stop()


def _follow(client: httpx.Client, url: str, deadline: _Deadline) -> Fetched:
    at = url
    for _ in range(REDIRECTS + 1):
        checked_url(at)
        with client.stream("GET", at, extensions={"trace": deadline.watch}) as response:
            if not response.has_redirect_location:
                return _page(response, url, deadline)
            at = urldefrag(urljoin(at, response.headers["location"])).url
    raise TooManyRedirects(name=url)


def _page(response: httpx.Response, url: str, deadline: _Deadline) -> Fetched:
    _check_status(response.status_code, url)
    data = bytearray()
    for piece in _unpacked(response, url):
        data += piece
        if len(data) > MAX_TEXT:
            raise TooLarge(name=url, limit=TEXT_LIMIT)
        if deadline.over:
            break
    if deadline.over:  # a cut connection may look like the end of the page
        raise NoAnswer(name=url)
    kind = response.headers.get("content-type", "").lower()
    return Fetched(bytes(data), kind, response.charset_encoding or "")


def _check_status(status: int, url: str) -> None:
    if status in _MISSING:
        raise PageMissing(name=url, status=status)
    if status in _CLOSED:
        raise PageClosed(name=url, status=status)
    if status != 200:
        raise PageUnavailable(name=url, status=status)


def _unpacked(response: httpx.Response, url: str) -> Iterator[bytes]:
    """Unpacks gzip a little at a time, so that a bomb is noticed while it is small."""
    packing = response.headers.get("content-encoding", "identity").lower()
    if packing == "identity":
        yield from response.iter_raw()
        return
    if packing not in ("gzip", "x-gzip"):
        raise PageUnavailable(name=url, status=f"content-encoding: {packing}")
    gzip = zlib.decompressobj(wbits=31)
    try:
        for piece in response.iter_raw():
            rest = piece
            while rest:
                yield gzip.decompress(rest, _STEP)
                rest = gzip.unconsumed_tail
    except zlib.error as error:
        raise PageUnavailable(name=url, status="gzip") from error
