"""Which documents a reader means by a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from core.errors import NoSuchDocument
from retrieval.records import Entry


def resolve(names: Collection[str], entries: Sequence[Entry]) -> set[str]:
    """Ids of the entries with these ids, sources, file names or titles (in any case).

    A name that several documents share means all of them. Raises NoSuchDocument for none.
    """
    known: dict[str, set[str]] = {}
    for entry in entries:
        file = re.split(r"[/\\]", entry.source)[-1]
        for name in (entry.id, entry.source, file, entry.title):
            known.setdefault(_plain(name), set()).add(entry.id)
    found: set[str] = set()
    for name in names:
        if _plain(name) not in known:
            raise NoSuchDocument(id=name)
        found |= known[_plain(name)]
    return found


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
