"""One process per data folder: Chroma and tantivy are silently damaged by two writers."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import DataFolderBusy


class FolderLock:
    """Held from construction to `release`. The system frees it when its process dies."""

    def __init__(self, folder: Path) -> None:
        """Raises DataFolderBusy with the name of the holder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._holder = folder / "holder"
        self._lock = FileLock(folder / "lock", timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise DataFolderBusy(path=folder, holder=self._held_by()) from error
        self._holder.write_text(
            f"{Path(sys.argv[0]).name or 'python'} (pid {os.getpid()})", "utf-8"
        )

    def release(self) -> None:
        with contextlib.suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _held_by(self) -> str:
        try:
            return self._holder.read_text("utf-8") or "?"
        except OSError:
            return "?"
