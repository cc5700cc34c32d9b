from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from core.errors import BadRow, DiskFull, EmptySource, SourceMissing
from core.types import Document
from ingest import pipeline
from ingest.pipeline import Outcome
from ingest.sources import count, expand


@dataclass
class Change:
    kind: str
    document: Document
    passages: int = 1


@dataclass
class FakeIndex:
    """Keeps documents by id; the same content under another id is a duplicate."""

    kept: dict[str, Document] = field(default_factory=dict)
    full_at: int = 10**9

    def put_many(self, documents: Iterable[Document]) -> Iterator[Change]:
        for document in documents:
            if len(self.kept) >= self.full_at:
                raise DiskFull(name="the group")
            yield self._put(document)

    def _put(self, document: Document) -> Change:
        twin = [d for d in self.kept.values() if d.content_hash == document.content_hash]
        if twin:
            return Change("unchanged" if twin[0].id == document.id else "duplicate", twin[0], 0)
        kind = "updated" if document.id in self.kept else "added"
        self.kept[document.id] = document
        return Change(kind, document)


def taken(sources: list[str], index: FakeIndex, report: Any = None) -> list[Outcome]:
    return list(pipeline.ingest(sources, cast(Any, index), report))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("Le texte b.")
    (tmp_path / "a.txt").write_text("Le texte a.")
    (tmp_path / "c.md").write_text("Le texte a.")
    (tmp_path / "vide.txt").write_text("")
    (tmp_path / ".caché.txt").write_text("Caché.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("rien")
    (tmp_path / "sous").mkdir()
    (tmp_path / "sous" / "d.txt").write_text("Le texte d.")
    return tmp_path


def test_a_folder_is_walked_in_order_without_hidden_files(folder: Path) -> None:
    names = [Path(path).name for path in expand([str(folder)])]
    assert names == ["a.txt", "b.txt", "c.md", "vide.txt", "d.txt"]


def test_one_bad_source_never_stops_the_rest(folder: Path) -> None:
    outcomes = taken([str(folder), str(folder / "absent.txt")], FakeIndex())
    assert [outcome.change for outcome in outcomes] == [
        "added", "added", "duplicate", "failed", "added", "failed",
    ]  # fmt: skip
    errors = [type(outcome.error) for outcome in outcomes if outcome.error]
    assert errors == [EmptySource, SourceMissing]
    assert outcomes[2].document_id == outcomes[0].document_id


def test_again_is_unchanged_and_a_change_is_an_update(folder: Path) -> None:
    index = FakeIndex()
    path = folder / "b.txt"
    assert [o.change for o in taken([str(path), str(path)], index)] == ["added"]
    assert taken([str(path)], index)[0].change == "unchanged"
    path.write_text("Le texte b, changé.")
    assert taken([str(path)], index)[0].change == "updated"


def test_a_bad_row_of_jsonl_is_one_failure(tmp_path: Path) -> None:
    path = tmp_path / "lot.jsonl"
    path.write_text('{"text": "Un."}\nrien\n{"text": "Deux."}\n')
    outcomes = taken([str(path)], FakeIndex())
    assert [o.change for o in outcomes] == ["added", "failed", "added"]
    assert isinstance(outcomes[1].error, BadRow)


def test_a_full_disk_fails_what_was_not_acknowledged(folder: Path) -> None:
    outcomes = taken([str(folder)], FakeIndex(full_at=1))
    assert [o.change for o in outcomes] == ["added", "failed", "failed", "failed", "failed"]
    full = [o for o in outcomes if isinstance(o.error, DiskFull)]
    assert [o.title for o in full] == ["b", "c", "d"]
    assert all(o.title in str(o.error) for o in full)


def test_groups_are_acknowledged_as_they_fill(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "GROUP", 1)
    index = FakeIndex()
    outcomes = pipeline.ingest([str(folder)], cast(Any, index))
    assert next(outcomes).change == "added"
    assert len(index.kept) == 1  # the rest is not read before it is asked for
    cast(Any, outcomes).close()
    assert len(index.kept) == 1


def test_progress_counts_rows_and_ends_complete(folder: Path) -> None:
    (folder / "lot.jsonl").write_text('{"text": "Un."}\n{"text": "Deux."}\n')
    seen: list[tuple[int, int, str]] = []
    taken([str(folder)], FakeIndex(), lambda *step: seen.append(step))
    assert {total for _, total, _ in seen} == {7}
    done = [step[0] for step in seen]
    assert done == sorted(done)
    assert seen[-1][:2] == (7, 7)


def test_counting(tmp_path: Path) -> None:
    assert count("https://example.org/a.jsonl") == 1
    assert count(str(tmp_path / "absent.jsonl")) == 1


def test_an_unexpected_error_is_a_bug_and_is_not_hidden(folder: Path) -> None:
    class Broken(FakeIndex):
        def put_many(self, documents: Iterable[Document]) -> Iterator[Change]:
            raise RuntimeError("bug")

    with pytest.raises(RuntimeError):
        taken([str(folder / "a.txt")], Broken())
