"""The parts of an answer, in order, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from answering.events import Event
from core.errors import EmptyQuestion
from tests.ui.fakes import FakeDesk, sample
from ui.asking import whole_words
from ui.endpoints import steps
from ui.endpoints_page import asked_by_page
from ui.room import Room

QUESTION = "Combien de temps dure l'accord signé à Moscou ?"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(FakeDesk(sample()), tmp_path)


def asking(room: Room, question: str = QUESTION, **more: Any) -> Iterator[dict[str, Any]]:
    asked = {"question": question, "dossier": "default", "language": "fr", "reader": "ada"}
    return asked_by_page(room, asked | more)


def asked_all(room: Room, question: str = QUESTION, **more: Any) -> list[dict[str, Any]]:
    return list(asking(room, question, **more))


def kept(room: Room) -> list[Any]:
    return room.kept.all("ada", "default")


def test_evidence_comes_before_any_sentence_and_the_ending_last(room: Room) -> None:
    parts = [p["part"] for p in asked_all(room)]
    assert parts == ["started", "evidence", "sentence", "sentence", "ending"]


def test_a_follow_up_joins_its_conversation(room: Room) -> None:
    begun = asked_all(room)[0]["conversation"]
    asked_all(room, "Et l'OTAN, secrétaire général ?", conversation=begun)
    [conversation] = kept(room)
    assert len(conversation["turns"]) == 2


def test_silence_ends_with_help(room: Room) -> None:
    ending = asked_all(room, "Quelle est la capitale du traité ?")[-1]
    assert ending["status"] == "not_in_sources"
    assert "4 documents" in ending["html"]


def test_only_the_chosen_sources_are_asked(room: Room) -> None:
    drones = next(d for d in room.desk.dossier().index.documents() if "drones" in d.title)
    ending = asked_all(room, documents=[drones.id])[-1]
    assert ending["status"] == "not_in_sources"
    assert "1 document (" in ending["html"]


def test_closing_keeps_what_was_said_and_frees_the_place(room: Room) -> None:
    answer = asking(room)
    while next(answer)["part"] != "sentence":
        pass
    answer.close()  # type: ignore[attr-defined]
    [conversation] = kept(room)
    assert conversation["turns"][0]["answer"]["status"] == "stopped"
    assert len(conversation["turns"][0]["answer"]["sentences"]) == 1
    assert room.turnstile.position(room.turnstile.join()) == 0


def test_closing_before_anything_was_said_keeps_nothing(room: Room) -> None:
    answer = asking(room)
    next(answer)
    answer.close()  # type: ignore[attr-defined]
    assert kept(room) == []


def test_a_third_reader_is_told_their_place(room: Room) -> None:
    others = [asking(room), asking(room)]
    for other in others:
        next(other)
    third = asking(room)
    assert next(third)["place"] == 1
    others[0].close()  # type: ignore[attr-defined]
    assert next(third)["part"] == "started"


def test_a_question_that_cannot_be_asked_is_answered_kindly(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(room, monkeypatch, EmptyQuestion())
    [_, error] = asked_all(room)
    assert "La question est vide" in error["html"]


def test_a_bug_shows_no_traceback(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refuses(room, monkeypatch, KeyError("secret"))
    [_, error] = asked_all(room)
    assert "secret" not in error["html"]
    assert "secret" in caplog.text


def refuses(room: Room, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def ask(*_: Any, **__: Any) -> Iterator[Event]:
        raise error
        yield

    monkeypatch.setattr(room.desk.dossier().assistant, "ask", ask)


def test_a_conversation_that_is_gone_is_said(room: Room) -> None:
    [error] = asked_all(room, conversation="0" * 16)
    assert error == {"part": "error", "text": "Cette conversation n'existe plus."}


def test_programs_get_the_events_as_json(room: Room) -> None:
    events = list(steps(room, QUESTION, "default", "", ()))
    assert [e["event"] for e in events] == ["found", "said", "said", "done"]
    answer = events[-1]["answer"]
    document = room.desk.dossier().index.document(answer["citations"][0]["document_id"])
    for c in answer["citations"]:
        assert c["quote"] == document.text[c["start"] : c["end"]]


def test_programs_name_documents_by_title_too(room: Room) -> None:
    events = list(steps(room, QUESTION, "default", "", ["Mark Rutte leads NATO"]))
    titles = {row["title"] for row in events[0]["evidence"]}
    assert titles <= {"Mark Rutte leads NATO"}


def test_a_neighbourhood_has_no_broken_words() -> None:
    assert whole_words("un deux trois quatre", 4, 16) == "trois"
    assert whole_words("un deux", -9, 99) == "un deux"
