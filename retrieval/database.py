"""One SQLite file for many threads: readers never wait, writers take turns."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DocumentsDamaged, OtherFormat
from retrieval.disk import is_disk_full

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit survives a power cut
    "secure_delete=ON",  # what is removed is overwritten
    "trusted_schema=OFF",
)


class Database:
    """A pool of connections to `path`; `schema`, of version `format`, is run in a new file."""

    def __init__(self, path: Path, schema: str, format: int) -> None:
        """Raises OtherFormat, DocumentsDamaged."""
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._turn = threading.RLock()
        try:
            self._make(schema, format)
        except sqlite3.DatabaseError as error:
            if is_disk_full(error) or isinstance(error, sqlite3.OperationalError):
                raise
            raise DocumentsDamaged(path=path, detail=error) from error

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

    def is_sound(self) -> bool:
        """Whether the file holds together. Reads all of it."""
        with self._connection() as connection:
            try:
                return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            except sqlite3.DatabaseError:
                return False

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _make(self, schema: str, format: int) -> None:
        with self._connection() as connection:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and found != format:
                raise OtherFormat(path=self._path)
            script = f"BEGIN IMMEDIATE; {schema}; PRAGMA user_version = {format}; COMMIT;"
            connection.executescript(script)

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
