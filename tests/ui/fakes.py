"""A desk whose values a person can compute by hand: documents in memory, answers by shared words."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from answering.events import Done, Event, Found, Said
from core.errors import DossierError, FetchError, NoSuchDocument, UnknownFormat
from core.types import (
    Answer,
    AnswerSentence,
    Citation,
    Document,
    Evidence,
    Hit,
    Language,
    MadeBy,
    Passage,
    ScoredSentence,
    Sentence,
    Status,
    Support,
    Timings,
    Turn,
    Verdict,
)
from ingest.pipeline import Outcome
from retrieval.records import ENTRY_FIELDS, Entry

TREATY = """Moscou et Téhéran signent un partenariat de vingt ans
Un texte attendu depuis des mois
Le 17 janvier 2025, Vladimir Poutine et Massoud Pezechkian ont signé à Moscou un traité de partenariat stratégique. L'accord dure vingt ans et compte quarante-sept articles. Il porte sur le commerce, l'énergie, les transports et la coopération militaire.
Ce que le traité ne contient pas
Le traité ne prévoit pas de défense mutuelle : si l'un des deux pays est attaqué, l'autre s'engage seulement à ne pas aider l'agresseur. Les deux présidents ont parlé d'une « étape historique ». Selon un diplomate européen, la portée du texte est surtout politique.
Et après ?
Le Parlement iranien doit encore ratifier l'accord. Les premiers chantiers concernent un gazoduc et une ligne de chemin de fer vers le golfe Persique."""
NATO_OLD = """L'Alliance regarde vers l'est
Le secrétaire général de l'OTAN est Jens Stoltenberg, selon cette note ancienne. L'OTAN accuse l'Iran de livrer des drones à la Russie. Plusieurs capitales demandent de nouvelles sanctions."""
NATO_NEW = """Mark Rutte leads NATO
Mark Rutte has been Secretary General of NATO since 1 October 2024. He took over from Jens Stoltenberg, who had led the OTAN, as the French say, for ten years. The change was agreed in June 2024."""
DRONES = """Des drones qui changent de nom
Les drones Shahed livrés par Téhéran ont pris en Russie le nom de Geran. Une usine du Tatarstan en assemble plusieurs centaines par mois. Kiev affirme en abattre la plupart. Chaque appareil coûterait environ 35 000 dollars."""
WORD = re.compile(r"\w{3,}")
ENDS = re.compile(r"[^\n]+?(?:[.!?…](?=\s|$)|(?=\n)|$)")
STOP = set(
    "les des une qui que est sur par pour dans the who what how does long say about and".split()
)


def make(
    title: str,
    text: str,
    published: str = "",
    language: str = "fr",
    publisher: str = "",
    **more: str,
) -> Document:
    source = more.pop("source", title)
    return Document(
        id=sha256(source.encode()).hexdigest()[:12],
        version=1,
        text=text,
        title=title,
        source=source,
        content_hash=sha256(text.encode()).hexdigest(),
        published=published,
        language=language,
        publisher=publisher,
    )


def sample() -> list[Document]:
    return [
        make(
            "Moscou et Téhéran signent un partenariat de vingt ans",
            TREATY,
            "2025-01-18",
            "fr",
            "Revue des traités",
        ),
        make("L'Alliance regarde vers l'est", NATO_OLD, "2025-01-17", "fr", "Note de lecture"),
        make("Mark Rutte leads NATO", NATO_NEW, "2024-10-02", "en", "Brussels Notebook"),
        make(
            "Des drones qui changent de nom",
            DRONES,
            "2024-06-11",
            "fr",
            "Carnet militaire",
            source="https://example.org/drones",
        ),
    ]


def words(text: str) -> set[str]:
    """Content words, cut to six letters as a poor man's stem."""
    return {w[:6] for w in WORD.findall(text.casefold().replace("otan", "nato"))} - {
        s[:6] for s in STOP
    }


