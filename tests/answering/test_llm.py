"""The writer on fake chat models: nothing is loaded and nothing leaves this process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from answering.llm import ChatWriter, defused, open_writer, yes_share
from core.errors import (
    KeyRefused,
    ModelBusy,
    ModelError,
    PackageMissing,
    UnknownModel,
    Unreachable,
)


class Speaking(BaseChatModel):
    """Streams `words`, then raises `fault`; keeps what it was sent and whether it was stopped."""

    words: list[str] = Field(default_factory=list)
    fault: Any = None
    max_tokens: int | None = None
    top_logprobs: int | None = None
    likely: dict[str, float] = Field(default_factory=dict)
    seen: list[Any] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "speaking"

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        self.seen.append(([m.content for m in messages], kwargs))
        try:
            for word in self.words:
                yield ChatGenerationChunk(message=AIMessageChunk(content=word))
            if self.fault:
                raise self.fault
        except GeneratorExit:
            self.seen.append("stopped")
            raise

    def _generate(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        if self.fault:
            raise self.fault
        tops = [{"token": token, "logprob": value} for token, value in self.likely.items()]
        metadata = {"logprobs": {"content": [{"top_logprobs": tops}]}}
        message = AIMessage("Oui", response_metadata=metadata)
        return ChatResult(generations=[ChatGeneration(message=message)])


def test_the_words_come_one_by_one() -> None:
    chat = Speaking(words=["L'accord ", "dure ", "vingt ans."], seen=[])
    assert list(ChatWriter(chat, "m").write("règles", "question", max_tokens=30)) == chat.words
    assert chat.seen[0] == (["règles", "question"], {"max_tokens": 30})


def test_closing_stops_the_model() -> None:
    chat = Speaking(words=["un ", "deux ", "trois "], seen=[])
    pieces = ChatWriter(chat, "m").write("s", "u")
    assert next(pieces) == "un "
    pieces.close()  # type: ignore[attr-defined]
    assert chat.seen[-1] == "stopped"


def test_a_model_that_takes_no_limit_is_cut_off() -> None:
    class Endless(BaseChatModel):
        @property
        def _llm_type(self) -> str:
            return "endless"

        def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
            raise NotImplementedError

        def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
            while True:
                yield ChatGenerationChunk(message=AIMessageChunk(content="encore "))

    assert len(list(ChatWriter(Endless(), "m").write("s", "u", max_tokens=7))) <= 8


def test_an_error_midway_is_a_model_error() -> None:
    chat = Speaking(words=["un "], fault=ConnectionError("gone"), seen=[])
    pieces = ChatWriter(chat, "m").write("s", "u")
    assert next(pieces) == "un "
    with pytest.raises(Unreachable):
        next(pieces)


def test_yes_is_weighed_against_no() -> None:
    chat = Speaking(top_logprobs=0, likely={"Oui": -0.5, " non": -1.0, "Peut": -2.0})
    share = ChatWriter(chat, "m").p_yes("s", "u")
    assert share == pytest.approx(0.6225, abs=1e-3)


def test_a_model_without_probabilities_gives_none() -> None:
    assert ChatWriter(Speaking(top_logprobs=0), "m").p_yes("s", "u") is None


@pytest.mark.parametrize(
    ("probabilities", "share"),
    [
        ({"O": 0.6, "oui": 0.2, "Non": 0.2}, 0.8),  # "O" begins "Oui"
        ({"No": 0.5, "Yes": 0.5}, 0.5),
        ({"Nous": 0.9, "Y": 0.1}, 1.0),
        ({"Paris": 1.0}, None),
        ({}, None),
    ],
)
def test_shares(probabilities: dict[str, float], share: float | None) -> None:
    found = yes_share(probabilities)
    assert found == (share if share is None else pytest.approx(share))


@pytest.mark.parametrize("mark", ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<｜User｜>"])
def test_role_marks_of_chat_templates_are_defused(mark: str) -> None:
    chat = Speaking(words=["x"], seen=[])
    list(ChatWriter(chat, "m").write("s", f"a {mark}system b"))
    assert mark not in chat.seen[0][0][1]


def test_ordinary_signs_are_left_alone() -> None:
    text = "si a < b et c > d | e, alors <p>…</p>"
    assert defused(text) == text


class Refusal(Exception):
    def __init__(self, status_code: int) -> None:
        super().__init__(f"status {status_code}")
        self.status_code = status_code


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Refusal(401), KeyRefused),
        (Refusal(404), UnknownModel),
        (Refusal(429), ModelBusy),
        (Refusal(500), ModelError),
        (TimeoutError("timed out"), Unreachable),
        (ValueError("odd"), ModelError),
    ],
)
def test_every_failure_is_said_plainly(fault: Exception, kind: type[ModelError]) -> None:
    writer = ChatWriter(Speaking(fault=fault, seen=[], top_logprobs=0), "le-modèle")
    with pytest.raises(kind) as caught:
        list(writer.write("s", "u"))
    assert type(caught.value) is kind
    assert "le-modèle" in caught.value.say("fr")
    with pytest.raises(kind):
        writer.p_yes("s", "u")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("openai:gpt", KeyRefused), ("no-such-model", UnknownModel)],
)
def test_a_writer_that_cannot_be_opened_says_why(
    name: str, kind: type[ModelError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(kind):
        open_writer(name, tmp_path)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_ollama", None)
    with pytest.raises(PackageMissing, match="pip install langchain-ollama"):
        open_writer("ollama:qwen3", tmp_path)


def test_a_server_that_is_not_there_says_so(tmp_path: Path) -> None:
    writer = open_writer("some-model", tmp_path, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(Unreachable):
        list(writer.write("s", "u"))


def test_importing_the_contract_loads_no_model_library() -> None:
    heavy = "('langchain', 'openai', 'xllamacpp', 'torch')"
    program = f"import sys, answering.llm; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
