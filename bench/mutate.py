"""Changes to a French source sentence: faithful ones, and ones that make it untrue.

Each function takes a sentence and a random generator and gives the changed sentence, or None
where it does not apply. The word lists are this file's own: none of the checks' lists is used.
"""

# ruff: noqa: ARG001 (all changes are called alike, not all need chance)

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Change = Callable[[str, Random], str | None]

_UNITS = {
    "ans": ["mois", "jours", "siècles"], "mois": ["ans", "semaines"], "jours": ["mois", "semaines", "heures"],
    "semaines": ["mois", "jours"], "heures": ["jours", "minutes"], "minutes": ["heures", "secondes"],
    "siècles": ["ans"], "années": ["mois", "décennies"], "kilomètres": ["mètres"], "mètres": ["kilomètres"],
    "km": ["m"], "euros": ["dollars", "francs"], "dollars": ["euros"], "francs": ["euros"],
    "millions": ["milliards", "milliers"], "milliards": ["millions"], "million": ["milliard"],
    "tonnes": ["kilogrammes"], "hectares": ["kilomètres carrés"], "kg": ["tonnes"],
}  # fmt: skip
_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_OPPOSITES = [
    ("augmenté", "diminué"), ("augmente", "diminue"), ("augmentation", "diminution"), ("hausse", "baisse"),
    ("avant", "après"), ("premier", "dernier"), ("première", "dernière"), ("plus grand", "plus petit"),
    ("plus grande", "plus petite"), ("au nord", "au sud"), ("nord de", "sud de"), ("du nord", "du sud"), ("gagné", "perdu"), ("remporté", "perdu"),
    ("victoire", "défaite"), ("accepté", "refusé"), ("accepte", "refuse"), ("autorisé", "interdit"),
    ("construit", "détruit"), ("commence", "finit"), ("début", "fin"), ("ouvert", "fermé"), ("allié", "ennemi"),
    ("alliés", "ennemis"), ("favorable", "opposé"), ("élevé", "faible"), ("riche", "pauvre"), ("facile", "difficile"),
    ("important", "négligeable"), ("majorité", "minorité"), ("public", "privé"), ("nouveau", "ancien"),
    ("nouvelle", "ancienne"), ("nombreux", "rares"), ("nombreuses", "rares"), ("acheté", "vendu"),
    ("créé", "supprimé"), ("arrivé", "parti"), ("entré", "sorti"), ("naissance", "mort"), ("né", "mort"),
    ("avec", "sans"), ("soutien", "opposition"), ("soutenu", "combattu"), ("renforcer", "affaiblir"),
    ("renforcé", "affaibli"), ("positif", "négatif"), ("chaud", "froid"), ("légal", "illégal"), ("ancien", "nouveau"),
    ("jeune", "vieux"), ("haut", "bas"), ("fort", "faible"), ("forte", "faible"), ("rapide", "lent"),
    ("paix", "guerre"), ("succès", "échec"), ("présence", "absence"), ("possible", "impossible"),
]  # fmt: skip
_SPELLED = {
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "dix": "10",
    "onze": "11", "douze": "12", "quinze": "15", "vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50",
    "cent": "100", "mille": "1 000",
}  # fmt: skip
_SYNONYMS = [
    ("a déclaré", "a affirmé"), ("a annoncé", "a fait savoir"), ("décès", "mort"), ("également", "aussi"),
    ("environ", "près de"), ("notamment", "en particulier"), ("afin de", "pour"), ("débute", "commence"),
    ("se trouve", "est situé"), ("a été fondée", "a été créée"), ("a été fondé", "a été créé"), ("ainsi que", "et"),
    ("car", "parce que"), ("cependant", "toutefois"), ("lors de", "pendant"), ("plusieurs", "divers"),
    ("obtient", "reçoit"), ("utilise", "emploie"), ("important", "majeur"), ("très", "particulièrement"),
]  # fmt: skip
_NAME = r"[A-ZÉÈÀÂÎÔ][a-zéèêëàâîïôöûüç]{2,}(?:[ -][A-ZÉÈ][a-zéèêëàâîïôöûüç]+)*"


def _swap_word(sentence: str, pairs: Sequence[tuple[str, str]], random: Random) -> str | None:
    usable = [(a, b) for a, b in pairs if re.search(rf"\b{re.escape(a)}\b", sentence)]
    if not usable:
        return None
    old, new = random.choice(usable)
    return re.sub(rf"\b{re.escape(old)}\b", new, sentence, count=1)


def figure(sentence: str, random: Random) -> str | None:
    found = [
        m
        for m in re.finditer(r"(?<![\w,.])\d[\d   ]*(?:,\d+)?(?![\w])", sentence)
        if not _year(m.group())
    ]
    if not found:
        return None
    match = random.choice(found)
    digits = [i for i, c in enumerate(match.group()) if c.isdigit()]
    at = random.choice(digits)
    new = random.choice([d for d in "123456789" if d != match.group()[at]])
    changed = match.group()[:at] + new + match.group()[at + 1 :]
    return sentence[: match.start()] + changed + sentence[match.end() :]


