"""Documents just removed, so that a removal can be undone for a while."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock

from core.types import Document


class Bin:
    """The last `size` documents removed, each behind a token only its remover knows."""

    def __init__(self, size: int = 20) -> None:
        self._size = size
        self._kept: OrderedDict[str, tuple[str, Document]] = OrderedDict()
        self._lock = Lock()

    def drop(self, dossier: str, document: Document) -> str:
        """Keeps the document; the token takes it back."""
        token = secrets.token_hex(16)
        with self._lock:
            self._kept[token] = (dossier, document)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return token

    def take(self, token: str) -> tuple[str, Document] | None:
        """Dossier name and document; None once it is gone."""
        with self._lock:
            return self._kept.pop(token, None)
