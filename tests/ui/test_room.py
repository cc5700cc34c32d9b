"""What the page asks of the server, on a desk of fakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import NoSuchDocument
from ingest.sources import is_address
from tests.ui.fakes import FakeDesk, make, sample
from ui.adding import Bundle, added, addresses, in_thread, step_part, web_address
from ui.conversations import Conversations
from ui.keeping import Keeping
from ui.room import PageError, Room
from ui.sources import Sources

FR = {"dossier": "default", "language": "fr", "reader": "ada"}


@pytest.fixture
def room(tmp_path: Path) -> Room:
    desk = FakeDesk(sample())
    return Room(desk, tmp_path, restore=desk.restore)


@pytest.fixture
def sources(room: Room) -> Sources:
    return Sources(room)


@pytest.fixture
def keeping(room: Room) -> Keeping:
    return Keeping(room)


def first(room: Room) -> str:
    return room.desk.dossier().index.documents()[0].id


def test_entering_shows_sources_and_questions(room: Room, sources: Sources) -> None:
    given = sources.enter(FR)
    assert given["documents"] == 4
    assert given["shelf"].count("<li class=") == 4
    assert len(given["examples"]) == 3
    assert given["conversations"] == []


def test_a_dossier_nobody_made_is_not_made_by_asking(room: Room, sources: Sources) -> None:
    assert sources.enter(FR | {"dossier": "other"})["dossier"] == "default"
    with pytest.raises(PageError, match="no dossier “other”"):
        room.dossier("other")
    assert room.desk.names() == ["default"]


@pytest.mark.parametrize("name", ["", "a", "../up", "a/b", "<b>x</b>", "x" * 41, ".hidden"])
def test_bad_names_of_dossiers(room: Room, sources: Sources, name: str) -> None:
    with pytest.raises(PageError):
        sources.create({"name": name})


def test_a_dossier_is_made_and_entered(room: Room, sources: Sources) -> None:
    assert sources.create({"name": "  Été   2025 "}) == {"dossier": "Été 2025"}
    assert sources.enter(FR | {"dossier": "Été 2025"})["documents"] == 0


def test_removing_can_be_undone_once(room: Room, sources: Sources) -> None:
    id = first(room)
    token = sources.remove(FR | {"id": id})["token"]
    with pytest.raises(NoSuchDocument):
        sources.document(FR | {"id": id})
    sources.restore(FR | {"token": token})
    assert "paper" in sources.document(FR | {"id": id})["html"]
    with pytest.raises(PageError, match="too late"):
        sources.restore(FR | {"token": token})


def test_a_record_is_edited(room: Room, sources: Sources) -> None:
    fields = {
        "title": "Neuf",
        "author": "A",
        "publisher": "P",
        "published": "2025",
        "language": "fr",
    }
    sources.describe(FR | {"id": first(room), "fields": fields})
    assert room.desk.dossier().index.documents()[0].title == "Neuf"
    with pytest.raises(PageError):
        sources.describe(FR | {"id": first(room), "fields": fields | {"published": "hier"}})


def test_an_old_version_stays_readable(room: Room, sources: Sources) -> None:
    index = room.desk.dossier().index
    old = index.documents()[0]
    index.put(make(old.title, "Tout autre chose.", source=old.source))
    assert "Tout autre chose" in sources.document(FR | {"id": old.id})["html"]
    assert "vingt ans" in sources.document(FR | {"id": old.id, "version": 1})["html"]


def test_overviews_come_from_all_documents(room: Room, sources: Sources) -> None:
    assert "17 janvier 2025" in sources.timeline(FR)["html"]
    assert "Mark Rutte" in sources.people(FR)["html"]


def test_the_scope_counts_what_is_searched(room: Room) -> None:
    dossier = room.dossier("default")
    assert room.scope(dossier, None).documents == 4
    assert room.scope(dossier, [first(room)]).documents == 1


def test_a_pasted_text_and_a_file_are_added_and_a_bad_one_stops_nothing(
    room: Room, tmp_path: Path
) -> None:
    good, bad = tmp_path / "note.txt", tmp_path / "photo.jpg"
    good.write_text("Une note.", "utf-8")
    bad.write_bytes(b"\xff")
    bundle = Bundle([str(bad), str(good)], [], "Un texte collé.", "Collé")
    parts = [step_part(step, "fr") for step in added(room.dossier("default"), bundle, room.uploads)]
    assert [p["change"] for p in parts if p["part"] == "outcome"] == ["added", "failed", "added"]
    assert "photo.jpg (1 sur 2)" in "".join(p.get("text", "") for p in parts)


def test_the_same_file_name_again_is_a_new_version(room: Room, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    for text in ("Une.", "Deux."):
        note.write_text(text, "utf-8")
        *_, outcome = added(room.dossier("default"), Bundle([str(note)]), room.uploads)
    assert step_part(outcome, "en")["change"] == "updated"


def test_what_breaks_in_the_thread_comes_out_of_it() -> None:
    def work(report: Any) -> Iterator[Any]:
        report(0, 1, "a")
        raise OSError("disk")
        yield

    steps = in_thread(work)
    assert next(steps)
    with pytest.raises(OSError, match="disk"):
        next(steps)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org/a", "https://example.org/a"),
        (" http://a.b ", "http://a.b"),
        ("file:///etc/passwd", "file:///etc/passwd"),
    ],
)
def test_addresses_as_typed(typed: str, address: str) -> None:
    assert web_address(typed) == address


@given(st.one_of(st.text(min_size=1), st.from_regex(r"[./a-z0-9:]+://[./a-z]*")))
@example("/etc/://../passwd")
@example("0://../../etc/passwd")
def test_what_is_typed_as_an_address_never_becomes_a_path_of_this_machine(typed: str) -> None:
    assert all(is_address(address) for address in addresses(typed))


def test_kept_conversations_are_shown_renamed_exported_and_forgotten(
    room: Room, keeping: Keeping, sources: Sources
) -> None:
    from tests.ui.test_asking import asked_all

    asked_all(room, "Combien de temps dure l'accord signé à Moscou ?")
    [kept] = sources.enter(FR)["conversations"]
    asked = FR | {"id": kept["id"]}
    shown = keeping.conversation(asked)["html"]
    assert 'class="cite"' in shown
    assert 'class="strip"' in shown
    assert keeping.rename(asked | {"title": "Durée"})["title"] == "Durée"
    assert keeping.export(asked | {"format": "md"})["name"] == "Durée.md"
    keeping.forget(asked)
    assert keeping.list_conversations(asked)["conversations"] == []


def test_uploads_stay_in_their_folder(room: Room) -> None:
    assert isinstance(room.kept, Conversations)
    assert room.uploads.name == "uploads"


def test_a_dossier_goes_out_as_a_file_and_comes_back_under_another_name(sources: Sources) -> None:
    file = sources.export_dossier(FR)
    assert sources.restore_dossier(file, {"name": "Copie"}) == {"dossier": "Copie"}
    assert sources.enter(FR | {"dossier": "Copie"})["documents"] == 4
    with pytest.raises(PageError, match="already a dossier"):
        sources.restore_dossier(file, {"name": "Copie"})


def test_a_web_source_can_be_read_again(room: Room, sources: Sources) -> None:
    forms = [sources.form(FR | {"id": d.id})["html"] for d in room.desk.dossier().index.documents()]
    assert ["update" in form for form in forms].count(True) == 1
