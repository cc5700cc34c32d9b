"""Questions a reader may want to ask, made from the words of the dossier itself. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from core.types import Language
from ui.texts import say

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\w"
_NAME = re.compile(rf"{_WORD}(?:(?: | d[eu] | d['’])(?:{_WORD}))*")
_OPENERS = (
    "Les? La Une? Des Du De Ces? Cette Son Sa Ses Leurs? Il Elle Ils Elles On Nous Selon Pour Avec Dans "
    "Si Quand Mais Et Ou Or Car À Au Aux En Par Après Avant Depuis Pendant Lors Chez Sans Sur Entre "
    "Ni Ancien Ancienne Former Aucun Aucune Tout Toute Tous Chaque Plusieurs Deux Trois "
    "Ici Là Alors Ainsi Comme Outre Face Même Malgré Envers Que Qui "
    "The An? This That These Those He She It They We In On At By From For With After Before While When "
    "As If But And According Since Under Over Both"
).replace(" ", "|")
_ARTICLE = re.compile(rf"^(?:(?:(?:{_OPENERS}) )+|[LDJNSCQ][’'])")
_TITLE = re.compile(r"^(?:(?:M|Mme|Mr|Mrs|Ms|Dr|Président|Ministre|President|Minister) )+")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?…:»\"“]\s+|\n\s*|«\s*)$")
MOST = 3
# Words that English capitalises though they name nothing one would ask about.
COMMON = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "french english russian iranian american british chinese ukrainian german european israeli "
    "turkish african asian western eastern northern southern".split()
)


def names_in(text: str) -> list[str]:
    """Runs of capitalised words, articles and words that only open a sentence left out."""
    found = []
    for match in _NAME.finditer(text):
        opens = _STARTS_SENTENCE.search(text[max(0, match.start() - 3) : match.start()])
        # Within a sentence a capital article belongs to the name: La Haye.
        name = _TITLE.sub("", _ARTICLE.sub("", match.group()) if opens else match.group())
        sure = not opens or " " in name or name != match.group()
        if sure and len(name) > 2 and name[0].isupper() and name.lower() not in COMMON:
            found.append(name)
    return found


def frequent_names(texts: Iterable[str]) -> list[str]:
    """Names by the number of texts that hold them, then by how often they come."""
    texts_with: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for text in texts:
        names = names_in(text)
        times.update(names)
        texts_with.update(set(names))
    return sorted(times, key=lambda name: (-texts_with[name], -times[name], name))


def follow_ups(
    neighbourhoods: Sequence[str], asked: str, language: Language, most: int = MOST
) -> list[str]:
    """Questions about names near the cited words that the question and answer leave out."""
    said = asked.casefold()
    fresh = [name for name in frequent_names(neighbourhoods) if name.casefold() not in said]
    return [say(language, "ask.what_of", name=name) for name in fresh[:most]]
