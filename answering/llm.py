"""The writer: a chat model, embedded or remote, through LangChain's `init_chat_model`.

Nothing a model says is trusted here or later; this file only carries its words.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from answering.model_errors import explained
from weights.fetch import fetch
from weights.manifest import QWEN

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

EMBEDDED = "embedded"
TIMEOUT = 120.0  # seconds without a word from a remote model
PATIENCE = 900.0  # the same for the embedded one, on a slow machine with a full context
_YES = {"o", "ou", "oui", "y", "ye", "yes"}
_NO = {"n", "no", "non"}
ALTERNATIVES = 20  # first tokens looked at for a yes or a no


class Writer(Protocol):
    @property
    def name(self) -> str: ...

    def write(self, system: str, user: str, *, max_tokens: int = 160) -> Iterator[str]:
        """Pieces of text as they come; closing the iterator stops generation. ModelError."""

    def p_yes(self, system: str, user: str) -> float | None:
        """P(Oui/Yes | Oui/Yes or Non/No) at the first token; None where the model gives none."""


def open_writer(
    name: str,
    cache: Path,
    *,
    threads: int = 0,
    base_url: str = "",
    on_progress: Callable[[int, int], None] | None = None,
) -> ChatWriter:
    """The writer called `name`: "embedded", or any name `init_chat_model` knows.

    With `base_url`, `name` is a model of that OpenAI-compatible server. Raises ModelError,
    also when the embedded model's file cannot be had.
    """
    if name == EMBEDDED:
        return _embedded(fetch(QWEN.name, cache, on_progress), threads)
    try:
        return ChatWriter(_remote(name, base_url), name)
    except Exception as error:  # each vendor's package has errors of its own
        raise explained(error, name) from error


class ChatWriter:
    """A LangChain chat model as a Writer. `held` is kept alive with it."""

    def __init__(self, chat: BaseChatModel, name: str, held: object = None) -> None:
        self.name = name
        self._chat = chat
        self.held = held

    def write(self, system: str, user: str, *, max_tokens: int = 160) -> Iterator[str]:
        takes_limit = hasattr(self._chat, "max_tokens")
        limits: dict[str, Any] = {"max_tokens": max_tokens} if takes_limit else {}
        pieces: Any = self._chat.stream(_messages(system, user), **limits)
        try:
            for count, piece in enumerate(pieces):
                if count > max_tokens:  # for models that take no limit: a piece is a token or more
                    return
                if piece.text:
                    yield str(piece.text)
        except Exception as error:
            raise explained(error, self.name) from error
        finally:
            pieces.close()

    def p_yes(self, system: str, user: str) -> float | None:
        return yes_share(self.first_token_probabilities(system, user))

    def first_token_probabilities(self, system: str, user: str) -> dict[str, float]:
        """The likeliest first tokens with their probabilities; empty if the model tells none."""
        if not hasattr(self._chat, "top_logprobs"):
            return {}
        wishes: dict[str, Any] = {"max_tokens": 1, "logprobs": True, "top_logprobs": ALTERNATIVES}
        try:
            said = self._chat.invoke(_messages(system, user), **wishes)
        except Exception as error:
            raise explained(error, self.name) from error
        tokens = (said.response_metadata.get("logprobs") or {}).get("content") or []
        found = tokens[0]["top_logprobs"] if tokens else []
        return {entry["token"]: math.exp(entry["logprob"]) for entry in found}


def yes_share(probabilities: dict[str, float]) -> float | None:
    """The share of yes in yes and no; None if neither is among the tokens.

    A token may be the beginning of the word only (Qwen's "Oui" is "O", "ui").
    """
    yes = no = 0.0
    for token, probability in probabilities.items():
        word = token.strip().lower()
        yes += probability * (word in _YES)
        no += probability * (word in _NO)
    return yes / (yes + no) if yes + no > 0 else None


def defused(text: str) -> str:
    """Text in which nothing reads as a chat template's own mark, such as `<|im_start|>`."""
    return re.sub(r"<(?=[|｜])|(?<=[|｜])>", " ", text)


def _messages(system: str, user: str) -> list[tuple[str, str]]:
    return [("system", defused(system)), ("human", defused(user))]


def _embedded(model: Path, threads: int) -> ChatWriter:
    import httpx  # noqa: PLC0415 (this and what follows: seconds of imports)
    from langchain.chat_models import init_chat_model  # noqa: PLC0415

    from answering.embedded import EmbeddedServer  # noqa: PLC0415

    server = EmbeddedServer(model, threads)
    chat = init_chat_model(
        model.stem,
        model_provider="openai",
        base_url=server.address,
        api_key=server.key,
        temperature=0,
        max_retries=0,
        timeout=PATIENCE,
        http_client=httpx.Client(trust_env=False, timeout=PATIENCE),  # no proxy for loopback
    )
    return ChatWriter(chat, f"{EMBEDDED}:{model.stem}", server)


def _remote(name: str, base_url: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model  # noqa: PLC0415

    if not base_url:
        return init_chat_model(name, temperature=0, timeout=TIMEOUT, max_retries=1)
    return init_chat_model(
        name.removeprefix("openai:"),
        model_provider="openai",
        base_url=base_url,
        api_key=os.environ.get("OPENAI_API_KEY") or "none",  # most such servers ask for no key
        temperature=0,
        timeout=TIMEOUT,
        max_retries=1,
    )
