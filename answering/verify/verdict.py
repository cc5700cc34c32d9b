"""The verdict on one answer sentence: the checks in order, the first that fails gives the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from answering.verify.attribution import unframed
from answering.verify.dates import published_day
from answering.verify.edits import changed, only_shorter
from answering.verify.figures import misattached, missing_date, missing_figure, turned_round
from answering.verify.meaning import elsewhere
from answering.verify.names import find_names, other_institution, same_name
from answering.verify.opposites import compared, small_turned, turned
from answering.verify.polarity import negation
from answering.verify.roles import exchanged, misplaced_people, swapped
from answering.verify.text import tokens
from core.types import ScoredSentence, Support, Verdict

Similarity = Callable[[str, Sequence[str]], Sequence[float]]


def verify(
    sentence: str,
    cited: Sequence[ScoredSentence],
    *,
    language: str = "fr",
    question: str = "",
    similarity: Similarity | None = None,
) -> Verdict:
    """Whether the cited sentences bear `sentence` out. Pure, apart from what `similarity` does."""
    if not cited:
        return Verdict(Support.UNSUPPORTED, "no_source")
    sources = [scored.sentence.text for scored in cited]
    published = [published_day(scored.document.published) for scored in cited]
    reason = missing_figure(sentence, sources, question) or missing_date(
        sentence, sources, published
    )
    reason = reason or missing_name(sentence, cited)
    if reason:
        return Verdict(Support.UNSUPPORTED, reason)
    if elsewhere(sentence, sources, similarity):
        return Verdict(Support.UNSUPPORTED, "meaning")
    reason = contradiction(sentence, sources)
    if reason:
        return Verdict(Support.CONTRADICTED, reason)
    reason = unframed(sentence, sources)
    if reason:
        return Verdict(Support.UNSUPPORTED, reason)
    return Verdict(Support.SUPPORTED)


def contradiction(sentence: str, sources: Sequence[str]) -> str:
    """What the sources say the other way round: `negation`, `antonym:…`, `roles`, or ""."""
    if negation(sentence, " ".join(sources)):
        return "negation"
    bound = compared(sentence, sources)
    if bound:
        return f"bound:{bound}"
    figure = misattached(sentence, sources) or turned_round(sentence, sources)
    edit = f"count:{figure}" if figure else changed(sentence, sources)
    if edit or only_shorter(sentence, sources):
        return edit
    word = turned(sentence, sources) or small_turned(sentence, sources)
    if word:
        return f"antonym:{word}"
    if swapped(sentence, sources) or exchanged(sentence, sources):
        return "roles"
    people = misplaced_people(sentence, sources)
    return f"name:{people}" if people else ""


def missing_name(sentence: str, cited: Sequence[ScoredSentence]) -> str:
    """`name:…` for the first name neither the cited words, their context nor their title have."""
    texts = [
        part
        for scored in cited
        for part in (scored.sentence.text, context(scored), scored.document.title)
    ]
    given = [name for text in texts for name in find_names(text)]
    words = [token for text in texts for token in tokens(text)]
    for name in find_names(sentence):
        if not same_name(name, given, words):
            return f"name:{name.text}"
    other = other_institution(sentence, " ".join(texts))
    return f"name:{other}" if other else ""


def context(scored: ScoredSentence, reach: int = 300) -> str:
    """The words before a cited sentence, where its pronouns find their names."""
    start = scored.sentence.start
    return scored.document.text[max(0, start - reach) : start]
