from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.tokens import Pool, Tokens, Window, batches, padded, token_range, unit, windows

lengths = st.lists(st.integers(0, 60), min_size=1, max_size=12)


def text(length: int) -> Tokens:
    return Tokens(list(range(length)), [(i, i + 1) for i in range(length)])


@given(lengths, st.integers(4, 20))
def test_windows_cover_every_token_once_within_the_limit(sizes: list[int], limit: int) -> None:
    texts = [text(n) for n in sizes]
    made = windows(texts, [100, 101], [102], limit)
    for number, of in enumerate(texts):
        own = [w for w in made if w.text == number]
        assert [i for w in own for i in w.ids[w.lead : -1]] == of.ids
    assert all(len(w.ids) <= limit for w in made)
    assert all(w.ids[:2] == [100, 101] and w.ids[-1] == 102 for w in made)


def test_a_long_text_is_cut_into_nearly_equal_windows() -> None:
    assert [(w.start, w.end) for w in windows([text(10)], [0], [0], 6)] == [(0, 3), (3, 6), (6, 10)]


@given(lengths, st.integers(10, 200))
def test_batches_hold_every_window_once_and_keep_the_budget(sizes: list[int], budget: int) -> None:
    made = windows([text(n) for n in sizes], [0], [0], 64)
    groups = list(batches(made, budget))
    assert sorted(id(w) for g in groups for w in g) == sorted(id(w) for w in made)
    for group in groups:
        assert len(group) == 1 or len(group) * max(len(w.ids) for w in group) <= budget


def test_padding() -> None:
    ids, mask = padded([Window(0, 0, 2, 0, [7, 8]), Window(1, 0, 1, 0, [9])], 1)
    assert ids.tolist() == [[7, 8], [9, 1]]
    assert mask.tolist() == [[1, 1], [1, 0]]


@pytest.mark.parametrize(
    ("span", "tokens"), [((0, 3), (0, 1)), ((3, 8), (1, 3)), ((0, 8), (0, 3)), ((8, 9), (3, 3))]
)
def test_tokens_of_a_span(span: tuple[int, int], tokens: tuple[int, int]) -> None:
    # "Oui, le" as pieces "Oui" "," " le": a piece that begins with the space before it belongs
    # to the span in which it ends
    assert token_range([(0, 3), (3, 4), (4, 8)], span) == tokens


def test_a_text_is_the_mean_of_all_its_tokens_and_a_span_of_its_own() -> None:
    pool = Pool([[(0, 1), (1, 3)]], 2)
    special, first, second, third = [0.0, 3.0], [1.0, 0.0], [0.0, 1.0], [0.0, 2.0]
    pool.add(Window(0, 0, 2, 1, [0, 5, 6]), np.array([special, first, second], np.float32))
    pool.add(Window(0, 2, 3, 1, [0, 7]), np.array([special, third], np.float32))
    texts, spans = pool.result()
    assert texts == pytest.approx(unit(np.array([[1.0, 9.0]], np.float32)))
    assert spans[0] == pytest.approx(np.array([[1.0, 0.0], [0.0, 1.0]]))


def test_padding_never_counts() -> None:
    pool = Pool([()], 1)
    pool.add(Window(0, 0, 1, 0, [5]), np.array([[2.0], [99.0]], np.float32))
    assert pool.texts.tolist() == [[2.0]]


def test_a_span_without_tokens_gets_the_vector_of_its_text() -> None:
    pool = Pool([[(1, 1)]], 2)
    pool.add(Window(0, 0, 1, 0, [5]), np.array([[0.0, 2.0]], np.float32))
    assert pool.result()[1][0].tolist() == [[0.0, 1.0]]
