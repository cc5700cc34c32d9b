"""Check: words left out have not left another acting: `X partit, et Y ouvrit` is no `X ouvrit`."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.clauses import Action, actions
from answering.verify.likeness import alike, is_named
from answering.verify.text import Token, listed, tokens
from answering.verify.verbs import DETERMINERS, RELATIVES


def other_voice(sentence: str, sources: Sequence[str]) -> bool:
    """`X a abattu` shortened from `X a été abattu`."""
    theirs = [given for source in sources for given in actions(source)]
    return any(
        bool(uses) and all(given.passive != said.passive for given in uses)
        for said in actions(sentence)
        for uses in ([g for g in theirs if g.verb.norm == said.verb.norm],)
    )


def dropped_subject(sentence: str, sources: Sequence[str]) -> bool:
    """`X ouvrit une école` shortened from `X partit, et Y ouvrit une école`: words left out, another acts."""
    return any(_best_subject(said, sentence, sources) for said in actions(sentence))


def _best_subject(said: Action, sentence: str, sources: Sequence[str]) -> bool:
    mine = [w for w in said.subject if is_named(w, sentence)]
    theirs = [
        (given.subject, given.verb, source)
        for source in sources
        for given in actions(source)
        if given.verb.norm == said.verb.norm and not given.passive
    ]
    return bool(mine and theirs) and all(
        subject
        and not any(alike(a, b, sentence, source) for a in said.subject for b in subject)
        and _opens_clause(subject[0], source)
        and not _in_relative(verb, source)
        for subject, verb, source in theirs
    )


def _in_relative(verb: Token, text: str) -> bool:
    """`…, qui a vécu`: who acts stands before the relative."""
    before = [t.norm for t in tokens(text) if t.start < verb.start][-3:]
    return any(norm in RELATIVES for norm in before)


_NEW_CLAUSE = listed("et and mais but puis tandis que while whereas qu' then")


def _opens_clause(word: Token, text: str) -> bool:
    """Whether a subject opens its own clause: `et son père …`, not the `…, avocat, …` of an apposition."""
    before = [t.norm for t in tokens(text) if t.start < word.start][-2:]
    if before and before[-1] in DETERMINERS:
        before.pop()
    return bool(before) and before[-1] in _NEW_CLAUSE
