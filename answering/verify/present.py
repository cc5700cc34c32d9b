"""Check: every proper name of an answer sentence is in the source, or where the source points back to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.verify.acronyms import abbreviated
from answering.verify.gazetteer import same_id
from answering.verify.names import Name, find_names, other_institution, same_name
from answering.verify.text import content, fold_keep, listed, tokens
from answering.verify.wording import found_in
from core.types import ScoredSentence

REACH = 300  # characters before a cited sentence in which its pronouns find their names
LEAD = 600  # characters of a document that name what it is about
_BACK = listed(
    """il elle ils elles celui-ci celle-ci ceux-ci ce cet cette ces dernier dernière lui leur leurs eux même
    he she they it this these those him them latter its his her their
    président ministre premier chef dirigeant pays deux president minister leader chancellor countries both"""
)


def missing_name(sentence: str, cited: Sequence[ScoredSentence], question: str = "") -> str:
    """`name:…` for the first name that neither the cited words nor their context have, or "".

    Context counts only where a cited sentence points back (`il`, `ce pays`). A name the question
    gave counts where the document's title or lead has it beside other words of the answer.
    """
    texts = [part for scored in cited for part in (scored.sentence.text, *_context(scored))]
    missing = [
        name
        for name in find_names(sentence)
        if not _in(name, texts) or _only_its_country(name, sentence, texts)
    ]
    missing = [name for name in missing if not _first_name(name, sentence, cited)]
    missing = [n for n in missing if not any(abbreviated(n, sentence, text) for text in texts)]
    if missing and not _from_question(missing, sentence, cited, question):
        return f"name:{missing[0].text}"
    other = other_institution(sentence, " ".join(texts))
    return f"name:{other}" if other else ""


def _first_name(name: Name, sentence: str, cited: Sequence[ScoredSentence]) -> bool:
    """`Donald` where the document has `Donald Trump` and the answer too."""
    surname = next((n for n in find_names(sentence) if 0 <= n.start - name.end <= 2), None)
    if surname is None:
        return False
    together = re.compile(rf"\b{re.escape(name.text)}\s+{re.escape(surname.text)}\b")
    return any(together.search(scored.document.text) for scored in cited)


def _in(name: Name, texts: Sequence[str]) -> bool:
    return any(same_name(name, find_names(text), tokens(text)) for text in texts)


_INSIDE = re.compile(r"\b(?:a|in|at|en|pres de|near) $")


def _only_its_country(name: Name, sentence: str, texts: Sequence[str]) -> bool:
    """`tué à Tripoli` where the source has `en Libye`: a capital stands for its state, not for a place in it."""
    if "@" not in name.id or not _INSIDE.search(fold_keep(sentence[: name.start])):
        return False
    given = [(n, text) for text in texts for n in find_names(text) if same_id(n.id, name.id)]
    return bool(given) and all(
        n.id != name.id and re.search(r"\b(?:en|in) $", fold_keep(text[: n.start]))
        for n, text in given
    )


def _context(scored: ScoredSentence) -> list[str]:
    """The document's title, and the words before if the sentence points back to them."""
    start, text = scored.sentence.start, scored.document.text
    if not any(token.norm in _BACK for token in tokens(scored.sentence.text)):
        return [scored.document.title]
    return [scored.document.title, text[max(0, start - REACH) : start]]


def _from_question(
    missing: Sequence[Name], sentence: str, cited: Sequence[ScoredSentence], question: str
) -> bool:
    """Whether the question gave these names and a document's lead has them with the same subject."""
    if not question or not all(_in(name, [question]) for name in missing):
        return False
    said = [t.norm for t in content(tokens(sentence)) if not t.capital]
    leads = {f"{s.document.title}\n{s.document.text[:LEAD]}" for s in cited}
    return any(
        all(_in(name, [part]) for name in missing)
        and any(found_in(word, [t.norm for t in tokens(part)]) for word in said)
        for lead in leads
        for part in re.split(r"[.!?\n]", lead)
    )
