import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.types import Citation
from tests.fakes import document

TEXT = "Le pacte dure vingt ans. Il a été signé à Moscou."


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_a_citation_quotes_to_the_character(start, end):
    doc = document(TEXT)
    if start >= end:
        with pytest.raises(ValueError, match="to the character"):
            Citation.of(doc, start, end)
    else:
        assert Citation.of(doc, start, end).quote == TEXT[start:end]


@pytest.mark.parametrize("quote", ["Le Pacte", "Le pacte ", ""])
def test_words_that_are_not_the_documents_are_refused(quote):
    with pytest.raises(ValueError, match="to the character"):
        Citation(document(TEXT), 0, 8, quote)


def test_a_span_beyond_the_text_is_refused():
    with pytest.raises(ValueError, match="to the character"):
        Citation(document(TEXT), 0, len(TEXT) + 1, TEXT)
