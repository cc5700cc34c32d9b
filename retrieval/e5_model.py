"""Builds multilingual-e5-small as a SentenceTransformer folder, once, from its 4-bit file."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
from tokenizers import pre_tokenizers as splitters
from tokenizers.processors import TemplateProcessing
from transformers import PreTrainedTokenizerFast

from retrieval.e5 import E5File, bert_state, read

FOLDER = "multilingual-e5-small-q4"
PROMPTS = {"query": "query: ", "document": "passage: "}


def build(source: Path, cache: Path) -> Path:
    """Makes `<cache>/multilingual-e5-small-q4/` from the 4-bit file, once; returns the folder."""
    folder = cache / FOLDER
    if folder.exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-", dir=cache))
    try:
        e5 = read(source)
        _save_bert(e5, work / "bert")
        _save_sentence_transformer(work / "bert", work / "out")
        try:
            os.replace(work / "out", folder)
        except OSError:
            if not folder.exists():  # another process may have been quicker; its folder is as good
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def _save_bert(e5: E5File, folder: Path) -> None:

    folder.mkdir()
    config = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "vocab_size": e5.words,
        "hidden_size": e5.hidden,
        "num_hidden_layers": e5.layers,
        "num_attention_heads": e5.heads,
        "intermediate_size": e5.feed_forward,
        "max_position_embeddings": e5.positions,
        "type_vocab_size": e5.types,
        "layer_norm_eps": e5.epsilon,
        "pad_token_id": 1,
        "dtype": "float32",
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
    save_file(bert_state(e5), folder / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(e5).save_pretrained(folder)


def _tokenizer(e5: E5File) -> Any:
    """XLM-RoBERTa's tokenizer: Unigram over NFKC text with `▁` for spaces, `<s> … </s>` around."""

    tokenizer = Tokenizer(models.Unigram(e5.vocabulary, unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = splitters.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    names = {
        "bos": "<s>",
        "eos": "</s>",
        "cls": "<s>",
        "sep": "</s>",
        "unk": "<unk>",
        "pad": "<pad>",
    }
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        mask_token=AddedToken("<mask>", lstrip=True),
        model_max_length=e5.positions,
        model_input_names=["input_ids", "attention_mask"],
        **{f"{key}_token": value for key, value in names.items()},
    )


def _save_sentence_transformer(bert: Path, folder: Path) -> None:

    transformer = Transformer(str(bert), max_seq_length=512)
    pooling = Pooling(transformer.get_embedding_dimension(), pooling_mode="mean")
    model = SentenceTransformer(
        modules=[transformer, pooling, Normalize()], prompts=PROMPTS, device="cpu"
    )
    model.save_pretrained(str(folder), create_model_card=False)
