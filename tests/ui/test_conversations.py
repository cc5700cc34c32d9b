from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.test_render import conversation, record
from ui.conversations import Conversations, NoSuchConversation, history


def started(kept: Conversations, reader: str = "ada", question: str = "Qui ?") -> str:
    new = kept.start("default", question)
    new["turns"].append(
        {"asked_at": "", "documents": 1, "passages": 1, "answer": record("Vingt ans.")}
    )
    kept.keep(reader, new)
    return new["id"]


def test_a_conversation_is_found_again(tmp_path: Path) -> None:
    id = started(Conversations(tmp_path))
    found = Conversations(tmp_path).open("ada", id)
    assert found["title"] == "Qui ?"
    assert [turn.answer for turn in history(found)] == ["Vingt ans. [1]"]


def test_no_reader_finds_another_readers_words(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    id = started(kept, "ada")
    assert kept.all("bob", "default") == []
    with pytest.raises(NoSuchConversation):
        kept.open("bob", id)
    assert "ada" not in "".join(map(str, tmp_path.rglob("*")))


def test_the_list_is_of_one_dossier_latest_first(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    for day, dossier in (("2025-01-01", "a"), ("2025-01-03", "a"), ("2025-01-02", "b")):
        new = kept.start(dossier, day) | {"updated": day}
        kept.keep("ada", new)
    assert [c["title"] for c in kept.all("ada", "a")] == ["2025-01-03", "2025-01-01"]


def test_a_long_question_makes_a_short_title(tmp_path: Path) -> None:
    title = Conversations(tmp_path).start("default", "mot\n" * 100)["title"]
    assert len(title) <= 80
    assert title.endswith("…")


def test_rename_and_delete(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    id = started(kept)
    assert kept.rename("ada", id, " Un  nom ")["title"] == "Un nom"
    assert kept.rename("ada", id, "   ")["title"] == "Un nom"
    kept.delete("ada", id)
    kept.delete("ada", id)
    assert kept.all("ada", "default") == []


@pytest.mark.parametrize("id", ["../../etc/passwd", "", "0" * 15, "x" * 16, "0" * 16 + "/../y"])
def test_an_id_cannot_leave_the_folder(tmp_path: Path, id: str) -> None:
    for act in (Conversations(tmp_path).open, Conversations(tmp_path).delete):
        with pytest.raises(NoSuchConversation):
            act("ada", id)


def test_a_damaged_file_hides_only_itself(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    started(kept)
    home = next(tmp_path.iterdir())
    (home / f"{'0' * 16}.json").write_text("{", "utf-8")
    assert len(kept.all("ada", "default")) == 1


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    broken = conversation("x")
    broken["dossier"] = object()  # type: ignore[typeddict-item]
    with pytest.raises(TypeError):
        Conversations(tmp_path).keep("ada", broken)
    assert not list(tmp_path.rglob("*.json"))
