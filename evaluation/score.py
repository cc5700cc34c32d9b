"""One case, one reply → its scores. What cannot be scored is not there, with the reason beside."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.types import Document, Status
from evaluation.cases import Case, TestSet, Unit
from evaluation.gold import Library, Span, locate
from evaluation.judge import JudgeFor
from evaluation.metrics import abstention, answers, citations, faithfulness, latency, retrieval
from evaluation.metrics.citations import Judge, Statement
from evaluation.systems import Reply

Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Ready:
    """A case with its names looked up. `missing` says what could not be found."""

    case: Case
    golds: tuple[Span, ...]
    documents: frozenset[str] | None
    missing: tuple[str, ...] = ()


def prepare(case: Case, library: Library) -> Ready:
    """Gold quotes as spans, document names as ids."""
    golds: list[Span] = []
    missing: list[str] = []
    for source in case.sources:
        document = library.find(source.document)
        place = locate(document.text, source.quote) if document else None
        if document is None or place is None:
            missing.append("no_document" if document is None else "no_quote")
        else:
            golds.append(Span(document.id, *place))
    named = [library.find(name) for name in case.documents]
    missing += ["no_document"] * named.count(None)
    only = frozenset(d.id for d in named if d) if case.documents else None
    return Ready(case, tuple(dict.fromkeys(golds)), only, tuple(missing))


def prepare_all(testset: TestSet, library: Library) -> list[Ready]:
    return [prepare(case, library) for case in testset.cases]


def of_search(ready: Ready, hits: Sequence[Span], unit: Unit) -> Scores:
    """Nothing for a question that has no answer to be found."""
    return retrieval.scores(hits, ready.golds, unit) if ready.case.answerable else {}


def of_reply(
    ready: Ready, reply: Reply, judge_for: JudgeFor, documents: Mapping[str, Document]
) -> Scores:
    """Everything a reply is measured by, save the search."""
    case, answer = ready.case, reply.answer
    refused = answer.status is Status.NOT_IN_SOURCES
    said = [] if refused else [sentence.text for sentence in answer.sentences]
    judge = judge_for(case.language, case.question)
    scores = abstention.refusals(answerable=case.answerable, refused=refused)
    if case.answerable:
        found = answers.scores(" ".join(said), case.answers, case.language)
        scores |= {name: value for name, value in found.items() if value is not None}
    scores |= _of_citations(ready, reply, refused, judge)
    scores |= faithfulness.supported(said, reply.read, judge)
    quotes = [(_span(c.document.id, c.start, c.end), c.quote) for c in answer.citations]
    texts = {name: d.text for name, d in documents.items() if name in _ids(quotes)}
    scores |= citations.integrity([] if refused else quotes, texts)
    timings = answer.timings
    stages = {name: getattr(timings, name) for name in latency.STAGES}
    return scores | latency.stages(stages)


def judged(ready: Ready, reply: Reply, judge_for: JudgeFor) -> list[bool]:
    """For each shown sentence, whether its own citations bear it out."""
    judge = judge_for(ready.case.language, ready.case.question)
    return [bool(s.spans) and judge(s.text, s.spans) for s in statements(reply)]


def unscored(ready: Ready, reply: Reply | None) -> dict[str, str]:
    """Group of metrics → why this case has none of them."""
    case = ready.case
    reasons: dict[str, str] = {}
    if case.answerable and not ready.golds:
        gone = ready.missing[0] if ready.missing else "no_gold"
        reasons |= {"retrieval": gone} | ({"citation.gold": gone} if reply else {})
    if reply and case.answerable and not case.answers:
        reasons["answer"] = "no_answers"
    return reasons


def statements(reply: Reply) -> list[Statement]:
    """The shown sentences with the spans they cite."""
    spans = [_span(c.document.id, c.start, c.end) for c in reply.answer.citations]
    return [
        Statement(s.text, tuple(spans[n - 1] for n in s.citations)) for s in reply.answer.sentences
    ]


def _of_citations(ready: Ready, reply: Reply, refused: bool, judge: Judge) -> Scores:
    made = [] if refused else statements(reply)
    scores = citations.alce(made, judge)
    if ready.case.answerable:
        cited = list(dict.fromkeys(span for statement in made for span in statement.spans))
        scores |= citations.gold_overlap(cited, ready.golds)
    return scores


def _span(document_id: str, start: int, end: int) -> Span:
    return Span(document_id, start, end)


def _ids(quotes: Collection[tuple[Span, str]]) -> set[str]:
    return {span.document_id for span, _ in quotes}
