"""One reading room: the dossiers of a desk, and what readers keep beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import DossierError
from core.types import Language
from ui.bin import Bin
from ui.conversations import Conversations
from ui.desk import Desk, Dossier, Restore
from ui.measuring import Cases, Evaluate, really_evaluate
from ui.texts import say
from ui.turns import Scope
from ui.turnstile import Turnstile

PLACES = 2  # readers answered at the same time
Asked = dict[str, Any]
Given = dict[str, Any]


class PageError(DossierError):
    """Something the page asked for cannot be done; `key` is its text."""

    def __init__(self, key: str, **facts: object) -> None:
        self._key = key
        super().__init__(**facts)

    def say(self, language: Language) -> str:
        return say(language, self._key, **self.facts)


class Room:
    """Everything readers share, kept in `folder`; nothing here belongs to one reader."""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        evaluate: Evaluate = really_evaluate,
        restore: Restore | None = None,
    ) -> None:
        self.desk = desk
        self.restore = restore
        self.evaluate = evaluate
        self.kept = Conversations(folder / "conversations")
        self.uploads = folder / "uploads"
        self.tests = Cases(folder / "tests")
        self.runs = folder / "runs"
        self.exports = folder / "exports"
        self.turnstile = Turnstile(PLACES)
        self.bin = Bin()

    def dossier(self, name: str) -> Dossier:
        """The dossier `name`; PageError where there is none (asking must not make one)."""
        if name not in self.desk.names():
            raise PageError("dossier.unknown", name=name)
        return self.desk.dossier(name)

    def scope(self, dossier: Dossier, only: Sequence[str] | None) -> Scope:
        """How much a question searches."""
        entries = [e for e in dossier.index.catalogue() if not only or e.id in only]
        return Scope(len(entries), sum(entry.passages for entry in entries))
