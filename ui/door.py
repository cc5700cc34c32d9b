"""Who may speak to the page: scripts of its own, under a name of its own.

Gradio sends its cookie along from any site (`SameSite=None`) and lets any site read the answer,
unless it is itself called localhost; and a name that a stranger points at 127.0.0.1 looks to it
like any other. So other sites' requests are refused here, and what the browser may do with the
page is narrowed, should a script ever get into it.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Gradio's own script is inline and makes functions of strings: hence the two "unsafe".
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' "
    "'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Door:
    """ASGI middleware. `names` are the only host names the page answers to, if given."""

    def __init__(self, app: ASGIApp, names: Collection[str] | None = None) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if self.is_open(Headers(scope=scope)):
            await self._app(scope, receive, marked)
        else:
            await PlainTextResponse("refused", status_code=403)(scope, receive, marked)

    def is_open(self, headers: Headers) -> bool:
        """Whether a request comes from nobody's page, or from the page itself."""
        host, origin = headers.get("host", ""), headers.get("origin")
        try:
            name = urlsplit(f"//{host}").hostname
            from_itself = origin is None or urlsplit(origin).netloc.lower() == host.lower()
        except ValueError:
            return False
        return bool(name) and from_itself and (self._names is None or name in self._names)
