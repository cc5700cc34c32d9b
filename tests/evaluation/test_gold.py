from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from evaluation.gold import Library, Span, locate
from tests.evaluation.fakes import patient
from tests.fakes import document


def test_a_quote_is_found_whatever_its_white_space_and_apostrophes() -> None:
    text = "Hier,  l’accord\n–\u202fsigné à Moscou."
    start, end = locate(text, "l'accord - signé") or (0, 0)
    assert text[start:end] == "l’accord\n–\u202fsigné"


def test_a_quote_with_one_other_figure_is_not_found() -> None:
    assert locate("Le pacte dure 20 ans.", "Le pacte dure 21 ans.") is None
    assert locate("Le pacte dure 20 ans.", "  ") is None


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 30))
@patient
def test_any_slice_of_a_composed_text_is_found(text: str, start: int, size: int) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", text)
    quote = text[start : start + size].strip()
    if quote and unicodedata.is_normalized("NFC", quote):
        found = locate(text, quote)
        assert found is not None
        assert text[slice(*found)] == quote


def test_a_document_goes_by_id_source_file_name_and_title() -> None:
    pact = document("x", title="Pacte")
    library = Library([pact])
    assert [library.find(n) for n in ("pacte", "Pacte.txt", "Pacte", " Pacte ")] == [pact] * 4
    assert library.find("autre") is None


def test_a_title_that_two_documents_share_names_neither() -> None:
    first = replace(document("x", title="Pacte"), source="a.txt")
    same = replace(first, id="other", source="b.txt")
    library = Library([first, same])
    assert library.find("Pacte") is None
    assert library.find("other") is same


def test_spans_share_characters_only_within_one_document() -> None:
    assert Span("a", 0, 10).common(Span("a", 6, 20)) == 4
    assert Span("a", 0, 10).common(Span("b", 6, 20)) == 0
    assert Span("a", 0, 3).common(Span("a", 6, 20)) == 0
