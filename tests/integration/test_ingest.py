"""Ingesting with the real worker process, real sockets and real pages."""

import re
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from fpdf import FPDF

from core.errors import BrokenSource, TooDemanding
from core.types import Document
from ingest.dates import written_date
from ingest.formats import Format
from ingest.load import load, load_each
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
    with Sandbox(seconds=60) as sandbox:
        for _ in range(3):
            assert "traité" in sandbox.parse(Format.HTML, PAGE, name="a.html").text
        worker = pid(sandbox)
        with pytest.raises(BrokenSource):
            sandbox.parse(Format.PDF, b"%PDF-1.4 junk", name="a.pdf")
        assert pid(sandbox) == worker
    assert not psutil.pid_exists(worker)


def test_a_worker_that_is_killed_costs_one_file() -> None:
    with Sandbox(seconds=60) as sandbox:
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
    with Sandbox(seconds=60) as sandbox:
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
    with Sandbox(seconds=60) as sandbox:
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


def test_a_large_parent_does_not_make_a_broken_file_too_demanding() -> None:
    ballast = bytearray(700 << 20)
    ballast[:: 1 << 12] = b"x" * len(ballast[:: 1 << 12])  # really held, page by page
    with Sandbox(seconds=60) as sandbox, pytest.raises(BrokenSource):
        sandbox.parse(Format.PDF, b"%PDF-1.4 junk", name="a.pdf")
    assert ballast[0] == ord("x")
