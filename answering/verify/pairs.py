"""Check: in a source that tells two things of two, each keeps its own.

`Ptolémée reçut l'Égypte, Séleucos la Babylonie`: a part without a verb takes the verb before it.
`Juries in criminal cases …, whereas those in civil cases …`: what one side has, the other has not.
`3 200 personnes, contre 4 500 en 2005`: fewer than before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from answering.verify.attached import Stretch, acting, stretches
from answering.verify.comparisons import rankings
from answering.verify.likeness import alike
from answering.verify.names import find_names
from answering.verify.numbers import find_quantities, same_amount, same_kind
from answering.verify.text import STOP, Token, content, fold_keep, listed, tokens
from answering.verify.verbs import DETERMINERS, PRONOUNS, counted, language_of
from answering.verify.wording import found_in, same, senses


def crossed_pairs(sentence: str, sources: Sequence[str]) -> bool:
    """Whether the answer joins a name of one part with a name or word of another."""
    return any(_gapped(sentence, source) or _contrasted(sentence, source) for source in sources)


def _gapped(sentence: str, source: str) -> bool:
    """`Ptolémée reçut la Thrace`: the names stand in two parts, each beside another name."""
    there = _named(source)
    said = [t for t in tokens(sentence) if t.capital and _among(t, there, sentence, source)]
    parts = [(part, _inside(part, _named(source))) for part in stretches(source)]
    paired = [(part, names) for part, names in parts if _apart(names, source)]
    if len(said) < 2 or len(stretches(sentence)) > 1 or len(paired) < 2:
        return False
    homes = [
        {k for k, (_, names) in enumerate(paired) if _among(name, names, sentence, source)}
        for name in (said[0], said[-1])
    ]
    deed = {t.norm for t in tokens(sentence) if t.start in acting(sentence)}
    gap = any(
        part.words <= {name.norm for name in names} and any(found_in(w, part.shared) for w in deed)
        for k, (part, names) in enumerate(paired)
        if k in homes[0] | homes[1]
    )
    return gap and bool(homes[0] and homes[1]) and not homes[0] & homes[1]


def _apart(names: Sequence[Token], text: str) -> bool:
    """Whether two names stand with an article or a preposition between them, not one of two words."""
    between = [text[a.end : b.start] for a, b in pairwise(names)]
    return any(gap.strip() for gap in between)


def _named(text: str) -> list[Token]:
    spans = [(n.start, n.end) for n in find_names(text)]
    return [t for t in tokens(text) if any(a <= t.start < b for a, b in spans)]


def _inside(part: Stretch, words: Sequence[Token]) -> list[Token]:
    return [w for w in words if part.start <= w.start < part.end]


def _among(word: Token, words: Sequence[Token], sentence: str, source: str) -> bool:
    return any(alike(word, other, sentence, source) for other in words)


_CONTRAST = re.compile(
    r",? (?:whereas|while|tandis qu[e']|alors qu[e']|quand|contrairement a|unlike) ?"
)


def _contrasted(sentence: str, source: str) -> bool:
    """Whether the subject is of one side of a contrast and the predicate only of the other."""
    halves = _CONTRAST.split(fold_keep(source))
    if len(halves) != 2 or _CONTRAST.search(fold_keep(sentence)) or rankings(sentence):
        return False
    if any(t.norm in PRONOUNS for t in tokens(halves[1])[:6]):
        return False
    one, other = ([t.norm for t in content(tokens(half))] for half in halves)
    if not any(found_in(word, other) for word in one):
        return False  # `alors que` may only tell when
    first = next(iter(acting(sentence)), len(sentence))
    said = [t for t in content(tokens(sentence)) if t.start not in counted(sentence)]
    subject = [t.norm for t in said if t.start < first]
    predicate = [t.norm for t in said if t.start > first]
    pointing = bool({t.norm for t in tokens(halves[1])} & _POINTING)
    return any(
        _only(subject, here, there, loosely=pointing) and _only(predicate, there, here)
        for here, there in ((one, other), (other, one))
    )


_POINTING = listed("those that celui celle ceux celles")  # `those in civil cases` are juries too


def _only(
    words: Sequence[str], here: Sequence[str], there: Sequence[str], *, loosely: bool = False
) -> bool:
    """Whether some of `words` are in `here` alone, and none in `there` alone; `loosely`, few are."""
    alone = [w for w in words if found_in(w, here) and not found_in(w, there)]
    if loosely and alone:
        return True
    return bool(alone) and not any(found_in(w, there) and not found_in(w, here) for w in words)


_UP = listed(
    "augmenter augmentation hausse croître progresser grimper increase rise rose risen grow grew grown raise up climb"
)
_DOWN = listed(
    "baisser baisse diminuer diminution recul reculer chuter chute decrease fall fell fallen drop decline shrink down"
)
_AGAINST = re.compile(r"(?:,|\() ?(?:contre|against|compared with|up from|down from|au lieu de) ")


def turned_trend(sentence: str, sources: Sequence[str]) -> str:
    """`contre 4 500/augmenté` where `3 200, contre 4 500 en 2005` has it that it fell, or ""."""
    for token in content(tokens(sentence)):
        way = _way(token)
        for source in sources if way else ():
            trend, before = _trend(source)
            trend = trend or _by_how_much(source, sentence)
            told = any(_way(t) == way for t in content(tokens(source)))
            if trend == -way and not told:
                return f"{before or _TRENDS[trend]}/{token.text}"
    return ""


_LESS_BY = re.compile(r" (?:\w+ )?(?:de moins|fewer|less|lower)\b")
_MORE_BY = re.compile(r" (?:\w+ )?(?:de plus|more|higher)\b")


def _by_how_much(source: str, sentence: str) -> int:
    """1 or -1 if the source has a figure of the answer as `18 % de plus` or `de moins`."""
    folded = fold_keep(source)
    for said in find_quantities(sentence):
        for given in find_quantities(source):
            if same_amount(said, given) and same_kind(said, given):
                up, down = (p.match(folded, given.end) for p in (_MORE_BY, _LESS_BY))
                if up or down:
                    return 1 if up else -1
    return 0


def _way(token: Token) -> int:
    up = any(same(token.norm, word) for word in _UP)
    down = any(same(token.norm, word) for word in _DOWN)
    return int(up) - int(down)


_TRENDS = {1: "de plus", -1: "de moins"}


def _trend(source: str) -> tuple[int, str]:
    """The sign of the one change the source tells by two figures, and the earlier figure."""
    found = list(_AGAINST.finditer(fold_keep(source)))
    if len(found) != 1:
        return 0, ""
    figures = find_quantities(source)
    now = [q for q in figures if q.end <= found[0].start() + 1]
    before = [q for q in figures if q.start >= found[0].end() - 1]
    if not now or not before or not same_kind(now[-1], before[0]):
        return 0, ""
    change = now[-1].amount - before[0].amount
    return int(change > 0) - int(change < 0), before[0].code


def replaced_complement(sentence: str, sources: Sequence[str]) -> str:
    """`physique/chimie` for `Nobel de chimie` where the source has `Nobel de physique`, or ""."""
    for head, word in _complements(sentence):
        for source in sources:
            if language_of(source) != language_of(sentence):
                continue
            theirs = [w for h, w in _complements(source) if h.norm == head.norm]
            words = [t.norm for t in tokens(source) if t.norm not in STOP]
            near = [t.norm for t in content(tokens(sentence)) if t not in (head, word)]
            close = sum(found_in(w, words) for w in near) >= CLOSE * len(near)
            known = [w for w in theirs if senses(w.norm) and senses(word.norm)]
            if known and close and not found_in(word.norm, words):
                return f"{known[0].text}/{word.text}"
    return ""


CLOSE = 0.99  # share of the answer's other words that the source has
_OF = re.compile(r"(?:de la|de l'|du|de|d'|des|of the|of|de son|de sa|de ses|in)$")


def _complements(text: str) -> list[tuple[Token, Token]]:
    """Words side by side with only `of` between them, in lower case, as (head, complement)."""
    words, found = (
        [t for t in tokens(text) if t.norm not in STOP | DETERMINERS],
        list[tuple[Token, Token]](),
    )
    for head, word in pairwise(words):
        between = fold_keep(text[head.end : word.start]).strip()
        noun = not word.norm.endswith(("er", "ir", "re", "oir", "ing"))
        plain = not word.capital and word.norm.isalpha() and len(word.norm) > 3 and noun
        if plain and _OF.fullmatch(between):
            found.append((head, word))
    return found
