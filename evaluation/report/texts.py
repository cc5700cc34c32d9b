"""The words of the report, in French and English."""

from __future__ import annotations

from core.types import Language
from evaluation.systems import NAMES

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Évaluation", "Evaluation"),
    "cases": ("questions", "questions"),
    "documents": ("documents", "documents"),
    "figures": ("Les chiffres", "The figures"),
    "figures_note": (
        "Entre crochets, l'intervalle de confiance à 95 % (rééchantillonnage des questions), puis le nombre de questions qui comptent. En gras, la meilleure valeur de la ligne.",
        "In brackets, the 95 % confidence interval (resampling questions), then how many questions count. In bold, the best value of the row.",
    ),
    "metric": ("Mesure", "Metric"),
    "plots": ("En images", "In pictures"),
    "by_k": ("La bonne source parmi les k premières", "The right source among the first k"),
    "k": ("passages regardés (k)", "passages looked at (k)"),
    "share": ("part des questions", "share of questions"),
    "risk": ("Répondre plus, se tromper plus ?", "More answers, more errors?"),
    "coverage": ("part des questions qui reçoivent une réponse", "share of questions answered"),
    "wrong": ("réponses fausses", "wrong answers"),
    "calibration": ("La confiance dit-elle vrai ?", "Can confidence be believed?"),
    "said": ("confiance annoncée", "confidence stated"),
    "was": ("questions qui ont une réponse", "questions that have an answer"),
    "latency": ("Combien de temps faut-il attendre ?", "How long is the wait?"),
    "bar": ("barre : médiane, trait : 95 %", "bar: median, tick: 95 %"),
    "by_tag": ("Par thème", "By tag"),
    "worst": ("Les cas, les pires d'abord", "The cases, worst first"),
    "worst_note": (
        "{shown} cas sur {all} ; tous sont dans rows.jsonl.",
        "{shown} of {all} cases; all are in rows.jsonl.",
    ),
    "question": ("Question", "Question"),
    "history": ("Avant cela", "Before that"),
    "gold": ("Ce qui était attendu", "What was expected"),
    "gold_none": (
        "Le dossier ne le dit pas : il fallait le dire.",
        "The dossier does not say: that was the answer to give.",
    ),
    "gold_unknown": (
        "Le jeu de test ne donne pas de réponse de référence.",
        "The test set gives no gold answer.",
    ),
    "answer": ("Réponse", "Answer"),
    "refused": ("Le dossier ne le dit pas.", "The dossier does not say."),
    "cited": ("Ce qui est cité", "What is cited"),
    "closest": ("Passages les plus proches", "Closest passages"),
    "withheld": ("Écarté", "Withheld"),
    "no_answer": (
        "Recherche seule : pas de réponse rédigée.",
        "Search only: no answer is written.",
    ),
    "error": ("Erreur", "Error"),
    "rank": ("Rang de la bonne source", "Rank of the right source"),
    "not_found": ("absente des dix premiers", "not among the first ten"),
    "confidence": ("confiance", "confidence"),
    "mark_gold": ("passage attendu", "expected passage"),
    "mark_cited": ("passage cité", "cited passage"),
    "excluded": ("Ce qui n'a pas été compté", "What was left out"),
    "excluded_note": (
        "Ce qui n'a pas pu être noté ne compte dans aucune moyenne, pas même comme zéro.",
        "What could not be scored is in no mean, not even as zero.",
    ),
    "made_by": ("Fait avec", "Made by"),
    "system": ("Système", "System"),
    "overhead": ("Temps passé à mesurer", "Time spent measuring"),
    "nothing": ("Rien.", "Nothing."),
    "before": ("avant", "before"),
    "after": ("après", "after"),
    "difference": ("Écart", "Difference"),
    "p": ("p", "p"),
    "sure": ("sûr", "sure"),
    "yes": ("oui", "yes"),
    "no": ("non", "no"),
    "compare": ("Comparaison", "Comparison"),
    "compare_note": (
        "{n} questions en commun, {out} laissées de côté. p : test de permutation apparié ; « sûr » : encore sous 5 % après correction de Holm.",
        "{n} questions in common, {out} left out. p: paired permutation test; “sure”: still below 5 % after Holm's correction.",
    ),
    "changed": ("Cas qui ont changé", "Cases that changed"),
    "worse": ("moins bien", "worse"),
    "better": ("mieux", "better"),
}

OUTCOMES: dict[str, tuple[str, str]] = {
    "error": ("erreur", "error"),
    "invented": ("réponse à une question sans réponse", "answered the unanswerable"),
    "unfaithful": ("phrase sans appui", "unsupported sentence"),
    "wrong": ("réponse fausse", "wrong answer"),
    "refused": ("refus à tort", "wrongly refused"),
    "missed": ("source non trouvée", "source not found"),
    "late": ("source trouvée plus bas", "source found lower down"),
    "right": ("juste", "right"),
    "open": ("rien à noter", "nothing to score"),
}

VERDICTS: dict[str, tuple[str, str]] = {
    "supported": ("appuyée", "supported"),
    "unsupported": ("sans appui", "unsupported"),
    "contradicted": ("contredite", "contradicted"),
}

