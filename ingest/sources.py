"""What the given sources come to: folders walked, addresses and files told apart."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://|(?:data|javascript|mailto):", re.I)


def is_address(source: str) -> bool:
    """Whether `source` is an address, of whatever scheme, and not a path."""
    return _ADDRESS.match(source.strip()) is not None


def expand(sources: Sequence[str]) -> list[str]:
    """`sources` with each folder replaced by its files, in sorted order, hidden ones left out.

    Paths come out absolute, so one file is one document from wherever it is named.
    """
    return list(dict.fromkeys(one for source in sources for one in _expand(source)))


def _expand(source: str) -> Iterator[str]:
    source = source.strip()
    if is_address(source):
        yield source
    elif os.path.isdir(source):
        yield from _files(Path(os.path.abspath(source)))
    else:
        yield os.path.abspath(os.path.expanduser(source))


def _files(folder: Path) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (
            os.path.join(parent, name) for name in sorted(files) if not name.startswith(".")
        )


def count(source: str) -> int:
    """How many documents `source` will give, for a progress bar: rows of JSONL, or one."""
    if is_address(source) or not source.lower().endswith((".jsonl", ".ndjson")):
        return 1
    try:
        with open(source, "rb") as file:
            pieces = iter(lambda: file.read(1 << 20), b"")
            return max(1, sum(piece.count(b"\n") for piece in pieces))
    except (OSError, ValueError):
        return 1
