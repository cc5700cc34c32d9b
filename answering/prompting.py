"""The answer prompt filled with evidence, and what a model makes of it, tidied."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from core.types import Language, ScoredSentence
from prompts import load_prompt

_MARKS = re.compile(r"\s*(?:\[\d[\d,;\s–-]*\]|【[^】]*】)")
_LABEL = re.compile(r"^\W*(?:réponse|answer)(?: en français| in english)?\s*:\s*|^[-*•]\s+", re.I)
_REFUSAL = re.compile(
    r"^\W*(?:(?:non|no)\W*$|le dossier ne (?:le )?dit pas|les (?:extraits|documents|sources) ne (?:le )?(?:disent|précisent|contiennent|mentionnent|donnent|fournissent) pas"
    r"|the (?:dossier|excerpts|documents|sources) (?:does|do) not|(?:je ne sais|i (?:do not|don't) know)"
    r"|aucune? (?:information|extrait|réponse)|no information|n/?a\b)",
    re.I,
)


def answer_prompt(
    question: str, evidence: Sequence[ScoredSentence], language: Language
) -> tuple[str, str]:
    """System and user messages that ask for an answer to `question` from `evidence`."""
    return _prompt("answer", question, evidence, language)


def judge_prompt(
    question: str, evidence: Sequence[ScoredSentence], language: Language
) -> tuple[str, str]:
    """System and user messages that ask whether `evidence` answers `question`, yes or no."""
    return _prompt("judge", question, evidence, language)


def prompts_hash(language: Language) -> str:
    """Identifies the wording of both prompts an answer depends on."""
    both = "".join(load_prompt(name, language).hash for name in ("answer", "judge"))
    return hashlib.sha256(both.encode()).hexdigest()[:12]


def _prompt(
    name: str, question: str, evidence: Sequence[ScoredSentence], language: Language
) -> tuple[str, str]:
    """Best evidence last: small models read best what stands nearest to the question."""
    lines = [_line(scored) for scored in reversed(evidence)]
    return load_prompt(name, language).render(evidence=lines, question=question)


def within(evidence: Sequence[ScoredSentence], characters: int) -> Sequence[ScoredSentence]:
    """The best of `evidence` whose texts fit in `characters`, at least one: reading is what costs."""
    total = 0
    for count, scored in enumerate(evidence):
        total += len(scored.sentence.text)
        if count and total > characters:
            return evidence[:count]
    return evidence


def attributed(scored: ScoredSentence, language: Language) -> str:
    """The source's sentence after the source's title and date."""
    document = scored.document
    when = f" ({document.published[:10]})" if document.published else ""
    if language == "fr":
        return f"Selon « {document.title} »{when} : {scored.sentence.text}"
    return f"According to “{document.title}”{when}: {scored.sentence.text}"


def is_refusal(sentence: str) -> bool:
    """Whether the model says that the evidence does not hold the answer."""
    return bool(_REFUSAL.search(sentence))


def tidy(sentence: str) -> str:
    """A model's sentence without its own source marks, bullet or label: none of them is trusted."""
    return " ".join(_MARKS.sub("", _LABEL.sub("", sentence)).split())


def _line(scored: ScoredSentence) -> str:
    published = scored.document.published[:10]
    return f"({published}) {scored.sentence.text}" if published else scored.sentence.text