def spelled_figure(sentence: str, random: Random) -> str | None:
    found = [
        w
        for w in _SPELLED
        if re.search(rf"(?<![-\w]){w}(?![-\w])", sentence) and w not in ("cent", "mille")
    ]
    if not found:
        return None
    old = random.choice(found)
    new = random.choice([w for w in _SPELLED if w not in (old, "cent", "mille")])
    return re.sub(rf"(?<![-\w]){old}(?![-\w])", new, sentence, count=1)


def _year(text: str) -> bool:
    return re.fullmatch(r"1\d{3}|20\d\d", text.strip()) is not None


def year(sentence: str, random: Random) -> str | None:
    found = re.findall(r"(?<![\d,.])(?:1[0-9]|20)\d\d(?!\d)", sentence)
    if not found:
        return None
    old = random.choice(found)
    return sentence.replace(old, str(int(old) + random.choice([-30, -12, -4, -1, 1, 3, 10, 21])), 1)


def month_or_day(sentence: str, random: Random) -> str | None:
    for words in (_MONTHS, _DAYS):
        found = [w for w in words if re.search(rf"\b{w}\b", sentence)]
        if found:
            old = random.choice(found)
            return re.sub(
                rf"\b{old}\b", random.choice([w for w in words if w != old]), sentence, count=1
            )
    return None


def unit(sentence: str, random: Random) -> str | None:
    found = [
        w
        for w in _UNITS
        if re.search(rf"(?:\d|\b(?:{'|'.join(_SPELLED)})) ?(?:[a-z]+ d['e] ?)?{w}\b", sentence)
    ]
    if not found:
        return None
    old = random.choice(found)
    return re.sub(rf"\b{old}\b", random.choice(_UNITS[old]), sentence, count=1)


def name(sentence: str, random: Random, others: Sequence[str] = ()) -> str | None:
    found = [m for m in re.finditer(_NAME, sentence) if m.start() > 2]
    fresh = [n for n in others if n.split()[0] not in sentence]
    if not found or not fresh:
        return None
    match = random.choice(found)
    return sentence[: match.start()] + random.choice(fresh) + sentence[match.end() :]


def negation(sentence: str, random: Random) -> str | None:
    if re.search(r"\b(?:ne|n['’])", sentence):
        changed = re.sub(
            r"\b(?:ne |n['’])(\w+)(?:\s+(?:pas|jamais|plus))\b", r"\1", sentence, count=1
        )
        return None if changed == sentence else changed
    pattern = r"\b(est|sont|était|étaient|a|ont|avait|fut|peut|doit|sera)\b(?! -)"
    found = list(re.finditer(pattern, sentence))
    if not found:
        return None
    match = random.choice(found)
    ne = "n'" if match.group()[0] in "aeéo" else "ne "
    return sentence[: match.start()] + ne + match.group() + " pas" + sentence[match.end() :]


def antonym(sentence: str, random: Random) -> str | None:
    return _swap_word(sentence, _OPPOSITES + [(b, a) for a, b in _OPPOSITES], random)


def roles(sentence: str, random: Random) -> str | None:
    """`X a battu Y` becomes `Y a battu X`, for two names round a verb."""
    match = re.search(
        rf"\b({_NAME}) (a|ont|avait) ([a-zé]+[éituse]) ((?:le |la |l['’]|les )?)({_NAME})", sentence
    )
    if match is None:
        return None
    one, helper, verb, article, other = match.groups()
    return (
        sentence[: match.start()]
        + f"{other} {helper} {verb} {article}{one}"
        + sentence[match.end() :]
    )


def passive_roles(sentence: str, random: Random) -> str | None:
    """`X … par Y` becomes `Y … par X`, for names."""
    match = re.search(
        rf"\b({_NAME})( (?:est|fut|a été|était|sera) [a-zé]+[éituse]e?s? (?:[^.,;]{{0,30}} )?par )({_NAME})",
        sentence,
    )
    if match is None or match[1] == match[3]:
        return None
    return sentence[: match.start()] + match[3] + match[2] + match[1] + sentence[match.end() :]


def swap_figures(sentence: str, random: Random) -> str | None:
    found = [
        m
        for m in re.finditer(r"(?<![\w,.])\d+(?:[,  ]\d+)*(?![\w])", sentence)
        if not _year(m.group())
    ]
    if len(found) < 2 or found[0].group() == found[1].group():
        return None
    a, b = found[:2]
    return (
        sentence[: a.start()]
        + b.group()
        + sentence[a.end() : b.start()]
        + a.group()
        + sentence[b.end() :]
    )


