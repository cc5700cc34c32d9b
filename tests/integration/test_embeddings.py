"""The real embedder: the 4-bit e5 as a SentenceTransformer, plain and fast."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import numpy as np
import pytest

from core.settings import user_folder
from core.types import Passage, Sentence
from retrieval.embeddings import Embedder, open_embedder
from weights.manifest import E5

pytestmark = pytest.mark.integration
CACHE = Path(os.environ.get("DOSSIER_CACHE") or user_folder("cache"))

PACT = (
    "La Russie et l'Iran ont signé à Moscou un accord de partenariat. Il est conclu pour vingt "
    "ans. Il compte quarante-sept articles. Aucun ne prévoit d'assistance militaire automatique."
)
WINE = "La vendange a commencé tôt en Bourgogne. Les vignerons attendent un bon millésime."


def passage(text: str) -> Passage:
    spans = [m.span() for m in re.finditer(r"\S[^.]*\.?", text)]
    sentences = tuple(Sentence("d", start, end, text[start:end]) for start, end in spans)
    return Passage("d", 1, 0, len(text), text, sentences)


@pytest.fixture(scope="module", autouse=True)
def _weights() -> None:
    if not (CACHE / E5.name).exists():
        pytest.skip(f"{E5.name} is not in {CACHE}: start Dossier once, it fetches it")


@pytest.fixture(scope="module")
def fast() -> Embedder:
    return open_embedder("embedded", CACHE)


@pytest.fixture(scope="module")
def plain() -> Embedder:
    return open_embedder("embedded", CACHE, precision="fp32")


def test_vectors_have_unit_length(fast: Embedder) -> None:
    made = fast.passages([passage(PACT), passage(WINE)])
    assert made.vectors.shape == (2, fast.dimension) == (2, 384)
    assert [rows.shape for rows in made.sentences] == [(4, 384), (2, 384)]
    for rows in (made.vectors, *made.sentences, fast.query("Combien de temps ?")[None]):
        assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


def test_fast_and_plain_agree(fast: Embedder, plain: Embedder) -> None:
    texts = [PACT, WINE, "Un mot.", PACT * 6]
    assert fast.name != plain.name
    ours, theirs = fast.texts(texts), plain.texts(texts)
    assert (ours * theirs).sum(axis=1)[:3].min() > 0.995
    question = "Pour combien de temps ?"
    assert fast.query(question) @ plain.query(question) > 0.995


def test_a_vector_does_not_depend_on_its_neighbours(fast: Embedder) -> None:
    alone = fast.texts([WINE])
    among = fast.texts([PACT * 5, WINE, "Bref."])[1:2]
    assert (alone * among).sum() > 0.998  # padding moves last digits, int8 rounds them apart


def test_the_answer_is_nearer_than_the_rest(fast: Embedder) -> None:
    question = fast.query("Combien de temps l'accord entre Moscou et Téhéran dure-t-il ?")
    made = fast.passages([passage(WINE), passage(PACT)])
    assert int((made.vectors @ question).argmax()) == 1


def test_questions_and_documents_get_different_prompts(fast: Embedder) -> None:
    assert fast.query(WINE) @ fast.texts([WINE])[0] < 0.999


def test_nothing_of_a_long_passage_is_cut(fast: Embedder) -> None:
    long = " ".join([WINE] * 60)
    about_the_end = fast.query("Qui a signé à Moscou ?")
    without, with_end = fast.passages([passage(long), passage(f"{long} {PACT}")]).vectors
    assert with_end @ about_the_end > without @ about_the_end + 0.002
    sentences = fast.passages([passage(f"{long} {PACT}")]).sentences[0] @ about_the_end
    assert sentences[-4:].max() > np.median(sentences[:100]) + 0.01


def test_texts_without_words(fast: Embedder) -> None:
    odd = ["", " ", "…", "\u200b", "🙂", "<s></s>", "a" * 3000]
    assert np.isfinite(fast.texts(odd)).all()
    assert fast.texts([]).shape == (0, 384)
    assert fast.passages([]).vectors.shape == (0, 384)


def test_progress_ends_at_all(fast: Embedder) -> None:
    seen: list[tuple[int, int]] = []
    fast.passages([passage(WINE)] * 5, lambda done, of: seen.append((done, of)))
    assert seen[-1] == (5, 5)
    assert seen == sorted(seen)


def test_threads_at_once_get_the_same_vectors(fast: Embedder) -> None:
    questions = [f"Question numéro {n} sur l'accord ?" for n in range(12)]
    expected = fast.texts(questions)
    found: dict[int, bool] = {}

    def work(n: int) -> None:
        found[n] = bool((fast.texts([questions[n]])[0] @ expected[n]) > 0.999)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(12), True)


def test_a_question_asked_again_is_not_computed_again(fast: Embedder) -> None:
    first = fast.query("Encore une question ?")
    assert fast.query("Encore une question ?") is first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1.0
