"""Check: what the source says somebody said, wants or thinks possible is not told as plain fact.

A *frame* is a stretch of a sentence that stands under "selon", "a accusé", "pourrait", "a promis".
If the words of the answer come from inside a frame of the source, the answer needs such a frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.verify.clauses import actions
from answering.verify.edits import only_shorter
from answering.verify.frames import Frame, frames, says
from answering.verify.morphology import english_base
from answering.verify.names import find_names
from answering.verify.numbers import find_quantities, same_amount
from answering.verify.polarity import polarities
from answering.verify.roles import alike
from answering.verify.text import STOP, Token, listed, tokens
from answering.verify.verbs import auxiliary, language_of, verbs
from answering.verify.wording import same


def unframed(sentence: str, sources: Sequence[str]) -> str:
    """`attribution:…` or `modality:…` if the answer drops or changes the source's frame, or ""."""
    mine = frames(sentence, stances=True)
    reasons = []
    for source in sources:
        hits = _matched(sentence, source)
        for frame in frames(source):
            inside = [m for m, at in hits if any(frame.holds(a) for a in at)]
            only = [m for m, at in hits if all(frame.holds(a) for a in at)]
            told = [m for m, _ in hits if not _is_name(m, sentence)]
            whole = len(told) > int(not _accuses(frame)) and set(told) <= set(only)
            nearly_all = len(only) > 2 and len(only) >= 0.75 * len(hits)
            if frame.level == 2 and _answered(frame, hits, sentence, source):
                continue
            if _background(hits, sentence, source):
                continue
            if not (whole or nearly_all) and _about_another(frame, hits, sentence, source):
                continue
            most = len(only) >= max(2, 0.6 * len(hits)) or (hits and len(inside) == len(hits))
            if most or whole:
                reasons.append(_judge(frame, mine, sentence, source, only or inside))
        reasons.append(_speaker_left_out(sentence, source))
        reasons.append(_wished_object(sentence, source, mine))
        reasons.append(_planned_deed(sentence, source, mine))
        reasons.append(_figure_unframed(sentence, source, mine))
    found = [reason for reason in reasons if reason]
    return found[0] if found else ""


_ANSWERS = listed(
    "refuser accepter rejeter satisfaire obtenir autoriser refuse accept reject obtain grant decline agree"
)


def _answered(
    frame: Frame, hits: Sequence[tuple[int, list[int]]], sentence: str, source: str
) -> bool:
    """`X a demandé …, ce que Y a refusé`: an answer that tells the refusal tells what happened."""
    words, given = tokens(sentence), tokens(source)
    after = [(m, a) for m, at in hits for a in at if a >= frame.end]
    return any(
        same(words[m].norm, verb) and same(given[a].norm, verb) for m, a in after for verb in _ANSWERS
    )


def _background(hits: Sequence[tuple[int, list[int]]], sentence: str, source: str) -> bool:
    """Whether all the answer says is an aside of the source, `…, ancien bâtonnier, …`: taken for granted."""
    told = [at for m, at in hits if not _is_name(m, sentence)]
    words, acting = tokens(source), verbs(source)
    spans = [m.span() for m in re.finditer(r",[^,;:.«»]{4,60}(?=[,.])", source)]
    for start, end in spans:
        inside = [k for k, w in enumerate(words) if start < w.start < end]
        plain = len(inside) <= ASIDE and not any(
            k in acting or words[k].norm.endswith(("ant", "ing")) or words[k].norm in _ACCORDING
            for k in inside
        )
        if plain and told and all(set(at) <= set(inside) for at in told):
            return True
    return False


def _accuses(frame: Frame) -> bool:
    """Whether one word of the deed is enough: `accusé de dopage`."""
    return frame.trigger.lower().startswith(("accus", "soupçonn", "suspect", "alleg", "imput"))


ASIDE = 6  # words
_ACCORDING = listed("selon après according says said")


def _is_name(index: int, sentence: str) -> bool:
    word = tokens(sentence)[index]
    return any(name.start <= word.start < name.end for name in find_names(sentence))


def _speaker_left_out(sentence: str, source: str) -> str:
    """`Selon X, …` copied without its `selon X`: a conditional alone does not say whose word it is."""
    if not only_shorter(sentence, [source]):
        return ""
    kept = {t.norm for t in tokens(sentence)}
    for frame in frames(source):
        named = frame.level == 3 and frame.trigger.lower() in ("selon", "après", "according")
        if named and frame.speaker and not any(w.norm in kept for w in frame.speaker):
            return f"attribution:{' '.join(w.text for w in frame.speaker)}"
    return ""


def _wished_object(sentence: str, source: str, mine: Sequence[Frame]) -> str:
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


