"""A full disk, in the words of every library here."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DiskFull, NoRoom

ROOM = 8 * 2**20  # bytes without which the indexes fail in words of their own


@contextmanager
def saying_disk_full(name: str = "") -> Iterator[None]:
    """Turns whatever the libraries raise on a full disk into NoRoom, or DiskFull for `name`."""
    try:
        yield
    except Exception as error:
        if is_disk_full(error):
            raise (DiskFull(name=name) if name else NoRoom()) from error
        raise


def lacks_room(folder: Path) -> bool:
    """Whether the disk that holds `folder` is as good as full."""
    try:
        return shutil.disk_usage(folder).free < ROOM
    except OSError:
        return False


def is_disk_full(error: Exception) -> bool:
    """Chroma and tantivy say it only in words."""
    if isinstance(error, NoRoom):
        return True
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    if isinstance(error, sqlite3.Error) and error.sqlite_errorcode == sqlite3.SQLITE_FULL:
        return True
    said = str(error).lower()
    return any(words in said for words in ("no space left", "disk is full", "quota exceeded"))
