"""Conversations on disk: one JSON file each, in a folder of the reader's own.

A reader is known by a secret that the browser made up and keeps; only its hash names the
folder, so who can read the disk cannot pose as the reader.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from core.errors import DossierError
from core.types import Turn
from ui.record import AnswerRecord, CitationRecord

TITLE_LENGTH = 80
_ID = re.compile(r"[0-9a-f]{16}")


class NoSuchConversation(DossierError):
    fr = "Cette conversation n'existe plus."
    en = "This conversation no longer exists."


class KeptTurn(TypedDict):
    asked_at: str
    documents: int
    passages: int
    evidence: NotRequired[list[CitationRecord]]  # not in what earlier versions kept
    answer: AnswerRecord


class Conversation(TypedDict):
    id: str
    title: str
    dossier: str
    created: str
    updated: str
    turns: list[KeptTurn]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Conversations:
    """All conversations under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def start(self, dossier: str, question: str) -> Conversation:
        """A new conversation, named after its first question; not on disk until `keep`."""
        title = " ".join(question.split())
        if len(title) > TITLE_LENGTH:
            title = title[: TITLE_LENGTH - 1].rstrip() + "…"
        moment = now()
        return Conversation(
            id=secrets.token_hex(8),
            title=title,
            dossier=dossier,
            created=moment,
            updated=moment,
            turns=[],
        )

    def keep(self, reader: str, conversation: Conversation) -> None:
        """Writes the conversation whole, or not at all."""
        path = self._path(reader, conversation["id"])
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{secrets.token_hex(4)}.part")
        draft.write_text(json.dumps(conversation, ensure_ascii=False), encoding="utf-8")
        os.replace(draft, path)

    def open(self, reader: str, id: str) -> Conversation:
        """Raises NoSuchConversation, also for a file that cannot be read as one."""
        try:
            text = self._path(reader, id).read_text(encoding="utf-8")
            conversation: Conversation = json.loads(text)
        except (OSError, ValueError) as error:
            raise NoSuchConversation() from error
        return conversation

    def all(self, reader: str, dossier: str) -> list[Conversation]:
        """The reader's conversations with one dossier, latest first."""
        found = [c for c in self._readable(reader) if c["dossier"] == dossier]
        return sorted(found, key=lambda c: c["updated"], reverse=True)

    def rename(self, reader: str, id: str, title: str) -> Conversation:
        conversation = self.open(reader, id)
        conversation["title"] = " ".join(title.split())[:TITLE_LENGTH] or conversation["title"]
        self.keep(reader, conversation)
        return conversation

    def delete(self, reader: str, id: str) -> None:
        self._path(reader, id).unlink(missing_ok=True)

    def _readable(self, reader: str) -> Iterator[Conversation]:
        for path in self._home(reader).glob("*.json"):
            try:
                yield self.open(reader, path.stem)
            except NoSuchConversation:
                continue

    def _home(self, reader: str) -> Path:
        return self._folder / sha256(reader.encode()).hexdigest()[:32]

    def _path(self, reader: str, id: str) -> Path:
        if not _ID.fullmatch(id) or not reader:
            raise NoSuchConversation()
        return self._home(reader) / f"{id}.json"


def history(conversation: Conversation) -> list[Turn]:
    """What was said so far, to understand a follow-up with."""
    return [
        Turn(turn["answer"]["question"], turn["answer"]["answer"]) for turn in conversation["turns"]
    ]


def summary(conversation: Conversation) -> dict[str, Any]:
    """What a list of conversations shows of one."""
    return {
        "id": conversation["id"],
        "title": conversation["title"],
        "updated": conversation["updated"],
        "turns": len(conversation["turns"]),
    }
