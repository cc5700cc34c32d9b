"""Any bytes, any text: only declared errors come out.

DOSSIER_FUZZ_EXAMPLES=20000 tries that many of each kind.
"""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DossierError
from core.types import Document
from ingest.addresses import target
from ingest.dates import iso_date
from ingest.formats import Format
from ingest.hidden import hides, hiding_selectors
from ingest.load import load_each, load_text
from ingest.passages import split_passages
from ingest.sandbox import Sandbox
from ingest.worker import answer

EXAMPLES = int(os.environ.get("DOSSIER_FUZZ_EXAMPLES", "40"))
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
BITS = [
    b"---\n", b"title: ", b"\n", b"\r\n", b"# ", b"**", b"[a](b)", b"<!--", b"-->", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xe9", b"\0", b"{", b"}", b'{"text": "a"}\n', b'"', b"[", b"<html>", b"<p>",
    b"</p>", b"<div style='display:none'>", b"<table><tr><td>", b"<style>.a{display:none}</style>",
    b"&amp;", b"&#0;", b"<svg>", b"\x1b[31m", "« É… »".encode(), b"M. ", b"%PDF-1.4\n",
    b"1 0 obj\n", b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Contents 4 0 R>>", b"stream\nBT (a) Tj ET\nendstream", b"endobj\n", b"xref\n0 2\n",
    b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF", b"/FlateDecode", b"PK\x03\x04", b"PK\x05\x06",
]  # fmt: skip
DATA = st.one_of(
    st.binary(max_size=400), st.lists(st.sampled_from(BITS), max_size=40).map(b"".join)
)
NAMES = st.sampled_from(["a.txt", "a.md", "a.jsonl", "a.csv", "a", "a.tar.gz"])
TEXT = st.one_of(st.text(max_size=400), DATA.map(lambda data: data.decode("utf-8", "replace")))


def check(document: Document) -> None:
    for passage in split_passages(document):
        assert passage.text == document.text[passage.start : passage.end]


@fuzz
@given(DATA, NAMES)
def test_files(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        with suppress(DossierError):
            for document in load_each(str(path), InProcess()):
                if isinstance(document, Document):
                    check(document)
                else:
                    assert isinstance(document, DossierError)


class InProcess(Sandbox):
    """Runs the worker's own code here: a process for each example would be slow."""

    def _ask(self, header: bytes, data: bytes) -> dict[str, object]:
        return dict(answer(json.loads(header), data, lambda: None))


@fuzz
@given(st.sampled_from([Format.HTML, Format.PDF, Format.DOCX]), DATA)
def test_parsers(form: Format, data: bytes) -> None:
    said = answer({"format": form, "charset": "", "url": ""}, data, lambda: None)
    assert ("parsed" in said) != ("error" in said)


@fuzz
@given(TEXT)
def test_pasted_text(text: str) -> None:
    with suppress(DossierError):
        check(load_text(text))


@fuzz
@given(TEXT)
def test_addresses(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            target(url, lambda host, port: ["10.0.0.1"])
        except DossierError:
            continue
        raise AssertionError(f"a private address was let through: {url!r}")


@fuzz
@given(TEXT)
def test_small_parsers(text: str) -> None:
    assert isinstance(hides(text), bool)
    assert isinstance(hiding_selectors(text), set)
    assert len(iso_date(text)) in (0, 10)