REASONS: dict[str, tuple[str, str]] = {
    "figure": ("chiffre absent de la source : {fact}", "figure not in the source: {fact}"),
    "date": ("date absente de la source : {fact}", "date not in the source: {fact}"),
    "name": ("nom absent de la source : {fact}", "name not in the source: {fact}"),
    "negation": ("la source dit le contraire", "the source says the opposite"),
    "no_source": ("aucune source ne le porte", "no source carries it"),
    "unchecked": ("le système ne vérifie pas", "the system does not check"),
    "no_document": ("document introuvable", "document not found"),
    "no_quote": ("citation de référence introuvable", "gold quote not found"),
    "no_gold": ("sans passage de référence", "no gold passage"),
    "no_answers": ("sans réponse de référence", "no gold answer"),
}

GROUPS: dict[str, tuple[str, str]] = {
    "retrieval": ("Trouver", "Finding"),
    "answer": ("Répondre", "Answering"),
    "citation": ("Citer", "Citing"),
    "faithfulness": ("Rester fidèle", "Staying faithful"),
    "abstention": ("Savoir se taire", "Knowing when not to"),
    "latency": ("Temps", "Time"),
}

METRICS: dict[str, tuple[str, str]] = {
    "retrieval.recall@1": ("source au 1er rang", "source at rank 1"),
    "retrieval.recall@5": ("source parmi les 5 premiers", "source in the first 5"),
    "retrieval.recall@10": ("source parmi les 10 premiers", "source in the first 10"),
    "retrieval.mrr": ("rang réciproque moyen", "mean reciprocal rank"),
    "retrieval.ndcg@10": ("nDCG@10", "nDCG@10"),
    "retrieval.quote_recall@5": ("citations attendues dans les 5 premiers", "gold quotes in first 5"),
    "answer.contains": ("réponse attendue présente", "gold answer is in it"),
    "answer.f1": ("F1 des mots", "word F1"),
    "answer.f1_unstripped": ("F1, articles compris", "F1 with articles"),
    "answer.em": ("exactement la réponse", "exact match"),
    "answer.em_unstripped": ("exactement, articles compris", "exact with articles"),
    "answer.numbers": ("chiffres justes", "figures right"),
    "answer.names": ("noms justes", "names right"),
    "citation.gold_overlap": ("cite le passage attendu", "cites the gold quote"),
    "citation.gold_f1": ("passage attendu, caractères (F1)", "gold quote, characters (F1)"),
    "citation.gold_precision": ("citations qui touchent l'attendu", "citations touching gold"),
    "citation.recall": ("phrases portées par leurs citations", "sentences borne out by their citations"),
    "citation.precision": ("citations utiles", "citations that are needed"),
    "citation.integrity": ("citations exactes au caractère", "quotes exact to the character"),
    "faithfulness.supported": ("phrases appuyées sur ce qui a été lu", "sentences borne out by what was read"),
    "abstention.refusal_recall": ("sans réponse : refusées", "unanswerable: refused"),
    "abstention.refusal_precision": ("refus justifiés", "refusals justified"),
    "abstention.answered_recall": ("avec réponse : répondues", "answerable: answered"),
    "abstention.auroc": ("confiance : AUROC", "confidence: AUROC"),
    "abstention.ece": ("confiance : erreur de calibration", "confidence: calibration error"),
    "latency.retrieval_p50_ms": ("recherche, médiane", "search, median"),
    "latency.retrieval_p95_ms": ("recherche, 95 %", "search, 95 %"),
    "latency.first_evidence_p50_ms": ("premiers passages, médiane", "first evidence, median"),
    "latency.first_token_p50_ms": ("premier mot, médiane", "first token, median"),
    "latency.total_p50_ms": ("réponse entière, médiane", "whole answer, median"),
    "latency.total_p95_ms": ("réponse entière, 95 %", "whole answer, 95 %"),
}  # fmt: skip

# Colours of the report: the same system looks the same in every plot and every run.
STYLES = {name: n for n, name in enumerate(NAMES)}
LOWER_IS_BETTER = ("latency.", "abstention.ece")


def pick(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "fr" else pair[1]


def style(system: str) -> int:
    """The system's number in the page's palette."""
    return STYLES.get(system, 0)


def say(key: str, language: Language, **facts: object) -> str:
    return pick(TEXTS[key], language).format(**facts)


def metric_name(name: str, language: Language) -> str:
    """The label of a metric; its own name where it has none."""
    return pick(METRICS[name], language) if name in METRICS else name.split(".", 1)[-1]


def reason(code: str, language: Language) -> str:
    """A reason code such as `figure:100` in words; unknown codes as they are."""
    kind, _, fact = code.partition(":")
    return pick(REASONS[kind], language).format(fact=fact) if kind in REASONS else code


def number(value: float, language: Language, digits: int = 3) -> str:
    """A share as .xyz is hard to read in French: 0,776."""
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if language == "fr" else text


def milliseconds(value: float, language: Language) -> str:
    if value < 1000:
        return f"{number(value, language, 0 if value >= 10 else 1)}\u202fms"
    return f"{number(value / 1000, language, 1)}\u202fs"
