"""Forms of irregular verbs, so that `promis` meets `promettre` and `took` meets `take`."""

from __future__ import annotations

from functools import lru_cache

# French infinitive ending → what its other forms have in its place (folded).
_FRENCH = {
    "mettre": "met mets mis mise mises mett mettent mettait mettra mettant mettaient",
    "prendre": "prend pris prise prises prenn prennent prenait prenant prenaient",
    "tenir": "tient tenu tenue tenus tenues tienn tiennent tenait tiendra tenant tenaient",
    "venir": "vient venu venue venus venues vienn viennent venait viendra venant venaient",
    "dire": "dit dits dite dites disent disait disant disaient dira",
    "duire": "duit duite duits duites duis duisent duisait duisant duira",
    "truire": "truit truite truits truites truisent truisait truisant truira",
    "crire": "crit crite crits crites crivent crivait crivant crira",
    "battre": "bat battu battue battus battues battent battait battant battra",
    "aitre": "ait u ue us ues aissent aissait aissant aitra ut urent",
    "cevoir": "coit cu cue cus cues coivent cevait cevant cevra cut",
    "voir": "voit vu vue vus vues voient voyait voyant verra vit",
    "indre": "int inte ints intes ignent ignait ignant indra",
    "vrir": "vre vert verte verts vertes vrent vrait vrant vrira",
    "frir": "fre fert ferte ferts fertes frent frait frant frira",
    "courir": "court couru courue courus courent courait courant courra",
    "querir": "quiert quis quise quises quierent querait querant querra",
    "ivre": "it ivi ivie ivis ivies ivent ivait ivant ivra ecu",
    "clure": "clut clu clus clue clues cluse cluent cluait cluant clura",
    "croitre": "croit cru crue croissent croissait croissant croitra",
    "mourir": "meurt mort morte morts mortes mourut meurent mourait mourra mourant",
    "fuir": "fuit fui fuie fuient fuyait fuyant fuira",
    "vaincre": "vainc vaincu vaincue vaincus vainquent vainquait vaincra",
    "rompre": "rompt rompu rompue rompus rompues rompent rompait rompra",
    "endre": "end endu endue endus endues endent endait endant endra endit",
    "ondre": "ond ondu ondue ondus ondent ondait ondant ondra",
    "erdre": "erd erdu erdue erdus erdues erdent erdait erdant erdra erdit",
    "lire": "lit lu lue lus lues lisent lisait lisant lira elu elue elus",
    "aire": "ait aits aite aites aisent aisait aisant era ont",
    "ouvoir": "ut u ue euvent ouvait ourra eut",
    "savoir": "sait su sue savent savait sachant saura",
    "vouloir": "veut voulu veulent voulait voudra",
    "servir": "sert servi servie servent servait servira",
    "partir": "part parti partie partis parties partent partait partira",
    "sortir": "sort sorti sortie sortis sortent sortait sortira",
    "agir": "agit agi agissent agissait agira",
    "finir": "finit fini finie finis finissent finira",
}  # fmt: skip
_ENGLISH = """take took taken taking|give gave given giving|say said says|tell told|make made|come came|become became
|begin began begun|win won winning|lose lost losing|sell sold|buy bought|send sent|meet met|lead led|leave left|keep kept
|hold held|fight fought|fall fell fallen|rise rose risen|grow grew grown|know knew known|throw threw thrown
|write wrote written|speak spoke spoken|break broke broken|choose chose chosen|steal stole stolen|drive drove driven
|see saw seen|go went gone|run ran|swim swam|sink sank sunk|shoot shot|strike struck|build built|lend lent|spend spent
|pay paid|find found|think thought|bring brought|teach taught|catch caught|seek sought|stand stood|understand understood
|withdraw withdrew withdrawn|draw drew drawn|fly flew flown|flee fled|feed fed|read|set|put|cut|hit|let|shut|quit|beat beaten
|bear bore born borne|die died dying dies|lie lay lain|rebuild rebuilt|overthrow overthrew overthrown|undertake undertook
|forget forgot forgotten|forbid forbade forbidden|hide hid hidden|freeze froze frozen|shake shook shaken|wear wore worn
|swear swore sworn|tear tore torn|feel felt|deal dealt|mean meant|burn burnt|learn learnt|get got gotten|eat ate eaten
|drink drank drunk|sing sang sung|ring rang rung|bid|spread|split|hurt|cost|cast|shrink shrank shrunk|arise arose arisen
|old older oldest|new newer newest|big bigger biggest|small smaller smallest|large larger largest|high higher highest
|low lower lowest|long longer longest|short shorter shortest|strong stronger strongest|weak weaker weakest
|rich richer richest|poor poorer poorest|fast faster fastest|slow slower slowest|young younger youngest
|cheap cheaper cheapest|early earlier earliest|late latest|great greater greatest|near nearer nearest|far farther farthest
|cold colder coldest|hot hotter hottest|warm warmer warmest|dark darker darkest|hard harder hardest|wide wider widest
|deep deeper deepest|safe safer safest|tall taller tallest|heavy heavier heaviest|light lighter lightest
|wealthy wealthier wealthiest|easy easier easiest"""


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """The irregular forms of a folded infinitive, itself included."""
    found = {word}
    for ending, others in sorted(_FRENCH.items(), key=lambda pair: -len(pair[0])):
        if word.endswith(ending):
            found |= {word[: -len(ending)] + other for other in others.split()}
            break
    return frozenset(found | _english().get(word, set()))


@lru_cache(maxsize=1)
def _english() -> dict[str, set[str]]:
    rows = [row.split() for row in _ENGLISH.replace("\n", "").split("|")]
    return {row[0]: set(row) for row in rows}


@lru_cache(maxsize=1)
def english_base() -> dict[str, str]:
    """Irregular English form → its infinitive."""
    return {form: base for base, found in _english().items() for form in found}
