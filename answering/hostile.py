"""Sentences of a source that speak to the machine instead of the reader.

They stay in the document, where anyone can read them; they are never evidence, so neither a
model nor a quotation can pass them on as an answer. Rules, so that one can argue with them.
"""

from __future__ import annotations

import re

from retrieval.terms import fold

_SPEAKS_TO_IT = re.compile(
    r"(?x)"
    # rules, instructions, prompts
    r"\b(?:ignor\w*|oubli\w*|disregard|forget|obey|override)\b.{0,40}"
    r"\b(?:regles?|consignes?|instructions?|rules?|dossier|precedent\w*|previous|given)"
    r"|\b(?:system\ ?(?:prompt|note|message)|prompt\ syst\w*|tes\ (?:regles|consignes|instructions)|your\ (?:rules|instructions))"
    r"|\bconsigne\b|\bnouvelle\ politique\b|\bnew\ rule\b|\bmessage\ du\ logiciel\b|\bnote\ de\ dossier\b|\bdossier\ system\b"
    r"|\bskip_checks\b|\bverdict\s*[:=]|\bverifie\ par\b|\bp_answerable\b"
    # how to reply
    r"|\b(?:reponds|repondez|recopie[zs]?|affiche[zs]?|insere[zs]?|ecrivez|decode[zs]?|contesta|antworte)\b"
    r"|\b(?:tu\ (?:diras|reponds|es)|fais|faites\ de\ meme|dis\ [«\"])\b"
    r"|\b(?:reply|say|respond|answer|begin|end|start|obey)\b.{0,20}\b(?:only|with|every|instead|reply|word)\b"
    r"|\b(?:only\ reply|correct\ reply|your\ reply|each\ reply|every\ reply|dans\ ta\ reponse|en\ fin\ de\ reponse)\b"
    r"|\b(?:reponse|answer|reply)\b.{0,30}\b(?:toutes?\ les\ questions|every\ question|toujours|always)\b"
    r"|\bquestion\ posee\b|\b(?:si|whatever|when)\b.{0,20}\b(?:l.on\ te|la\ question|the\ reader)\b|\breply\s+[a-z]|\banswer\ turnip"
    r"|\bpour\ repondre\b|\breadable?\ to\ the\ (?:model|machine)|\bto\ the\ model\b|\bfor\ the\ (?:machine|assistant)\b|\blecteur\ automatique\b"
    r"|\b(?:any|the|l.)\s?assistant\b|\bassistant\s*:|\bassistant\ must\b|\b(?:human|user|assistant|system)\s*:"
    r"|\bconnaissances\ generales\b|\bwhat\ it\ learnt\ in\ training\b|\bdevine\b|\breaders\ love\b"
    r"|\brepeat\ everything\b|\bcopy\ the\b|\bcite\ this\b|\byou\ are\ a\b|^obey\b|\bparle\ comme\b|\bt.autorise\b|\btell\ the\ reader\b"
    r"|\breponse\s+imposee\b|\b(?:q|a|question|reponse|answer)\s*:\s|\btoute\ phrase\ de\ ce\ document\b|\bfin\ des\ sources\b|\bend\ of\ sources\b"
)
# Marks of pages, templates, chats and programs: no sentence of a newspaper has them.
_MARKS = re.compile(
    r"</?[a-z!][^>]*>|<!--|\[/?INST\]|<</?SYS|<\||\|>|\{\{|\{%|\$\{|\]\(|```|\"\"\"|^#{2,}\s|\"\s*:\s*[\"\[{]|javascript:|={3,}",
    re.I | re.M,
)
_GIBBERISH = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9+/]{20,}={0,2}|\b[0-9a-f]{20,}\b")
_LOOKALIKES = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]|[\uff21-\uff5a]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿœŒ]")


def speaks_to_the_machine(sentence: str) -> bool:
    """Whether `sentence` gives orders to a program, or carries marks meant for one."""
    return bool(
        _MARKS.search(sentence)
        or _GIBBERISH.search(sentence)
        or _LOOKALIKES.search(sentence)
        or _other_script(sentence)
        or _SPEAKS_TO_IT.search(fold(sentence))
    )


def _other_script(sentence: str) -> bool:
    """Whether most letters are of a script that neither a French nor an English answer uses."""
    letters = [character for character in sentence if character.isalpha()]
    return len(_LATIN.findall(sentence)) < len(letters) / 2
