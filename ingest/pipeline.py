"""Many sources into one index: each document all or nothing, none stopping the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from core.errors import DiskFull, DossierError
from core.types import Document
from ingest.load import load_each
from ingest.sandbox import Sandbox
from ingest.sources import count, expand

if TYPE_CHECKING:
    from retrieval.index import Index

Progress = Callable[[int, int, str], None]
GROUP = 60_000
"""Characters embedded and acknowledged together: a few seconds' work."""


@dataclass(frozen=True)
class Outcome:
    """What became of one document; `title` is empty where none could be read."""

    source: str
    change: Literal["added", "updated", "unchanged", "duplicate", "failed"]
    document_id: str = ""
    title: str = ""
    passages: int = 0
    error: DossierError | None = None


Item = Document | Outcome
"""A document that was read, or the Outcome of a source that could not be."""


def ingest(
    sources: Sequence[str], index: Index, on_progress: Progress | None = None
) -> Iterator[Outcome]:
    """Takes in files, folders (walked in sorted order) and addresses, one Outcome a document.

    `on_progress(done, total, name)` counts documents, rows of JSONL included. Stopping at any
    moment, by Ctrl-C or by closing the iterator, leaves each document wholly in or wholly out.
    """
    wanted = expand(sources)
    total, done = sum(map(count, wanted)), 0

    def report(name: str) -> None:
        if on_progress:
            on_progress(done, total, name)

    with Sandbox() as sandbox:
        for group in _groups(_read(wanted, sandbox, report)):
            report(group[0].title or group[0].source)
            yield from _put(group, index)
            done = min(total, done + len(group))
    report("")


def _read(
    sources: Sequence[str], sandbox: Sandbox, report: Callable[[str], None]
) -> Iterator[Item]:
    for source in sources:
        report(source)
        try:
            for document in load_each(source, sandbox):
                if isinstance(document, DossierError):
                    yield Outcome(source, "failed", error=document)
                else:
                    yield document
        except DossierError as error:
            yield Outcome(source, "failed", error=error)


def _groups(items: Iterator[Item]) -> Iterator[list[Item]]:
    group: list[Item] = []
    characters = 0
    for item in items:
        group.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if characters >= GROUP:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _put(group: Sequence[Item], index: Index) -> Iterator[Outcome]:
    """Outcomes in the order of `group`."""
    stored = _stored([item for item in group if isinstance(item, Document)], index)
    for item in group:
        yield next(stored) if isinstance(item, Document) else item


def _stored(documents: Sequence[Document], index: Index) -> Iterator[Outcome]:
    """Puts `documents` in; once one cannot be, the rest of this group is not tried."""
    done = 0
    try:
        for change in index.put_many(documents):
            kept = change.document
            done += 1
            yield Outcome(
                documents[done - 1].source, change.kind, kept.id, kept.title, change.passages
            )
    except DossierError as error:
        for document in documents[done:]:
            why = DiskFull(name=document.title) if isinstance(error, DiskFull) else error
            yield Outcome(document.source, "failed", title=document.title, error=why)
