from hypothesis import given
from hypothesis import strategies as st

from core.types import Document
from ingest.passages import LIMIT, split_passages

SENTENCE = "Le traité engage les deux pays pour vingt ans et couvre la défense. "


def document(text: str, pages: tuple[int, ...] = ()) -> Document:
    return Document("0" * 12, 3, text, "T", "t.txt", "h", language="fr", pages=pages)


def test_a_short_text_is_one_passage() -> None:
    (passage,) = split_passages(document((SENTENCE * 5).strip()))
    assert len(passage.sentences) == 5
    assert passage.version == 3


def test_a_long_paragraph_is_cut_evenly() -> None:
    sizes = [len(p.text) for p in split_passages(document((SENTENCE * 18).strip()))]
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) <= len(SENTENCE)


def test_a_heading_goes_with_what_follows() -> None:
    text = SENTENCE * 3 + "\nLes drones\n" + SENTENCE * 20
    first, second, *_ = split_passages(document(text))
    assert first.text.endswith("défense.")
    assert second.text.startswith("Les drones\nLe traité")


def test_a_list_is_no_run_of_headings() -> None:
    text = "Au menu :\n" + "\n".join(f"- plat numéro {n}" for n in range(9)) + "\nVoilà tout."
    assert len(split_passages(document(text))) == 1


def test_a_passage_prefers_to_end_with_its_page() -> None:
    page = SENTENCE * 8
    text = page + SENTENCE * 10
    first, _ = split_passages(document(text.strip(), (0, len(page))))
    assert first.end == len(page) - 1


def test_a_passage_prefers_to_end_with_its_paragraph() -> None:
    text = SENTENCE * 8 + "\n" + SENTENCE * 10
    first, _ = split_passages(document(text.strip()))
    assert len(first.sentences) == 8


@given(
    st.lists(
        st.sampled_from([SENTENCE, "Un titre\n", "\n\n", "- un point\n", "mot " * 400]), max_size=40
    ),
    st.integers(100, 1200),
)
def test_passages_are_whole_sentences_with_exact_offsets(parts: list[str], limit: int) -> None:
    doc = document("".join(parts))
    at = 0
    for passage in split_passages(doc, limit):
        assert passage.text == doc.text[passage.start : passage.end]
        assert not doc.text[at : passage.start].strip()
        assert len(passage.text) <= limit or len(passage.sentences) <= 5
        for sentence in passage.sentences:
            assert sentence.text == doc.text[sentence.start : sentence.end]
        assert (passage.sentences[0].start, passage.sentences[-1].end) == (
            passage.start,
            passage.end,
        )
        at = passage.end
    assert not doc.text[at:].strip()


def test_the_limit_is_part_of_the_fingerprint() -> None:
    from ingest.passages import CHUNKING

    assert str(LIMIT) in CHUNKING
