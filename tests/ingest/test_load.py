import json
from pathlib import Path

import pytest

from core.errors import (
    BadRow,
    BrokenSource,
    EmptySource,
    EncryptedSource,
    ForbiddenAddress,
    SourceError,
    SourceMissing,
    TooLarge,
    UnknownFormat,
)
from core.types import Document
from ingest.formats import Format, sniff
from ingest.load import document_id, load, load_each, load_text
from ingest.parsed import MAX_TEXT
from ingest.sandbox import Sandbox


def saved(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def test_a_text_file(tmp_path: Path) -> None:
    path = saved(
        tmp_path, "note-du-jour.txt", "Le texte de la note est court.\r\nIl est en français."
    )
    (document,) = load(path)
    assert document.text == "Le texte de la note est court.\nIl est en français."
    assert (document.title, document.language, document.version) == ("note du jour", "fr", 1)
    assert (document.source, document.id) == (path, document_id(path))
    assert len(document.id) == 12
    assert document.fetched_at.endswith("+00:00")


def test_the_same_text_has_the_same_hash_whatever_its_encoding(tmp_path: Path) -> None:
    one = load(saved(tmp_path, "a.txt", "L'été à Genève."))[0]
    two = load(saved(tmp_path, "b.txt", "L'été à Genève.\r\n".encode("cp1252")))[0]
    assert one.content_hash == two.content_hash
    assert one.id != two.id


def test_a_relative_path_is_the_same_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, "a.txt", "Un texte.")
    monkeypatch.chdir(tmp_path)
    assert load("a.txt")[0].id == load(path)[0].id


BAD = [
    ("vide.txt", b"", EmptySource),
    ("blanc.txt", b" \n\t\n ", EmptySource),
    ("signes.txt", b"--- *** ---", EmptySource),
    ("entete.md", b"---\ntitle: Rien\n---\n", EmptySource),
    ("junk.bin", bytes(range(256)) * 40, UnknownFormat),
    ("junk.txt", bytes(range(256)) * 40, UnknownFormat),
    ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100), UnknownFormat),
    ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnknownFormat),
    ("secret.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), EncryptedSource),
    ("lettre.rtf", b"{\\rtf1\\ansi Bonjour}", UnknownFormat),
    ("junk.pdf", bytes(range(256)) * 40, BrokenSource),
    ("junk.docx", bytes(range(256)) * 40, BrokenSource),
    ("grand.txt", b"a" * (MAX_TEXT + 1), TooLarge),
]


@pytest.mark.parametrize(("name", "data", "error"), BAD, ids=[name for name, *_ in BAD])
def test_bad_input_is_a_declared_error(
    tmp_path: Path, name: str, data: bytes, error: type[SourceError]
) -> None:
    with pytest.raises(error) as caught:
        load(saved(tmp_path, name, data))
    assert type(caught.value) is error
    assert name in caught.value.say("fr")


def test_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "espaces.txt"
    with path.open("wb") as file:
        file.write(b" ")
        file.truncate(10**9)
    with pytest.raises((TooLarge, UnknownFormat)):
        load(str(path))


@pytest.mark.parametrize("source", ["absent.txt", "dos\0sier.txt", ""])
def test_what_is_not_there(source: str, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        load(str(tmp_path / source))


@pytest.mark.parametrize(
    "source",
    ["file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "data:text/html,a"],
)
def test_other_schemes_are_no_sources(source: str) -> None:
    with pytest.raises(ForbiddenAddress):
        load(source)


def test_the_content_counts_and_not_the_name(tmp_path: Path) -> None:
    (document,) = load(saved(tmp_path, "notes.pdf", "Ceci est du texte, quoi qu'en dise le nom."))
    assert document.text.startswith("Ceci est du texte")


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (b"%PDF-1.7\n", "a.txt", Format.PDF),
        (b"junk before %PDF-1.4", "a", Format.PDF),
        (b"PK\x03\x04rest", "a.pdf", Format.DOCX),
        (b"\n<!DOCTYPE html><html>", "a.txt", Format.HTML),
        (b"<p>Bonjour</p>", "a.html", Format.HTML),
        (b"pas de balise", "a.html", Format.TEXT),
        (b"# Titre", "a.md", Format.MARKDOWN),
        (b'{"text": "a"}', "a.jsonl", Format.JSONL),
        (b"texte", "sans-nom", Format.TEXT),
        ("<html>été".encode("utf-16"), "a.html", Format.HTML),
        (b"<div>page</div>", "https://a.fr/page", Format.TEXT),
    ],
)
def test_formats_are_told_by_their_bytes(head: bytes, name: str, form: Format) -> None:
    assert sniff(head, name) is form


def test_a_server_may_say_that_a_page_is_html() -> None:
    assert sniff(b"<div>page</div>", "https://a.fr/page", "text/html; charset=utf-8") is Format.HTML


def test_jsonl_gives_one_document_a_row(tmp_path: Path) -> None:
    rows = [
        {
            "title": "Un",
            "text": "Le texte un.",
            "source": "https://a.fr/1",
            "date": "2024-05-06",
            "lang": "fr",
        },
        {"text": "The second text is in English."},
    ]
    path = saved(tmp_path, "lot.jsonl", "\n\n".join(json.dumps(row) for row in rows) + "\n")
    one, two = load(path)
    assert (one.title, one.source, one.published, one.language) == (
        "Un",
        "https://a.fr/1",
        "2024-05-06",
        "fr",
    )
    assert (two.source, two.language) == (f"{path}#3", "en")


BAD_ROWS = [
    '{"text": ',
    "[1, 2]",
    '{"title": "sans texte"}',
    '{"text": 12}',
    '{"text": "a", "date": 5}',
    "[" * 3000,
]


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_row_names_its_line_and_the_rest_go_on(tmp_path: Path, row: str) -> None:
    path = saved(
        tmp_path, "lot.jsonl", f'{{"text": "Un."}}\n{row}\n{{"text": "Trois."}}\n{{"text": " "}}'
    )
    with Sandbox() as sandbox:
        one, bad, three, empty = load_each(path, sandbox)
    assert isinstance(one, Document)
    assert isinstance(three, Document)
    assert isinstance(bad, BadRow)
    assert "2" in bad.say("fr")
    assert isinstance(empty, EmptySource)


def test_load_raises_the_error_of_a_bad_row(tmp_path: Path) -> None:
    with pytest.raises(BadRow):
        load(saved(tmp_path, "lot.jsonl", "nope"))


def test_a_pasted_text() -> None:
    document = load_text("Le titre du texte\n\nLe texte collé.", author="Anne")
    assert (document.title, document.author) == ("Le titre du texte", "Anne")
    assert document.source.startswith("pasted:")
    assert load_text("Le texte collé.", title="T", source="s", language="en").language == "en"
    assert load_text("mot " * 50).title.endswith("…")


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u00ad"])
def test_an_empty_paste_is_an_error(text: str) -> None:
    with pytest.raises(EmptySource):
        load_text(text)


def test_a_paste_too_long_is_an_error() -> None:
    with pytest.raises(TooLarge):
        load_text("a" * (MAX_TEXT + 1))
