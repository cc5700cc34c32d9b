"""Ingesting with the real worker process, real sockets and real pages."""

import io
import re
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import psutil
import pytest
from fpdf import FPDF

from core.errors import BrokenSource, EmptySource, NoAnswer, SourceError, TooDemanding, TooLarge
from core.types import Document
from ingest.dates import written_date
from ingest.fetch import PublicTransport, fetch
from ingest.formats import Format
from ingest.load import load, load_each
from ingest.parsed import MAX_TEXT, MEGABYTE
from ingest.passages import split_passages
from ingest.sandbox import Sandbox

pytestmark = pytest.mark.integration
PAGE = b"<html><body><p>Le pr\xc3\xa9sident a sign\xc3\xa9 le trait\xc3\xa9.</p></body></html>"
LINE = "Le traité engage les deux pays pour vingt ans. "
WIKINEWS = Path(__file__).parents[3] / "shared" / "data" / "wikinews_fr"


# --- the worker ----------------------------------------------------------------------------------


def pid(sandbox: Sandbox) -> int:
    assert sandbox._process is not None
    return sandbox._process.pid


def test_one_process_serves_many_files_and_ends_with_the_sandbox() -> None:
    with Sandbox() as sandbox:
        for _ in range(3):
            assert "traité" in sandbox.parse(Format.HTML, PAGE, name="a.html").text
        worker = pid(sandbox)
        with pytest.raises(BrokenSource):
            sandbox.parse(Format.PDF, b"%PDF-1.4 junk", name="a.pdf")
        assert pid(sandbox) == worker
    assert not psutil.pid_exists(worker)


def test_a_worker_that_is_killed_costs_one_file() -> None:
    with Sandbox() as sandbox:
        sandbox.parse(Format.HTML, PAGE, name="a.html")
        psutil.Process(pid(sandbox)).kill()
        time.sleep(0.2)
        assert "traité" in sandbox.parse(Format.HTML, PAGE, name="a.html").text


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with Sandbox(seconds=0.01) as sandbox, pytest.raises(TooDemanding):
        sandbox.parse(Format.HTML, PAGE, name="a.html")


