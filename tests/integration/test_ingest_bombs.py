"""Files made to use up time or memory: each ends in a clear error, within bounds."""

import io
import threading
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from core.errors import BrokenSource, EmptySource, TooDemanding, TooLarge
from ingest.load import load
from ingest.parsed import MAX_TEXT, MEGABYTE
from ingest.passages import split_passages

pytestmark = pytest.mark.integration
LINE = "Le traité engage les deux pays pour vingt ans. "


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
                    # Between fork and exec a child still shows its parent's memory.
                    if "ingest.worker" in child.cmdline():
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
