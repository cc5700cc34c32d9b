"""A full disk, in the words of every library here."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import DiskFull


@contextmanager
def naming_full_disk(name: str) -> Iterator[None]:
    """Turns whatever the libraries raise on a full disk into DiskFull."""
    try:
        yield
    except Exception as error:
        if is_disk_full(error):
            raise DiskFull(name=name) from error
        raise


def is_disk_full(error: Exception) -> bool:
    """Chroma and tantivy say it only in words."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    if isinstance(error, sqlite3.Error) and error.sqlite_errorcode == sqlite3.SQLITE_FULL:
        return True
    said = str(error).lower()
    return any(words in said for words in ("no space left", "disk is full", "quota exceeded"))
