"""What is written inside a transaction on the truth."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from core.types import Document
from retrieval.records import Made, State, Version, document_values, passage_values

OF = "WHERE document_id = ? AND version = ?"


def insert_document(c: sqlite3.Connection, one: Made, **extra: object) -> None:
    values = document_values(one.document) | {"passages": len(one.passages)} | extra
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    c.execute(f"INSERT INTO documents ({names}) VALUES ({marks})", [*values.values()])


def insert_passages(c: sqlite3.Connection, made: Made, keys: Sequence[int] = ()) -> None:
    """Under `keys` as far as they reach, then under new ones."""
    rows = zip(made.passages, made.terms, made.vectors, made.sentences, strict=True)
    c.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, *passage_values(*row))
            for key, row in zip(chain(keys, repeat(None)), rows, strict=False)
        ),
    )


def update(c: sqlite3.Connection, document: Document, **extra: object) -> None:
    values = document_values(document) | extra
    names = ", ".join(f"{name} = ?" for name in values)
    own = (document.id, document.version)
    c.execute(
        f"UPDATE documents SET {names} WHERE id = ? AND version = ?", [*values.values(), *own]
    )


def set_state(c: sqlite3.Connection, state: State, versions: Iterable[Version]) -> None:
    c.executemany(
        "UPDATE documents SET state = ? WHERE id = ? AND version = ?",
        ((state, *version) for version in versions),
    )
