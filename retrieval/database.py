"""One SQLite file for many threads: readers never wait, writers take turns."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit survives a power cut
    "secure_delete=ON",  # what is removed is overwritten
    "trusted_schema=OFF",
)


class Database:
    """A pool of connections to `path`; `schema` is run where the file is new."""

    def __init__(self, path: Path, schema: str) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._turn = threading.RLock()
        with self._connection() as connection:
            connection.executescript(f"BEGIN IMMEDIATE; {schema}; COMMIT;")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one moment of the data."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it, or, after an exception, nothing."""
        with self._turn, self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def checkpoint(self) -> None:
        """Empties the write-ahead log, which may still hold removed text."""
        with self._turn, self._connection() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            yield connection
        finally:
            self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=30, isolation_level=None, check_same_thread=False
        )
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection
