"""What the page asks of the server, apart from answers: each method takes and gives plain data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import DossierError
from core.types import Language, Sentence
from ui import export, mentions, reading, seeing, shelf, suggest
from ui.bin import Bin
from ui.conversations import Conversation, Conversations
from ui.dates import is_date
from ui.desk import Desk, Dossier
from ui.mentions import Statement
from ui.texts import SAMPLE_QUESTIONS, as_language, say
from ui.turns import Scope, turn
from ui.turnstile import Turnstile

if TYPE_CHECKING:
    from retrieval.records import Entry

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PLACES = 2  # readers answered at the same time
READ_FOR_NAMES = 12  # documents looked at for example questions
LOOKED_THROUGH = 1000  # documents, for the overviews
FIELDS = ("title", "author", "publisher", "published", "language")
_NAME = re.compile(r"[\w][\w '’-]{1,39}")
Asked = dict[str, Any]
Given = dict[str, Any]


class PageError(DossierError):
    """Something the page asked for cannot be done; `key` is its text."""

    def __init__(self, key: str, **facts: object) -> None:
        self._key = key
        super().__init__(**facts)

    def say(self, language: Language) -> str:
        return say(language, self._key, **self.facts)


class Room:
    """One reading room: the dossiers of a desk, and what readers keep in `folder`."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.kept = Conversations(folder / "conversations")
        self.uploads = folder / "uploads"
        self.turnstile = Turnstile(PLACES)
        self._bin = Bin()

    # --- dossiers --------------------------------------------------------------------------

    def dossier(self, name: str) -> Dossier:
        """The dossier `name`; PageError where there is none (asking must not make one)."""
        if name not in self.desk.names():
            raise PageError("dossier.unknown", name=name)
        return self.desk.dossier(name)

    def enter(self, asked: Asked) -> Given:
        """Everything the page shows of a dossier: its sources, conversations, example questions."""
        names = self.desk.names()
        wanted = str(asked.get("dossier") or "")
        name = wanted if wanted in names else names[0]
        dossier, language = self.dossier(name), as_language(asked["language"])
        entries = dossier.index.catalogue()
        return {
            "dossier": name,
            "dossiers": names,
            "documents": len(entries),
            "notices": [error.say(language) for error in self.desk.notices],
            "shelf": shelf.shelf(entries, language),
            "examples": self.examples(dossier, entries, language),
            "conversations": self.list_conversations(asked | {"dossier": name})["conversations"],
        }

    def create(self, asked: Asked) -> Given:
        name = " ".join(str(asked["name"]).split())
        if not _NAME.fullmatch(name):
            raise PageError("dossier.bad_name")
        return {"dossier": self.desk.create(name).name}

    def scope(self, dossier: Dossier, only: Sequence[str] | None) -> Scope:
        """How much a question searches."""
        entries = [e for e in dossier.index.catalogue() if not only or e.id in only]
        return Scope(len(entries), sum(entry.passages for entry in entries))

    def examples(self, dossier: Dossier, entries: Sequence[Entry], language: Language) -> list[str]:
        """Three questions worth asking of these documents."""
        if any(Path(entry.source).is_relative_to(SAMPLES) for entry in entries):
            return list(SAMPLE_QUESTIONS[language])
        texts = [dossier.index.document(entry.id).text for entry in entries[:READ_FOR_NAMES]]
        return suggest.follow_ups(texts, "", language)

    # --- documents -------------------------------------------------------------------------

    def document(self, asked: Asked) -> Given:
        """A document to read; an old version is shown without its sentences marked."""
        index, language = self.dossier(asked["dossier"]).index, as_language(asked["language"])
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
        document = self.dossier(asked["dossier"]).index.document(asked["id"])
        return {"html": shelf.record_form(document, as_language(asked["language"]))}

    def describe(self, asked: Asked) -> Given:
        """Saves an edited record."""
        fields = {key: str(asked["fields"].get(key, "")).strip() for key in FIELDS}
        if not is_date(fields["published"]):
            raise PageError("field.bad_date")
        self.dossier(asked["dossier"]).index.describe(asked["id"], **fields)
        return {}

    def remove(self, asked: Asked) -> Given:
        """Removes a document at once; the token undoes it for a while."""
        dossier = self.dossier(asked["dossier"])
        document = dossier.index.document(asked["id"])
        dossier.index.remove(document.id)
        return {"token": self._bin.drop(dossier.name, document), "title": document.title}

    def restore(self, asked: Asked) -> Given:
        taken = self._bin.take(str(asked["token"]))
        if taken is None:
            raise PageError("sources.gone")
        name, document = taken
        self.dossier(name).index.put(document)
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
        index = self.dossier(asked["dossier"]).index
        return [
            Statement(document, sentence)
            for document in map(index.document, newest(index.catalogue()))
            for sentence in sentences_of(index.passages(document.id))
        ]

    # --- conversations ---------------------------------------------------------------------

    def list_conversations(self, asked: Asked) -> Given:
        kept = self.kept.all(str(asked["reader"]), str(asked["dossier"]))
        return {"conversations": [summary(conversation) for conversation in kept]}

    def conversation(self, asked: Asked) -> Given:
        """A kept conversation to read and go on with."""
        kept = self.kept.open(str(asked["reader"]), str(asked["id"]))
        language = as_language(asked["language"])
        turns = [
            turn(
                t["answer"]["question"],
                t["answer"],
                Scope(t["documents"], t["passages"]),
                language,
            )
            for t in kept["turns"]
        ]
        return summary(kept) | {"dossier": kept["dossier"], "html": "".join(turns)}

    def rename(self, asked: Asked) -> Given:
        reader, id = str(asked["reader"]), str(asked["id"])
        return summary(self.kept.rename(reader, id, str(asked["title"])))

    def forget(self, asked: Asked) -> Given:
        self.kept.delete(str(asked["reader"]), str(asked["id"]))
        return {}

    def export(self, asked: Asked) -> Given:
        """A conversation as a file: name, media type, text."""
        kept = self.kept.open(str(asked["reader"]), str(asked["id"]))
        return export.file(kept, str(asked["format"]), as_language(asked["language"]))


def newest(entries: Sequence[Entry]) -> list[str]:
    """Ids of the documents to look through, latest first."""
    ordered = sorted(entries, key=lambda entry: entry.published, reverse=True)
    return [entry.id for entry in ordered[:LOOKED_THROUGH]]


def sentences_of(passages: Sequence[Any]) -> list[Sentence]:
    """All sentences of a document in order; passages that overlap give each only once."""
    found = {s.start: s for passage in passages for s in passage.sentences}
    return [found[start] for start in sorted(found)]


def summary(conversation: Conversation) -> Given:
    return {
        "id": conversation["id"],
        "title": conversation["title"],
        "updated": conversation["updated"],
        "turns": len(conversation["turns"]),
    }
