"""Check: nobody has changed places. Who acts in the source acts in the answer."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.clauses import Action, actions
from answering.verify.gazetteer import gazetteer, key
from answering.verify.likeness import alike, is_named, name_id
from answering.verify.names import TITLES
from answering.verify.saying import saying
from answering.verify.text import Token, listed, tokens
from answering.verify.verbs import language_of
from answering.verify.wording import same

_PATIENT = {"O", "TO", "AGAINST", "ON", "FROM"}


def swapped(sentence: str, sources: Sequence[str]) -> bool:
    """Whether, for a verb both sides share, someone who acts there is acted on here, or the reverse."""
    return any(_best(said, sentence, sources) > 0 for said in actions(sentence))


def _best(said: Action, sentence: str, sources: Sequence[str]) -> int:
    """Conflicts less agreements, for the reading of the sources that suits `said` best; 0 if none."""
    balances = [
        _balance(said, given, sentence, source)
        for source in sources
        for given in actions(source)
        if same(said.verb.norm, given.verb.norm)
    ]
    return min(balances, default=0)


def _balance(said: Action, given: Action, sentence: str, source: str) -> int:
    """Words that changed sides between two uses of a verb, less those that kept theirs."""
    moved = {"S": 0, "O": 0}
    kept = {"S": 0, "O": 0}
    named = False
    for part, words in said.parts.items():
        side = "S" if part == "S" else "O"
        for word in words:
            parts = _parts(word, given, sentence, source)
            parts -= {"TO"} if given.passive and not said.passive else set()  # there it is where
            if not parts:
                continue
            if part in parts or (part in _PATIENT and parts & _PATIENT):
                kept[side] += not word.norm[0].isdigit()
            elif (part == "S" and parts <= _PATIENT) or (part in _PATIENT and parts == {"S"}):
                moved[side] += 1
                named = named or is_named(word, sentence)
    if moved["S"] and moved["O"]:
        return moved["S"] + moved["O"]
    if _replaced(said, given, sentence, source):
        return 1
    return int(named and any(moved[side] > kept[side] for side in moved)) - any(
        kept[side] and moved[side] for side in moved
    )


def _parts(word: Token, given: Action, sentence: str, source: str) -> set[str]:
    """The parts in which `given` has `word`; the very name before another of its country."""
    likes = [
        (p, o)
        for p, words in given.parts.items()
        for o in words
        if alike(word, o, sentence, source) and not _describes(o, words)
    ]
    exact = {p for p, o in likes if name_id(o, source) == name_id(word, sentence)}
    return exact or {p for p, _ in likes}


def _describes(word: Token, group: Sequence[Token]) -> bool:
    """`américain` in `le président américain`: it is not the country that acts."""
    return key(word.text) in gazetteer().demonyms and any(w.norm in TITLES for w in group)


def _replaced(said: Action, given: Action, sentence: str, source: str) -> bool:
    """`A a quitté … B` for `B a quitté … A`: another named one in the first place, each elsewhere too."""
    if said.passive != given.passive:
        return False
    if _clitic(said, given, sentence, source):
        return True
    agents = said.parts.get("S", []), given.parts.get("S", [])
    if said.passive and all(agents) and _other(*agents, sentence, source, given):
        return True  # `par X` for `par Y` needs no second name
    mine, theirs = said.subject, given.subject
    if _relative_acts(mine, theirs, sentence, source):
        return True
    others = [t for t in tokens(sentence) if t not in mine]
    moved = _other(mine, theirs, sentence, source, given)
    same_form = said.verb.norm == given.verb.norm and said.passive and not saying(said.verb)
    if moved and same_form and all(any(w.capital for w in side) for side in (mine, theirs)):
        return True  # `Y was awarded the prize` for `X was awarded the prize`
    peoples = any(key(w.text) in gazetteer().demonyms for w in (*mine, *theirs))
    both = peoples and all(
        any(name_id(w, t) for w in s) for s, t in ((mine, sentence), (theirs, source))
    )
    return moved and (both or any(alike(t, b, sentence, source) for t in others for b in theirs))


def _clitic(said: Action, given: Action, sentence: str, source: str) -> bool:
    """`X a accusé Y` where the source opens with X and has it that somebody `l'accuse`."""
    words = tokens(source)
    at = next((i for i, w in enumerate(words) if w == given.verb), 0)
    if said.passive or not at or words[at - 1].norm not in ("l'", "le", "la", "les"):
        return False
    first = next(iter(actions(source)), given).subject
    mine = [w for w in said.subject if is_named(w, sentence)]
    opens = any(alike(a, b, sentence, source) for a in mine for b in first)
    return opens and not any(alike(a, b, sentence, source) for a in mine for b in given.subject)


_KIN = listed(
    """père mère frère sœur fils fille femme mari épouse époux oncle tante cousin cousine grand-père grand-mère beau-père
    famille parents father mother brother sister son daughter wife husband uncle aunt family grandfather
    grandmother"""
)


def _relative_acts(
    mine: Sequence[Token], theirs: Sequence[Token], sentence: str, source: str
) -> bool:
    """`X ouvrit une école` where the source has `son père ouvrit une école`."""
    kin = any(t.norm in _KIN for t in theirs) and not any(t.norm in _KIN for t in mine)
    moved = mine[:1] and mine[0].norm in _KIN and not any(t.norm in _KIN for t in theirs)
    if moved and any(is_named(w, source) for w in theirs):
        return True  # `sa sœur lui vola` for `il vola à sa sœur`
    named = any(is_named(w, sentence) for w in mine)
    return kin and named and not any(alike(a, b, sentence, source) for a in mine for b in theirs)


def _other(
    mine: Sequence[Token], theirs: Sequence[Token], sentence: str, source: str, given: Action
) -> bool:
    """Whether `mine` is named, is none of `theirs`, and stands elsewhere in the source."""
    named = [w for w in mine if is_named(w, sentence)]
    if not named and language_of(sentence) == language_of(source):
        named = [w for w in mine if len(mine) == 1 and len(theirs) == 1]
    if not named or not theirs or any(alike(a, b, sentence, source) for a in mine for b in theirs):
        return False
    rest = [t for t in tokens(source) if t not in theirs and t is not given.verb]
    return any(alike(a, t, sentence, source) for a in named for t in rest)
