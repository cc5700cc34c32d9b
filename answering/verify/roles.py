"""Check: nobody has changed places. Who acts in the source acts in the answer."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.clauses import Action, Group, actions, items
from answering.verify.gazetteer import gazetteer, key, same_id
from answering.verify.saying import saying
from answering.verify.names import TITLES, find_names, same_word
from answering.verify.text import STOP, Token, listed, tokens
from answering.verify.verbs import DETERMINERS, RELATIVES, language_of
from answering.verify.wording import same, stems

_PATIENT = {"O", "TO", "AGAINST", "ON", "FROM"}


def swapped(sentence: str, sources: Sequence[str]) -> bool:
    """Whether, for a verb both sides share, someone who acts there is acted on here, or the reverse."""
    return any(_best(said, sentence, sources) > 0 for said in actions(sentence))


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
    mine = [w for w in said.subject if _is_named(w, sentence)]
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
                named = named or _is_named(word, sentence)
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
    both = peoples and all(any(name_id(w, t) for w in s) for s, t in ((mine, sentence), (theirs, source)))
    return moved and (both or any(alike(t, b, sentence, source) for t in others for b in theirs))


def _clitic(said: Action, given: Action, sentence: str, source: str) -> bool:
    """`X a accusé Y` where the source opens with X and has it that somebody `l'accuse`."""
    words = tokens(source)
    at = next((i for i, w in enumerate(words) if w == given.verb), 0)
    if said.passive or not at or words[at - 1].norm not in ("l'", "le", "la", "les"):
        return False
    first = next(iter(actions(source)), given).subject
    mine = [w for w in said.subject if _is_named(w, sentence)]
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
    if moved and any(_is_named(w, source) for w in theirs):
        return True  # `sa sœur lui vola` for `il vola à sa sœur`
    named = any(_is_named(w, sentence) for w in mine)
    return kin and named and not any(alike(a, b, sentence, source) for a in mine for b in theirs)


def _other(
    mine: Sequence[Token], theirs: Sequence[Token], sentence: str, source: str, given: Action
) -> bool:
    """Whether `mine` is named, is none of `theirs`, and stands elsewhere in the source."""
    named = [w for w in mine if _is_named(w, sentence)]
    if not named and language_of(sentence) == language_of(source):
        named = [w for w in mine if len(mine) == 1 and len(theirs) == 1]
    if not named or not theirs or any(alike(a, b, sentence, source) for a in mine for b in theirs):
        return False
    rest = [t for t in tokens(source) if t not in theirs and t is not given.verb]
    return any(alike(a, t, sentence, source) for a in named for t in rest)


def _is_named(word: Token, text: str) -> bool:
    return any(name.start <= word.start < name.end for name in find_names(text))


def name_id(token: Token, text: str) -> str:
    """The gazetteer id of a word where it stands, "" if it has none."""
    inside = (n for n in find_names(text) if n.start <= token.start < n.end)
    return next((n.id for n in inside), "")


def alike(one: Token, other: Token, sentence: str, source: str) -> bool:
    """Whether two words name the same person, place or thing."""
    mine, theirs = name_id(one, sentence), name_id(other, source)
    if mine or theirs:
        return bool(mine and theirs) and same_id(mine, theirs)
    if one.capital and other.capital:
        return same_word(one.text, other.text) or same(one.norm, other.norm)
    return same(one.norm, other.norm)


def misplaced_people(sentence: str, sources: Sequence[str]) -> str:
    """The first demonym that stands with another noun than in the sources: `otages palestiniens`."""
    given = [g for source in sources for g in _peopled(source)]
    for noun, demonym, text in _peopled(sentence):
        homes = [(d, t) for n, d, t in given if same(noun.norm, n.norm)]
        bare = any(_bare(noun, source) for source in sources)
        if homes and not bare and not any(alike(demonym, d, text, t) for d, t in homes):
            return text[demonym.start : demonym.end]
    return ""


def _peopled(text: str) -> list[tuple[Token, Token, str]]:
    """Nouns beside a demonym, as (noun, demonym, text)."""
    found = []
    for item in items(text):
        if isinstance(item, Group):
            people = [w for w in item.words if key(w.text) in gazetteer().demonyms]
            nouns = [w for w in item.words if w not in people and not name_id(w, text)]
            found += [(noun, demonym, text) for demonym in people for noun in nouns]
    return found


def _bare(noun: Token, source: str) -> bool:
    """Whether the source also has the noun without any demonym."""
    return any(
        isinstance(item, Group)
        and any(same(noun.norm, w.norm) for w in item.words)
        and not any(key(w.text) in gazetteer().demonyms for w in item.words)
        for item in items(source)
    )


_SLOTS = {
    "devant": "ahead",
    "derriere": "behind",
    "contre": "against",
    "apres": "after",
    "avant": "before",
}


def exchanged(sentence: str, sources: Sequence[str]) -> bool:
    """`… devant Y` for `… devant X`, where X now stands elsewhere and Y stood elsewhere.

    Likewise for what follows `of` after one noun: `la pression du Parlement`.
    """
    for source in sources:
        theirs = _slots(source)
        for slot, words in _slots(sentence):
            others = [o for other, group in theirs if _same_slot(slot, other) for o in group]
            if slot.startswith("of ") and not any(_is_named(w, sentence) for w in words):
                continue
            if not others or any(alike(w, o, sentence, source) for w in words for o in others):
                continue
            if _stands_outside(words, sentence, others, source) and _stands_outside(
                others, source, words, sentence
            ):
                return True
    return False


def _slots(text: str) -> list[tuple[str, tuple[Token, ...]]]:
    """What follows each telling preposition; `of` counts with the noun before it."""
    found, before = list[tuple[str, tuple[Token, ...]]](), ""
    for item in items(text):
        if isinstance(item, Group):
            if item.word in _SLOTS or item.word in _SLOTS.values():
                found.append((_SLOTS.get(item.word, item.word), item.words))
            elif item.preposition == "OF" and found and before == found[-1][1][-1].norm:
                found[-1] = (found[-1][0], found[-1][1] + item.words)  # `après la mort de X`
            elif item.preposition == "OF" and before:
                found.append((f"of {before}", item.words))
            before = item.words[-1].norm
        else:
            before = ""
    return found


def _same_slot(one: str, other: str) -> bool:
    if one.startswith("of ") and other.startswith("of "):
        return bool(stems(one[3:]) & stems(other[3:]))  # a synonym may take another `of`
    return one == other


def _stands_outside(words: Sequence[Token], text: str, there: Sequence[Token], other: str) -> bool:
    """Whether one of `words` (of `text`) also stands in `other`, outside `there`."""
    rest = [t for t in tokens(other) if t not in there and t.norm not in STOP]
    named = [word for word in words if _is_named(word, text)]
    return any(alike(word, token, text, other) for word in named for token in rest)
