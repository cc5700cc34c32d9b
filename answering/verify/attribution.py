"""Check: what the source says somebody said, wants or thinks possible is not told as plain fact.

A *frame* is a stretch of a sentence that stands under "selon", "a accusé", "pourrait", "a promis".
If the words of the answer come from inside a frame of the source, the answer needs such a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answering.verify.clauses import Group, actions, items
from answering.verify.moods import mood
from answering.verify.numbers import find_quantities, same_amount
from answering.verify.roles import alike
from answering.verify.saying import saying
from answering.verify.text import STOP, Token, listed, tokens

_ACCORDING = listed("selon d'après according")
_NOUN_CUES = listed(
    "l' le la les un une des the an of this no sa son ses its cette cet leur leurs d'"
)
_STOPS = listed("mais but tandis alors while although whereas")


@dataclass(frozen=True, slots=True)
class Frame:
    """Words `[start, end)` (indices) told under `trigger`; level 1 planned, 2 possible, 3 said."""

    start: int
    end: int
    level: int
    trigger: str
    speaker: tuple[Token, ...] = ()


@lru_cache(maxsize=2_000)
def frames(text: str) -> tuple[Frame, ...]:
    words = tokens(text)
    found: list[Frame] = []
    for i, token in enumerate(words):
        if token.norm in _ACCORDING or (token.norm == "apres" and i and words[i - 1].norm == "d'"):
            found.append(_according(text, words, i))
        elif _says(text, words, i):
            found.append(_saying(text, words, i))
        elif _modal(text, words, i):
            end = _clause_end(text, words, i)
            found.append(Frame(i, end, _modal(text, words, i), token.text, _speaker(text, token)))
    return tuple(found)


def _says(text: str, words: Sequence[Token], i: int) -> bool:
    token = words[i]
    if (i and token.capital) or not saying(token):
        return False
    before = words[i - 1].norm if i else ""
    if token.norm == "etat":
        return before in ("fait", "font", "faisait")
    return before not in _NOUN_CUES


def _modal(text: str, words: Sequence[Token], i: int) -> int:
    before = words[i - 1].norm if i else ""
    if before in _NOUN_CUES or before in ("que", "comme", "than", "as"):
        return 0
    to_be = words[i].norm == "to" and i + 1 < len(words) and words[i + 1].norm == "be"
    return mood(words[i], text) or int(to_be)


def _according(text: str, words: Sequence[Token], i: int) -> Frame:
    """`selon X, …` frames its sentence, or what stands before it after the last semicolon."""
    end = i + 1
    while end < len(words) and "," not in text[words[end - 1].end : words[end].start]:
        end += 1
    speaker = tuple(w for w in words[i + 1 : end] if w.norm not in STOP)
    first = _back(text, words, i, ";.:")
    return Frame(first, _clause_end(text, words, i), 3, words[i].text, speaker)


def _saying(text: str, words: Sequence[Token], i: int) -> Frame:
    """`X a déclaré que …` frames what follows; `…, a déclaré X` what comes before."""
    if _inverted(text, words, i):
        speaker = tuple(w for w in words[i + 1 : _clause_end(text, words, i)] if w.norm not in STOP)
        return Frame(_back(text, words, i, ";."), i, 3, words[i].text, speaker)
    if _trails(text, words, i):
        first = _back(text, words, i, ",")
        speaker = tuple(w for w in words[first:i] if w.norm not in STOP)
        return Frame(_back(text, words, first, ";."), first, 3, words[i].text, speaker)
    agent = _agent(text, words[i])
    first = _back(text, words, i, ";.,") if agent else i + 1
    speaker = agent or _speaker(text, words[i])
    return Frame(first, _clause_end(text, words, i), 3, words[i].text, speaker)


def _agent(text: str, verb: Token) -> tuple[Token, ...]:
    """X in `accusé par X`."""
    found = (a.parts.get("S", []) for a in actions(text) if a.verb == verb and a.passive)
    return tuple(next(found, []))


def _trails(text: str, words: Sequence[Token], i: int) -> bool:
    """`…, Russian authorities announced.`"""
    last = i + 1 == len(words) or text[words[i].end : words[i + 1].start].strip().startswith(
        (".", ";")
    )
    return last and _back(text, words, i, ",") > 0 and words[i].norm.endswith(("ed", "said"))


def _inverted(text: str, words: Sequence[Token], i: int) -> bool:
    """Whether the verb opens its clause after a comma or a quote: `…, ont annoncé les pompiers`."""
    j = i
    while j > 0 and i - j < 3 and not text[words[j - 1].end : words[j].start].strip():
        j -= 1
    gap = text[words[j - 1].end : words[j].start] if j else ""
    helper = all(w.norm in ("a", "ont", "avait", "avaient", "has", "had") for w in words[j:i])
    finite = not words[i].norm.endswith(("ant", "ing", "er"))
    return (
        bool(gap.strip()) and gap.strip()[-1] in ',»”"' and helper and finite and i + 1 < len(words)
    )


def _speaker(text: str, verb: Token) -> tuple[Token, ...]:
    """All groups before the verb in its clause."""
    row = items(text)
    before: list[Token] = []
    for item in row:
        if item is verb or (isinstance(item, Group) and item.words[0].start > verb.start):
            break
        if item in (";", "?"):
            before = []
        if item == "p":
            before = []
        elif isinstance(item, Group):
            before += item.words
    return tuple(w for w in before if w is not verb and w.start < verb.start)


def _back(text: str, words: Sequence[Token], i: int, marks: str) -> int:
    j = i
    while j > 0 and not any(m in text[words[j - 1].end : words[j].start] for m in marks):
        j -= 1
    return j


def _clause_end(text: str, words: Sequence[Token], i: int) -> int:
    clause = any(w.norm in ("que", "qu'", "that") for w in words[i + 1 : i + 4])
    for j in range(i + 1, len(words)):
        if words[j].norm in ("after", "following", "lorsque", "lorsqu'") and not clause:
            return j
        gap = text[words[j - 1].end : words[j].start]
        if any(mark in gap for mark in ".;!?"):
            return j
        if "," in gap and (words[j].norm in _STOPS | {"ce", "which", "ou"} or _aside(words, j)):
            return j
        if words[j].norm in ("mais", "but", "tandis", "whereas"):
            return j
    return len(words)


def _aside(words: Sequence[Token], j: int) -> bool:
    """`…, un coût que …`: a comment on what was said."""
    following = [w.norm for w in words[j + 1 : j + 4]]
    return words[j].norm in ("un", "une", "a", "an") and bool(
        {"que", "qu'", "qui", "that", "which"} & set(following)
    )


def unframed(sentence: str, sources: Sequence[str]) -> str:
    """`attribution:…` or `modality:…` if the answer drops or changes the source's frame, or ""."""
    mine = frames(sentence)
    reasons = []
    for source in sources:
        hits = _matched(sentence, source)
        for frame in frames(source):
            inside = [m for m, at in hits if any(frame.start <= a < frame.end for a in at)]
            only = [m for m, at in hits if all(frame.start <= a < frame.end for a in at)]
            if _about_another(frame, hits, sentence, source):
                continue
            if len(only) >= max(2, 0.6 * len(hits)) or (len(hits) and len(inside) == len(hits)):
                reasons.append(_judge(frame, mine, sentence, source, only or inside))
        reasons.append(_figure_unframed(sentence, source, mine))
    found = [reason for reason in reasons if reason]
    return found[0] if found else ""


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
            held = bool(at) and all(frame.start <= k < frame.end for k in at)
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
    outside = not any(frame.start <= a < frame.end for a in at)
    return (
        outside and first < 4 and not any(alike(token, w, sentence, source) for w in frame.speaker)
    )


