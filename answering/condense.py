"""A follow-up question made to stand alone, so that it can be searched for.

The history helps to understand what is asked; it is never a source of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.llm import Writer
from core.types import Language, Turn
from prompts import load_prompt

_LEANS = re.compile(
    r"^(et|mais|non|oui|ou|donc|alors|pourquoi|and|but|no|yes|so|then|or|what about|how about|why)\b"
    r"|\b(il|elle|ils|elles|lui|leur|leurs|celui|celle|ceux|cela|ça|ceci|y|son|sa|ses"
    r"|he|she|it|they|him|them|his|her|their|its|that|this|those|these|one|there)\b",
    re.I,
)
_NAME_OR_FIGURE = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+|\d+")
_TURNS = 2
_SHORT = 4


def leans_on_history(question: str, history: Sequence[Turn]) -> bool:
    """Whether `question` can hardly be understood without what came before."""
    if not history:
        return False
    names_something = bool(_NAME_OR_FIGURE.search(question.lstrip(' «"')[1:]))
    short = len(question.split()) <= _SHORT and not names_something
    return short or bool(_LEANS.search(question))


def join(question: str, history: Sequence[Turn]) -> str:
    """The previous question and this one: what a search can use when there is no model."""
    return f"{history[-1].question.rstrip(' ?')} – {question}"


def condense(
    question: str, history: Sequence[Turn], writer: Writer | None, language: Language
) -> str:
    """`question` made to stand alone by the model, or joined to the previous one.

    A rewriting that brings in a name or a figure found neither in the question nor in the
    history is not trusted.
    """
    if not leans_on_history(question, history):
        return question
    joined = join(question, history)
    if writer is None:
        return joined
    recent = list(history[-_TURNS:])
    system, user = load_prompt("condense", language).render(history=recent, question=question)
    written = "".join(writer.write(system, user, max_tokens=60)).strip().splitlines()
    rewritten = written[0].strip(' «»"') if written else ""
    return rewritten if _faithful(rewritten, question, recent) else joined


def _faithful(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    if not rewritten.endswith("?"):
        return False
    known = " ".join([question, *(f"{turn.question} {turn.answer}" for turn in history)]).lower()
    first, *rest = rewritten.split(" ", 1)
    return all(word.lower() in known for word in _NAME_OR_FIGURE.findall(" ".join(rest) or first))
