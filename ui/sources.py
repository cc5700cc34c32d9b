"""What the page asks about dossiers, their sources and documents: plain data in, plain data out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.types import Language, Passage, Sentence
from ui import mentions, reading, seeing, shelf, suggest
from ui.conversations import summary
from ui.dates import is_date
from ui.desk import Dossier
from ui.mentions import Statement
from ui.room import Asked, Given, PageError, Room
from ui.texts import SAMPLE_QUESTIONS, as_language

if TYPE_CHECKING:
    from retrieval.records import Entry

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
READ_FOR_NAMES = 12  # documents looked at for example questions
LOOKED_THROUGH = 1000  # documents, for the overviews
FIELDS = ("title", "author", "publisher", "published", "language")
_NAME = re.compile(r"[\w][\w '’-]{1,39}")


class Sources:
    """Answers of a room about what is in its dossiers."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def enter(self, asked: Asked) -> Given:
        """Everything the page shows of a dossier: its sources, conversations, example questions."""
        names = self._room.desk.names()
        wanted = str(asked.get("dossier") or "")
        name = wanted if wanted in names else names[0]
        dossier, language = self._room.dossier(name), as_language(asked["language"])
        entries = dossier.index.catalogue()
        return {
            "dossier": name,
            "dossiers": names,
            "documents": len(entries),
            "restores": self._room.restore is not None,
            "notices": [error.say(language) for error in self._room.desk.notices],
            "shelf": shelf.shelf(entries, language),
            "examples": self.examples(dossier, entries, language),
            "conversations": [
                summary(kept) for kept in self._room.kept.all(str(asked["reader"]), name)
            ],
        }

    def create(self, asked: Asked) -> Given:
        return {"dossier": self._room.desk.create(new_name(asked)).name}

    def restore_dossier(self, file: Path, asked: Asked) -> Given:
        """A new dossier from a backup file."""
        name, desk = new_name(asked), self._room.desk
        if name in desk.names():
            raise PageError("dossier.taken", name=name)
        if self._room.restore is None:
            raise PageError("dossier.no_restore")
        self._room.restore(name, file)
        return {"dossier": desk.dossier(name).name}

    def export_dossier(self, asked: Asked) -> Path:
        """All of a dossier in one file."""
        dossier = self._room.dossier(asked["dossier"])
        file = self._room.exports / f"{dossier.name}.zip"
        dossier.index.backup(file)
        return file

    def examples(self, dossier: Dossier, entries: Sequence[Entry], language: Language) -> list[str]:
        """Three questions worth asking of these documents."""
        if any(Path(entry.source).is_relative_to(SAMPLES) for entry in entries):
            return list(SAMPLE_QUESTIONS[language])
        texts = [dossier.index.document(entry.id).text for entry in entries[:READ_FOR_NAMES]]
        return suggest.follow_ups(texts, "", language)

    # --- documents -------------------------------------------------------------------------

    def document(self, asked: Asked) -> Given:
        """A document to read; an old version is shown without its sentences marked."""
        index, language = self._room.dossier(asked["dossier"]).index, as_language(asked["language"])
        newest = index.document(asked["id"])
        version = int(asked.get("version") or newest.version)
        passages = index.passages(newest.id)
        document, sentences = newest, sentences_of(passages)
        if version != newest.version:
            document, sentences = index.document(newest.id, version), []
        return {
            "html": reading.document_page(document, sentences, len(passages), language),
            "version": document.version,
        }

    def form(self, asked: Asked) -> Given:
        document = self._room.dossier(asked["dossier"]).index.document(asked["id"])
        return {"html": shelf.record_form(document, as_language(asked["language"]))}

    def describe(self, asked: Asked) -> Given:
        """Saves an edited record."""
        fields = {key: str(asked["fields"].get(key, "")).strip() for key in FIELDS}
        if not is_date(fields["published"]):
            raise PageError("field.bad_date")
        self._room.dossier(asked["dossier"]).index.describe(asked["id"], **fields)
        return {}

    def remove(self, asked: Asked) -> Given:
        """Removes a document at once; the token undoes it for a while."""
        dossier = self._room.dossier(asked["dossier"])
        document = dossier.index.document(asked["id"])
        dossier.index.remove(document.id)
        return {"token": self._room.bin.drop(dossier.name, document), "title": document.title}

    def restore(self, asked: Asked) -> Given:
        taken = self._room.bin.take(str(asked["token"]))
        if taken is None:
            raise PageError("sources.gone")
        name, document = taken
        self._room.dossier(name).index.put(document)
        return {"title": document.title}

    # --- overviews -------------------------------------------------------------------------

    def timeline(self, asked: Asked) -> Given:
        dated = mentions.dated(self.statements(asked))
        return {"html": seeing.timeline(dated, as_language(asked["language"]))}

    def people(self, asked: Asked) -> Given:
        names = mentions.mentioned(self.statements(asked))
        return {"html": seeing.people(names, as_language(asked["language"]))}

    def statements(self, asked: Asked) -> list[Statement]:
        """Every sentence of the dossier, document by document, latest first."""
        index = self._room.dossier(asked["dossier"]).index
        return [
            Statement(document, sentence)
            for document in map(index.document, newest(index.catalogue()))
            for sentence in sentences_of(index.passages(document.id))
        ]


def new_name(asked: Asked) -> str:
    """The name for a new dossier. Raises PageError for one that will not do."""
    name = " ".join(str(asked["name"]).split())
    if not _NAME.fullmatch(name):
        raise PageError("dossier.bad_name")
    return name


def newest(entries: Sequence[Entry]) -> list[str]:
    """Ids of the documents to look through, latest first."""
    ordered = sorted(entries, key=lambda entry: entry.published, reverse=True)
    return [entry.id for entry in ordered[:LOOKED_THROUGH]]


def sentences_of(passages: Sequence[Passage]) -> list[Sentence]:
    """All sentences of a document in order; passages that overlap give each only once."""
    found = {s.start: s for passage in passages for s in passage.sentences}
    return [found[start] for start in sorted(found)]