def test_the_worker_holds_no_keys_and_can_do_no_harm(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    with Sandbox() as sandbox:
        sandbox.parse(Format.HTML, PAGE, name="a.html")
        assert "OPENAI_API_KEY" not in psutil.Process(pid(sandbox)).environ()
        heavy = [m.path for m in psutil.Process(pid(sandbox)).memory_maps()]
    assert not [path for path in heavy if "torch" in path or "chromadb" in path]


@pytest.mark.parametrize(
    "harm",
    [
        "open('{path}', 'w')",
        "__import__('socket').create_connection(('127.0.0.1', 9), 1)",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
        "__import__('os').remove('{path}')",
        "bytearray(2_000_000_000)",
    ],
)
def test_a_locked_up_process_cannot(harm: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    code = (
        "import ingest.worker as w\nw.lock_up(10**9)\n"
        f"try:\n    {harm.format(path=path)}\nexcept (PermissionError, MemoryError):\n    print('refused')\n"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout == "refused\n", ran.stderr


# --- bombs ---------------------------------------------------------------------------------------


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf(content: bytes, pages: int = 1, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF whose pages all show the same content stream."""
    kids = b" ".join([b"4 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, offsets = b"%PDF-1.5\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + head + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


def spaces(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return (
        b"".join(packer.compress(b" " * MEGABYTE) for _ in range(size // MEGABYTE)) + packer.flush()
    )


SHOW = b"BT /F 12 Tf (abc) Tj ET\n"
BOMBS = {
    "zip.docx": lambda: zipped({"word/document.xml": b"<a>" + b" " * (300 * MEGABYTE)}),
    "parts.docx": lambda: zipped(
        {f"{n}.xml": b"" for n in range(20_000)} | {"word/document.xml": b"<a/>"}
    ),
    "flate.pdf": lambda: pdf(spaces(300 * MEGABYTE)),
    "twice.pdf": lambda: pdf(
        zlib.compress(spaces(300 * MEGABYTE), 9), filters=b"/FlateDecode/FlateDecode"
    ),
    "marks.pdf": lambda: pdf(zlib.compress(SHOW * 4_000_000, 9)),
    "pages.pdf": lambda: pdf(zlib.compress(SHOW * 100_000, 9), pages=3000),
    "objects.pdf": lambda: b"%PDF-1.5\n" + b"1 0 obj\n<<\n" * 1_000_000,
    "nested.html": lambda: b"<html><body>" + b"<div>" * 3_000_000 + b"x",
    "wide.html": lambda: b"<html><body>" + b"<p>a b" * 2_500_000,
    "tables.html": lambda: b"<html><body>" + b"<table><tr><td>" * 1_000_000,
    "style.html": lambda: b"<html><style>" + b"{/*" * 5_000_000,
}


class Peak:
    """The most memory this process and its children held at once, in bytes."""

    def __enter__(self) -> "Peak":
        self.bytes, self._on = 0, True
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._on = False
        self._thread.join()

    def _watch(self) -> None:
        here = psutil.Process()
        before = here.memory_info().rss
        while self._on:
            held = here.memory_info().rss - before
            for child in here.children(recursive=True):
                try:
                    held += child.memory_info().rss
                except psutil.Error:
                    continue
            self.bytes = max(self.bytes, held)
            time.sleep(0.02)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_clear_error_within_a_gigabyte(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    with Peak() as peak, pytest.raises((TooDemanding, TooLarge, BrokenSource)):
        load(str(path))
    assert peak.bytes < 1000 * MEGABYTE


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("a.txt", " "),
        ("a.txt", "\n"),
        ("a.txt", " \n"),
        ("a.txt", ". "),
        ("a.md", "["),
        ("a.md", "<!--"),
        ("a.md", "*a "),
    ],
)
def test_twenty_megabytes_of_a_pattern_load_or_are_declined(
    name: str, unit: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(unit * (MAX_TEXT // len(unit)))
    with suppress(EmptySource, TooLarge):
        (document,) = load(str(path))
        assert document.text


def test_twenty_megabytes_of_text_load(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LINE * (MAX_TEXT // len(LINE.encode())))
    (document,) = load(str(path))
    assert len(document.text) > 19_000_000
    passages = split_passages(document)
    assert passages[-1].end == len(document.text)


# --- files of every kind -------------------------------------------------------------------------


def test_a_long_pdf_gets_the_time_its_pages_earn(tmp_path: Path) -> None:
    made = FPDF()
    made.set_font("Helvetica", size=11)
    for number in range(150):
        made.add_page()
        made.multi_cell(0, 5, f"{LINE * 40}Voici la partie {number}. {LINE * 40}")
    path = tmp_path / "rapport.pdf"
    path.write_bytes(bytes(made.output()))
    (document,) = load(str(path))
    assert len(document.pages) == 150
    page = document.text[document.pages[99] : document.pages[100]]
    assert "Voici la partie 99." in page


def test_the_name_may_lie(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"<!DOCTYPE html>" + PAGE)
    assert load(str(page))[0].text == "Le président a signé le traité."


def test_pages_of_wikinews_give_their_title_and_date() -> None:
    if not WIKINEWS.is_dir():
        pytest.skip("needs ../shared/data/wikinews_fr beside the project")
    titles = dates = 0
    paths = sorted(WIKINEWS.glob("*.html"))
    with Sandbox() as sandbox:
        for path in paths:
            (document,) = load_each(str(path), sandbox)
            assert isinstance(document, Document)
            title, dateline = expected(path.read_text())
            titles += document.title == title
            dates += document.published == dateline
    assert titles >= 0.95 * len(paths)
    assert dates >= 0.95 * len(paths)


def expected(page: str) -> tuple[str, str]:
    """The page's heading, and the first date written after it."""
    plain = re.sub(r"<[^>]+>|\xad", "", page.partition("</h1>")[2]).replace("\xa0", " ")
    heading = page.partition("<h1>")[2].partition("</h1>")[0].replace("&amp;", "&")
    return " ".join(heading.split()), written_date(" ".join(plain.split())[:800])


# --- pages over real sockets ---------------------------------------------------------------------


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


def test_ctrl_c_leaves_no_process() -> None:
    sandbox = Sandbox()

    def interrupted() -> None:
        with sandbox:
            sandbox.parse(Format.HTML, PAGE, name="a.html")
            workers.append(pid(sandbox))
            raise KeyboardInterrupt

    workers: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not psutil.pid_exists(workers[0])
