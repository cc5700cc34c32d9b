"""Sources that disagree: two documents that give different values for what was asked.

Conservative: both sentences must speak of nearly everything the question names, hold exactly
one value of the kind asked for, and come from different documents. Who is right is not decided;
the reader sees both, with source and date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answering.verify.dates import DateMention, find_dates, same_date
from answering.verify.likeness import alike
from answering.verify.names import Name, find_names, same_word
from answering.verify.numbers import Quantity, find_quantities, same_amount
from answering.verify.text import Token, content, fold_keep, listed, tokens
from answering.verify.wording import found_in, words
from core.types import ScoredSentence

SPEAKS_OF = 0.65
NEAR = 8  # words between a person and the office asked about

_HOW_MANY = re.compile(
    r"\b(?:combien|how (?:many|much|long|old|far|high|big)|duree|quel age|quel montant|quel prix|what price)\b"
)
_WHEN = re.compile(r"\b(?:quand|when|quelle date|quelle annee|quel jour|what (?:date|year|day))\b")
_WHO = re.compile(r"\b(?:qui|who|whom)\b")
_ASKING = listed(
    """combien temps long durée dure durer many much old quand date année jour year day qui quel quelle who when
    how what name nom appelle called"""
)
_NO_LONGER = listed(
    "ancien ancienne ex former formerly prédécesseur predecessor futur future prochain next succéder"
)


@dataclass(frozen=True, slots=True)
class Value:
    """What one sentence gives as the answer: `text` is the sentence's own wording."""

    text: str
    source: ScoredSentence


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different values for what `question` asks, best evidence first; `kind` is figure, date or person."""

    question: str
    kind: str
    values: tuple[Value, ...]


def disagreement(question: str, evidence: Sequence[ScoredSentence]) -> Disagreement | None:
    """The different values `evidence` gives for `question`, or None if it gives one or none."""
    kind = _kind(question)
    topic = [t for t in content(tokens(question)) if t.norm not in _ASKING]
    if not kind or not topic:
        return None
    distinct: list[tuple[object, Value]] = []
    for scored in evidence:
        found = _value(kind, topic, question, scored)
        if found is not None and not any(_agree(found[0], other) for other, _ in distinct):
            distinct.append(found)
    documents = {value.source.document.id for _, value in distinct}
    if len(distinct) < 2 or len(documents) < len(distinct):
        return None
    return Disagreement(question, kind, tuple(value for _, value in distinct))


def _kind(question: str) -> str:
    folded = fold_keep(question)
    for kind, pattern in (("figure", _HOW_MANY), ("date", _WHEN), ("person", _WHO)):
        if pattern.search(folded):
            return kind
    return ""


def _value(
    kind: str, topic: Sequence[Token], question: str, scored: ScoredSentence
) -> tuple[object, Value] | None:
    """The only value of the kind asked for in a sentence that speaks of the topic."""
    text = scored.sentence.text
    there = content(tokens(text))
    spoken = sum(any(alike(t, o, question, text) for o in there) for t in topic) / len(topic)
    if spoken < SPEAKS_OF or any(token.norm in _NO_LONGER for token in tokens(text)):
        return None
    found: Sequence[Quantity | DateMention | tuple[Name, ...]]
    if kind == "person":
        found = _persons(text, question, topic)
    elif kind == "date":
        found = [d for d in find_dates(text) if d.year or d.month or d.day]
    else:
        found = _figures(text, question)
    if len(found) != 1:
        return None
    return found[0], Value(_wording(text, found[0]), scored)


def _figures(text: str, question: str) -> list[Quantity]:
    """Figures that can answer: durations for `combien de temps`, else what the question counts."""
    folded = fold_keep(question)
    lasting = re.search(r"combien de temps|how long|duree|quel age|how old", folded) is not None
    counted = words(question)
    return [
        q
        for q in find_quantities(text)
        if (q.kind == "time") == lasting
        and (lasting or not q.nouns or any(found_in(noun, counted) for noun in q.nouns))
    ]


def _persons(text: str, question: str, topic: Sequence[Token]) -> list[tuple[Name, ...]]:
    """Full names near the office asked about that the question does not name."""
    asked = [token.text for token in tokens(question)]
    asked_for = [t.norm for t in topic]
    offices = [t for t in tokens(text) if found_in(t.norm, asked_for)]
    runs: list[list[Name]] = []
    for name in find_names(text):
        if (name.id and name.id not in _first_names()) or any(
            same_word(name.text, a) for a in asked
        ):
            continue
        if runs and not text[runs[-1][-1].end : name.start].strip(" -"):
            runs[-1].append(name)
        else:
            runs.append([name])
    return [tuple(run) for run in runs if len(run) > 1 and _close(run, offices, text)]


def _first_names() -> frozenset[str]:
    """Gazetteer ids that are parts of persons' names, not places."""
    return frozenset(
        "vladimir poutine medvedev zelensky pezeshkian khamenei netanyahou assad bachar volodymyr dmitri serguei "
        "macron lavrov prigojine chouigou loukachenko francois charles elisabeth guillaume benoit jean-paul".split()
    )


def _close(run: Sequence[Name], offices: Sequence[Token], text: str) -> bool:
    middle = sum(t.start < run[0].start for t in tokens(text))
    return any(abs(sum(t.start < o.start for t in tokens(text)) - middle) <= NEAR for o in offices)


def _agree(one: object, other: object) -> bool:
    """Whether two values are one; figures of different kinds cannot disagree either."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.kind != other.kind or same_amount(one, other)
    if isinstance(one, DateMention) and isinstance(other, DateMention):
        return same_date(one, other) or same_date(other, one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return any(same_word(a.text, b.text) for a in one for b in other)
    return True


def _wording(text: str, value: Quantity | DateMention | tuple[Name, ...]) -> str:
    if isinstance(value, tuple):
        return text[value[0].start : value[-1].end]
    if isinstance(value, Quantity) and value.nouns and not value.kind:
        return f"{value.text} {value.nouns[0]}"
    return value.text
