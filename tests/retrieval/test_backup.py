"""Backups, as this program writes them and as a stranger might."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import BrokenBackup, FolderNotEmpty
from retrieval.backup import DOCUMENTS, MANIFEST, VECTORS, back_up
from retrieval.documents import Documents
from retrieval.making import made
from retrieval.opening import TRUTH
from retrieval.restore import restore
from tests.retrieval.fakes import HashingEmbedder, document, split

FIRST = document("Un accord. Il dure. « Vingt ans. »", title="Traité")
SECOND = replace(FIRST, version=2, text=FIRST.text + " Fin.", content_hash="y")
OTHER = document("Des drones ont volé.", "b.txt", pages=(0, 4))  # type: ignore[arg-type]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of two documents, one of which has an old version."""
    documents = Documents(tmp_path / "d.sqlite3")
    for given_ in (FIRST, OTHER, SECOND):
        documents.stage(made([given_], split, HashingEmbedder()), "fingerprint")
        documents.publish([(given_.id, given_.version)])
    documents.retire([(FIRST.id, 1)])
    documents.set_fact("fingerprint", "fingerprint")
    back_up(documents, tmp_path / "b.zip")
    documents.close()
    return tmp_path / "b.zip"


def test_everything_comes_back(backup: Path, tmp_path: Path) -> None:
    restore(backup, tmp_path / "new")
    before, after = Documents(tmp_path / "d.sqlite3"), Documents(tmp_path / "new" / TRUTH)
    assert after.all() == [OTHER, SECOND]
    assert after.version(FIRST.id, 1) == FIRST
    assert after.fact("fingerprint") == "fingerprint"
    assert after.passages(FIRST.id, 2) == before.passages(FIRST.id, 2) != []
    for old, new in zip(before.everything(), after.everything(), strict=True):
        for row, again in zip(old[2], new[2], strict=True):
            assert (row.vector == again.vector).all()
            assert (row.sentences == again.sentences).all()
    assert list(tmp_path.glob(".*")) == []


def test_a_folder_with_something_in_it_is_left_alone(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    restore(backup, tmp_path / "new")
    with pytest.raises(FolderNotEmpty):
        restore(backup, tmp_path / "new")


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    """The backup with its entries changed in place."""
    with zipfile.ZipFile(backup) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return backup


def in_line(**fields: object) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        first, *rest = entries[DOCUMENTS].splitlines()
        entries[DOCUMENTS] = b"\n".join(
            [json.dumps(json.loads(first) | fields).encode(), *rest, b""]
        )

    return change


def in_manifest(**fields: object) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        entries[MANIFEST] = json.dumps(json.loads(entries[MANIFEST]) | fields).encode()

    return change


def not_a_number(entries: dict[str, bytes]) -> None:
    entries[VECTORS] = np.full(2, np.nan, "<f2").tobytes() + entries[VECTORS][4:]


HOSTILE: dict[str, Callable[[dict[str, bytes]], Any]] = {
    "path escape": lambda e: e.update({"../../evil.txt": b"x"}),
    "absolute path": lambda e: e.update({"/tmp/evil.txt": b"x"}),
    "entry missing": lambda e: e.pop(VECTORS),
    "not json": lambda e: e.update({DOCUMENTS: b"{\n"}),
    "not an object": lambda e: e.update({DOCUMENTS: b"[]\n"}),
    "deeply nested": lambda e: e.update({DOCUMENTS: b"[" * 100_000 + b"\n"}),
    "bomb": lambda e: e.update({DOCUMENTS: b" " * 30_000_000}),
    "manifest bomb": lambda e: e.update({MANIFEST: b" " * 1_000_000}),
    "no newline": lambda e: e.update({DOCUMENTS: e[DOCUMENTS].rstrip()}),
    "vectors short": lambda e: e.update({VECTORS: e[VECTORS][:-1]}),
    "vectors long": lambda e: e.update({VECTORS: e[VECTORS] + b"\0\0"}),
    "vectors not numbers": not_a_number,
    "two newest": lambda e: e.update({DOCUMENTS: e[DOCUMENTS] * 2}),
    "other format": in_manifest(format="dossier-backup-99"),
    "dimension below zero": in_manifest(dimension=-1),
    "dimension vast": in_manifest(dimension=10**12),
    "dimension a text": in_manifest(dimension="64"),
    "fingerprint a number": in_manifest(fingerprint=1),
    "id a path": in_line(id="../../etc/passwd"),
    "id a script": in_line(id="<script>alert(1)</script>"),
    "id a number": in_line(id=7),
    "title a list": in_line(title=["x"]),
    "lone surrogate": in_line(title="\ud800"),
    "version zero": in_line(version=0),
    "version a text": in_line(version="1"),
    "version vast": in_line(version=2**80),
    "page outside": in_line(pages=[10**9]),
    "passages of an old version": in_line(newest=False, passages=[[[0, 1]]]),
    "span outside": in_line(newest=True, passages=[[[0, 10**6]]]),
    "span backwards": in_line(newest=True, passages=[[[5, 2]]]),
    "span negative": in_line(newest=True, passages=[[[-5, 2]]]),
    "sentence outside": in_line(newest=True, passages=[[[0, 5], [3, 9]]]),
    "sentence of three": in_line(newest=True, passages=[[[0, 5], [1, 2, 3]]]),
    "span of floats": in_line(newest=True, passages=[[[0.0, 5.5]]]),
    "passages a text": in_line(newest=True, passages="x"),
    "passage empty": in_line(newest=True, passages=[[]]),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_backup_is_refused_and_leaves_nothing(
    backup: Path, tmp_path: Path, how: str
) -> None:
    before = set(tmp_path.rglob("*"))
    with pytest.raises(BrokenBackup):
        restore(rewritten(backup, HOSTILE[how]), tmp_path / "new")
    assert set(tmp_path.rglob("*")) == before


@given(st.binary(max_size=300), st.integers(0, 10**6))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_a_damaged_file_is_refused_or_restored_whole(
    backup: Path, tmp_path: Path, junk: bytes, at: int
) -> None:
    data = backup.read_bytes()
    at %= len(data)
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(data[:at] + junk + data[at + len(junk) :])
    target = tmp_path / "restored" / str(len(list((tmp_path / "restored").glob("*"))))
    try:
        restore(damaged, target)
    except BrokenBackup:
        assert not target.exists()
    else:
        documents = Documents(target / TRUTH)
        assert len(documents.all()) == 2
        documents.close()