def sentences(document: Document) -> tuple[Sentence, ...]:
    found = []
    for match in ENDS.finditer(document.text):
        text = match.group().strip()
        if text:
            start = match.start() + match.group().index(text[0])
            found.append(Sentence(document.id, start, start + len(text), text))
    return tuple(found)


@dataclass
class FakeIndex:
    versions: dict[str, list[Document]] = field(default_factory=dict)

    def put(self, document: Document) -> SimpleNamespace:
        known = self.versions.setdefault(document.id, [])
        if known and known[-1].content_hash == document.content_hash:
            return SimpleNamespace(kind="unchanged", document=known[-1], passages=1)
        stored = replace(document, version=len(known) + 1)
        known.append(stored)
        return SimpleNamespace(
            kind="updated" if stored.version > 1 else "added",
            document=stored,
            passages=len(self.passages(stored.id)),
        )

    def remove(self, document_id: str) -> None:
        self.document(document_id)
        del self.versions[document_id]

    def documents(self) -> list[Document]:
        return [known[-1] for known in self.versions.values()]

    def catalogue(self) -> list[Entry]:
        return [
            Entry(
                **{name: getattr(d, name) for name in ENTRY_FIELDS[:-3]},
                characters=len(d.text),
                passages=len(self.passages(d.id)),
                pages=len(d.pages),
            )
            for d in self.documents()
        ]

    def document(self, document_id: str, version: int | None = None) -> Document:
        try:
            return self.versions[document_id][(version or 0) - 1]
        except (KeyError, IndexError) as error:
            raise NoSuchDocument(id=document_id) from error

    def passages(self, document_id: str) -> list[Passage]:
        document = self.document(document_id)
        every = sentences(document)
        groups = [every[i : i + 5] for i in range(0, len(every), 5)]
        return [
            Passage(
                document.id,
                document.version,
                g[0].start,
                g[-1].end,
                document.text[g[0].start : g[-1].end],
                g,
            )
            for g in groups
        ]

    def resolve(self, names: Collection[str]) -> set[str]:
        found = {d.id for d in self.documents() if {d.id, d.title, d.source} & set(names)}
        if not found:
            raise NoSuchDocument(id=next(iter(names)))
        return found

    def backup(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([asdict(d) for d in self.documents()]), "utf-8")

    def describe(self, document_id: str, **fields: str) -> Document:
        changed = replace(self.document(document_id), **fields)  # type: ignore[arg-type]
        self.versions[document_id][-1] = changed
        return changed

    def search(
        self, question: str, k: int = 10, documents: Collection[str] | None = None
    ) -> list[Hit]:
        asked = words(question)
        hits = [
            Hit(passage, d.title, float(len(asked & words(passage.text))), {"bm25": 1})
            for d in self.documents()
            if not documents or d.id in documents
            for passage in self.passages(d.id)
        ]
        return sorted((h for h in hits if h.score), key=lambda h: -h.score)[:k]