def _planned_deed(sentence: str, source: str, mine: Sequence[Frame]) -> str:
    """`Ford a fermé son usine` where the source has `veut fermer` and no other closing."""
    words, given = tokens(sentence), tokens(source)
    if not _told_as_done(sentence):
        return ""
    for action in actions(sentence):
        k = words.index(action.verb)
        at = [j for j, w in enumerate(given) if same(w.norm, action.verb.norm)]
        if any(f.holds(k) for f in mine) or not at:
            continue
        for frame in frames(source):
            led = all(frame.start < j <= frame.start + LED for j in at)
            if (frame.level in (1, 2) or _promises(frame)) and led:
                return f"modality:{frame.trigger}"
    return ""


LED = 3  # words from `veut`, `plans to` to the verb it leads


def _places(word: Token, sentence: str, source: str) -> list[int]:
    return [k for k, w in enumerate(tokens(source)) if alike(word, w, sentence, source)]


def _figure_unframed(sentence: str, source: str, mine: Sequence[Frame]) -> str:
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


def _about_another(
    frame: Frame, hits: Sequence[tuple[int, list[int]]], sentence: str, source: str
) -> bool:
    """Whether the answer opens with somebody the source has outside the frame, and not as its speaker."""
    if not hits or not frame.speaker:
        return False
    first, at = hits[0]
    token = tokens(sentence)[first]
    outside = not any(frame.holds(a) for a in at)
    return (
        outside and first < 4 and not any(alike(token, w, sentence, source) for w in frame.speaker)
    )


def _matched(sentence: str, source: str) -> list[tuple[int, list[int]]]:
    """Content words of `sentence` (index) with the indices of their likes in `source`."""
    theirs = [(k, t) for k, t in enumerate(tokens(source)) if t.norm not in STOP]
    framing = {w.start for frame in frames(sentence) for w in frame.speaker}
    rows = []
    for k, token in enumerate(tokens(sentence)):
        if token.norm in STOP or token.start in framing or says(tokens(sentence), k):
            continue
        at = [j for j, other in theirs if alike(token, other, sentence, source)]
        if at:
            rows.append((k, at))
    return rows


def _judge(
    frame: Frame, mine: Sequence[Frame], sentence: str, source: str, words: Sequence[int]
) -> str:
    covering = [f for f in mine if any(f.holds(k) for k in words)]
    level = max((f.level for f in covering), default=0)
    if frame.level == 3:
        own = [f for f in covering if _same_speaker(f, frame, sentence, source)]
        if level < (1 if own or _promises(frame) or _own_plan(frame, covering, sentence, source) else 2):
            who = " ".join(w.text for w in frame.speaker if w.capital) or frame.trigger
            return f"attribution:{who}"
        return _other_speaker(frame, covering, sentence, source)
    if level >= frame.level or (frame.level == 1 and not _told_as_done(sentence)):
        return ""
    return f"modality:{frame.trigger}"


def _told_as_done(sentence: str) -> bool:
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


def _own_plan(frame: Frame, covering: Sequence[Frame], sentence: str, source: str) -> bool:
    """`The White House said it would appeal` told as `The White House intends to appeal`."""
    planned = any(f.start >= frame.start and f.level < 3 for f in frames(source) if f != frame)
    themselves = any(
        alike(w, o, sentence, source) for f in covering for w in f.speaker for o in frame.speaker
    )
    return planned and themselves


def _same_speaker(mine: Frame, theirs: Frame, sentence: str, source: str) -> bool:
    """`Officials expect …` for `officials said that …`: theirs, whatever the verb."""
    return any(alike(w, o, sentence, source) for w in mine.speaker for o in theirs.speaker)


def _promises(frame: Frame) -> bool:
    return frame.trigger.lower().startswith(("prom", "pledg", "engag", "hope", "espèr", "espér"))


def _other_speaker(frame: Frame, covering: Sequence[Frame], sentence: str, source: str) -> str:
    """The answer's speaker, if the source has those words from another; frames may lie in frames."""
    said = [f for f in covering if f.level == 3]
    speakers = [w for f in said or covering for w in f.speaker]
    if not speakers or not frame.speaker or not all(f.speaker for f in said):
        return ""
    if any(alike(w, o, sentence, source) for w in speakers for o in frame.speaker):
        return ""
    others = [t for t in tokens(source) if t.norm not in STOP and t not in frame.speaker]
    denies = all(f.trigger.lower().startswith(("ni", "dém", "den")) for f in covering)
    inner = [f for f in frames(source) if frame.start <= f.start and f.end <= frame.end]
    heard = [w for f in (frames(source) if denies else inner) for w in f.speaker]
    if any(alike(w, o, sentence, source) for w in speakers for o in heard):
        return ""
    named = [w for w in speakers if w.capital]
    if named or any(alike(w, o, sentence, source) for w in speakers for o in others):
        return f"attribution:{' '.join(w.text for w in named or speakers)}"
    return ""
