"""A small world to be measured in: two documents, four cases, and systems whose answers a person can foresee."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, settings

from core.errors import ModelError
from core.types import (
    Answer,
    AnswerSentence,
    Citation,
    Document,
    MadeBy,
    Status,
    Support,
    Timings,
    Verdict,
)
from evaluation.cases import Case, GoldQuote, TestSet
from evaluation.gold import Span
from evaluation.metrics.citations import Judge
from evaluation.run import Options, Plan
from evaluation.systems import Reply, System
from tests.fakes import document

# For properties tested on machines that are busy with other things.
patient = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

PACT = document("Le pacte dure vingt ans. Il est signé à Moscou.", title="Pacte")
DRONES = document("Les drones sont vendus depuis 2022.", title="Drones")
DOCUMENTS = {doc.id: doc for doc in (PACT, DRONES)}

Said = tuple[Document, str, str]

CASES = (
    Case("how-long", "Combien de temps ?", "fr", True, ("vingt ans",), (GoldQuote("Pacte", "Le pacte dure vingt ans."),), tags=("pact", "number")),
    Case("where", "Où est-il signé ?", "fr", True, ("Moscou",), (GoldQuote("Pacte", "Il est signé à Moscou."),), tags=("pact",)),
    Case("since", "Since when are drones sold?", "en", True, ("2022",), (GoldQuote("Drones", "Les drones sont vendus depuis 2022."),), tags=("number",)),
    Case("oil", "Quel est le prix du pétrole ?", "fr", False),
)  # fmt: skip
TESTSET = TestSet("world.jsonl", CASES)

SAYS: dict[str, Said] = {
    # case id: (document, quoted words, what is said)
    "how-long": (PACT, "Le pacte dure vingt ans.", "Le pacte dure vingt ans."),
    "where": (PACT, "Il est signé à Moscou.", "Il est signé à Moscou."),
    "since": (DRONES, "Les drones sont vendus depuis 2022.", "Drones are sold since 2022."),
}
MADE_BY = MadeBy(llm="fake-writer", embedding="fake", prompt="abc", index="fake-index")


class FakeSystem:
    """Says what `says` holds for a case and refuses the others; finds the document it quotes."""

    def __init__(
        self, name: str = "dossier", says: Mapping[str, Said] = SAYS, *, fails: str = ""
    ) -> None:
        self.name = name
        self._says = dict(says)
        self._fails = fails
        self.asked: list[str] = []

    def made_by(self) -> Mapping[str, str]:
        return {"llm": "fake-writer"}

    def search(self, question: str, documents: Collection[str] | None, k: int) -> list[Span]:
        order = sorted(
            DOCUMENTS.values(), key=lambda doc: ("drones" in question) != (doc is DRONES)
        )
        within = [doc for doc in order if documents is None or doc.id in documents]
        return [Span(doc.id, 0, len(doc.text)) for doc in within][:k]

    def answer(self, case: Case, documents: Collection[str] | None) -> Reply | None:
        self.asked.append(case.id)
        if case.id == self._fails:
            raise ModelError(name="fake-writer", detail="broken")
        if case.id not in self._says:
            return reply(case, (), (), 0.2)
        doc, quote, said = self._says[case.id]
        start = doc.text.index(quote)
        citation = Citation.of(doc, start, start + len(quote))
        return reply(
            case, (AnswerSentence(said, Verdict(Support.SUPPORTED), (1,)),), (citation,), 0.9
        )


class SearchOnly(FakeSystem):
    def answer(self, case: Case, documents: Collection[str] | None) -> Reply | None:
        return None


def reply(
    case: Case,
    sentences: Sequence[AnswerSentence],
    citations: Sequence[Citation],
    confidence: float,
) -> Reply:
    answer = Answer(
        question=case.question,
        language=case.language,
        status=Status.ANSWERED if sentences else Status.NOT_IN_SOURCES,
        sentences=tuple(sentences),
        citations=tuple(citations),
        closest=() if sentences else (Citation.of(PACT, 0, 8),),
        confidence=confidence,
        made_by=MADE_BY,
        timings=Timings(10.0, 20.0, 300.0 if sentences else None, 1000.0),
    )  # fmt: skip
    read = tuple(Span(c.document.id, c.start, c.end) for c in citations)
    return Reply(answer, read, case.question)


def judge_for(language: str, question: str) -> Judge:
    """Bears out what shares its longest word with the cited words."""

    def judge(claim: str, spans: Sequence[Span]) -> bool:
        longest = max(claim.split(), key=len).strip(".").lower()
        return any(longest in DOCUMENTS[s.document_id].text[s.start : s.end].lower() for s in spans)

    return judge


def plan(*systems: System, testset: TestSet = TESTSET, **options: Any) -> Plan:
    return Plan(testset, systems or (FakeSystem(),), DOCUMENTS, judge_for, Options(**options))