def _matched(sentence: str, source: str) -> list[tuple[int, list[int]]]:
    """Content words of `sentence` (index) with the indices of their likes in `source`."""
    theirs = [(k, t) for k, t in enumerate(tokens(source)) if t.norm not in STOP]
    framing = {w.start for frame in frames(sentence) for w in frame.speaker}
    rows = []
    for k, token in enumerate(tokens(sentence)):
        if token.norm in STOP or token.start in framing or _says(sentence, tokens(sentence), k):
            continue
        at = [j for j, other in theirs if alike(token, other, sentence, source)]
        if at:
            rows.append((k, at))
    return rows


def _judge(
    frame: Frame, mine: Sequence[Frame], sentence: str, source: str, words: Sequence[int]
) -> str:
    covering = [f for f in mine if any(f.start <= k < f.end for k in words)]
    level = max((f.level for f in covering), default=0)
    if frame.level == 3:
        if level < (1 if _promises(frame) else 2):
            who = " ".join(w.text for w in frame.speaker if w.capital) or frame.trigger
            return f"attribution:{who}"
        return _other_speaker(frame, covering, sentence, source)
    return f"modality:{frame.trigger}" if level < frame.level else ""


def _promises(frame: Frame) -> bool:
    return frame.trigger.lower().startswith(("prom", "pledg", "engag", "hope", "espèr", "espér"))


def _other_speaker(frame: Frame, covering: Sequence[Frame], sentence: str, source: str) -> str:
    """The answer's speaker, if the source has those words from another; frames may lie in frames."""
    speakers = [w for f in covering for w in f.speaker]
    if not speakers or not frame.speaker:
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
