"""Check: where an answer copies its source almost word for word, what did it change?

Wording close to the source makes every difference telling: another figure, name, mood or
small word in the same place is a change of what is said. Answers in other words or another
language have no edits to look at and pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from answering.verify.dates import find_dates, same_date
from answering.verify.denials import first_of_all, made_up_for
from answering.verify.moods import mood
from answering.verify.names import find_names, same_name
from answering.verify.numbers import find_quantities, same_amount, same_kind
from answering.verify.text import Token, content, fold, tokens
from answering.verify.verbs import language_of
from answering.verify.wording import opposite, same

CLOSE = 0.7
_SMALL = [
    set(map(fold, words.split()))
    for words in (
        "avant|après", "before|after", "avec|sans", "with|without", "plus|moins", "more|less|fewer", "pour|contre",
        "for|against", "tous|certains|aucun|quelques|plusieurs", "toutes|certaines|aucune|quelques|plusieurs",
        "toujours|jamais|parfois|souvent|rarement", "always|never|sometimes|often|rarely", "all|some|no|none|few",
        "dans|hors", "depuis|jusqu|jusqu'", "until|since", "sur|sous", "dessus|dessous", "mieux|pire", "trop|peu",
        "deux|trois|quatre|cinq|six|sept|huit|neuf|dix", "le|aucun", "seulement|notamment", "au-dessus|au-dessous",
        "le|chaque", "premier|dernier|deuxième|troisième|second", "première|dernière|deuxième|troisième|seconde",
        "first|last|second|third",
    )
    for words in [words.replace("|", " ")]
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the source and what stands in their place; either may be empty."""

    was: tuple[Token, ...]
    now: tuple[Token, ...]
    source: str


@lru_cache(maxsize=500)
def edits(sentence: str, source: str) -> tuple[Edit, ...]:
    """Replacements between `source` and `sentence`, if most words stand in the same order."""
    said, given = tokens(sentence), tokens(source)
    matcher = SequenceMatcher(None, [t.norm for t in given], [t.norm for t in said], autojunk=False)
    blocks = matcher.get_opcodes()
    kept = sum(j2 - j1 for tag, _, _, j1, j2 in blocks if tag == "equal")
    if language_of(sentence) != language_of(source) or kept < CLOSE * max(len(said), 1):
        return ()
    balanced = _denials(said) == _denials(given[blocks[0][1] : _last(blocks)])
    return tuple(
        Edit(given[i1:i2], said[j1:j2], source)
        for tag, i1, i2, j1, j2 in blocks
        if (tag == "replace" and i2 - i1 <= 8 and j2 - j1 <= 6)
        or (not balanced and _denial(tag, given[i1:i2], said[j1:j2]))
    )


def _denials(words: Sequence[Token]) -> int:
    return sum(t.norm in _NOT - {"ne", "n'"} for t in words)


def _last(blocks: Sequence[tuple[str, int, int, int, int]]) -> int:
    """Where the part of the source ends that the answer follows."""
    return max((i2 for tag, _, i2, _, _ in blocks if tag == "equal"), default=0)


_NOT = {
    "ne",
    "n'",
    "pas",
    "jamais",
    "not",
    "n't",
    "never",
    "aucun",
    "aucune",
    "no",
    "sans",
    "without",
}


def _denial(tag: str, was: Sequence[Token], now: Sequence[Token]) -> bool:
    """A negation put in, or taken out with hardly anything else."""
    if tag == "insert":
        return any(t.norm in _NOT for t in now)
    return (
        tag == "delete" and len(was) <= 3 and any(t.norm in _NOT - {"sans", "without"} for t in was)
    )


def only_shorter(sentence: str, sources: Sequence[str]) -> bool:
    """Whether the answer is a source sentence with words left out: nobody can have changed places."""
    said = [t.norm for t in tokens(sentence)]
    return any(_subsequence(said, [t.norm for t in tokens(source)]) for source in sources)


def _subsequence(said: Sequence[str], given: Sequence[str]) -> bool:
    rest = iter(given)
    return all(word in rest for word in said)


def changed(sentence: str, sources: Sequence[str]) -> str:
    """The reason code of the first edit that changes what is said, or ""."""
    for source in sources:
        for edit in edits(sentence, source):
            reason = _judge(edit, sentence)
            if reason == "negation" and _says_the_same(edit, sentence, source):
                continue
            if reason and not _elsewhere(edit, sentence, sources):
                return reason
    return ""


