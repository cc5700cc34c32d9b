"""A dossier as one file: a zip of three entries, from which all the rest is made again.

`dossier.json` says what it is, `documents.jsonl` has a version of a document a line with the spans
of its passages, and `vectors.f16` has, for each passage in the same order, its vector and then
those of its sentences, as little-endian float16. `retrieval.restore` reads it.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import IO

from retrieval.documents import Documents
from retrieval.records import Row, pack

FORMAT = "dossier-backup-1"
MANIFEST, DOCUMENTS, VECTORS = "dossier.json", "documents.jsonl", "vectors.f16"


def back_up(documents: Documents, file: Path) -> None:
    """Writes everything, as it is at this moment, to `file`: whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as work:
        made, vectors = Path(work) / "zip", Path(work) / "vectors"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(DOCUMENTS, "w", force_zip64=True) as lines, vectors.open("wb") as raw:
                dimension = _write(documents, lines, raw)
            archive.write(vectors, VECTORS, zipfile.ZIP_STORED)
            fingerprint = documents.fact("fingerprint")
            about = {"format": FORMAT, "fingerprint": fingerprint, "dimension": dimension}
            archive.writestr(MANIFEST, json.dumps(about, ensure_ascii=False))
        os.replace(made, file)


def _write(documents: Documents, lines: IO[bytes], raw: IO[bytes]) -> int:
    """Writes documents and vectors; returns the vectors' dimension, 0 without any."""
    dimension = 0
    for document, newest, rows in documents.everything():
        for row in rows:
            raw.write(pack(row.vector) + pack(row.sentences))
            dimension = len(row.vector)
        line = asdict(document) | {"newest": newest, "passages": [_spans(row) for row in rows]}
        lines.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return dimension


def _spans(row: Row) -> list[list[int]]:
    """[start, end] of a passage, then of each of its sentences."""
    passage = row.passage
    return [[passage.start, passage.end], *([s.start, s.end] for s in passage.sentences)]
