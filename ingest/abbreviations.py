"""Words whose full stop does not end a sentence, and words that like to begin one.

In lower case, without the final full stop; in which table a word stands says what has to follow
for its full stop to belong to the word.
"""

from __future__ import annotations

Table = dict[str, str]

# Written with a capital and followed by a name: never the end of a sentence.
TITLES: Table = {
    "fr": "m mm mme mmes mlle mlles mr dr drs pr prs prof me mes mgr st ste sts stes vve gal gén "
    "col cdt cap cne lt adj sgt",
    "en": "mr mrs ms dr drs prof rev fr sts gen col capt cmdr lt sgt maj adm gov sen rep reps pres "
    "hon supt amb messrs mme ft mt",
}
# Whatever the case, something always follows.
OPEN: Table = {"fr": "cf réf vs c.-à-d éd env auj anc", "en": "cf v vs eds viz approx"}
# The word is cut short when a number follows.
BEFORE_NUMBER: Table = {
    "fr": "art arts p pp n no nos num vol t fig tab al ch chap sect l v app ann append tél max min "
    "janv févr avr juil sept oct nov déc ext av",
    "en": "art arts p pp no nos vol vols fig figs tab sec ch chap para par cl ca circa tel ext est "
    "jan feb mar apr jun jul aug sep sept oct nov dec",
}
# A capital after these goes on with the sentence, unless it plainly begins a new one.
BEFORE_NAME: Table = {
    "fr": "ex p.ex av apr ap bd boul blvd cie trad coll st",
    "en": "inc corp co bros jr sr dept univ ave blvd rd st no",
}
# A word that begins a sentence when an ordinary word comes after it.
STARTERS: Table = {
    "fr": "le la les l un une des du de il elle ils elles on ce cet cette ces c ça cela dans en au "
    "aux à après avant mais et ou or donc car pour par sur sous selon depuis cependant toutefois "
    "ainsi si son sa ses leur leurs notre nos votre vos nous vous je j tu qui que qu quand lors "
    "lorsque comme avec sans plus pourtant néanmoins enfin puis ensuite alors aujourd tout tous "
    "toute toutes certains plusieurs chaque aucun aucune ni ne n y d là voici voilà durant "
    "pendant entre vers chez afin bien malgré outre aussi même s seul seule",
    "en": "the a an he she it they we i you this that these those in on at by for with from but "
    "and or so after before when while if as his her its their our my your there here however "
    "then now since until although though because not no one some many most all both each every "
    "what who why how where during under over between among meanwhile moreover also yet to of",
}
# English puts the speaker before the verb: “Stop!” Smith said.
REPORTING = "said|says|asked|asks|told|added|adds|wrote|writes|replied|shouted|cried|warned"


def words(table: Table, language: str) -> frozenset[str]:
    """The words of `table` for "fr" or "en"; of both for any other language."""
    lines = [table[language]] if language in table else list(table.values())
    return frozenset(word for line in lines for word in line.split())
