"""Which of two is the greater: `A plus grand que B`, `moins A que B`, `le plus grand après B`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answering.verify.clauses import Action, actions
from answering.verify.likeness import alike
from answering.verify.morphology import forms
from answering.verify.text import STOP, Token, listed, tokens
from answering.verify.wording import opposite, stems

_MORE = listed("plus more davantage plutôt rather")
_LESS = listed("moins less fewer")
_THAN = listed("que qu' than")
_NEXT_TO = listed("après after derrière behind")
_MOST = listed("plus most premier première second deuxième second third troisième")
REACH = 6  # words between `plus` and its `que`
_NO_COMPARATIVE = listed(
    "other rather either whether after under over never number member order former later"
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The words of the greater and of the lesser side."""

    greater: tuple[Token, ...]
    lesser: tuple[Token, ...]
    quality: str = ""


def ranked(sentence: str, sources: Sequence[str]) -> str:
    """ "same" or "turned" if both rank the same two, the same way or the other; else ""."""
    verdicts = {
        _compare(mine, theirs, sentence, source)
        for mine in rankings(sentence)
        for source in sources
        for theirs in rankings(source)
    }
    return "same" if "same" in verdicts else "turned" if "turned" in verdicts else ""


def _compare(mine: Ranking, theirs: Ranking, sentence: str, source: str) -> str:
    if mine.quality and theirs.quality and opposite(mine.quality, theirs.quality):
        theirs = Ranking(theirs.lesser, theirs.greater)  # `plus petit que` for `plus grand que`

    def shared(some: Sequence[Token], others: Sequence[Token]) -> int:
        return sum(any(alike(a, b, sentence, source) for b in others) for a in some)

    straight = shared(mine.greater, theirs.greater) + shared(mine.lesser, theirs.lesser)
    over, under = shared(mine.greater, theirs.lesser), shared(mine.lesser, theirs.greater)
    if over and under and over + under > straight:
        return "turned"
    return "same" if straight > over + under else ""


@lru_cache(maxsize=2_000)
def rankings(text: str) -> tuple[Ranking, ...]:
    words, found = tokens(text), list[Ranking]()
    for i, token in enumerate(words):
        after = [t.norm for t in words[i + 1 : i + 1 + REACH]]
        than = next((i + 1 + k for k, norm in enumerate(after) if norm in _THAN), 0)
        if than and _comparative(token):
            found.append(_than(text, words, i, than))
        beyond = next((i + 1 + k for k, norm in enumerate(after) if norm in _NEXT_TO), 0)
        if beyond and token.norm in _MOST and not than:
            rest = _clause(text, words, beyond + 1)
            found.append(Ranking(rest, _content(words[:i])))
    found += [_won(action, words) for action in actions(text) if _wins(action.verb)]
    found += [_lost(text, words, action) for action in actions(text) if _loses(action.verb)]
    found += [_lead(text, words, i) for i, t in enumerate(words) if t.norm in _LEADS]
    return tuple(r for r in found if r.greater and r.lesser)


_WINNING = listed(
    """devancer battre dépasser surpasser vaincre précéder dominer surclasser détrôner beat defeat outpace lead overtake
    surpass overcome outnumber exceed outstrip overtook"""
)
_WINNING_STEMS = frozenset(s for word in _WINNING for form in forms(word) for s in stems(form))
_LEADS = listed("avance lead majorité avantage vainqueur victoire winner victory ahead devant")
_OVER = listed("sur over against contre face of")


def _wins(verb: Token) -> bool:
    return bool(stems(verb.norm) & _WINNING_STEMS)


_LOSING_STEMS = frozenset(
    s for word in ("incliner", "perdre", "lose", "succomber") for f in forms(word) for s in stems(f)
)


def _loses(verb: Token) -> bool:
    return bool(stems(verb.norm) & _LOSING_STEMS)


def _lost(text: str, words: Sequence[Token], action: Action) -> Ranking:
    """`A s'incline à B`, `A lost to B`: who is named after the verb won."""
    after = _clause(text, words, words.index(action.verb) + 1)
    return Ranking(tuple(t for t in after if t.capital), tuple(action.parts.get("S", [])))


def _won(action: Action, words: Sequence[Token]) -> Ranking:
    """Who beats whom, in either voice."""
    subject, beaten = tuple(action.parts.get("S", [])), tuple(action.parts.get("O", []))
    if beaten and not action.passive:
        beaten += tuple(action.parts.get("BY", []))  # `battant le record établi par X`
    at = words.index(action.verb)
    if subject and not beaten and at and words[at - 1].norm in ("le", "la", "les", "l'"):
        beaten = _content([w for w in words if w.start < subject[0].start])  # `la dépassa`
    return Ranking(subject, beaten)


def _lead(text: str, words: Sequence[Token], i: int) -> Ranking:
    """`A vainqueur avec 98 voix d'avance sur B`, `A devant B`."""
    after = next((k for k in range(i + 1, min(i + 4, len(words))) if words[k].norm in _OVER), 0)
    if words[i].norm in ("devant", "ahead") and not after:
        after = i
    rest = _clause(text, words, after + 1) if after else ()
    return Ranking(tuple(t for t in _content(words[:i]) if t.capital), rest)


def _comparative(token: Token) -> bool:
    shaped = token.norm.endswith("er") and len(token.norm) > 4 and token.norm not in _NO_COMPARATIVE
    return token.norm in _MORE | _LESS or shaped


def _than(text: str, words: Sequence[Token], i: int, than: int) -> Ranking:
    """`A plus … que B`; in `less by A than by B` what is compared stands after the `less`."""
    inner = words[i + 1 : than]
    governed = bool(inner) and inner[0].norm in ("by", "par", "pour", "for", "to")
    one = _content(inner) if governed else _content(words[:i])
    other = _clause(text, words, than + 1)
    shaped = words[i].norm not in _MORE | _LESS
    quality = words[i].norm if shaped else next(iter(w.norm for w in inner), "")
    if words[i].norm in _LESS:
        return Ranking(other, one, quality)
    return Ranking(one, other, quality)


def _content(words: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(t for t in words if t.norm not in STOP)


def _clause(text: str, words: Sequence[Token], first: int) -> tuple[Token, ...]:
    """The content words from `first` to the next mark."""
    last = first
    while last < len(words) and not (
        last > first and text[words[last - 1].end : words[last].start].strip(" '’()")
    ):
        last += 1
    return _content(words[first:last])
