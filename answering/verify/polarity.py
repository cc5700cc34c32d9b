"""Check: what the source denies is not affirmed, and the reverse.

Each content word gets a polarity: the number of negations that reach it, odd or even.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from answering.verify.clauses import actions
from answering.verify.denials import first_of_all, made_up_for, ungrounded
from answering.verify.names import find_names
from answering.verify.saying import saying
from answering.verify.text import Token, content, fold_keep, listed, tokens
from answering.verify.verbs import PRONOUNS, auxiliary, language_of, verbs
from answering.verify.wording import opposite, same

_PARTICLES = listed(
    "pas ni jamais aucun aucune guère nullement non not cannot n't never no nor neither nobody none"
)
# Verbs that deny what they are told of, by the start of their folded form.
_DENIALS = ("nie", "nier", "dement", "refut", "deny", "denie", "deni", "rul")
_NOT_DENIALS = listed(
    "nièce niece niezen niemeyer denim denise denis rule rules ruling ruler exclusif exclusive rulers"
)
# Verbs that deny an action that follows in the infinitive or as `-ing`.
_FAILURES = (
    "refus",
    "echou",
    "fail",
    "renonc",
    "evit",
    "empech",
    "exclu",
    "exclut",
    "declin",
    "cess",
    "stop",
    "arret",
)
FEW_WORDS = 3
_TO = listed("de d' a à to from que qu'")
_BREAKS = ".;:!?,—«»"


@lru_cache(maxsize=2_000)
def polarities(text: str) -> tuple[tuple[Token, bool], ...]:
    """Content words with whether a negation reaches them, within their clause."""
    words = tokens(text)
    denied = [False] * len(words)
    for i, token in enumerate(words):
        if token.norm in ("sans", "without") and _in_name(token, text):
            continue  # `Médecins sans frontières`
        if token.norm == "ni" and any(w.norm == "ni" for w in words[max(0, i - 8) : i]):
            continue
        if token.norm in ("sans", "without") and not _of_doing(words, i):
            _flip(denied, _phrase(text, words, i)[:2])
        elif _only_until(words, i):
            continue  # `did not return until 1870`: he returned
        elif token.norm in _PARTICLES or token.norm in ("sans", "without") or _no_longer(words, i):
            _reach(text, words, denied, _verb_before(words, i, verbs(text)), i)
        elif _denies(words, i):
            _reach(text, words, denied, i + 1, i)
    kept = {t.start for t in content(words)}
    return tuple((t, no) for t, no in zip(words, denied, strict=True) if t.start in kept)


def _only_until(words: Sequence[Token], i: int) -> bool:
    after = [w.norm for w in words[i + 1 : i + 8]]
    if words[i].norm in ("not", "n't"):
        return "until" in after
    return words[i].norm == "pas" and after[:1] == ["avant"]


def _in_name(token: Token, text: str) -> bool:
    return any(name.start < token.start < name.end for name in find_names(text))


def _of_doing(words: Sequence[Token], i: int) -> bool:
    """`sans avoir signé`, `without signing`."""
    following = words[i + 1].norm if i + 1 < len(words) else ""
    return following.endswith(("er", "ir", "oir", "re", "ing"))


def _flip(denied: list[bool], at: Sequence[int]) -> None:
    for j in at:
        denied[j] = not denied[j]


def _phrase(text: str, words: Sequence[Token], i: int) -> list[int]:
    """The content words right after word `i`."""
    found = []
    for j in range(i + 1, min(i + 5, len(words))):
        if text[words[j - 1].end : words[j].start].strip() or words[j].norm in (
            "in",
            "en",
            "et",
            "and",
        ):
            break
        found.append(j)
    return found


def _no_longer(words: Sequence[Token], i: int) -> bool:
    """`n'est plus`: `plus` after a close `ne`, unless it opens `plus de`, `plus que`."""
    if words[i].norm != "plus" or not any(w.norm in ("ne", "n'") for w in words[max(0, i - 3) : i]):
        return False
    return not (i + 1 < len(words) and words[i + 1].norm in ("que", "qu'"))


def _denies(words: Sequence[Token], i: int) -> bool:
    norm = words[i].norm
    if words[i].capital and i:
        return False  # `Nielsen`
    if norm.startswith(_DENIALS) and norm not in _NOT_DENIALS:
        return norm[:3] != "rul" or (i + 1 < len(words) and words[i + 1].norm == "out")
    following = words[i + 1].norm if i + 1 < len(words) else ""
    return norm.startswith(_FAILURES) and (following in _TO or following.endswith("ing"))


def _verb_before(words: Sequence[Token], i: int, acting: frozenset[int]) -> int:
    """`n'a pas fourni`, `ne compte pas`: the negation starts at its `ne`."""
    if words[i].norm == "no" and i - 1 in acting:
        return i - 1
    if words[i].norm in ("not", "n't", "never", "no", "sans", "non"):
        return i
    for j in range(i - 1, max(i - 5, -1), -1):
        if words[j].norm in ("ne", "n'"):
            return j
    return i


def _reach(text: str, words: Sequence[Token], denied: list[bool], first: int, at: int) -> None:
    """Flips the words from `first` to the end of the clause that holds word `at`, but who acts."""
    acting = {t.start for a in actions(text) if a.passive for t in a.parts.get("S", [])}
    aside = _asides(text)
    for j in range(first, len(words)):
        if any(start < words[j].start < end for start, end in aside):
            continue
        gap = text[words[j - 1].end : words[j].start] if j > at else ""
        gap = gap.replace("(", "") if ")" in gap else gap
        if j > at and words[j].norm in ("that", "que", "qu'") and words[j - 1].norm in _FACTIVE:
            break  # `without knowing that it was stolen`: it was
        if any(mark in gap for mark in _BREAKS) or (j > at and _new_clause(text, words, j)):
            break
        if words[j].start not in acting:
            denied[j] = not denied[j]


_FACTIVE = listed(
    """know knew known knowing realise realised realising realize realized realizing notice noticed noticing aware
    savoir sait savait savaient saivent su sachant remarqué compris réalisé"""
)


def _asides(text: str) -> list[tuple[int, int]]:
    """Spans of the parentheses of a text; a negation passes over them."""
    return [m.span() for m in re.finditer(r"\([^)]*\)", text)]


_OTHER_CLAUSE = listed(
    "mais but until when while whereas although because lorsque lorsqu' tandis alors puisque parce car"
)


def _new_clause(text: str, words: Sequence[Token], j: int) -> bool:
    """`mais …`, `et n'a …`, `et demandent …`: the negation before does not reach on."""
    if words[j].norm in _OTHER_CLAUSE:
        return True
    if words[j].norm in ("after", "apres") and j + 1 < len(words):
        following = words[j + 1].norm
        return following in ("avoir", "etre", "s'") or following.endswith("ing")
    if words[j].norm not in ("et", "and") or j + 1 >= len(words):
        return False
    follower = words[j + 1]
    begins = (
        follower.norm in PRONOUNS | {"que", "qu'", "that"}
        or follower.norm in ("ne", "n'")
        or j + 1 in verbs(text)
    )
    return begins or auxiliary(follower, language_of(text))


# `…, ce que Téhéran dément`: what stands before is both said and denied.
_DENIED_AFTER = re.compile(
    r",? (?:ce qu[e'’]|which|a claim|une accusation|des accusations)[^,;.]*? (?:dem|ni|deni|conteste|rejet|reject|refut|refus)\w*"
)


def negation(sentence: str, source: str) -> bool:
    """Whether what both sides share stands under opposite polarity: its verbs, or else most words."""
    said, given = polarities(sentence), polarities(source)
    if not any(no for _, no in (*said, *given)):
        return False
    acting = {t.start for i, t in enumerate(tokens(sentence)) if i in verbs(sentence)}
    denied_after = _DENIED_AFTER.search(fold_keep(source))
    agree, differ = [0, 0], [0, 0]  # verbs, other words
    for token, no in said:
        hits = {other for word, other in given if same(token.norm, word.norm)}
        if not hits or _outside(token, sentence) or saying(token) or (denied_after and no):
            continue
        turned = {other for word, other in given if opposite(token.norm, word.norm)}
        row = agree if no in hits or (no not in turned and turned) else differ
        if row is differ and token.norm in _FACTIVE:
            return True  # `knew that …` for `without knowing that …`
        row[token.start not in acting] += 1
    aside = focus(sentence, source)
    if aside or ungrounded(sentence, source):
        return aside != "denied"
    if first_of_all(sentence, source) or (not differ[0] and made_up_for(sentence, source)):
        return False
    return _outweighs(differ, agree, len(content([t for t, _ in said])) <= FEW_WORDS)


def _outweighs(differ: Sequence[int], agree: Sequence[int], short: bool) -> bool:
    """Verbs decide; without any, words do, two of them or the one of a short sentence."""
    if agree[0] or differ[0]:
        return differ[0] > agree[0] or (differ[0] == agree[0] and differ[1] > agree[1])
    enough = differ[1] >= 2 or (short and differ[1] == 1)
    return enough and differ[1] > 2 * agree[1]


def _outside(token: Token, sentence: str) -> bool:
    """Names are not denied; only what is said of them is."""
    return any(n.start <= token.start < n.end for n in find_names(sentence))


def _is_not(words: Sequence[Token], i: int, text: str) -> bool:
    """`is not a treaty` denies a clause; it sets nothing aside."""
    return i > 0 and auxiliary(words[i - 1], language_of(text))


def focus(sentence: str, source: str) -> str:
    """`et non par une cyberattaque`: "told" if the answer affirms it, "denied" if it denies it too."""
    said = polarities(sentence)
    for i, token in enumerate(tokens(source)):
        if token.norm not in ("non", "not") or _is_not(tokens(source), i, source):
            continue
        put_aside = _phrase(source, tokens(source), i)
        if any(j in verbs(source) for j in put_aside):
            continue
        for other in content([tokens(source)[j] for j in put_aside]):
            found = [no for word, no in said if same(word.norm, other.norm)]
            kept = [no for word, no in polarities(source) if same(word.norm, other.norm)]
            if found and all(kept):
                return "denied" if any(found) else "told"
    return ""
