"""How close an answer comes to the gold answers: the best over the alternatives counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from evaluation.metrics.normalise import tokens, without_accents

_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_NAME = re.compile(r"\b[^\W\d_][\w'’-]*\b")
_SMALL = frozenset("le la les l un une des du de d au aux en il elle the a an in of by on".split())


def exact(answer: Sequence[str], gold: Sequence[str]) -> float:
    """1 where both have the same tokens in the same order (SQuAD's exact match)."""
    return float(list(answer) == list(gold))


def f1(answer: Sequence[str], gold: Sequence[str]) -> float:
    """Harmonic mean of token precision and recall over multisets (SQuAD's F1)."""
    common = sum((Counter(answer) & Counter(gold)).values())
    if not common:
        return float(not answer and not gold)
    precision, recall = common / len(answer), common / len(gold)
    return 2 * precision * recall / (precision + recall)


def contains(answer: Sequence[str], gold: Sequence[str]) -> float:
    """1 where the gold tokens stand in the answer in a row: right, in whatever sentence."""
    size = len(gold)
    windows = range(len(answer) - size + 1)
    return float(any(list(answer[i : i + size]) == list(gold) for i in windows))


def scores(answer: str, golds: Sequence[str], language: str) -> dict[str, float | None]:
    """EM, F1, containment, and EM and F1 with articles kept; numbers and names of the gold.

    An empty `answer` (a refusal) scores 0; without gold answers nothing is scored.
    """
    if not golds:
        return {}
    plain = [tokens(gold, language=language) for gold in golds]
    whole = [tokens(gold, language=language, articles=True) for gold in golds]
    said = tokens(answer, language=language)
    said_whole = tokens(answer, language=language, articles=True)
    return {
        "answer.em": _best(exact, said, plain),
        "answer.f1": _best(f1, said, plain),
        "answer.contains": _best(contains, said, plain),
        "answer.em_unstripped": _best(exact, said_whole, whole),
        "answer.f1_unstripped": _best(f1, said_whole, whole),
        "answer.numbers": _matched(numbers, answer, golds),
        "answer.names": _matched(names, answer, golds),
    }


def numbers(text: str) -> Counter[str]:
    """The figures in `text`, thousands joined, decimal comma as a point."""
    found = (re.sub(r"\s", "", n) for n in _NUMBER.findall(text))
    return Counter(_thousands(number) for number in found)


def names(text: str) -> Counter[str]:
    """Words of `text` written with a capital, accents folded; small words do not count."""
    words = (word for part in _NAME.findall(text) for word in re.split(r"['’]", part))
    capital = (word for word in words if word[:1].isupper())
    folded = (without_accents(word).casefold() for word in capital)
    return Counter(word for word in folded if word not in _SMALL)


def _thousands(number: str) -> str:
    """ "10.000" and "10,000" are ten thousand in a press text; "1,5" and "1.5" are one and a half."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number) and not number.startswith("0"):
        return re.sub(r"[.,]", "", number)
    return number.replace(",", ".")


def _best(
    score: Callable[[Sequence[str], Sequence[str]], float],
    answer: Sequence[str],
    golds: Sequence[Sequence[str]],
) -> float:
    return max(score(answer, gold) for gold in golds)


def _matched(
    facts: Callable[[str], Counter[str]], answer: str, golds: Sequence[str]
) -> float | None:
    """1 where the answer has every fact of one gold answer; None where no gold has any."""
    wanted = [found for found in map(facts, golds) if found]
    if not wanted:
        return None
    said = facts(answer)
    return float(any(not gold - said for gold in wanted))
