"""Check: a deed or a figure that the source only has as hoped, planned or said is not told as done."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.clauses import actions
from answering.verify.frames import Frame, frames, promises
from answering.verify.likeness import alike
from answering.verify.morphology import english_base
from answering.verify.numbers import find_quantities, same_amount
from answering.verify.polarity import polarities
from answering.verify.text import Token, listed, tokens
from answering.verify.verbs import auxiliary, language_of, verbs
from answering.verify.wording import same


def wished_object(sentence: str, source: str, mine: Sequence[Frame]) -> str:
    """`X a livré des chasseurs` where the source has the delivery as fact, the fighters as a hope."""
    if mine:
        return ""
    words = tokens(source)
    for action in actions(sentence):
        acts = [k for k, w in enumerate(words) if same(w.norm, action.verb.norm)]
        if action.passive or any(no and word == action.verb for word, no in polarities(sentence)):
            continue
        objects = action.parts.get("O", [])
        found = {o: _places(o, sentence, source) for o in objects}
        told = {o: at for o, at in found.items() if at}
        named = {o: at for o, at in told.items() if o.capital} or told
        for frame in frames(source):
            inside = all(frame.holds(k) for at in named.values() for k in at)
            outside = not any(frame.holds(k) for k in acts)
            if frame.level > 1 and acts and named and inside and outside:
                return f"modality:{frame.trigger}"
    return ""


def planned_deed(sentence: str, source: str, mine: Sequence[Frame]) -> str:
    """`Ford a fermé son usine` where the source has `veut fermer` and no other closing."""
    words, given = tokens(sentence), tokens(source)
    if not told_as_done(sentence):
        return ""
    for action in actions(sentence):
        k = words.index(action.verb)
        at = [j for j, w in enumerate(given) if same(w.norm, action.verb.norm)]
        if any(f.holds(k) for f in mine) or not at:
            continue
        for frame in frames(source):
            led = all(frame.start < j <= frame.start + LED for j in at)
            if (frame.level in (1, 2) or promises(frame)) and led:
                return f"modality:{frame.trigger}"
    return ""


LED = 3  # words from `veut`, `plans to` to the verb it leads


def _places(word: Token, sentence: str, source: str) -> list[int]:
    return [k for k, w in enumerate(tokens(source)) if alike(word, w, sentence, source)]


def figure_unframed(sentence: str, source: str, mine: Sequence[Frame]) -> str:
    """A figure that the source only has in a frame, told without one."""
    theirs, words = frames(source), tokens(source)
    for said in find_quantities(sentence):
        at = [
            k
            for g in find_quantities(source)
            if same_amount(said, g)
            for k, w in enumerate(words)
            if w.start == g.start
        ]
        for frame in theirs:
            held = bool(at) and all(frame.holds(k) for k in at)
            if held and frame.level > 1 and max((f.level for f in mine), default=0) == 0:
                who = " ".join(w.text for w in frame.speaker if w.capital) or frame.trigger
                return f"attribution:{who}" if frame.level == 3 else f"modality:{frame.trigger}"
    return ""


def told_as_done(sentence: str) -> bool:
    """Whether a verb is in the past; what is planned may be told in the present (`takes office`)."""
    words, language = tokens(sentence), language_of(sentence)
    for i in verbs(sentence):
        helped = any(
            auxiliary(w, language) and w.norm not in _PRESENT for w in words[max(0, i - 3) : i]
        )
        past = language == "en" and (
            words[i].norm.endswith("ed") or words[i].norm in english_base()
        )
        present = past and words[i].norm in english_base().values()
        if helped or (past and not present):
            return True
    return False


_PRESENT = listed("est sont is are does do être be fait font")
