"""PDF and DOCX, and the repair of printed lines."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml import OxmlElement
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BrokenSource, EmptySource, EncryptedSource, TooDemanding, UnknownFormat
from ingest import docx as docx_loader
from ingest.canonical import canonical
from ingest.docx import parse_docx
from ingest.lines import joined, page_lines, without_running_heads
from ingest.pdf import parse_pdf

PARAGRAPH = (
    "Le président a signé un accord considérable avec plusieurs gouvernements étrangers. "
    "Cette décision, longuement préparée, renforcera la coopération militaire. "
) * 4


def lines(text: str) -> str:
    return joined([page_lines(text)])[0]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("un accord considé-\nrable fut signé", "un accord considérable fut signé"),
        ("un accord considé\u00ad\nrable fut signé", "un accord considérable fut signé"),
        ("il viendra peut-\nêtre demain", "il viendra peut-être demain"),
        ("le vice-\nprésident du vice-président", "le vice-président du vice-président"),
        ("les non-\nlieux et les nonlieux", "les nonlieux et les nonlieux"),
        ("la ligne Paris-\nLyon est fermée", "la ligne Paris-Lyon est fermée"),
        (
            "la première ligne du texte est\nlongue et la seconde aussi",
            "la première ligne du texte est longue et la seconde aussi",
        ),
        (
            "Un titre\nLa première ligne du texte est ici",
            "Un titre\nLa première ligne du texte est ici",
        ),
        ("la ﬁn de l'aﬀaire", "la fin de l'affaire"),
        (
            "le texte d'une page en entier :\n- un point\n- un autre",
            "le texte d'une page en entier :\n- un point\n- un autre",
        ),
    ],
)
def test_lines_become_paragraphs(printed: str, wanted: str) -> None:
    assert lines(printed) == wanted


def test_a_sentence_over_a_page_end_is_one_sentence() -> None:
    text, pages = joined([["Le traité engage les deux pays pour une"], ["durée de vingt ans."]])
    assert text == "Le traité engage les deux pays pour une durée de vingt ans."
    assert [text[start:][:5] for start in pages] == ["Le tr", "durée"]


def test_a_word_over_a_page_end_is_one_word() -> None:
    text, pages = joined([["un accord considé-"], ["rable."]])
    assert (text, pages) == ("un accord considérable.", (0, 17))


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        ["Rapport annuel", f"Texte de la page {word}.", "Fin.", str(n)]
        for n, word in enumerate("abcd", 1)
    ]
    assert without_running_heads(pages)[1] == ["Texte de la page b."]
    assert without_running_heads(pages[:1]) == [["Rapport annuel", "Texte de la page a.", "Fin."]]


@given(st.lists(st.text(max_size=120), max_size=6))
def test_joined_pages_are_canonical_with_page_starts_in_order(pages: list[str]) -> None:
    text, starts = joined([page_lines(page) for page in pages])
    assert canonical(text) == text
    assert list(starts) == sorted(starts)
    assert len(starts) == len(pages)
    assert all(0 <= start <= len(text) for start in starts)


def made_pdf(*pages: str, **about: str) -> bytes:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    for key, value in about.items():
        getattr(pdf, f"set_{key}")(value)
    for page in pages:
        pdf.add_page()
        pdf.multi_cell(0, 6, page)
    return bytes(pdf.output())


def parsed(data: bytes) -> Any:
    return parse_pdf(data, lambda: None)


def test_a_pdf_with_pages_and_metadata() -> None:
    found = parsed(
        made_pdf(
            PARAGRAPH, "La seconde page.", title="Un rapport", author="Anne Weber", lang="fr-FR"
        )
    )
    assert (found.title, found.author, found.language) == ("Un rapport", "Anne Weber", "fr")
    assert found.text == PARAGRAPH.strip() + "\nLa seconde page."
    assert [found.text[start:][:10] for start in found.pages] == ["Le préside", "La seconde"]


def test_a_title_that_says_nothing_gives_way_to_the_heading() -> None:
    found = parsed(
        made_pdf("Un accord de vingt ans\n" + PARAGRAPH, title="Microsoft Word - rapport_v3.doc")
    )
    assert found.title == "Un accord de vingt ans"


def test_each_page_is_a_sign_of_life() -> None:
    signs: list[int] = []
    parse_pdf(made_pdf("Un.", "Deux.", "Trois."), lambda: signs.append(1))
    assert len(signs) == 3


def encrypted(password: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made_pdf(PARAGRAPH)))
    writer.encrypt(password, owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_pdf() -> None:
    with pytest.raises(EncryptedSource):
        parsed(encrypted("secret", "owner"))
    assert "accord" in parsed(encrypted("", "owner")).text  # only printing is forbidden


def test_a_scan_has_no_text() -> None:
    with pytest.raises(EmptySource):
        parsed(made_pdf(""))


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing more", b"%PDF-1.7\n1 0 obj\n<<\n" * 50])
def test_a_broken_pdf_raises_what_the_worker_turns_into_broken(data: bytes) -> None:
    with pytest.raises(
        (pypdf.errors.PyPdfError, BrokenSource, EmptySource, AttributeError, KeyError)
    ):
        parsed(data)


def made_docx(fill: Any = None, **about: str) -> bytes:
    document = docx.Document()
    for key, value in about.items():
        setattr(document.core_properties, key, value)
    document.add_heading("Note de service", 0)
    document.add_paragraph("Le premier paragraphe.")
    if fill:
        fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_docx_with_metadata_and_a_table() -> None:
    def fill(document: Any) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Drones", "2 000"
        document.add_paragraph("La fin.")

    found = parse_docx(made_docx(fill, author="Anne Weber"))
    assert found.text == "Note de service\nLe premier paragraphe.\nDrones | 2 000\nLa fin."
    assert (found.title, found.author) == ("Note de service", "Anne Weber")
    assert parse_docx(made_docx(title="Le titre")).title == "Le titre"


def test_deleted_and_hidden_words_of_a_docx_are_left_out() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Vu. ")
        paragraph.add_run("CACHÉ").font.hidden = True
        deleted = OxmlElement("w:del")
        run = paragraph.add_run("SUPPRIMÉ")
        run._r.addprevious(deleted)
        deleted.append(run._r)
        inserted = OxmlElement("w:ins")
        added = paragraph.add_run("Ajouté.")
        added._r.addprevious(inserted)
        inserted.append(added._r)

    text = parse_docx(made_docx(fill)).text
    assert text.endswith("Vu. Ajouté.")


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def test_another_archive_is_no_docx() -> None:
    with pytest.raises(UnknownFormat):
        parse_docx(archive(mimetype=b"application/vnd.oasis.opendocument.text"))


def test_a_docx_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_loader, "MAX_XML", 1000)
    with pytest.raises(TooDemanding):
        parse_docx(archive(word__document_xml=b" " * 1001))


def test_an_empty_docx(tmp_path: Path) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(EmptySource):
        parse_docx(out.getvalue())
