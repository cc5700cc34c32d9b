"""The embedded language model behind its real server."""

from __future__ import annotations

import os
import time
from pathlib import Path

import httpx
import psutil
import pytest

from answering.llm import ChatWriter, open_writer
from core.errors import ModelError
from core.settings import user_folder
from weights.manifest import QWEN

pytestmark = pytest.mark.integration
CACHE = Path(os.environ.get("DOSSIER_CACHE") or user_folder("cache"))
RULES = "Tu réponds en une phrase, avec les seuls extraits fournis."
PACT = "Extraits :\n- L'accord de partenariat est conclu pour vingt ans.\n\nQuestion : "


@pytest.fixture(scope="module")
def writer() -> ChatWriter:
    if not (CACHE / QWEN.name).exists():
        pytest.skip(f"{QWEN.name} is not in {CACHE}: start Dossier once, it fetches it")
    return open_writer("embedded", CACHE)


def test_it_answers_from_the_excerpt_in_pieces(writer: ChatWriter) -> None:
    pieces = list(writer.write(RULES, PACT + "Combien de temps dure l'accord ?", max_tokens=40))
    assert len(pieces) > 3
    assert "vingt ans" in "".join(pieces)


def test_the_same_question_gets_the_same_words(writer: ChatWriter) -> None:
    asked = (RULES, PACT + "Pour combien de temps ?")
    assert list(writer.write(*asked, max_tokens=12)) == list(writer.write(*asked, max_tokens=12))


def test_closing_frees_the_model(writer: ChatWriter) -> None:
    pieces = writer.write("Tu es poète.", "Écris cent vers sur la mer.", max_tokens=3000)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    time.sleep(1)
    process = psutil.Process()
    before = process.cpu_times().user
    time.sleep(2)
    assert process.cpu_times().user - before < 1.0  # a writing model takes every core


def test_yes_and_no_have_a_probability(writer: ChatWriter) -> None:
    rules = "Réponds par oui ou par non."
    yes = writer.p_yes(rules, "Paris est-elle la capitale de la France ?")
    no = writer.p_yes(rules, "Paris est-elle la capitale de l'Italie ?")
    assert yes is not None
    assert no is not None
    assert yes > 0.5 > no


def test_too_long_a_text_is_said(writer: ChatWriter) -> None:
    with pytest.raises(ModelError):
        list(writer.write("s", "mot " * 9000))


def test_nobody_else_can_use_the_port(writer: ChatWriter) -> None:
    address = writer.held.address  # type: ignore[attr-defined]
    assert address.startswith("http://127.0.0.1:")
    question = {"messages": [{"role": "user", "content": "?"}], "max_tokens": 1}
    client = httpx.Client(trust_env=False)
    assert client.post(f"{address}/chat/completions", json=question).status_code == 401


def test_a_broken_model_file_is_a_clear_error(tmp_path: Path) -> None:
    from answering.embedded import EmbeddedServer

    (tmp_path / "model.gguf").write_bytes(b"GGUF" + b"\0" * 1000)
    with pytest.raises(ModelError, match=r"model\.gguf"):
        EmbeddedServer(tmp_path / "model.gguf")
