"""Check: what the source says somebody said, wants or thinks possible is not told as plain fact.

A *frame* is a stretch of a sentence that stands under "selon", "a accusé", "pourrait", "a promis".
If the words of the answer come from inside a frame of the source, the answer needs such a frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.verify.edits import only_shorter
from answering.verify.frames import Frame, frames, promises
from answering.verify.likeness import alike
from answering.verify.names import find_names
from answering.verify.speech import says
from answering.verify.text import STOP, listed, tokens
from answering.verify.told_done import figure_unframed, planned_deed, told_as_done, wished_object
from answering.verify.verbs import verbs
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
        reasons.append(wished_object(sentence, source, mine))
        reasons.append(planned_deed(sentence, source, mine))
        reasons.append(figure_unframed(sentence, source, mine))
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
        same(words[m].norm, verb) and same(given[a].norm, verb)
        for m, a in after
        for verb in _ANSWERS
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
        if level < (
            1 if own or promises(frame) or _own_plan(frame, covering, sentence, source) else 2
        ):
            who = " ".join(w.text for w in frame.speaker if w.capital) or frame.trigger
            return f"attribution:{who}"
        return _other_speaker(frame, covering, sentence, source)
    if level >= frame.level or (frame.level == 1 and not told_as_done(sentence)):
        return ""
    return f"modality:{frame.trigger}"


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
