"""The way of a question: find, show, decide, write, check. Read `Assistant.ask` first."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from answering.clock import Clock
from answering.composer import SURE, Composer
from answering.condense import condense, join, leans_on_history
from answering.disagree import disagreement
from answering.events import Done, Event, Found, Said
from answering.evidence import Reader, evidence_sentences, rank_sentences, read_closely
from answering.exonyms import in_both_languages
from answering.gate import Gate
from answering.language import question_language
from answering.llm import Writer
from answering.prompting import answer_prompt, is_refusal, judge_prompt, prompts_hash, tidy, within
from answering.second_opinion import SECOND_OPINION, SecondOpinion
from answering.verify import Similarity
from core.errors import EmptyQuestion, ModelError, QuestionTooLong
from core.types import (
    Answer,
    Citation,
    Evidence,
    Hit,
    Language,
    MadeBy,
    Status,
    Turn,
)
from ingest.sentences import split_sentences
from retrieval.index import Index

MAX_WORDS = 400
HOPELESS = 0.03  # below this no model is asked
LIKELY = 0.5  # a calibrated probability: more likely than not that the evidence answers
# What a closer reading weighs against the ranking so far (fitted on the tuning questions).
TITLED = {"so far": 0.5, "reader": 1.0}
SCORED = {"so far": 1.0, "reader": 1.2}


@dataclass(frozen=True, slots=True)
class Options:
    """How much is read and shown."""

    language: Language = "fr"
    hits: int = 12
    read: int = 24
    scored: int = 9  # sentences read by the scorer: some 15 ms each
    evidence: int = 6
    judge_characters: int = 380  # of evidence the model judges; with more it says yes too easily
    prompt_characters: int = 450
    quotes: int = 2
    closest: int = 3
    max_tokens: int = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search brought: the passages and the evidence chosen from them."""

    hits: list[Hit]
    evidence: Evidence
    best: float | None = None  # the scorer's logit of the sentence that answers best
    answerable: bool = True


