"""Documents on their way into the index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.types import Document
from retrieval.making import batches, made, titled
from tests.retrieval.fakes import HashingEmbedder, document, split

documents = st.lists(
    st.builds(document, st.sampled_from(["Un.", "Deux.", "Trois."]), st.sampled_from("abcd"))
)


@given(documents, st.integers(1, 20))
def test_batches_keep_the_order_and_never_hold_a_source_or_content_twice(
    given: list[Document], size: int
) -> None:
    made_of = list(batches(given, size))
    assert [d for batch in made_of for d in batch] == given
    for batch in made_of:
        assert len({d.id for d in batch}) == len({d.content_hash for d in batch}) == len(batch)


def test_a_passage_is_embedded_after_its_title_with_its_sentences_in_place() -> None:
    passage = split(document("Zéro. Avant. Il dure vingt ans. Fin."))[1]
    read = titled(passage, "Traité")
    assert read.text == "Traité. Il dure vingt ans. Fin."
    cut = [read.text[s.start - read.start : s.end - read.start] for s in read.sentences]
    assert cut == ["Il dure vingt ans.", "Fin."]
    assert titled(passage, " ") == passage
    assert titled(passage, "Quand ?").text.startswith("Quand ? Il dure")
    assert titled(passage, "Il dure") == passage


def test_documents_get_their_own_vectors_back() -> None:
    given = [document("Un. Deux. Trois."), document("", "vide.txt"), document("Quatre.", "c.txt")]
    embedder = HashingEmbedder()
    ready = made(given, split, embedder)
    assert [len(one.passages) for one in ready] == [2, 0, 1]
    assert [one.vectors.shape for one in ready] == [(2, 64), (0, 64), (1, 64)]
    assert [[len(s) for s in one.sentences] for one in ready] == [[2, 1], [], [1]]
    alone = made(given[2:], split, embedder)[0]
    assert (alone.vectors == ready[2].vectors).all()
