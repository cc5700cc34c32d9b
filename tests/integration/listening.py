"""A whole session in one process, with every connection it opens or name it looks up written down.

    python -m tests.integration.listening FOLDER [HOST]

Ingests a document, asks, serves the page and opens it; with HOST, then also connects there, to
show that the ear is open. Prints one JSON object: `asked` (the answer's status), `page` (its
length), `heard` ([event, host] of every connection and look-up), and `no_route` (packets this
machine refused to send for want of a way, from native code and other programs too; meaningful in
a network namespace of one's own, which has no way out).
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[2] / "samples" / "documents" / "02-traite-partenariat.fr.md"
heard: list[list[str]] = []


def listen(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple):
            heard.append([event, str(address[0])])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        heard.append([event, str(arguments[0])])


def raise_loopback() -> None:
    """Switches the loopback interface on: a new network namespace has it off."""
    name = b"lo".ljust(16, b"\0")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        asked = fcntl.ioctl(control, 0x8913, name + bytes(24))  # SIOCGIFFLAGS
        flags = struct.unpack("16xH", asked[:18])[0]
        fcntl.ioctl(control, 0x8914, struct.pack("16sH22x", name, flags | 1))  # SIOCSIFFLAGS, up


def no_route() -> int:
    """Packets without a way, IPv4 and IPv6, since this network namespace began."""
    names, values = (
        line.split()
        for line in Path("/proc/net/snmp").read_text().splitlines()
        if line[:3] == "Ip:"
    )
    six = dict(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    return int(values[names.index("OutNoRoutes")]) + int(six["Ip6OutNoRoutes"])


def session(folder: Path) -> dict[str, Any]:
    import httpx

    from answering.events import Done
    from answering.factory import open_desk
    from core.settings import load_settings
    from tests.integration.conftest import free_port
    from ui.serve import serve

    cache = load_settings().cache
    embedded = any(cache.glob("*.gguf"))
    settings = load_settings(data=folder, llm="embedded" if embedded else "extractive")
    desk, port = open_desk(settings), free_port()
    dossier = desk.dossier()
    [outcome] = dossier.ingest([str(SAMPLE)])
    assert outcome.change == "added", outcome
    *_, done = dossier.assistant.ask("Combien d'articles compte le traité ?")
    assert isinstance(done, Done)
    page = serve(desk, folder=folder / "page", port=port, wait=False)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as client:
        html = client.get("/").raise_for_status().text
        joined = client.post("/gradio_api/call/search", json={"data": ["traité", "default", 3]})
        client.get(f"/gradio_api/call/search/{joined.json()['event_id']}").raise_for_status()
    page.close(verbose=False)
    desk.close()
    return {"asked": done.answer.status.value, "page": len(html)}


if __name__ == "__main__":
    if "--alone" in sys.argv:
        sys.argv.remove("--alone")
        raise_loopback()
    sys.addaudithook(listen)
    told = session(Path(sys.argv[1]))
    for host in sys.argv[2:]:
        with suppress(OSError), socket.socket() as probe:
            probe.settimeout(1)
            probe.connect((host, 9))
    print(json.dumps(told | {"heard": heard, "no_route": no_route()}))
    sys.stdout.flush()
    os._exit(0)  # servers of the session need no farewell
