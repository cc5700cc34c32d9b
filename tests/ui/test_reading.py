"""The text of an open document is the canonical text, to the character."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.types import Sentence
from tests.ui.fakes import TREATY, make, sentences
from tests.ui.test_render import Seen
from ui.reading import body, document_page, is_heading, is_web_address, page_mark

TEXTS = st.text(st.sampled_from("ab .!?é«»<&\"'\n\n😀"), max_size=80)


@given(TEXTS)
def test_text_content_is_the_canonical_text(text: str) -> None:
    document = make("t", text)
    assert Seen(body(document, sentences(document))).text == text


@given(TEXTS, st.lists(st.integers(0, 80), max_size=8))
def test_so_it_is_with_any_cuts(text: str, cuts: list[int]) -> None:
    marks = sorted({min(cut, len(text)) for cut in cuts})
    spans = [Sentence("d", a, b, text[a:b]) for a, b in pairwise(marks) if a < b]
    assert Seen(body(make("t", text), spans)).text == text


def test_unshowable_characters_keep_their_place() -> None:
    assert Seen(body(make("t", "a\x00b\rc"), [])).text == "a\ufffdb\ufffdc"


def test_each_sentence_carries_its_offsets() -> None:
    document = make("t", TREATY)
    html = body(document, sentences(document))
    for sentence in sentences(document):
        assert f'data-start="{sentence.start}" data-end="{sentence.end}"' in html


def test_a_title_is_not_shown_twice() -> None:
    opens = document_page(make("Un titre", "Un titre\nDu texte."), [], 1, "fr")
    apart = document_page(make("Un titre", "Du texte."), [], 1, "fr")
    assert '<h2 class="hidden">' in opens
    assert '<p class="title">Un titre</p>' in opens
    assert "<h2>" in apart


def test_a_page_number_is_drawn_and_not_text() -> None:
    document = replace(make("t", "Une.\nDeux.\nTrois."), pages=(0, 5))
    html = body(document, [])
    assert 'data-page="2">Deux.' in html
    assert Seen(html).text == document.text
    assert page_mark((0, 5), 11, 17) == ""


def test_the_original_is_linked_only_on_the_web() -> None:
    assert is_web_address("https://example.org/a")
    assert not is_web_address("javascript:alert(1)")
    assert not is_web_address("/home/someone/a.pdf")
    assert not is_web_address("https://a b")


def test_headings_are_short_lines_that_nothing_closes() -> None:
    assert is_heading("Et la suite")
    assert not is_heading("Et la suite.")
    assert not is_heading("mot " * 60)
