"""The scorer's file and forward pass, on a network small enough to make in a test."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from answering.scorer import BATCH_TOKENS, Scorer, _batches, open_scorer

torch = pytest.importorskip("torch", reason="needs torch: pip install -e .")


def test_no_file_no_scorer(tmp_path: Path) -> None:
    assert open_scorer(tmp_path / "none.safetensors") is None


def test_batches_hold_every_row_once_within_the_budget() -> None:
    lengths = [3, 600, 40, 900, 40, 2000]
    batches = list(_batches(lengths))
    assert sorted(row for batch in batches for row in batch) == list(range(6))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[r] for r in batch) <= BATCH_TOKENS


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """A random two-layer network, packed; and the BERT it was packed from."""
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from transformers import BertConfig, BertModel

    from training.pack import tensors

    words = ["<s>", "<pad>", "</s>", "<unk>", *(f"{c}{d}" for c in "abcdefgh" for d in "1234567")]
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=160, layer_norm_eps=1e-12,
    )  # fmt: skip
    bert = BertModel(config, add_pooling_layer=False).eval()
    head = torch.nn.Linear(32, 1)
    state = {f"bert.{n}": t for n, t in bert.state_dict().items()}
    state |= {f"head.{n}": t for n, t in head.state_dict().items()}
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )  # fmt: skip
    out = tensors({n: t.detach() for n, t in state.items()}, list(range(len(words))))
    out["tokenizer"] = torch.frombuffer(bytearray(tokenizer.to_str().encode()), dtype=torch.uint8)
    path = tmp_path_factory.mktemp("scorer") / "scorer.safetensors"
    facts = {"name": "tiny", "layers": 2, "heads": 4, "epsilon": 1e-12}
    save_file({n: t.contiguous() for n, t in out.items()}, path, {"facts": json.dumps(facts)})

    def reference(question: str, text: str) -> float:
        ids = torch.tensor([tokenizer.encode(question, text).ids])
        with torch.inference_mode():
            return float(head(bert(ids).last_hidden_state)[0, 0, 0])

    return path, reference


TEXTS = ["a1 b2 c3", "h7", "d4 e5 f6 g7 a2 a3 a4 b1", "b2 b3"]


def test_int8_scores_follow_the_network_they_were_packed_from(made: tuple[Path, object]) -> None:
    path, reference = made
    scores = Scorer(path).score("a1 a2", TEXTS)
    wanted = [reference("a1 a2", text) for text in TEXTS]  # type: ignore[operator]
    assert scores.shape == (4,)
    assert scores.dtype == np.float32
    assert np.abs(scores - wanted).max() < 0.05 * (max(wanted) - min(wanted)) + 0.02


def test_a_text_scores_the_same_alone_and_in_company(made: tuple[Path, object]) -> None:
    scorer = Scorer(made[0])
    together = scorer.score("a1", TEXTS)
    alone = [scorer.score("a1", [text])[0] for text in TEXTS]
    assert np.abs(together - alone).max() < 0.05


def test_training_can_go_on_from_a_packed_scorer(made: tuple[Path, object]) -> None:
    from safetensors.torch import load_file

    from training.pack import tensors, unpacked

    stored = load_file(made[0])
    state = unpacked(stored, layers=2)
    empty = torch.zeros(4, 32)
    state |= {
        f"bert.embeddings.{n}_embeddings.weight": empty for n in ("word", "position", "token_type")
    }
    state |= {f"bert.embeddings.LayerNorm.{n}": torch.zeros(32) for n in ("weight", "bias")}
    again = tensors(state, [0, 1])
    kept = [name for name in stored if name[0].isdigit() or name.startswith("head")]
    assert len(kept) > 20
    for name in kept:
        assert torch.allclose(again[name].float(), stored[name].float(), atol=1e-6), name


def test_nothing_to_read_gives_no_scores(made: tuple[Path, object]) -> None:
    assert Scorer(made[0]).score("a1", []).shape == (0,)


def test_a_text_beyond_the_limit_is_cut_not_refused(made: tuple[Path, object]) -> None:
    assert np.isfinite(Scorer(made[0]).score("a1", ["a1 " * 5000])).all()


def test_a_question_beyond_the_limit_is_cut_too(made: tuple[Path, object]) -> None:
    assert np.isfinite(Scorer(made[0]).score("a1 " * 5000, ["b2"])).all()