@dataclass
class FakeAssistant:
    """Answers with the sentences that share most words; two shared words make an answer."""

    index: FakeIndex
    pause: float = 0.0

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        documents: Collection[str] | None = None,
    ) -> Iterator[Event]:
        evidence = self._evidence(question, documents)
        yield Found(evidence)
        good = [s for s in evidence.sentences if s.score >= 2][:3]
        citations = tuple(Citation.of(s.document, s.sentence.start, s.sentence.end) for s in good)
        said = []
        for number, scored in enumerate(good, 1):
            time.sleep(self.pause)
            sentence = AnswerSentence(scored.sentence.text, Verdict(Support.SUPPORTED), (number,))
            said.append(sentence)
            yield Said(sentence, citations[:number])
        time.sleep(self.pause)
        yield Done(self._answer(question, evidence, said, citations))

    def _evidence(self, question: str, documents: Collection[str] | None) -> Evidence:
        asked = words(question)
        scored = [
            ScoredSentence(sentence, document, float(len(asked & words(sentence.text))))
            for document in self.index.documents()
            if not documents or document.id in documents
            for sentence in sentences(document)
        ]
        best = sorted((s for s in scored if s.score), key=lambda s: -s.score)[:6]
        return Evidence(question, tuple(best), 0.9 if best and best[0].score >= 2 else 0.1)

    def _answer(
        self,
        question: str,
        evidence: Evidence,
        said: list[AnswerSentence],
        citations: tuple[Citation, ...],
    ) -> Answer:
        closest = tuple(
            Citation.of(s.document, s.sentence.start, s.sentence.end)
            for s in evidence.sentences[:3]
        )
        wrong = AnswerSentence(
            "L'accord coûte 100 milliards.", Verdict(Support.UNSUPPORTED, "figure:100")
        )
        return Answer(
            question=question,
            language="en" if re.search(r"\b(the|who|what|how)\b", question, re.I) else "fr",
            status=Status.ANSWERED if said else Status.NOT_IN_SOURCES,
            sentences=tuple(said),
            citations=citations,
            closest=() if said else closest,
            confidence=evidence.p_answerable,
            made_by=MadeBy("fake", "fake", "0", "0"),
            timings=Timings(3.0, 4.0, None, 12.0),
            withheld=(wrong,) if "dure" in question else (),
            disagreement=len({c.document.id for c in citations}) > 1
            and "NATO" in question.upper().replace("OTAN", "NATO"),
        )


@dataclass
class FakeDossier:
    name: str
    index: FakeIndex
    assistant: FakeAssistant
    pause: float = 0.0

    def ingest(
        self, sources: Sequence[str], on_progress: Callable[[int, int, str], None] | None = None
    ) -> Iterator[Outcome]:
        for done, source in enumerate(sources):
            if on_progress:
                on_progress(done, len(sources), source)
            time.sleep(self.pause)
            yield self._one(source)

    def _one(self, source: str) -> Outcome:
        if "://" in source:
            return failed(source, FetchError(name=source, detail="404"))
        if Path(source).suffix not in (".txt", ".md"):
            return failed(source, UnknownFormat(name=Path(source).name))
        text = Path(source).read_text("utf-8")
        return self._put(make(Path(source).stem, text, source=source))

    def paste(self, text: str, title: str = "") -> Outcome:
        return self._put(
            make(title or text.splitlines()[0][:60], text, source=f"paste:{text[:40]}")
        )

    def _put(self, document: Document) -> Outcome:
        change = self.index.put(document)
        return Outcome(document.source, change.kind, document.id, document.title, change.passages)


def failed(source: str, error: DossierError) -> Outcome:
    return Outcome(source, "failed", error=error)


class FakeDesk:
    """Dossiers in memory; `pause` is the seconds between two sentences of an answer."""

    def __init__(self, documents: Sequence[Document] = (), pause: float = 0.0) -> None:
        self._pause = pause
        self.notices: list[DossierError] = []
        self._dossiers: dict[str, FakeDossier] = {}
        self.fill(documents)

    def fill(self, documents: Sequence[Document]) -> None:
        """Begins again with one dossier of these documents."""
        self._dossiers.clear()
        self.create("default")
        for document in documents:
            self.dossier().index.put(document)

    def names(self) -> list[str]:
        return list(self._dossiers)

    def dossier(self, name: str = "default") -> FakeDossier:
        return self._dossiers[name]

    def create(self, name: str) -> FakeDossier:
        if name not in self._dossiers:
            index = FakeIndex()
            self._dossiers[name] = FakeDossier(
                name, index, FakeAssistant(index, self._pause), self._pause
            )
        return self._dossiers[name]

    def restore(self, name: str, file: Path) -> None:
        dossier = self.create(name)
        for fields in json.loads(file.read_text("utf-8")):
            dossier.index.put(Document(**fields | {"pages": tuple(fields["pages"])}))
