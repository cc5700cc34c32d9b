"""Check: every figure and date of an answer sentence is in the source, for the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from answering.verify.dates import DateMention, borne_out, find_dates
from answering.verify.derived import told_by_distance, worked_out, year_of_publication
from answering.verify.gazetteer import gazetteer
from answering.verify.numbers import Quantity, find_quantities, same_amount, same_kind
from answering.verify.text import content, fold_keep, listed, tokens
from answering.verify.verbs import language_of, verbs
from answering.verify.wording import coverage, found_in, same, senses, words


def missing_figure(sentence: str, sources: Sequence[str]) -> str:
    """`figure:…`, `unit:…` or `count:…` for the first figure the sources do not bear out, or ""."""
    given = [q for source in sources for q in find_quantities(source)]
    years = {float(d.year) for s in sources for d in find_dates(s) if d.year}
    for said in find_quantities(sentence):
        if said.vague or _anaphoric(sentence, said):
            continue
        equal = [q for q in given if same_amount(said, q)]
        if not equal:
            if said.value in years or (said.kind == "rank" and said.value == 1):
                continue
            if worked_out(said, sentence, sources):
                continue
            code = "unit" if any(q.value == said.value for q in given) else "figure"
            return f"{code}:{said.code}"
        kinds = {q.kind for q in given}
        alike = [
            q
            for q in equal
            if same_kind(said, q)
            or (said.kind == "" and not said.nouns)
            or (q.kind == "" and not q.nouns and said.kind in kinds)  # `60 percent … and got 56`
        ]
        if not alike:
            return f"unit:{said.code}"
        if said.per and not any(q.per == "" or same(said.per, q.per) for q in alike):
            return f"unit:{said.code}"
        if not any(_counts_same(said, q, sources, sentence) for q in alike):
            return f"count:{said.code} {said.nouns[0]}"
    return ""


def _anaphoric(sentence: str, said: Quantity) -> bool:
    """`les deux pays`: a small number that only points back."""
    before = sentence[: said.start].rstrip().lower().rsplit(" ", 1)[-1]
    small = said.kind == "" and said.value <= 4
    return small and before in {
        "les",
        "des",
        "ces",
        "leurs",
        "nos",
        "the",
        "these",
        "both",
        "their",
    }


NEAR_WORDING = 0.6
_PEOPLE = listed("personne personnes gens individu individus people person persons autres others")


def _counts_same(said: Quantity, given: Quantity, sources: Sequence[str], sentence: str) -> bool:
    """Whether both figures count one thing; a figure with a unit, or with no noun, counts itself.

    Other words get the benefit of the doubt, unless the source has them for something else, or
    the rest is told in the source's words: then a noun that differs was changed.
    """
    if _another_people(said, given, sources):
        return False
    mine = [n for n in said.nouns if n not in _PEOPLE and n not in gazetteer().demonyms]
    if said.kind not in ("", "rank") or said.value % 1 or not mine or not given.nouns:
        return True
    if any(found_in(noun, given.nouns) for noun in mine):
        return True
    if set(given.nouns) & _PEOPLE or (len(mine) < len(said.nouns) and said.nouns[0] in _PEOPLE):
        return True
    head, other = mine[0], given.nouns[0]
    elsewhere = any(found_in(head, words(source)) for source in sources)
    one_language = all(language_of(source) == language_of(sentence) for source in sources)
    near = one_language and coverage(tokens(sentence), tokens(" ".join(sources))) >= NEAR_WORDING
    return not elsewhere and not (near and senses(head) and senses(other))


def _another_people(said: Quantity, given: Quantity, sources: Sequence[str]) -> bool:
    """`quatre Russes` where the source counts two Russians and four people in all."""
    peoples, ids = gazetteer().demonyms, gazetteer().ids
    head = next(iter(said.nouns), "")
    if head not in peoples or any(n in peoples for n in given.nouns):
        return False
    counted = [n for s in sources for q in find_quantities(s) if q != given for n in q.nouns[:1]]
    return any(n in peoples and ids[n] == ids[head] for n in counted)


def missing_date(sentence: str, sources: Sequence[str], published: Sequence[date | None]) -> str:
    """`date:…` for the first date of `sentence` that no source bears out, or ""."""
    for said in find_dates(sentence):
        if said.relative == 0 and not any(d.relative for s in sources for d in find_dates(s)):
            continue  # `today` only says when the text speaks
        pairs = zip(sources, published, strict=True)
        found = any(borne_out(said, find_dates(source), day) for source, day in pairs)
        found = found or any(
            told_by_distance(said, source) or year_of_publication(said, source, day)
            for source, day in zip(sources, published, strict=True)
        )
        found = found or (said.decade is not None and _century(said.decade, sources))
        if not found and not _is_figure(said, sources):
            return f"date:{said.code}"
    return ""


def _century(decade: int, sources: Sequence[str]) -> bool:
    """`the 1400s` for the fifteenth century."""
    whole = decade % 100 == 0
    given = (q for source in sources for q in find_quantities(source))
    return whole and any(
        q.value == decade // 100 + 1 and {"century", "siecle"} & {*q.nouns} for q in given
    )


def _is_figure(said: DateMention, sources: Sequence[str]) -> bool:
    """A bare `2000` may be a count in the source."""
    if said.year is None or said.month is not None:
        return False
    return any(q.value == said.year for source in sources for q in find_quantities(source))


def misattached(sentence: str, sources: Sequence[str]) -> str:
    """The figure that the source gives to something else than the answer does, or "".

    Compared are the words in the same stretch: between commas, conjunctions and other figures.
    """
    for said in find_quantities(sentence):
        mine = _stretch(sentence, said)
        for source in sources:
            given = [q for q in find_quantities(source) if same_kind(said, q)]
            own = [q for q in given if same_amount(said, q)]
            others = [q for q in given if not same_amount(said, q)]
            if len(mine) < 2 or not own or not others:
                continue
            deed = _deed(sentence, said)
            if deed and all(any(found_in(w, _stretch(source, q)) for q in own) for w in deed):
                continue  # what is done with it is said of it
            best = max(_fit(mine, source, q) for q in own)
            if best < 0.3 and max(_fit(mine, source, q) for q in others) > 0.66:
                return said.code
    return ""


def _deed(sentence: str, said: Quantity) -> list[str]:
    """The verbs in the stretch of a figure."""
    near = _stretch(sentence, said)
    return [
        t.norm for i, t in enumerate(tokens(sentence)) if i in verbs(sentence) and t.norm in near
    ]


def _fit(mine: Sequence[str], source: str, given: Quantity) -> float:
    """Share of the words `mine` that stand in the same stretch as a figure of the source."""
    there = _stretch(source, given)
    return sum(found_in(word, there) for word in mine) / len(mine)


def _joined(text: str, one: Quantity, other: Quantity) -> bool:
    """`de 2,75 % à 2,5 %`, `312 contre 226`, `37 sièges sur 150`: hardly a word between two figures."""
    first, second = sorted((one, other), key=lambda q: q.start)
    between = text[first.end : second.start]
    part = re.search(r"\b(?:sur|of|out|dont)\b", fold_keep(between)) is not None
    return len(content(tokens(between))) <= int(part) and "," not in between


def whole_for_part(sentence: str, sources: Sequence[str]) -> str:
    """The figure of `all 61 drones` where the source has `43 of the 61 drones`, or ""."""
    for said in find_quantities(sentence):
        if not _ALL.search(fold_keep(sentence[: said.start])):
            continue
        for source in sources:
            for part, whole in pairwise(find_quantities(source)):
                between = fold_keep(source[part.end : whole.start])
                if same_amount(said, whole) and _OUT_OF.fullmatch(between):
                    return said.code
    return ""


_ALL = re.compile(r"\b(?:all|all the|tous les|toutes les) $")
_OUT_OF = re.compile(r" (?:of|of the|out of|out of the|des|sur|sur les) ")


def turned_round(sentence: str, sources: Sequence[str]) -> str:
    """The first figure of a pair that stands the other way round in a source: `226 contre 312`."""
    pairs = _pairs(sentence)
    for source in sources:
        for one, other in _pairs(source):
            for a, b in pairs:
                if a.value == other.value and b.value == one.value and a.value != b.value:
                    return a.code
    return ""


def _pairs(text: str) -> list[tuple[Quantity, Quantity]]:
    """Figures side by side of one kind; in `200 à 300 ans` the first borrows its unit."""
    found = find_quantities(text)
    return [
        (a, b)
        for a, b in pairwise(found)
        if ((a.kind == b.kind and a.unit == b.unit) or not a.kind) and _close(text, a, b)
    ]


def _close(text: str, one: Quantity, other: Quantity) -> bool:
    between = text[one.end : other.start]
    return len(content(tokens(between))) <= 2 and not re.search(r"[,;.!?]", between)


_STRETCH_END = re.compile(r"[,;:.()](?!\d)|\b(?:et|and|mais|but|tandis|while|contre|to)\b")


def _stretch(text: str, quantity: Quantity) -> list[str]:
    """The content words around a figure, as far as its stretch of the sentence goes."""
    folded = fold_keep(text)
    others = [q for q in find_quantities(text) if q != quantity and not _joined(text, q, quantity)]
    starts = [m.end() for m in _STRETCH_END.finditer(folded, 0, quantity.start)]
    ends = [m.start() for m in _STRETCH_END.finditer(folded, quantity.end)]
    start = max([0, *starts, *(q.end for q in others if q.end <= quantity.start)])
    end = min([len(text), *ends, *(q.start for q in others if q.start >= quantity.end)])
    near = [t for t in content(tokens(text)) if start <= t.start < end]
    return [t.norm for t in near if not quantity.start <= t.start < quantity.end]
