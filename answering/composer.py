"""Puts an answer together, sentence by sentence: aligned, checked, then shown or withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answering.borrowed import borrowed
from answering.citations import align
from answering.disagree import Disagreement
from answering.draft import SUPPORTED, Draft
from answering.events import Said
from answering.prompting import attributed
from answering.relevance import beside_the_point, unheard_premise, unnamed
from answering.verify import Similarity, verify
from answering.verify.verbs import language_of
from core.types import Evidence, Language, ScoredSentence, Support, Verdict

SURE = 0.8  # a calibrated probability from which an invention does not cast doubt on the evidence
ANSWERS = 0.0  # the scorer's logit from which a sentence more likely answers than not
MADE_OF = 2  # source sentences shown for a rejected one that was made of them
_INVENTIONS = frozenset({"figure", "date", "name"})


class Composer:
    """The answer to one question, from one evidence; `draft` is what there is of it so far."""

    def __init__(self, evidence: Evidence, language: Language, similarity: Similarity) -> None:
        self.evidence = evidence
        self.draft = Draft()
        self._language = language
        self._similarity = similarity

    @property
    def declined(self) -> bool:
        """Whether nothing was written, not even something to withhold."""
        return not self.draft.sentences and not self.draft.withheld

    def say(self, text: str) -> Iterator[Said]:
        """`text` if the checks bear it out; else the source's own sentence; else nothing."""
        cited = align(text, self.evidence.sentences, self._similarity)
        verdict = self._verdict(text, cited)
        if verdict.support is Support.SUPPORTED:
            yield from self._show(text, cited, verdict)
            return
        own = self._instead(cited, verdict)
        self.draft.withhold(text, verdict, replaced=bool(own))
        for scored in own:
            yield from self._show(scored.sentence.text, [scored])

    def quote(self, count: int) -> Iterator[Said]:
        """The evidence itself as the answer, where no model writes."""
        fitting = self._fitting(self.evidence.sentences)[:count]
        for scored in [*fitting[:1], *filter(_answers, fitting[1:])]:
            yield from self._show(scored.sentence.text, [scored])

    def both(self, differing: Disagreement) -> Iterator[Said]:
        """What each source says, under its title and date: who is right is the reader's to judge."""
        self.draft.disagreement = True
        for value in differing.values:
            yield from self._show(attributed(value.source, self._language), [value.source])

    def _show(
        self, text: str, cited: Sequence[ScoredSentence], verdict: Verdict = SUPPORTED
    ) -> Iterator[Said]:
        said = self.draft.accept(text, cited, verdict)
        if said is not None:
            yield Said(said, tuple(self.draft.citations))

    def _verdict(self, text: str, cited: Sequence[ScoredSentence]) -> Verdict:
        """Checked against what it cites; against all the evidence, for a reason, if that is nothing."""
        question = self.evidence.question
        verdict = verify(
            text,
            cited or self.evidence.sentences,
            language=self._language,
            question=question,
            similarity=self._similarity,
        )
        if verdict.support is not Support.SUPPORTED:
            return verdict
        reason = self._off_the_question(text, cited) if cited else "no_source"
        return Verdict(Support.UNSUPPORTED, reason) if reason else verdict

    def _off_the_question(self, text: str, cited: Sequence[ScoredSentence]) -> str:
        """Why a sentence that is in the source is still no answer to the question; or ""."""
        question, sources = self.evidence.question, [scored.sentence.text for scored in cited]
        translated = language_of(text) != language_of(sources[0])
        return (
            beside_the_point(question, text)
            or unnamed(question, text)
            or unheard_premise(text, sources)
            or borrowed(question, text, cited, translated=translated)
        )

    def _instead(
        self, cited: Sequence[ScoredSentence], verdict: Verdict
    ) -> Sequence[ScoredSentence]:
        """The source's own sentences for a rejected one: that which it was made of, and the best.

        None where it would not answer either: a model that invents a figure or a name often does
        so because there is none to be had.
        """
        invented = verdict.reason.split(":")[0] in _INVENTIONS
        if invented and self.evidence.p_answerable < SURE:
            return []
        made_of = cited[:MADE_OF]
        best = [s for s in self.evidence.sentences[:1] if s not in made_of and _answers(s)]
        return self._fitting([*made_of, *best])

    def _fitting(self, sentences: Sequence[ScoredSentence]) -> list[ScoredSentence]:
        question = self.evidence.question
        return [s for s in sentences if not beside_the_point(question, s.sentence.text)]


def _answers(scored: ScoredSentence) -> bool:
    """Whether the scorer finds that a sentence answers; True where it has not read it."""
    return scored.answers is None or scored.answers >= ANSWERS
