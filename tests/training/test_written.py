"""Questions written for training: rows find their texts, groups hold what they say."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs scikit-learn: pip install scikit-learn")

from training.measure_scorer import measured, rank
from training.written import Text, Written, matched

BRIDGE = Text("Le pont", ("Il a fermé le 3 mars.", "Il rouvrira.", "Il est long.", "Il est vieux."))


def row(**fields: object) -> dict[str, object]:
    return {"doc": "a", "of": 4, "question": "Quand ?", "answers": [0], "near": [1], **fields}


def test_a_row_of_another_cut_of_its_text_is_left_out() -> None:
    texts = {"a": BRIDGE}
    assert len(matched([row()], texts)) == 1
    assert not matched([row(of=5)], texts)
    assert not matched([row(doc="b")], texts)


def test_a_group_begins_with_an_answer_then_near_misses_then_another() -> None:
    [one] = matched([row()], {"a": BRIDGE})
    group = one.group(random.Random(1))
    assert group.answered
    assert group.texts[:2] == ("Le pont. Il a fermé le 3 mars.", "Le pont. Il rouvrira.")
    assert len(group.texts) == 3


def test_a_question_without_an_answer_has_only_wrong_texts() -> None:
    group = Written("Combien ?", BRIDGE, (), (2,)).group(random.Random(1))
    assert not group.answered
    assert "Le pont. Il est long." in group.texts


def test_measures_by_hand() -> None:
    asked = Written("Quand ?", BRIDGE, (2, 3), ())
    assert rank(asked, np.array([0.9, 0.1, 0.2, 0.5], np.float32)) == 2
    silent = Written("Combien ?", BRIDGE, (), (1,))

    def score(question: str, _: object) -> np.ndarray:
        return np.array([0.9 if question == "Quand ?" else 0.3, 0.1, 0.2, 0.5], np.float32)

    assert measured([asked, silent], score) == {"MRR": 0.5, "first": 0.0, "AUC": 1.0}
