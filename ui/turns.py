"""A turn of the conversation as HTML: question, evidence, answer, ending.

Its parts arrive one after the other and never change place; the ending tells what the checks
made of the answer, what was withheld and why, or what comes closest where the dossier is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from core.types import Language
from ui.icons import icon
from ui.record import STOPPED, AnswerRecord, CitationRecord, SentenceRecord
from ui.render import NOTHING, evidence, quoted, sentence
from ui.texts import count, say

TURN_TOOLS = Markup('<span class="tools">{}</span>').format(
    Markup("").join(
        Markup(
            '<button type="button" class="{name}-turn" data-t-label="ask.{name}">{icon}</button>'
        ).format(name=name, icon=icon(name))
        for name in ("edit", "retry", "copy", "good", "bad")
    )
)


@dataclass(frozen=True, slots=True)
class Scope:
    """How much was searched, for an honest "not in the dossier"."""

    documents: int
    passages: int


def follow_ups(questions: Sequence[str], language: Language) -> Markup:
    """Questions one may ask next, as buttons."""
    if not questions:
        return NOTHING
    buttons = Markup("").join(
        Markup('<li><button type="button" class="suggestion">{}</button></li>').format(q)
        for q in questions
    )
    return Markup('<h4>{title}</h4><ul class="suggestions">{buttons}</ul>').format(
        title=say(language, "ask.follow"), buttons=buttons
    )


def turn(
    question: str = "",
    answer: AnswerRecord | None = None,
    scope: Scope | None = None,
    language: Language = "fr",
    number: int | None = None,
    found: Sequence[CitationRecord] = (),
) -> Markup:
    """A whole turn; without an answer, the empty one that the page fills part by part.

    Labels are keys (`data-t`), put into words by the page in its own language.
    """
    said = closing = NOTHING
    if answer is not None:
        said = Markup("").join(
            sentence(s, answer["citations"], language) for s in answer["sentences"]
        )
        closing = ending(answer, scope or Scope(0, 0), language)
    return Markup(
        '<article class="turn"{number}><header><h3 class="asked">{question}</h3>{tools}</header>'
        '<p class="progress" role="status"></p><section class="evidence">{found}</section>'
        '<div class="answer" aria-live="polite">{said}</div><div class="ending">{ending}</div>'
        "</article>"
    ).format(
        number="" if number is None else Markup(' data-turn="{}"').format(number),
        question=question,
        tools=TURN_TOOLS,
        found=evidence(found, language),
        said=said,
        ending=closing,
    )


def reason(code: str, language: Language) -> str:
    """A verdict's reason code, such as `figure:100`, in words; empty for an empty code."""
    kind, _, fact = code.partition(":")
    if not kind:
        return ""
    try:
        return say(language, f"reason.{kind}", fact=fact)
    except KeyError:
        return say(language, "reason.other", fact=fact or kind)


def withheld(sentences: Sequence[SentenceRecord], language: Language) -> Markup:
    """The sentences the checks rejected, closed by default, each with its reason."""
    if not sentences:
        return NOTHING
    items = Markup("").join(
        Markup("<li><s>{text}</s> <em>{why}</em></li>").format(
            text=s["text"], why=reason(s["reason"], language)
        )
        for s in sentences
    )
    return Markup(
        '<details class="withheld verdict-withheld" data-verdict="withheld"><summary>{title}'
        "</summary><ul>{items}</ul></details>"
    ).format(title=count(language, "withheld.title", len(sentences)), items=items)


def disagreement(answer: AnswerRecord, language: Language) -> Markup:
    """Both sides of a disagreement, quoted with their dates."""
    if not answer["disagreement"]:
        return NOTHING
    sides = {c["document_id"]: c for c in reversed(answer["citations"])}  # the first of each
    ordered = sorted(sides.values(), key=lambda c: c["n"])
    return Markup(
        '<aside class="disagree verdict-disagree" data-verdict="disagree"><strong>{title}</strong>'
        "<p>{text}</p><ul>{sides}</ul></aside>"
    ).format(
        title=say(language, "verdict.disagree"),
        text=say(language, "verdict.disagree.text"),
        sides=Markup("").join(quoted(c, language) for c in ordered),
    )


def not_in_sources(answer: AnswerRecord, scope: Scope, language: Language) -> Markup:
    """The help given instead of an answer: what was searched and what comes closest."""
    key = "none.searched" if answer["closest"] else "none.nothing"
    text = say(
        language,
        key,
        documents=count(language, "n.documents", scope.documents),
        passages=count(language, "n.passages", scope.passages),
    )
    return Markup(
        '<div class="none"><strong>{title}</strong><p>{text}</p><ul class="closest">{items}</ul></div>'
    ).format(
        title=say(language, "none.title"),
        text=text,
        items=Markup("").join(quoted(c, language) for c in answer["closest"]),
    )


def verdict_line(answer: AnswerRecord, language: Language) -> Markup:
    """What the checks made of the answer, in one quiet line."""
    checked = sum(s["verdict"] == "supported" for s in answer["sentences"])
    sources = len({c["document_id"] for c in answer["citations"]})
    seconds = f"{(answer['timing_ms'].get('total') or 0) / 1000:.1f}"
    facts = [
        "✓ " + count(language, "answer.checked", checked),
        count(language, "answer.sources", sources),
        say(language, "answer.confidence", n=round(100 * answer["confidence"])),
        say(
            language, "answer.seconds", n=seconds.replace(".", ",") if language == "fr" else seconds
        ),
    ]
    return Markup('<p class="verdicts">{facts}</p>').format(facts=" · ".join(facts))


def ending(answer: AnswerRecord, scope: Scope, language: Language) -> Markup:
    """Everything that follows the sentences once the answer is whole."""
    if answer["status"] == "not_in_sources":
        return not_in_sources(answer, scope, language) + withheld(answer["withheld"], language)
    if answer["status"] == STOPPED:
        return Markup('<p class="partial">{}</p>').format(say(language, "ask.stopped"))
    partial = Markup('<p class="partial">{}</p>').format(say(language, "answer.partial"))
    return (
        (partial if answer["status"] == "partial" else NOTHING)
        + disagreement(answer, language)
        + verdict_line(answer, language)
        + withheld(answer["withheld"], language)
    )
