"""The verdict on one answer sentence: the checks in order, the first that fails gives the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from answering.verify.attached import misplaced_figure
from answering.verify.attribution import unframed
from answering.verify.comparisons import ranked
from answering.verify.dates import published_day
from answering.verify.denials import first_of_all
from answering.verify.designations import misapplied
from answering.verify.edits import changed, only_shorter
from answering.verify.figures import (
    misattached,
    missing_date,
    missing_figure,
    turned_round,
    whole_for_part,
)
from answering.verify.meaning import another_subject
from answering.verify.opposites import compared, small_turned, turned
from answering.verify.pairs import crossed_pairs, replaced_complement, turned_trend
from answering.verify.places import elsewhere
from answering.verify.polarity import negation
from answering.verify.present import missing_name
from answering.verify.roles import swapped
from answering.verify.shortened import dropped_subject, other_voice
from answering.verify.slots import exchanged, misplaced_people
from answering.verify.text import tokens
from answering.verify.wording import coverage
from core.types import ScoredSentence, Support, Verdict

Similarity = Callable[[str, Sequence[str]], Sequence[float]]


def verify(
    sentence: str,
    cited: Sequence[ScoredSentence],
    *,
    language: str = "fr",  # noqa: ARG001 (each text tells its own language; kept for callers)
    question: str = "",
    similarity: Similarity | None = None,
) -> Verdict:
    """Whether the cited sentences bear `sentence` out. Pure, apart from what `similarity` does."""
    if not cited:
        return Verdict(Support.UNSUPPORTED, "no_source")
    sources = [scored.sentence.text for scored in cited]
    published = [published_day(scored.document.published) for scored in cited]
    reason = (
        missing_figure(sentence, sources)
        or missing_date(sentence, sources, published)
        or missing_name(sentence, cited, question)
        or ("meaning" if another_subject(sentence, sources, similarity) else "")
        or near_enough(turned_against(sentence, sources), sentence, sources)
        or near_enough(unframed(sentence, sources), sentence, sources)
    )
    if not reason:
        return Verdict(Support.SUPPORTED)
    opposed = reason.partition(":")[0] in _OPPOSED
    return Verdict(Support.CONTRADICTED if opposed else Support.UNSUPPORTED, reason)


# Reasons that say the source has it the other way round; the others, that it does not have it.
_OPPOSED = {"negation", "antonym", "roles", "bound"}


# A clash of words says little where the answer hardly uses the source's words: what looks turned
# round may be told another way. Below these shares of its words a reason of the kind is dropped.
_NEAR = {"negation": 0.5, "antonym": 0.5, "attribution": 0.6, "modality": 0.6, "count": 0.6}


def near_enough(reason: str, sentence: str, sources: Sequence[str]) -> str:
    """`reason`, or "" where the answer is worded too far from its sources for it to be telling."""
    least = _NEAR.get(reason.partition(":")[0], 0.0)
    if least and coverage(tokens(sentence), tokens(" ".join(sources))) < least:
        return ""
    return reason


def turned_against(sentence: str, sources: Sequence[str]) -> str:
    """What the sources say otherwise of the same things, as a reason code, or ""."""
    if negation(sentence, " ".join(sources)):
        return "negation"
    reason = wrong_figure(sentence, sources) or changed(sentence, sources)
    if reason or (only_shorter(sentence, sources) and not other_voice(sentence, sources)):
        return reason or shortened_too_far(sentence, sources)
    ranking = ranked(sentence, sources)  # tells which is more and which less, whatever the words
    if ranking == "turned":
        return "roles"
    return turned_word(sentence, sources, ranking) or changed_places(sentence, sources)


def wrong_figure(sentence: str, sources: Sequence[str]) -> str:
    """A figure under another bound, or that the sources give to something else."""
    bound = compared(sentence, sources)
    if bound:
        return f"bound:{bound}"
    figure = (
        misattached(sentence, sources)
        or turned_round(sentence, sources)
        or whole_for_part(sentence, sources)
        or misplaced_figure(sentence, sources)
    )
    return f"count:{figure}" if figure else ""


def turned_word(sentence: str, sources: Sequence[str], ranking: str) -> str:
    """A word in the place of its opposite, of another trend or of another complement."""
    word = turned(sentence, sources) or small_turned(sentence, sources)
    if ranking or (word and first_of_all(sentence, " ".join(sources))):
        word = ""
    word = word or turned_trend(sentence, sources) or replaced_complement(sentence, sources)
    return f"antonym:{word}" if word else ""


def changed_places(sentence: str, sources: Sequence[str]) -> str:
    """Somebody or something in the place of another of the same source."""
    if (
        swapped(sentence, sources)
        or exchanged(sentence, sources)
        or crossed_pairs(sentence, sources)
    ):
        return "roles"
    misplaced = misplaced_people(sentence, sources) or misplaced_thing(sentence, sources)
    return f"name:{misplaced}" if misplaced else ""


def shortened_too_far(sentence: str, sources: Sequence[str]) -> str:
    """What went wrong in an answer that only leaves words out: another acts, or at another place."""
    if dropped_subject(sentence, sources) or crossed_pairs(sentence, sources):
        return "roles"
    misplaced = misplaced_thing(sentence, sources)
    return f"name:{misplaced}" if misplaced else ""


def misplaced_thing(sentence: str, sources: Sequence[str]) -> str:
    """A place or a designation that the sources give to something else, or ""."""
    return elsewhere(sentence, sources) or misapplied(sentence, sources)