def drop_speaker(sentence: str, random: Random) -> str | None:
    """What somebody said, told as a fact."""
    patterns = (
        r"^[Ss]elon [^,]{3,60}, (.+)$", r"^[Dd]['’]après [^,]{3,60}, (.+)$",
        r"^(.+), selon [^,]{3,60}\.$", r"^(.+), (?:a|ont) (?:déclaré|affirmé|annoncé|indiqué|précisé) [^,]{3,60}\.$",
        r"^[^,]{3,60} (?:a|ont) (?:déclaré|affirmé|annoncé|indiqué|estimé|expliqué|assuré) qu(?:e |['’])(.+)$",
        r"^[^,]{3,40} (?:affirme|estime|déclare|pense|prétend|considère|annonce)(?:nt)? qu(?:e |['’])(.+)$",
    )  # fmt: skip
    for pattern in patterns:
        match = re.match(pattern, sentence)
        if match:
            told = match[1].rstrip(".") + "."
            return told[0].upper() + told[1:]
    return None


def certain(sentence: str, random: Random) -> str | None:
    """`pourrait` becomes `va`, `aurait` becomes `a`."""
    pairs = [
        ("pourrait", "va"),
        ("pourraient", "vont"),
        ("aurait", "a"),
        ("auraient", "ont"),
        ("serait", "est"),
        ("seraient", "sont"),
        ("devrait", "va"),
        ("peut-être ", ""),
    ]
    return _swap_word(sentence, pairs, random)


# --- faithful ----------------------------------------------------------------------------


def same(sentence: str, random: Random) -> str | None:
    return sentence


def synonym(sentence: str, random: Random) -> str | None:
    return _swap_word(sentence, _SYNONYMS, random)


def rewrite_figure(sentence: str, random: Random) -> str | None:
    """Digits for words, `10,000` for `10 000`, `pour cent` for `%`."""
    spaced = re.search(r"\d{1,3}(?:[  ]\d{3})+", sentence)
    if spaced:
        return sentence.replace(
            spaced.group(), re.sub(r"[  ]", random.choice([".", ",", ""]), spaced.group()), 1
        )
    if re.search(r"\d ?%", sentence):
        return re.sub(r"(\d) ?%", r"\1 pour cent", sentence, count=1)
    return _swap_word(
        sentence, [(w, d) for w, d in _SPELLED.items() if w not in ("cent", "mille")], random
    )


def drop_aside(sentence: str, random: Random) -> str | None:
    """Leaves out a parenthesis, or words between two commas."""
    changed = re.sub(r" \([^)]*\)", "", sentence, count=1)
    if changed == sentence:
        changed = re.sub(
            r", [^,;:«»]{8,60}, (?=(?:a|est|ont|sont|fut|était)\b)", " ", sentence, count=1
        )
    return None if changed == sentence or len(changed) < 30 else changed


def drop_tail(sentence: str, random: Random) -> str | None:
    """Leaves out what follows the last comma."""
    head, comma, tail = sentence.rstrip(".").rpartition(", ")
    said = re.search(r"selon|d['’]après|déclar|affirm|annonc|dit|si |mais|sauf|pas|,", tail)
    if not comma or said or len(head) < 40 or len(tail) < 12 or head.count("(") != head.count(")"):
        return None
    return head + "."


def passive(sentence: str, random: Random) -> str | None:
    """`X a battu Y` becomes `Y a été battu par X`."""
    match = re.match(
        rf"^({_NAME}) (?:a) ([a-zé]+[éituse]) ((?:le |la |l['’])?)({_NAME})\.?$", sentence
    )
    if match is None:
        match = re.match(
            rf"^({_NAME}) a ([a-zé]+é) (la|le|l['’]|son|sa) ?([^,.;:]{{5,50}})\.$", sentence
        )
    if match is None:
        return None
    who, verb, article, what = match.groups()
    gap = "" if article.endswith(("'", "’", " ")) or not article else " "
    return (
        f"{(article + gap + what)[0].upper()}{(article + gap + what)[1:]} a été {verb} par {who}."
    )


def cleft(sentence: str, random: Random) -> str | None:
    match = re.match(rf"^({_NAME}) (est|a|fut|était) (.+)$", sentence)
    return f"C'est {match[1]} qui {match[2]} {match[3]}" if match else None


def move_speaker(sentence: str, random: Random) -> str | None:
    match = re.match(r"^[Ss]elon ([^,]{3,60}), (.+)\.$", sentence)
    return f"{match[2][0].upper()}{match[2][1:]}, d'après {match[1]}." if match else None


UNFAITHFUL: dict[str, Change] = {
    "figure": figure, "figure in words": spelled_figure, "year": year, "month or day": month_or_day,
    "unit": unit, "name": name, "negation": negation, "antonym": antonym, "roles": roles,
    "roles, passive": passive_roles, "figures swapped": swap_figures, "speaker dropped": drop_speaker,
    "made certain": certain,
}  # fmt: skip
FAITHFUL: dict[str, Change] = {
    "verbatim": same, "synonym": synonym, "figure rewritten": rewrite_figure, "aside left out": drop_aside,
    "tail left out": drop_tail, "passive": passive, "cleft": cleft, "speaker moved": move_speaker,
}  # fmt: skip