def _says_the_same(edit: Edit, sentence: str, source: str) -> bool:
    """`exclut` for `ne compte pas`, `no … before` for `first`."""
    another_verb = bool(content(edit.was) and content(edit.now))
    return first_of_all(sentence, source) or (another_verb and made_up_for(sentence, source))


def _elsewhere(edit: Edit, sentence: str, sources: Sequence[str]) -> bool:
    """Whether another cited sentence has the new words as they stand, with a word beside them."""
    words = [t.norm for t in tokens(sentence)]
    starts = [t.start for t in tokens(sentence)]
    if not edit.now:
        return False
    first, last = starts.index(edit.now[0].start), starts.index(edit.now[-1].start)
    run = r"\W+".join(map(re.escape, words[first : last + 2]))
    return any(re.search(rf"\b{run}\b", fold(s)) for s in sources if s != edit.source)


def _judge(edit: Edit, sentence: str) -> str:
    return (
        _negation(edit)
        or _figure(edit, sentence)
        or _date(edit, sentence)
        or _name(edit, sentence)
        or _counted(edit, sentence)
        or _word(edit)
        or _mood(edit, sentence)
    )


def _negation(edit: Edit) -> str:
    """`a` → `n'a pas`: one side has a negation, the other none."""
    was, now = ({t.norm for t in words} & _NOT for words in (edit.was, edit.now))
    small = len(edit.was) <= 4 and len(edit.now) <= 4
    return "negation" if small and bool(was) != bool(now) else ""


def _figure(edit: Edit, sentence: str) -> str:
    said = [q for q in find_quantities(sentence) if _touches(q, edit.now)]
    given = [q for q in find_quantities(edit.source) if _touches(q, edit.was)]
    for one in said:
        if given and not any(same_amount(one, other) and same_kind(one, other) for other in given):
            return f"figure:{one.code}"
    return ""


def _date(edit: Edit, sentence: str) -> str:
    said = [d for d in find_dates(sentence) if _touches(d, edit.now)]
    given = [d for d in find_dates(edit.source) if _touches(d, edit.was)]
    for one in said:
        if given and not any(same_date(one, other) or same_date(other, one) for other in given):
            return f"date:{one.code}"
    return ""


def _name(edit: Edit, sentence: str) -> str:
    """Another name in the same place; one that stands elsewhere in the source has changed places."""
    said = [n for n in find_names(sentence) if _touches(n, edit.now)]
    given = [n for n in find_names(edit.source) if _touches(n, edit.was)]
    if len(said) != 1 or len(given) != 1 or same_name(said[0], given, edit.was):
        return ""
    if same_name(said[0], find_names(edit.source), tokens(edit.source)):
        return "roles"
    return f"name:{said[0].text}"


def _counted(edit: Edit, sentence: str) -> str:
    """`1,2 million de voitures` for `1,2 million de bouteilles`: one noun for another after a figure."""
    if len(edit.was) != 1 or len(edit.now) != 1 or same(edit.was[0].norm, edit.now[0].norm):
        return ""
    said = [q for q in find_quantities(sentence) if q.nouns[:1] == (edit.now[0].norm,)]
    given = [q for q in find_quantities(edit.source) if q.nouns[:1] == (edit.was[0].norm,)]
    both = any(same_amount(a, b) and not a.kind for a in said for b in given)
    return f"count:{said[0].code} {edit.now[0].text}" if both else ""


def _touches(span: object, words: Iterable[Token]) -> bool:
    start, end = getattr(span, "start"), getattr(span, "end")  # noqa: B009
    return any(start < word.end and word.start < end for word in words)


def _word(edit: Edit) -> str:
    if len(edit.was) > 3 or len(edit.now) > 3:
        return ""
    for old in edit.was:
        for new in edit.now:
            small = old.norm != new.norm and any({old.norm, new.norm} <= words for words in _SMALL)
            if small or opposite(old.norm, new.norm):
                return f"antonym:{old.text}/{new.text}"
    return ""


def _mood(edit: Edit, sentence: str) -> str:
    """`pourrait` → `va`, `aurait` → `a`: the mood of the verb is another."""
    old = max((mood(t, edit.source) for t in edit.was), default=0)
    new = max((mood(t, sentence) for t in edit.now), default=0)
    if old and new < old and len(edit.was) <= 3:
        trigger = max(edit.was, key=lambda t: mood(t, edit.source))
        return f"modality:{trigger.text}"
    return ""
