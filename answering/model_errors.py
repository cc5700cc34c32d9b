"""Turns whatever a chat model's library raises into a ModelError a person understands.

The libraries of the vendors share no error tree, so names and status codes decide.
"""

from __future__ import annotations

import re

from core.errors import (
    KeyRefused,
    ModelBusy,
    ModelError,
    PackageMissing,
    UnknownModel,
    Unreachable,
)

_BY_STATUS: dict[int, type[ModelError]] = {
    401: KeyRefused,
    403: KeyRefused,
    404: UnknownModel,
    429: ModelBusy,
    503: ModelBusy,
    529: ModelBusy,
}


def explained(error: Exception, name: str) -> ModelError:
    """The ModelError that says what `error` means for the model `name`."""
    if isinstance(error, ModelError):
        return error
    if isinstance(error, ImportError):
        return PackageMissing(name=name, package=_package(error))
    kind = _BY_STATUS.get(int(getattr(error, "status_code", None) or 0)) or _by_words(error)
    return kind(name=name, detail=_detail(error))


def _by_words(error: BaseException) -> type[ModelError]:
    """A guess from the words of an error and of those that led to it."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    words = " ".join(f"{type(link).__name__} {link}" for link in chain).lower()
    if any(mark in words for mark in ("connect", "timeout", "timed out")):
        return Unreachable
    if any(mark in words for mark in ("api_key", "api key", "credentials")):
        return KeyRefused
    if any(mark in words for mark in ("model provider", "model_provider")):
        return UnknownModel
    return ModelError


def _package(error: ImportError) -> str:
    """LangChain's message says `pip install NAME`; otherwise the module that was not found."""
    told = re.search(r"pip install (?:-U )?([\w.-]+)", str(error))
    return told.group(1) if told else str(error.name or error)


def _detail(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