class Assistant:
    """Answers questions from one index. Holds no state between questions."""

    def __init__(
        self,
        index: Index,
        *,
        gate: Gate,
        similarity: Similarity,
        embedding: str,
        writer: Writer | None = None,
        titled: Reader | None = None,
        scorer: Reader | None = None,
        opinion: SecondOpinion = SECOND_OPINION,
        options: Options | None = None,
    ) -> None:
        self._index = index
        self._gate = gate
        self._similarity = similarity
        self._embedding = embedding
        self._writer = writer
        self._titled = titled
        self._scorer = scorer
        self._opinion = opinion
        self._options = options or Options()

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        documents: Collection[str] | None = None,
    ) -> Iterator[Event]:
        """Found (again if a follow-up was made to stand alone), Said…, Done.

        Raises QuestionError for a question that cannot be asked.
        """
        clock = Clock()
        question = validated(question)
        spoken = language or question_language(question, self._options.language)
        leans = leans_on_history(question, history)
        alone = join(question, history) if leans else question
        finding = self.find(alone, documents, clock)
        yield Found(finding.evidence)
        if leans and self._writer is not None:
            alone = condense(question, history, self._writer, spoken)
            finding = self.find(alone, documents, clock)
            yield Found(finding.evidence)
        if finding.evidence.sentences and finding.evidence.p_answerable >= HOPELESS:
            finding = self._reconsider(finding, spoken)
        else:
            finding = replace(finding, answerable=False)
        composer = Composer(finding.evidence, spoken, self._similarity)
        if finding.answerable:
            yield from self._answer(alone, composer, spoken, clock)
        yield Done(self._finish(question, spoken, composer, clock))

    def get_ready(self, language: Language) -> None:
        """Has the model read the fixed part of its prompts, so that the first question finds it read."""
        if self._writer is None:
            return
        for prompt in (judge_prompt, answer_prompt):
            with suppress(ModelError):  # a question will say it
                deque(self._writer.write(*prompt("…", (), language), max_tokens=1), maxlen=0)

    def find(self, question: str, documents: Collection[str] | None, clock: Clock) -> Finding:
        named = in_both_languages(question)
        hits = self._index.search(named, self._options.hits, documents)
        cosines = self._index.sentence_scores(named, hits)
        clock.mark("retrieval")
        candidates = rank_sentences(named, hits, cosines)[: self._options.read]
        candidates = read_closely(named, candidates, self._titled, TITLED)
        # The cosine of a closer reading is no logit.
        candidates = [replace(candidate, read=None) for candidate in candidates]
        best, rest = candidates[: self._options.scored], candidates[self._options.scored :]
        best = read_closely(named, best, self._scorer, SCORED)
        size = self._options.evidence
        sentences = evidence_sentences([*best, *rest], self._index.document, size)
        logits = [candidate.read for candidate in best if candidate.read is not None]
        p_answerable = self._gate.p_answerable(question, hits, cosines=cosines)
        clock.mark("first_evidence")
        return Finding(hits, Evidence(question, sentences, p_answerable), max(logits, default=None))

    def _reconsider(self, finding: Finding, language: Language) -> Finding:
        """Whether to answer, as the witnesses say; as the gate does where there is none."""
        evidence, opinion = finding.evidence, self._opinion
        p_yes = None if opinion.settled(finding.best) else self.own_word(evidence, language)
        if p_yes is None and finding.best is None:
            return replace(finding, answerable=self._gate.lets_through(evidence.p_answerable))
        p = opinion.p(p_yes, finding.best)
        weighed = replace(evidence, p_answerable=p)
        return replace(finding, evidence=weighed, answerable=opinion.lets_through(p, p_yes))

    def own_word(self, evidence: Evidence, language: Language) -> float | None:
        """P(yes) of the model asked whether the evidence answers; None without its word."""
        if self._writer is None:
            return None
        chosen = within(evidence.sentences, self._options.judge_characters)
        system, user = judge_prompt(evidence.question, chosen, language)
        try:
            return self._writer.p_yes(system, user)
        except ModelError:
            return None

    def _answer(
        self, question: str, composer: Composer, language: Language, clock: Clock
    ) -> Iterator[Said]:
        """Checked sentences, each shown once its check is done."""
        evidence = composer.evidence
        differing = disagreement(question, evidence.sentences)
        if differing is not None:
            yield from composer.both(differing)
        elif self._writer is None:
            yield from composer.quote(self._options.quotes)
        else:
            try:
                for text in self._written(question, evidence, language, clock):
                    yield from composer.say(text)
            except ModelError:
                # A model that fails midway costs its prose, not the reader's evidence.
                if not composer.draft.sentences:
                    yield from composer.quote(self._options.quotes)
            sure = evidence.p_answerable >= (LIKELY if composer.declined else SURE)
            if sure and not composer.draft.sentences:
                yield from composer.quote(1)

    def _written(
        self, question: str, evidence: Evidence, language: Language, clock: Clock
    ) -> Iterator[str]:
        """The model's sentences, each as soon as it is complete; ends at a refusal."""
        assert self._writer is not None
        chosen = within(evidence.sentences, self._options.prompt_characters)
        system, user = answer_prompt(question, chosen, language)
        text, given = "", 0
        for piece in self._writer.write(system, user, max_tokens=self._options.max_tokens):
            clock.mark("first_token")
            text += piece
            # The last sentence may still be growing.
            spans = split_sentences(text, language)[:-1]
            for start, end in spans[given:]:
                if is_refusal(text[start:end]):
                    return
                yield tidy(text[start:end])
            given = len(spans)
        for start, end in split_sentences(text, language)[given:]:
            if is_refusal(text[start:end]):
                return
            yield tidy(text[start:end])

    def _finish(
        self, question: str, language: Language, composer: Composer, clock: Clock
    ) -> Answer:
        draft, evidence = composer.draft, composer.evidence
        return Answer(
            question=question,
            language=language,
            status=draft.status,
            sentences=tuple(draft.sentences),
            citations=tuple(draft.citations),
            closest=() if draft.status is Status.ANSWERED else self._closest(evidence),
            confidence=evidence.p_answerable,
            made_by=self._made_by(language),
            timings=clock.timings(),
            withheld=tuple(draft.withheld),
            disagreement=draft.disagreement,
        )

    def _closest(self, evidence: Evidence) -> tuple[Citation, ...]:
        nearest = evidence.sentences[: self._options.closest]
        return tuple(Citation.of(s.document, s.sentence.start, s.sentence.end) for s in nearest)

    def _made_by(self, language: Language) -> MadeBy:
        return MadeBy(
            llm=self._writer.name if self._writer else "extractive",
            embedding=self._embedding,
            prompt=prompts_hash(language) if self._writer else "",
            index=self._index.fingerprint,
        )


def validated(question: str) -> str:
    """The question on one line. Raises EmptyQuestion or QuestionTooLong."""
    words = question.split()
    if not any(character.isalnum() for character in question):
        raise EmptyQuestion()
    if len(words) > MAX_WORDS:
        raise QuestionTooLong(words=len(words), limit=MAX_WORDS)
    return " ".join(words)
